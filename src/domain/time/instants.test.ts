import { describe, expect, test } from 'vitest';
import { clockJumped, dayBounds, dayOf, isZone, lengthOf, offsetMinutes } from './instants.ts';

const HOUR = 3_600_000;
const utc = (text: string): number => Date.parse(`${text}Z`);

describe('the bounds of a day', () => {
  const cases: [string, string, string, string, number][] = [
    ['no changes', 'Asia/Shanghai', '2026-11-24', '2026-11-23T16:00', 24],
    ['UTC', 'UTC', '2026-02-28', '2026-02-28T00:00', 24],
    ['spring forward', 'Europe/Berlin', '2026-03-29', '2026-03-28T23:00', 23],
    ['fall back', 'Europe/Berlin', '2026-10-25', '2026-10-24T22:00', 25],
    ['half an hour of change', 'Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00', 24.5],
    ['midnight itself is skipped: the day begins at one', 'America/Asuncion', '2023-10-01', '2023-10-01T04:00', 23],
    ['a zone with three quarters', 'Asia/Kathmandu', '2026-06-01', '2026-05-31T18:15', 24],
    ['the last day before a skipped one', 'Pacific/Apia', '2011-12-29', '2011-12-29T10:00', 24],
  ];
  test.each(cases)('%s', (_name, zone, day, from, hours) => {
    expect(dayBounds(day, zone)).toEqual({ from: utc(from), to: utc(from) + hours * HOUR });
  });
  test('a day that the zone skipped is empty', () => {
    const { from, to } = dayBounds('2011-12-30', 'Pacific/Apia');
    expect(to - from).toBe(0);
  });
  test('days follow each other without a gap, and each instant is in its day', () => {
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Asia/Shanghai', 'Australia/Lord_Howe']) {
      let day = '2026-01-01';
      for (let i = 0; i < 370; i++) {
        const { from, to } = dayBounds(day, zone);
        expect([dayOf(from, zone), dayOf(to - 1, zone)]).toEqual([day, day]);
        day = dayOf(to, zone);
      }
    }
  });
  test.each([
    ['2026-02-30', 'UTC'],
    ['yesterday', 'UTC'],
    ['2026-01-01', 'Mars/Olympus'],
  ])('%s in %s is refused', (day, zone) => {
    expect(() => dayBounds(day, zone)).toThrow(RangeError);
  });
});

describe('the offset', () => {
  const cases: [string, string, number][] = [
    ['2026-11-24T08:00', 'Asia/Shanghai', 480],
    ['2026-03-29T00:59', 'Europe/Berlin', 60],
    ['2026-03-29T01:00', 'Europe/Berlin', 120],
    ['2026-10-25T00:59', 'Europe/Berlin', 120],
    ['2026-10-25T01:00', 'Europe/Berlin', 60],
    ['2026-01-01T00:00', 'America/St_Johns', -210],
    ['2026-01-01T00:00', 'Asia/Kathmandu', 345],
    ['2026-01-01T00:00', 'UTC', 0],
  ];
  test.each(cases)('%s in %s', (at, zone, expected) => {
    expect(offsetMinutes(utc(at), zone)).toBe(expected);
    expect(offsetMinutes(utc(at) + 0.5, zone)).toBe(expected);
  });
});

describe('a clock that jumped', () => {
  const cases: [string, number, number, boolean][] = [
    ['both say the same', 60_000, 60_000, false],
    ['a little drift', 60_000, 58_001, false],
    ['at the limit', 62_000, 60_000, false],
    ['set forward', 3_660_000, 60_000, true],
    ['set back', -3_540_000, 60_000, true],
    ['set back into the past of the last event', -1, 5_000, true],
  ];
  test.each(cases)('%s', (_name, wall, monotonic, expected) => {
    expect(clockJumped(wall, monotonic)).toBe(expected);
  });
});

test('zones', () => {
  expect(['UTC', 'Asia/Shanghai', 'Mars/Olympus', '', '+08:00'].map(isZone)).toEqual([true, true, false, false, true]);
});

test.each([
  [0, 0, '0:00:00'],
  [-5_340_000, 0, '1:29:00'],
  [59_999, 0, '0:01:00'],
  [86_400_000 * 1000 + 1000, 1000, '0:00:01'],
])('a length of %i ms', (ms, days, clock) => expect(lengthOf(ms)).toEqual({ days, clock }));
