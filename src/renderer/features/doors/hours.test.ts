import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hoursText, merged, parseHours } from './hours.ts';

test.each([
  ['', []],
  ['08:00-12:00, 13:00-17:30', [480, 720, 780, 1050]],
  ['８：００～１２：００，１３：００～１７：３０', [480, 720, 780, 1050]],
  ['8-12 13-17', [480, 720, 780, 1020]],
  ['0800-1200', [480, 720]],
  ['8 to 12', [480, 720]],
  ['8:00至12:00、13:00到14:00', [480, 720, 780, 840]],
  ['00:00-24:00', [0, 1440]],
  ['13-14, 8-9', [480, 540, 780, 840]],
  ['8-12, 12-14, 13-15', [480, 900]],
])('%s', (text, expected) => {
  const hours = parseHours(text);
  expect(hours.ok && hours.spans.flatMap((s) => [s.from, s.to])).toEqual(expected);
});

test.each([
  ['8', 'unreadable'],
  ['8-', 'unreadable'],
  ['8-12-14', 'unreadable'],
  ['8:75-12', 'unreadable'],
  ['25-26', 'unreadable'],
  ['24:01-24:02', 'unreadable'],
  ['morning', 'unreadable'],
  ['22:00-06:00', 'order'],
  ['8-8', 'order'],
] as const)('%s is %s', (text, problem) => {
  expect(parseHours(text)).toEqual({ ok: false, problem });
});

const span = fc.tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 })).map(([from, length]) => ({ from, to: Math.min(1440, from + length) }));

test('what is shown can be typed, and merging keeps every minute', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 8 }), (spans) => {
      const whole = merged(spans);
      expect(parseHours(hoursText(whole))).toEqual({ ok: true, spans: whole });
      for (const minute of [0, 1, 479, 480, 720, 1439, ...spans.flatMap((s) => [s.from, s.to - 1, s.to])]) {
        const inside = (list: typeof spans | typeof whole) => list.some((s) => s.from <= minute && minute < s.to);
        expect(inside(whole)).toBe(inside(spans));
      }
    }),
  );
});
