/** What users of other programs reported as wrong hours: all presence of a shift day, in hours of two decimals as they wrote it; null = not known. */
import { expect, test } from 'vitest';
import { collect } from '../../src/domain/hours/collect.ts';
import { reckonDays } from '../../src/domain/hours/day.ts';
import { dayNumber } from '../../src/domain/hours/days.ts';
import type { DayRecord } from '../../src/domain/hours/model.ts';
import { piecesOf } from '../../src/domain/hours/overtime.ts';
import { lengthOf } from '../../src/domain/hours/spans.ts';
import { N, plansOf, punchOf, reckon, shift, type Setting } from './fixtures.ts';

const hours = (r: DayRecord): number | null =>
  r.flags.includes('missing-out') ? null : Math.round(((r.inPlan + r.extra) / 60) * 100) / 100;
const nine = shift('09:00-17:00');
const night = (from: number, to: number): Setting['rule'] => ({ nightBonus: { from, to } });

test.each<[string, Setting, string[], (number | null)[]]>([
  ['night over autumn', { on: '2026-10-24', shifts: { 0: N } }, ['in 22:00', 'out 06:00+1'], [9]],
  ['night over spring', { on: '2026-03-28', shifts: { 0: N } }, ['in 22:00', 'out 06:00+1'], [7]],
  [
    "out falls into the next day's other shift",
    { shifts: { 0: shift('18:00-07:00'), 1: shift('14:00-20:00') } },
    ['in 18:30', 'out 07:10+1', 'in 13:55+1', 'out 20:02+1'],
    [12.67, 6.12],
  ],
  ['24-hour duty', { shifts: { 0: shift('08:00-08:00') } }, ['in 07:58', 'out 08:01+1'], [24.05]],
  ['forgotten out', { shifts: { 0: nine, 1: nine } }, ['in 08:55', 'in 08:58+1', 'out 17:02+1'], [null, 8.07]],
  ['twice within a minute', { shifts: { 0: nine } }, ['in 08:55:00', 'in 08:55:20', 'out 17:02'], [8.12]],
  ['out and in in the same second', { shifts: { 0: nine } }, ['in 09:00', 'out 12:00:00', 'in 12:00:00', 'out 17:00'], [8]],
  ['another zone than the viewer', { zone: 'Asia/Kolkata', shifts: {} }, ['in 20:00', 'out 04:00+1'], [8]],
])('%s', (_name, setting, punches, expected) => {
  const day = reckon({ zone: 'Europe/Berlin', on: '2026-07-13', ...setting }, punches);
  expect(expected.map((_, i) => hours(day(i)))).toEqual(expected);
});

test.each([
  ['00:00-06:00 for 01:00-09:00', night(0, 360), ['in 01:00', 'out 09:00'], 300],
  ['22:00-06:00 for 20:00-08:00', night(1320, 360), ['in 20:00', 'out 08:00+1'], 480],
])('night premium %s', (_name, rule, punches, expected) => {
  expect(reckon({ shifts: {}, rule: rule! }, punches)().nightBonus).toBe(expected);
});

test('an OUT that was taken back ends nothing', () => {
  const first = dayNumber('2026-07-13');
  const all = ['in 09:00', 'out 12:00', 'out 17:00'].map((t, i) => punchOf(t, `e${i + 1}`, first, 'Europe/Berlin'));
  const { punches } = collect(
    all.filter((p) => p.key !== 'e2'),
    [],
  );
  const plans = plansOf({ zone: 'Europe/Berlin', on: '2026-07-13', shifts: { 0: nine } });
  expect(hours(reckonDays({ plans, punches, leaves: [], now: Infinity })[2]!)).toBe(8);
});

test.each([
  ['start', [[0, 480]]],
  [
    'split',
    [
      [0, 120],
      [1, 360],
    ],
  ],
] as const)('a night at the end of a month, by %s', (dayOf, expected) => {
  const record = reckon({ zone: 'Europe/Berlin', on: '2026-07-31', shifts: {}, rule: { dayOf } }, ['in 22:00', 'out 06:00+1'])();
  expect(piecesOf(record).map((p) => [p.date - dayNumber('2026-07-31'), lengthOf(p.counted)])).toEqual(expected);
});
