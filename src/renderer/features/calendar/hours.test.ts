import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clock, hoursText, parseHours, spansOf } from './hours.ts';

test.each([
  ['', ''],
  ['08:00-12:00, 13:00-17:30', '08:00–12:00, 13:00–17:30'],
  ['８：００～１２：００，１３：００～１７：３０', '08:00–12:00, 13:00–17:30'],
  ['8-12 13-17', '08:00–12:00, 13:00–17:00'],
  ['0800-1200', '08:00–12:00'],
  ['8 to 12', '08:00–12:00'],
  ['8:00至12:00、13:00到14:00', '08:00–12:00, 13:00–14:00'],
  ['00:00-24:00', '00:00–24:00'],
  ['13-14, 8-9', '08:00–09:00, 13:00–14:00'],
  ['8-12, 12-14, 13-15', '08:00–15:00'],
  ['22-6', '22:00–06:00'],
  ['22-0', '22:00–24:00'],
  ['8-9, 23-6, 22-5, 23-6', '08:00–09:00, 22:00–05:00, 23:00–06:00'],
])('%s', (text, expected) => {
  const hours = parseHours(text);
  expect(hours.ok && hoursText(hours.intervals)).toBe(expected);
});

test.each([
  ['8', 'unreadable'],
  ['8-', 'unreadable'],
  ['8-12-14', 'unreadable'],
  ['8:75-12', 'unreadable'],
  ['25-26', 'unreadable'],
  ['24:01-24:02', 'unreadable'],
  ['24-6', 'unreadable'],
  ['morning', 'unreadable'],
  ['8-8', 'nothing'],
] as const)('%s is %s', (text, problem) => {
  expect(parseHours(text)).toEqual({ ok: false, problem });
});

const time = (max: number) => fc.integer({ min: 0, max });
const typed = fc.array(
  fc.tuple(time(1439), time(1440)).filter(([from, to]) => from !== to),
  { maxLength: 6 },
);
/** Open in some minute of the day that it begins on, or of the day after. */
const isOpen = (intervals: readonly (readonly [from: number, to: number])[], minute: number) =>
  intervals.some(([from, to]) => (to > from ? from <= minute && minute < to : from <= minute && minute < to + 1440));

test('reading keeps every minute, and what is shown reads as itself', () => {
  fc.assert(
    fc.property(typed, (pairs) => {
      const hours = parseHours(pairs.map(([from, to]) => `${clock(from)}-${clock(to)}`).join(','));
      if (!hours.ok) throw new Error(hours.problem);
      expect(parseHours(hoursText(hours.intervals))).toEqual(hours);
      const minute = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
      const read = hours.intervals.map((i) => [minute(i.from), minute(i.to)] as const);
      for (const at of [
        0,
        1,
        479,
        480,
        1439,
        1440,
        1500,
        ...pairs.flatMap(([from, to]) => [from, to, to - 1, to + 1440, to + 1439]),
      ]) {
        expect([at, isOpen(read, at)]).toEqual([at, isOpen(pairs, at)]);
      }
    }),
  );
});

test('a bar ends at midnight, and the next one shows what was carried over', () => {
  const night = [{ from: '22:00', to: '06:00' }];
  expect(spansOf(night, [])).toEqual([{ from: 1320, to: 1440, carried: false }]);
  expect(spansOf([{ from: '08:00', to: '24:00' }], night)).toEqual([
    { from: 0, to: 360, carried: true },
    { from: 480, to: 1440, carried: false },
  ]);
});
