/** Mosquitto on loopback, a relay that listens to it, and a console to see what is said. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, connectAsync, type IPublishPacket, type MqttClient } from 'mqtt';
import { mqttDoor } from '../../src/doors/mqtt/mqtt.ts';
import type { DoorOutput } from '../../src/doors/door.ts';
import type { ConfigOf } from '../../src/shared/outputs.ts';
import { freePort, lock as newLock, wiredBy, type Lock, type Peer } from './peer.ts';
import { findProgram, start, type Program } from './program.ts';
import { within } from '../fakes/patience.ts';

export const mosquitto = findProgram('mosquitto');
export const USER = 'lintel';
export const PASSWORD = 'br0ker-secret';

function answers(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connectTcp(port, '127.0.0.1', () => {
    socket.destroy();
    resolve(true);
  });
  socket.on('error', () => resolve(false));
  return promise;
}

export type Broker = {
  readonly port: number;
  up(): Promise<void>;
  /** Killed: no goodbye, no wills. */
  down(): Promise<void>;
  freeze(on: boolean): void;
  close(): Promise<void>;
};

export async function broker(options: { readonly password?: boolean } = {}): Promise<Broker> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'lintel-mqtt-'));
  const file = join(folder, 'mosquitto.conf');
  const lines = [
    `listener ${port} 127.0.0.1`,
    'persistence true',
    `persistence_location ${folder}/`,
    'autosave_interval 1',
    'autosave_on_changes true',
  ];
  if (options.password) {
    const passwords = join(folder, 'passwords');
    writeFileSync(passwords, `${USER}:${PASSWORD}\n`, { mode: 0o600 });
    execFileSync(findProgram('mosquitto_passwd')!, ['-U', passwords]);
    lines.push('allow_anonymous false', `password_file ${passwords}`);
  } else lines.push('allow_anonymous true');
  // Started by root it becomes another user, who could not read its files.
  lines.push(`user ${process.env['USER'] ?? 'root'}`);
  writeFileSync(file, lines.join('\n') + '\n');
  let program: Program | null = null;
  async function up(): Promise<void> {
    program = await start(mosquitto!, ['-c', file]);
    for (let turns = 300; !(await answers(port)); turns--) {
      if (turns === 0) throw new Error('mosquitto does not answer');
      await sleep(30);
    }
  }
  async function down(): Promise<void> {
    await program?.stop();
    program = null;
  }
  await up();
  return {
    port,
    up,
    down,
    freeze: (on) => program?.signal(on ? 'SIGSTOP' : 'SIGCONT'),
    close: async () => {
      await down();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Heard = { readonly topic: string; readonly payload: string; readonly retain: boolean; readonly qos: number };

/** Another client: sees everything, says anything. */
export async function console(
  port: number,
): Promise<{ readonly client: MqttClient; readonly heard: Heard[]; of(topic: string): string[]; close(): Promise<void> }> {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 100 });
  const heard: Heard[] = [];
  client.on('message', (topic: string, payload: Buffer, { retain, qos }: IPublishPacket) =>
    heard.push({ topic, payload: payload.toString(), retain, qos }),
  );
  client.on('error', () => undefined);
  await client.subscribeAsync('#', { qos: 1 });
  return {
    client,
    heard,
    of: (topic) => heard.filter((h) => h.topic === topic).map((h) => h.payload),
    close: () => client.endAsync(true),
  };
}

export type Relay = {
  readonly lock: Lock;
  connected(): boolean;
  /** Without power for so long; resolves when it listens again. */
  reboot(offMs: number): Promise<void>;
  close(): Promise<void>;
};

/** A relay as a Tasmota or an ESPHome switch: ON, OFF, and says so. `persistent`: the broker queues for it while it is away. */
export async function relay(
  port: number,
  options: { readonly confirms?: boolean; readonly persistent?: boolean } = {},
): Promise<Relay> {
  const { confirms = true, persistent = false } = options;
  const lock = newLock();

  async function boot(): Promise<MqttClient> {
    const client = connect(`mqtt://127.0.0.1:${port}`, {
      protocolVersion: 5,
      reconnectPeriod: 50,
      clientId: `relay-${port}`,
      clean: !persistent,
      ...(persistent ? { properties: { sessionExpiryInterval: 3600 } } : {}),
    });
    client.on('error', () => undefined);
    client.on('message', (_topic: string, payload: Buffer) => {
      const word = payload.toString();
      if (word === 'ON' || word === 'OFF') lock.hear(word === 'ON');
      if (confirms) client.publish('stat/door/POWER', word, { qos: 1 });
    });
    // Listening before it is connected: what the broker has queued comes with the first packet.
    const connected = Promise.withResolvers<undefined>();
    client.once('connect', () => connected.resolve(undefined));
    await connected.promise;
    await client.subscribeAsync('cmnd/door/POWER', { qos: 1 });
    return client;
  }

  let client = await boot();
  return {
    lock,
    connected: () => client.connected,
    async reboot(offMs) {
      await client.endAsync(true);
      lock.set(false);
      await sleep(offMs);
      client = await boot();
    },
    close: () => client.endAsync(true),
  };
}

export const configOf = (port: number, more: Partial<ConfigOf<'mqtt'>> = {}): ConfigOf<'mqtt'> => ({
  kind: 'mqtt',
  url: `mqtt://127.0.0.1:${port}`,
  username: '',
  protocol: 5,
  base: 'lintel/door-1',
  command: { topic: 'cmnd/door/POWER', open: 'ON', close: 'OFF' },
  confirm: { topic: 'stat/door/POWER', open: 'ON' },
  discovery: 'homeassistant',
  remote: false,
  contact: null,
  ...more,
});

export const output = (config: ConfigOf<'mqtt'>, held = false, password = ''): DoorOutput =>
  mqttDoor(config, password, 'Front door', held);

/** Broker and relay as one peer, for `behaves`. */
export async function mqttPeer(more: Partial<ConfigOf<'mqtt'>> = {}): Promise<Peer> {
  const server = await broker();
  const device = await relay(server.port);
  const up = async (): Promise<void> => {
    await server.up();
    await within(3_000, device.connected);
  };
  return {
    output: (held = false) => output(configOf(server.port, more), held),
    wired: wiredBy(configOf(server.port, more)),
    lock: device.lock,
    up,
    down: server.down,
    forget: () => device.lock.set(false),
    reboot: device.reboot,
    hang: server.freeze,
    garble: null,
    close: async () => {
      await device.close();
      await server.close();
    },
  };
}
