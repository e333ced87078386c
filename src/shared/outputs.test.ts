import { describe, expect, test } from 'vitest';
import { mqttTopics, OutputConfig, OutputGiven, withoutLoops, type ConfigOf } from './outputs.ts';

const good: ConfigOf<'mqtt'> = {
  kind: 'mqtt',
  url: 'mqtt://10.0.0.2:1883',
  username: '',
  protocol: 5,
  base: 'lintel/door-1',
  command: { topic: 'lintel/door-1/relay/set', open: 'ON', close: 'OFF' },
  confirm: { topic: 'lintel/door-1/relay/state', open: 'ON' },
  discovery: 'homeassistant',
  remote: true,
  contact: { topic: 'door/contact', open: 'OPEN', closed: 'CLOSED' },
};
const own = mqttTopics(good.base);

describe('an MQTT output that would hear itself', () => {
  const cases: [string, Partial<ConfigOf<'mqtt'>>, string, string][] = [
    ...Object.entries(own).flatMap(([name, topic]): [string, Partial<ConfigOf<'mqtt'>>, string, string][] => [
      [`the command goes to its own ${name}`, { command: { ...good.command, topic } }, 'command.topic', 'own-topic'],
      [`its own ${name} confirms`, { confirm: { topic, open: 'ON' } }, 'confirm.topic', 'own-topic'],
      [`its own ${name} is the sensor`, { contact: { topic, open: 'a', closed: 'b' } }, 'contact.topic', 'own-topic'],
    ]),
    [
      'the base ends with a slash',
      { base: 'lintel/door-1/', command: { ...good.command, topic: own.set } },
      'command.topic',
      'own-topic',
    ],
    ['the command confirms itself', { confirm: { topic: good.command.topic, open: 'ON' } }, 'confirm.topic', 'command-topic'],
    [
      'the command is the sensor',
      { contact: { topic: good.command.topic, open: 'ON', closed: 'OFF' } },
      'contact.topic',
      'command-topic',
    ],
    ['one word opens and closes', { command: { ...good.command, close: 'ON' } }, 'command.close', 'same-word'],
    ['one word for open and closed', { contact: { topic: 'c', open: 'x', closed: 'x' } }, 'contact.closed', 'same-word'],
  ];
  test.each(cases)('%s: refused, and at which field', (_name, part, path, why) => {
    const parsed = OutputGiven.safeParse({ ...good, ...part });
    expect(parsed.error?.issues.map((i) => [i.path.join('.'), i.message])).toEqual([[path, why]]);
    // What an earlier version has stored still drives its door.
    expect(OutputConfig.safeParse({ ...good, ...part }).success).toBe(true);
  });

  test('the usual one is taken, and so is every other kind', () => {
    expect(OutputGiven.parse(good)).toEqual(good);
    expect(OutputGiven.parse({ kind: 'none' })).toEqual({ kind: 'none' });
    expect(OutputGiven.safeParse({ kind: 'mqtt' }).success).toBe(false);
  });
});

test('of a stored one the confirmation that confirms nothing is left out, and the rest stays', () => {
  const echo = { ...good, confirm: { topic: good.command.topic, open: 'ON' } };
  expect(withoutLoops(echo)).toEqual({ ...good, confirm: null });
  expect(withoutLoops({ ...good, confirm: { topic: own.state, open: 'UNLOCKED' } })).toEqual({ ...good, confirm: null });
  expect(withoutLoops({ ...good, contact: { topic: own.state, open: 'UNLOCKED', closed: 'LOCKED' } })).toEqual({
    ...good,
    contact: null,
  });
  expect(withoutLoops(good)).toBe(good);
  const none = { kind: 'none' } as const;
  expect(withoutLoops(none)).toBe(none);
});
