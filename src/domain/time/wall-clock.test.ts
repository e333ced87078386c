import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, BERLIN, LORD_HOWE, NEW_YORK, SHANGHAI } from '../../../test/access/build.ts';
import {
  addDays,
  daysBetween,
  fromWall,
  instantsOf,
  isDay,
  lastReached,
  minuteOf,
  nextClockChange,
  reached,
  toWall,
  wallTime,
} from './wall-clock.ts';

const hm = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

describe('what the clock says', () => {
  const cases: [string, string, string, string, string][] = [
    ['midnight begins the day', BERLIN, '2026-11-24T00:00+01:00', '2026-11-24', '00:00'],
    ['a millisecond before it does not', BERLIN, '2026-11-23T23:59:59.999+01:00', '2026-11-23', '23:59'],
    ['before the missing hour', BERLIN, '2026-03-29T01:59:59.999+01:00', '2026-03-29', '01:59'],
    ['after the missing hour', BERLIN, '2026-03-29T03:00+02:00', '2026-03-29', '03:00'],
    ['the doubled hour, first', BERLIN, '2026-10-25T02:30+02:00', '2026-10-25', '02:30'],
    ['the doubled hour, second', BERLIN, '2026-10-25T02:30+01:00', '2026-10-25', '02:30'],
    ['New York, the doubled hour, second', NEW_YORK, '2026-11-01T01:15-05:00', '2026-11-01', '01:15'],
    ['Lord Howe, the missing half hour', LORD_HOWE, '2026-10-04T02:30+11:00', '2026-10-04', '02:30'],
    ['Lord Howe, the doubled half hour, second', LORD_HOWE, '2026-04-05T01:45+10:30', '2026-04-05', '01:45'],
    ['no changes', SHANGHAI, '2026-11-24T08:57+08:00', '2026-11-24', '08:57'],
  ];
  test.each(cases)('%s', (_name, timeZone, when, day, time) => {
    expect(wallTime(at(when), timeZone)).toEqual({ day, minute: hm(time) });
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
});

test.each(['Asia/Shanghai', 'Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe'])(
  '%s: what a picker shows is what it means',
  (zone) => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2026, 0, 1) / 60_000, max: Date.UTC(2028, 0, 1) / 60_000 }), (minute) => {
        const wall = toWall(minute * 60_000, zone);
        // The same minute, but for the second of two that the clock calls alike.
        expect(toWall(fromWall(wall, zone), zone)).toBe(wall);
        expect(minute * 60_000 - fromWall(wall, zone)).toBeLessThanOrEqual(3_600_000);
      }),
    );
  },
);

test('of the hour that comes twice the first, and a day alone is its midnight', () => {
  expect(fromWall('2026-10-25 02:30:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 0, 30));
  expect(fromWall('2026-11-24', 'Asia/Shanghai')).toBe(Date.UTC(2026, 10, 23, 16));
});

test('a day is one of the calendar, written in full', () => {
  const no = ['2026-02-29', '2026-02-30', '2026-13-01', '2026-00-10', '2026-2-3', '20260203', '2026-02-03T00:00', '–', ''];
  expect(no.filter(isDay)).toEqual([]);
  expect(['2024-02-29', '0001-01-01', '9999-12-31'].every(isDay)).toBe(true);
});

test('days between two days: the way there and back, over leap days and years', () => {
  expect([daysBetween('2024-02-28', '2024-03-01'), daysBetween('2026-01-01', '2025-12-31')]).toEqual([2, -1]);
  expect(daysBetween('1899-12-30', '2026-11-24')).toBe(46_350);
});
