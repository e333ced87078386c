import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { sameKey } from '../../domain/text.ts';
import { alike, heard, heardOfFire, shown } from './heard.ts';
import { createUnclear } from './unclear.ts';

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

describe('the fire panel', () => {
  const PANEL = { alarm: 'ALARM', quiet: 'OK' };
  const ZIGBEE = { alarm: 'true', quiet: 'false', path: 'smoke' };
  test.each<[string, Parameters<typeof heardOfFire>[1], ReturnType<typeof heardOfFire>]>([
    ['ALARM', PANEL, 'alarm'],
    ['alarm', PANEL, 'alarm'],
    ['ＡＬＡＲＭ', PANEL, 'alarm'],
    ['\ufeffALARM\u0000\r\n', PANEL, 'alarm'],
    ['A\u0000L\u0000A\u0000R\u0000M\u0000', PANEL, 'alarm'],
    ['"Alarm"', PANEL, 'alarm'],
    ['{"state":"alarm","battery":90}', PANEL, 'alarm'],
    ['{"zones":[{"name":"hall","state":"OK"},{"name":"attic","state":"ALARM"}]}', PANEL, 'unclear'],
    ['{"ALARM":1}', PANEL, 'unclear'],
    ['OK', PANEL, 'quiet'],
    [' ok ', PANEL, 'quiet'],
    ['{"state":"OK"}', PANEL, 'unclear'],
    ['FAULT', PANEL, 'unclear'],
    ['', PANEL, 'unclear'],
    ['NO ALARM', PANEL, 'unclear'],
    ['{"smoke":true,"battery_low":false}', ZIGBEE, 'alarm'],
    ['{"smoke":false,"battery_low":true}', ZIGBEE, 'quiet'],
    ['{"battery_low":true}', ZIGBEE, 'unclear'],
    ['{"smoke":null}', ZIGBEE, 'unclear'],
    ['true', ZIGBEE, 'alarm'],
    ['false', ZIGBEE, 'unclear'],
    // Stored before words that are written alike were refused.
    ['on', { alarm: 'on', quiet: 'ON' }, 'alarm'],
    ['ON', { alarm: 'on', quiet: 'ON' }, 'quiet'],
    ['On', { alarm: 'on', quiet: 'ON' }, 'alarm'],
  ])('%j by %j is %s', (payload, words, means) => {
    expect(heardOfFire(payload, words)).toBe(means);
  });

  const word = fc.stringMatching(/^[a-zA-Z]{2,8}$/);
  const words = fc.tuple(word, word).filter(([a, b]) => !alike(a, b));
  /** The word as other devices write it. */
  const written = (text: string): fc.Arbitrary<string> =>
    fc
      .tuple(
        fc.array(fc.boolean(), { minLength: text.length, maxLength: text.length }),
        fc.constantFrom('', ' ', '\u200b', '\u0000', '\ufeff', '\r\n'),
        fc.constantFrom('', ' ', '\n', '\u0000'),
        fc.boolean(),
      )
      .map(([big, before, after, wide]) => {
        const chars = Array.from(text).map((c, i) => (big[i] ? c.toUpperCase() : c.toLowerCase()));
        const shaped = wide ? chars.map((c) => String.fromCodePoint(c.codePointAt(0)! + 0xfee0)) : chars;
        return before + shaped.join('') + after;
      });
  const path = fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 3 });
  const wrapped = (names: readonly string[], value: string): string =>
    JSON.stringify(names.reduceRight<unknown>((inner, key) => ({ z9: 1, [key]: inner }), value));

  test('the alarm word is an alarm however it is written, plain or in JSON, with a place and without; the word of quiet is quiet where it was agreed', () => {
    const sent = words.chain(([alarm, quiet]) => fc.tuple(fc.constant({ alarm, quiet }), written(alarm), written(quiet), path));
    fc.assert(
      fc.property(sent, ([agreed, alarm, quiet, names]) => {
        const placed = { ...agreed, path: names.join('.') };
        for (const payload of [alarm, JSON.stringify(alarm), wrapped(names, alarm)])
          expect([heardOfFire(payload, agreed), heardOfFire(payload, placed)]).toEqual(['alarm', 'alarm']);
        expect([quiet, JSON.stringify(quiet)].map((payload) => heardOfFire(payload, agreed))).toEqual(['quiet', 'quiet']);
        expect(heardOfFire(wrapped(names, quiet), placed)).toBe('quiet');
        expect(heardOfFire(wrapped(names, quiet), agreed)).toBe('unclear');
        expect(heardOfFire(quiet, placed)).toBe('unclear');
      }),
    );
  });

  test('whatever else comes is no quiet', () => {
    /** By hand: quiet is the quiet word and nothing more, where it was agreed. */
    const saysQuiet = (payload: string, quiet: string, where: string): boolean => {
      let value: unknown = payload;
      try {
        value = JSON.parse(payload.replace(/^\ufeff/, ''));
      } catch {
        if (where !== '') return false;
      }
      for (const name of where === '' ? [] : where.split('.'))
        value =
          value !== null && typeof value === 'object' && Object.keys(value).includes(name) ? Reflect.get(value, name) : null;
      return ['string', 'number', 'boolean'].includes(typeof value) && sameKey(String(value)) === sameKey(quiet);
    };
    const payload = fc.oneof(
      fc.string(),
      fc.json(),
      fc.string({ unit: 'binary' }),
      word,
      fc.constantFrom('true', 'false', '1', '0', 'null', '[]'),
    );
    const quiet = fc.oneof(word, fc.constantFrom('0', 'false', 'normal', '正常'));
    fc.assert(
      fc.property(
        payload,
        quiet,
        fc.oneof(
          fc.constant(''),
          path.map((p) => p.join('.')),
        ),
        (sent, agreed, where) => {
          const means = heardOfFire(sent, { alarm: 'FIRE', quiet: agreed, path: where });
          if (sameKey(agreed) !== 'fire') expect(means === 'quiet').toBe(saysQuiet(sent, agreed, where));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

test('what is shown of a payload: nothing that is not seen, and no more than fits', () => {
  expect(shown('\u0000\u202eOPEN\u200b\n')).toBe('OPEN');
  expect(shown('\u0007')).toBe('');
  expect(Array.from(shown('门'.repeat(500)))).toHaveLength(61);
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      (text) => Array.from(shown(text)).length <= 61 && !/[\p{Cc}\p{Cs}]/u.test(shown(text)),
    ),
  );
});

test('not understood is told at once when it begins and when it is over, and once a second what is said', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const told: (string | null)[] = [];
  const unclear = createUnclear((said) => told.push(said));
  for (const payload of [null, 'a', 'b', 'c']) unclear.heard(payload);
  expect(told).toEqual(['a']);
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual(['a', 'c']);
  for (const payload of ['d', null, null]) unclear.heard(payload);
  vi.advanceTimersByTime(5_000);
  expect(told).toEqual(['a', 'c', null]);
  expect(unclear.said()).toBeNull();
});
