/** Addresses that the schema lets through and no URL parser takes: a failed try with its code, never a throw into a timer. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DoorOutput } from '../../src/doors/door.ts';
import { openOutput } from '../../src/doors/open-output.ts';
import { switchedDoor } from '../../src/doors/switched.ts';
import { timedDoor } from '../../src/doors/timed.ts';
import { OutputConfig } from '../../src/shared/outputs.ts';

const rejections: unknown[] = [];
const note = (reason: unknown): void => void rejections.push(reason);
beforeEach(() => void process.on('unhandledRejection', note));
afterEach(() => {
  process.off('unhandledRejection', note);
  rejections.length = 0;
});

const mqtt = {
  username: '',
  protocol: 5,
  base: 'lintel/door-1',
  command: { topic: 'cmnd/door', open: 'ON', close: 'OFF' },
  confirm: null,
  discovery: null,
  remote: false,
  contact: null,
} as const;
const at = (config: unknown, held = false): DoorOutput =>
  openOutput(OutputConfig.parse(config), { password: 'x', key: '0'.repeat(64) }, { doorId: 1, name: 'D', held, now: () => 0 });

async function answersEachWay(door: DoorOutput): Promise<void> {
  const stop = door.onContact(() => undefined);
  for (const answer of [await door.pulse(600), await door.hold(true), await door.hold(false)]) {
    expect(answer.ok ? null : answer.error.code).toMatch(/^door-/);
  }
  stop();
  await door.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(rejections).toEqual([]);
}

test.each([
  ['http', { kind: 'http', url: 'http://[::::]/open' }],
  ['http, a number too large for an address', { kind: 'http', url: 'http://1.2.3.999/open' }],
  [
    'shelly',
    {
      kind: 'shelly',
      host: '1.2.3.999',
      port: 80,
      generation: 2,
      channel: 0,
      username: '',
      lock: 'secure',
      contact: { input: 0, openWhen: true },
    },
  ],
  ['mqtt', { kind: 'mqtt', url: 'mqtt://1.2.3.999', ...mqtt }],
])('%s', async (_name, config) => {
  await answersEachWay(at(config));
});

test('held open from the start', async () => {
  await answersEachWay(at({ kind: 'mqtt', url: 'mqtt://1.2.3.999', ...mqtt }, true));
});

test('a device whose library throws', async () => {
  const thrown = (): never => {
    throw new TypeError('not a function');
  };
  const release = (): void => undefined;
  await answersEachWay(timedDoor('http', { open: thrown, set: thrown, contact: thrown, release }));
  await answersEachWay(switchedDoor('serial', { write: thrown, contact: thrown, release: () => Promise.resolve() }));
});
