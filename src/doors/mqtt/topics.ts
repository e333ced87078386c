/** What Lintel says and hears on a broker, and how Home Assistant finds it. (home-assistant.io: lock.mqtt, event.mqtt, binary_sensor.mqtt) */
import { mqttTopics, type ConfigOf } from '../../shared/outputs.ts';
import type { DoorEvent } from '../door.ts';

type Config = ConfigOf<'mqtt'>;

export type Message = { readonly topic: string; readonly payload: string; readonly retain: boolean };

/** Home Assistant's configurations, retained: a lock, an event, and the door contact where one is wired. */
export function discovery(config: Config, prefix: string, name: string): Message[] {
  const { status, state, set, event } = mqttTopics(config.base);
  const id = `lintel_${config.base.replace(/[^a-zA-Z0-9]+/g, '_')}`;
  const shared = {
    availability_topic: status,
    payload_available: 'online',
    payload_not_available: 'offline',
    qos: 1,
    device: { identifiers: [id], name, manufacturer: 'Lintel', model: 'Kiosk' },
    origin: { name: 'Lintel' },
  };
  const entity = (component: string, object: string, body: object): Message => ({
    topic: `${prefix.replace(/\/+$/, '')}/${component}/${id}/${object}/config`,
    payload: JSON.stringify({ unique_id: `${id}_${object}`, ...body, ...shared }),
    retain: true,
  });
  const lock = {
    name: 'Lock',
    command_topic: set,
    state_topic: state,
    payload_lock: 'LOCK',
    payload_unlock: 'UNLOCK',
    payload_open: 'OPEN',
    state_locked: 'LOCKED',
    state_unlocked: 'UNLOCKED',
    // Commands are never retained: a retained one would open the door again at every start.
    retain: false,
    optimistic: false,
  };
  const events = {
    name: 'Visit',
    state_topic: event,
    event_types: ['granted', 'denied', 'spoof', 'unknown'] satisfies DoorEvent['type'][],
  };
  const messages = [entity('lock', 'lock', lock), entity('event', 'visit', events)];
  const { contact } = config;
  // What speaks JSON (Zigbee2MQTT) tells Home Assistant of itself.
  if (contact && !contact.path) {
    const sensor = {
      name: 'Door',
      device_class: 'door',
      state_topic: contact.topic,
      payload_on: contact.open,
      payload_off: contact.closed,
    };
    messages.push(entity('binary_sensor', 'door', sensor));
  }
  return messages;
}

/** Extra keys become attributes in Home Assistant. Nobody's name is among them. */
export function eventPayload({ type, direction, reason, at }: DoorEvent): string {
  return JSON.stringify({
    event_type: type,
    at: new Date(at).toISOString(),
    ...(direction === null ? {} : { direction }),
    ...(reason === null ? {} : { reason }),
  });
}
