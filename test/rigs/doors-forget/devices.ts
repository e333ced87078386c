/** Every kind of output, each with a device over its real protocol on loopback: the peers of the door tests. */
import { setTimeout as sleep } from 'node:timers/promises';
import { mosquitto, mqttPeer } from '../../doors/broker.ts';
import { receiver } from '../../doors/http-receiver.ts';
import { coilBoard, flashBoard } from '../../doors/modbus-boards.ts';
import type { Peer } from '../../doors/peer.ts';
import { board, socat } from '../../doors/serial-board.ts';
import { shellySimulator } from '../../doors/shelly-simulator.ts';

export type Device = {
  readonly kind: string;
  /** null = the program that its line needs is not installed. */
  readonly make: (() => Promise<Peer>) | null;
};

/** One fuse for the relay and its broker. */
async function withItsBroker(): Promise<Peer> {
  const peer = await mqttPeer();
  return {
    ...peer,
    async reboot(offMs) {
      await peer.down();
      const back = peer.reboot(offMs);
      await sleep(offMs);
      await peer.up();
      await back;
    },
  };
}

const overMqtt = (make: () => Promise<Peer>): Device['make'] => (mosquitto ? make : null);
const overSerial = (make: () => Promise<Peer>): Device['make'] => (socat ? make : null);

export const DEVICES: readonly Device[] = [
  { kind: 'http', make: receiver },
  { kind: 'shelly gen1', make: () => shellySimulator({ generation: 1, password: 'p' }) },
  { kind: 'shelly gen1, fail-safe', make: () => shellySimulator({ generation: 1, lock: 'safe' }) },
  { kind: 'shelly gen2', make: () => shellySimulator({ generation: 2, password: 'p' }) },
  { kind: 'shelly gen2, fail-safe', make: () => shellySimulator({ generation: 2, lock: 'safe', password: 'p' }) },
  { kind: 'modbus coil', make: () => coilBoard('secure') },
  { kind: 'modbus coil, fail-safe', make: () => coilBoard('safe') },
  { kind: 'modbus flash', make: () => flashBoard('secure') },
  { kind: 'modbus flash, fail-safe', make: () => flashBoard('safe') },
  { kind: 'serial', make: overSerial(() => board('secure')) },
  { kind: 'serial, fail-safe', make: overSerial(() => board('safe')) },
  { kind: 'mqtt 5', make: overMqtt(() => mqttPeer()) },
  { kind: 'mqtt 3.1.1', make: overMqtt(() => mqttPeer({ protocol: 4 })) },
  { kind: 'mqtt, not confirmed', make: overMqtt(() => mqttPeer({ confirm: null })) },
  { kind: 'mqtt, its broker too', make: overMqtt(withItsBroker) },
];
