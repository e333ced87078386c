/** What a door hears of its broker: the contact, the relay's confirmation, and what others ask for. */
import { createListeners } from '../../shared/listeners.ts';
import { mqttTopics, type ConfigOf } from '../../shared/outputs.ts';
import type { DoorOutput, DoorRequest } from '../door.ts';
import { heard } from './heard.ts';
import { createUnclear } from './unclear.ts';

export type Hearing = Pick<DoorOutput, 'onContact' | 'onRequest'> & {
  onUnclear: NonNullable<DoorOutput['onUnclear']>;
  take(topic: string, payload: string, retained: boolean): void;
  /** Calls back at each confirmation of the relay's. Answers how to stop. */
  onConfirmed(listener: () => void): () => void;
  /** Nobody knows any more how the door stands. */
  lost(): void;
  stop(): void;
};

/** @param asked somebody waits to be told a state, whether anything changes or not */
export function createHearing(config: ConfigOf<'mqtt'>, asked: () => void): Hearing {
  const { set } = mqttTopics(config.base);
  const contacts = createListeners<[open: boolean | null]>();
  const unclears = createListeners<[said: string | null]>();
  const requests = createListeners<[request: DoorRequest]>();
  const confirmations = createListeners<[]>();
  /** Not understood is told from not said: a sensor whose words are other ones than were agreed would be silent for ever. */
  const unclear = createUnclear(unclears.tell);
  let contact: boolean | null = null;

  function takeContact(payload: string, { open, closed, path }: NonNullable<typeof config.contact>): void {
    const is = heard(payload, [[open, true] as const, [closed, false] as const], path ?? '');
    unclear.heard(is === null ? payload : null);
    if (is === null || is === contact) return;
    contact = is;
    contacts.tell(is);
  }

  return {
    take(topic, payload, retained) {
      if (topic === config.contact?.topic) takeContact(payload, config.contact);
      if (
        topic === config.confirm?.topic &&
        !retained &&
        heard(payload, [[config.confirm.open, true]], config.confirm.path ?? '')
      )
        confirmations.tell();
      if (topic !== set || retained) return;
      const request = payload === 'LOCK' ? 'lock' : payload === 'OPEN' || payload === 'UNLOCK' ? 'open' : null;
      if (request) asked();
      if (request && config.remote) requests.tell(request);
    },
    onConfirmed: confirmations.on,
    lost() {
      if (contact !== null) contacts.tell(null);
      contact = null;
    },
    stop() {
      contact = null;
      unclear.stop();
    },
    onContact(listener) {
      if (contact !== null) listener(contact);
      return contacts.on(listener);
    },
    onUnclear(listener) {
      const said = unclear.said();
      if (said !== null) listener(said);
      return unclears.on(listener);
    },
    onRequest: requests.on,
  };
}
