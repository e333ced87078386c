import { describe, expect, test } from 'vitest';
import { at, BERLIN, LORD_HOWE, NEW_YORK, SHANGHAI } from '../../../test/access/build.ts';
import { addDays, instantsOf, lastReached, minuteOf, nextClockChange, reached, wallTime, weekdayOf } from './wall-clock.ts';

const hm = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

describe('what the clock says', () => {
  const cases: [string, string, string, string, number, string][] = [
    ['midnight begins the day', BERLIN, '2026-11-24T00:00+01:00', '2026-11-24', 2, '00:00'],
    ['a millisecond before it does not', BERLIN, '2026-11-23T23:59:59.999+01:00', '2026-11-23', 1, '23:59'],
    ['before the missing hour', BERLIN, '2026-03-29T01:59:59.999+01:00', '2026-03-29', 7, '01:59'],
    ['after the missing hour', BERLIN, '2026-03-29T03:00+02:00', '2026-03-29', 7, '03:00'],
    ['the doubled hour, first', BERLIN, '2026-10-25T02:30+02:00', '2026-10-25', 7, '02:30'],
    ['the doubled hour, second', BERLIN, '2026-10-25T02:30+01:00', '2026-10-25', 7, '02:30'],
    ['New York, the doubled hour, second', NEW_YORK, '2026-11-01T01:15-05:00', '2026-11-01', 7, '01:15'],
    ['Lord Howe, the missing half hour', LORD_HOWE, '2026-10-04T02:30+11:00', '2026-10-04', 7, '02:30'],
    ['Lord Howe, the doubled half hour, second', LORD_HOWE, '2026-04-05T01:45+10:30', '2026-04-05', 7, '01:45'],
    ['no changes', SHANGHAI, '2026-11-24T08:57+08:00', '2026-11-24', 2, '08:57'],
  ];
  test.each(cases)('%s', (_name, timeZone, when, day, weekday, time) => {
    expect(wallTime(at(when), timeZone)).toEqual({ day, weekday, minute: hm(time) });
  });
});

describe('when the clock reaches a time of day', () => {
  const cases: [string, string, string, string, string][] = [
    ['an ordinary day', BERLIN, '2026-11-24', '04:00', '2026-11-24T04:00+01:00'],
    ['in the missing hour: its end', BERLIN, '2026-03-29', '02:30', '2026-03-29T03:00+02:00'],
    ['the end of the missing hour', BERLIN, '2026-03-29', '03:00', '2026-03-29T03:00+02:00'],
    ['in the doubled hour: the first', BERLIN, '2026-10-25', '02:30', '2026-10-25T02:30+02:00'],
    ['New York, in the missing hour', NEW_YORK, '2026-03-08', '02:01', '2026-03-08T03:00-04:00'],
    ['Lord Howe, in the missing half hour', LORD_HOWE, '2026-10-04', '02:15', '2026-10-04T02:30+11:00'],
    ['Lord Howe, in the doubled half hour', LORD_HOWE, '2026-04-05', '01:30', '2026-04-05T01:30+11:00'],
    ['a midnight that is missing', 'America/Asuncion', '2023-10-01', '00:00', '2023-10-01T01:00-03:00'],
  ];
  test.each(cases)('%s', (_name, timeZone, day, time, expected) => {
    expect(reached(day, hm(time), timeZone)).toBe(at(expected));
  });
  const last: [string, string, string, string, string][] = [
    ['today already', BERLIN, '04:00', '2026-11-24T04:00+01:00', '2026-11-24T04:00+01:00'],
    ['not yet today', BERLIN, '04:00', '2026-11-24T03:59:59.999+01:00', '2026-11-23T04:00+01:00'],
    ['between the two of a doubled hour', BERLIN, '02:30', '2026-10-25T02:10+01:00', '2026-10-25T02:30+02:00'],
    ['on the morning of the missing hour', BERLIN, '02:30', '2026-03-29T03:00+02:00', '2026-03-29T03:00+02:00'],
    ['midnight', BERLIN, '00:00', '2026-11-24T00:00+01:00', '2026-11-24T00:00+01:00'],
  ];
  test.each(last)('last: %s', (_name, timeZone, time, now, expected) => {
    expect(lastReached(time, at(now), timeZone)).toBe(at(expected));
  });
});

test('the doubled hour has two instants, any other time one', () => {
  expect(instantsOf('2026-10-25', hm('02:30'), BERLIN)).toEqual([at('2026-10-25T02:30+02:00'), at('2026-10-25T02:30+01:00')]);
  expect(new Set(instantsOf('2026-10-25', hm('03:00'), BERLIN))).toEqual(new Set([at('2026-10-25T03:00+01:00')]));
});

test('changes of the clock', () => {
  expect(nextClockChange(at('2026-03-01T00:00Z'), BERLIN)).toBe(at('2026-03-29T01:00Z'));
  expect(nextClockChange(at('2026-03-29T01:00Z'), BERLIN)).toBe(at('2026-10-25T01:00Z'));
  expect(nextClockChange(at('2026-03-01T00:00Z'), 'UTC')).toBeNull();
});

test('times and days', () => {
  expect(['00:00', '09:05', '23:59', '24:00'].map(minuteOf)).toEqual([0, 545, 1439, 1440]);
  for (const wrong of ['24:01', '7:00', '12:60', '', '12:00:00', '99:00']) expect(() => minuteOf(wrong)).toThrow(RangeError);
  expect([addDays('2026-02-28', 1), addDays('2024-03-01', -1), addDays('2026-01-01', -1)]).toEqual([
    '2026-03-01',
    '2024-02-29',
    '2025-12-31',
  ]);
  expect([weekdayOf('2026-11-23'), weekdayOf('2026-11-29')]).toEqual([1, 7]);
});
