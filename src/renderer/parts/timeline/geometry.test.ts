import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { D, detailFor, N } from '../../../../test/hours/fixtures.ts';
import { isoDay } from '../../../domain/hours/days.ts';
import { changesOf, hoursOf, labelsOf, labelStep, placeOf, rangeOf } from './geometry.ts';

const empty = (zone: string, on: string) => detailFor({ zone, on, shifts: {} });

describe('a day is drawn to scale', () => {
  test.each([
    ['2026-03-29', 23, 'Europe/Berlin'],
    ['2026-10-25', 25, 'Europe/Berlin'],
    ['2026-11-24', 24, 'Europe/Berlin'],
    ['2026-04-05', 24.5, 'Australia/Lord_Howe'],
  ])('%s has %d hours in %s', (iso, hours, zone) => {
    const range = rangeOf(empty(zone, iso));
    expect((range.to - range.from) / 60).toBe(hours);
  });

  test('of the doubled hour two, of the missing one none', () => {
    const long = empty('Europe/Berlin', '2026-10-25');
    expect(hoursOf(long.zone, rangeOf(long)).filter((t) => t.hour === 2)).toHaveLength(2);
    const short = empty('Europe/Berlin', '2026-03-29');
    expect(hoursOf(short.zone, rangeOf(short)).filter((t) => t.hour === 2)).toHaveLength(0);
    expect(changesOf(short.zone, rangeOf(short)).map((c) => [c.by, c.wall])).toEqual([[60, { from: 120, to: 180 }]]);
    expect(changesOf(long.zone, rangeOf(long)).map((c) => [c.by, new Date(c.at * 60_000).toISOString()])).toEqual([
      [-60, '2026-10-25T01:00:00.000Z'],
    ]);
    expect(changesOf(long.zone, rangeOf(long))[0]!.wall).toEqual({ from: 120, to: 180 });
    expect(hoursOf(long.zone, rangeOf(long)).filter((t) => t.again)).toEqual([
      { at: changesOf(long.zone, rangeOf(long))[0]!.at, hour: 2, midnight: null, again: true },
    ]);
    expect(changesOf('Asia/Shanghai', { from: 0, to: 1440 })).toEqual([]);
  });

  test('a change at midnight is of the day that is shorter or longer by it', () => {
    const of = (zone: string, on: string) => changesOf(zone, rangeOf(empty(zone, on))).map((c) => [c.by, c.wall.from, c.wall.to]);
    expect(of('Asia/Beirut', '2026-03-28')).toEqual([]);
    expect(of('Asia/Beirut', '2026-03-29')).toEqual([[60, 0, 60]]);
    expect(of('Asia/Beirut', '2026-10-24')).toEqual([[-60, 1380, 1440]]);
    expect(of('Asia/Beirut', '2026-10-25')).toEqual([]);
  });

  test('an hour is as long before the change as after it', () => {
    const short = rangeOf(empty('Europe/Berlin', '2026-03-29'));
    const width = (at: number): number => placeOf(at + 60, short) - placeOf(at, short);
    expect(width(short.from)).toBeCloseTo(100 / 23);
    expect(width(short.to - 60)).toBeCloseTo(100 / 23);
  });
});

test('a night runs past midnight, with its window and both punches on it', () => {
  const night = detailFor({ on: '2026-11-24', shifts: { 0: N } }, ['21:50', '06:10+1']);
  const range = rangeOf(night);
  expect(night.punches).toHaveLength(2);
  expect(range.from).toBe(night.bounds.from);
  expect(range.to).toBeGreaterThanOrEqual(night.plan.window!.to);
  const midnights = hoursOf(night.zone, range).flatMap((t) => (t.midnight === null ? [] : [isoDay(t.midnight)]));
  expect(midnights).toEqual(['2026-11-24', '2026-11-25']);
});

test('the window is the one that the punches were given by: clipped where two meet', () => {
  const { plan } = detailFor({});
  // 09:00 − 2 h to 18:00 + 6 h.
  expect(plan.window).toEqual(plan.unclipped);
  expect([(plan.window!.to - plan.window!.from) / 60, plan.breaks.length, plan.segments.length]).toEqual([17, 1, 1]);
  const long = { ...D, after: 900 };
  const beside = detailFor({ shifts: { 0: long, 1: long } }).plan;
  expect(beside.window!.to).toBeLessThan(beside.unclipped!.to);
});

test('labels that would cover each other stand in rows of their own, or are moved aside', () => {
  const rows = (places: number[]) => labelsOf(places, 50, 400, 3);
  expect(rows([0, 10, 20, 100])).toEqual({ lefts: [0, 10, 20, 100], rows: [0, 1, 2, 0], count: 3 });
  expect(rows([0, 60, 120])).toEqual({ lefts: [0, 60, 120], rows: [0, 0, 0], count: 1 });
  // More at once than there are rows.
  expect(rows([0, 1, 2, 3])).toEqual({ lefts: [0, 1, 2, 50], rows: [0, 1, 2, 0], count: 3 });
  // At the end of the day they go back from the edge, in their order.
  expect(rows([390, 391, 392, 393])).toEqual({ lefts: [300, 350, 350, 350], rows: [0, 1, 2, 0], count: 3 });
  expect([labelStep(60), labelStep(25), labelStep(10), labelStep(1)]).toEqual([1, 2, 6, 24]);
});

test('however many punches, at whatever times: no label lies over another, and none runs out of the drawing', () => {
  const LABEL = 66;
  const drawings = fc.record({
    width: fc.integer({ min: LABEL, max: 1400 }),
    places: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 }),
  });
  fc.assert(
    fc.property(drawings, ({ width, places }) => {
      const at = places.toSorted((a, b) => a - b).map((p) => p * width);
      const { lefts, rows, count } = labelsOf(at, LABEL, width, 3);
      lefts.forEach((left, i) => {
        expect(left).toBeGreaterThanOrEqual(-1e-6);
        expect(left + LABEL).toBeLessThanOrEqual(width + 1e-6);
        expect(rows[i]).toBeLessThan(count);
        const next = rows.findIndex((row, j) => j > i && row === rows[i]);
        if (next > 0) expect(lefts[next]! - left).toBeGreaterThanOrEqual(LABEL - 1e-6);
      });
    }),
  );
});
