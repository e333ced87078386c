import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heard } from './heard.ts';

const WORDS = [
  ['OPEN', true],
  ['CLOSED', false],
] as const;

test.each<[string, string, boolean | null]>([
  ['OPEN', '', true],
  ['CLOSED', '', false],
  ['open', '', true],
  [' Closed\r\n', '', false],
  ['ＯＰＥＮ', '', true],
  ['"open"', '', true],
  ['opened', '', null],
  ['', '', null],
  ['{"contact":"OPEN"}', '', null],
  ['{"contact":"OPEN"}', 'contact', true],
  ['{"battery":93,"contact":"closed","linkquality":80}', 'contact', false],
  ['{"state":{"door":[{"is":"open"}]}}', 'state.door.0.is', true],
  ['{"contact":null}', 'contact', null],
  ['{"battery":93}', 'contact', null],
  ['{"contact":{"deep":"OPEN"}}', 'contact', null],
  ['OPEN', 'contact', null],
  ['{"contact":', 'contact', null],
  ['{"a":"OPEN"}', '__proto__', null],
  ['{"a":"OPEN"}', 'constructor.name', null],
])('%j by the path %j is %j', (payload, path, means) => {
  expect(heard(payload, WORDS, path)).toBe(means);
});

test('Zigbee2MQTT says contact: false for an open door', () => {
  const words = [
    ['false', true],
    ['true', false],
  ] as const;
  expect(heard('{"battery":100,"contact":false,"voltage":3000}', words, 'contact')).toBe(true);
  expect(heard('{"battery":100,"contact":true,"voltage":3000}', words, 'contact')).toBe(false);
  expect(heard('false', words, '')).toBe(true);
});

test('numbers are words too: 1 and 0', () => {
  const words = [
    ['1', true],
    ['0', false],
  ] as const;
  expect(heard('{"input":1}', words, 'input')).toBe(true);
  expect(heard('0', words, '')).toBe(false);
});

test('words that differ in capitals alone are told apart, and what is neither is not understood', () => {
  const words = [
    ['on', true],
    ['ON', false],
  ] as const;
  expect(['on', 'ON', 'On'].map((payload) => heard(payload, words, ''))).toEqual([true, false, null]);
});

test('whatever is sent, it is understood or not, and never throws; a word in JSON is found where the path says', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (payload, path) => [true, false, null].includes(heard(payload, WORDS, path))));
  fc.assert(fc.property(fc.json(), fc.string(), (payload, path) => [true, false, null].includes(heard(payload, WORDS, path))));
  const name = fc.string({ minLength: 1 }).filter((text) => !text.includes('.') && text !== '__proto__');
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), fc.constantFrom('OPEN', 'open', 'Open '), (path, word) => {
      const payload = JSON.stringify(path.reduceRight<unknown>((inner, key) => ({ other: 1, [key]: inner }), word));
      expect(heard(payload, WORDS, path.join('.'))).toBe(true);
    }),
  );
});
