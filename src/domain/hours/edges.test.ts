/** Section 3.4 of the hard cases: edges, grace, breaks, rounding. Monday 2026-11-02 is day 0. */
import { describe, expect, test } from 'vitest';
import { anyTime, breakAt, D, F, reckon, runCases, shift, type Case, type Setting } from '../../../test/hours/fixtures.ts';

const grace = (minutes: number, counted = false) => ({ minutes, counted });
const STEPS = [
  { over: 0, as: 'late' },
  { over: 30, as: 'serious' },
  { over: 60, as: 'absent' },
] as const;
const up = (step: number) => ({ step, cut: 1 });
const down = (step: number) => ({ step, cut: step });
const round = (ins: Partial<NonNullable<Setting['rule']>['round']>) => ({
  rule: { round: { in: null, out: null, total: null, ...ins } },
});
const CLOCKED = shift('09:00-18:00', { breaks: [breakAt('12:00', 60, { clocked: true, max: 60 })] });
const SLIDE = shift('09:00-18:00', { breaks: [breakAt('12:00', 60)], flex: { kind: 'slide', early: 30, late: 60 } });
const LUNCH_CORE = shift('06:00-22:00', {
  breaks: [breakAt('12:00', 60)],
  flex: { kind: 'core', core: [{ start: 600, end: 960 }], required: 480 },
});
const CORE = shift('06:00-22:00', { flex: { kind: 'core', core: [{ start: 600, end: 960 }], required: 480 } });

describe('3.4 edges, grace, breaks, rounding', () => {
  const cases: Case[] = [
    ['68 in grace', { rule: { graceIn: grace(5) } }, '09:05:00, 18:00', { L: 0, W: 475, tolerated: 5, paid: 475 }],
    ['68 its last second', { rule: { graceIn: grace(5) } }, '09:05:59, 18:00', { L: 0, W: 475, tolerated: 5 }],
    ['68 over', { rule: { graceIn: grace(5) } }, '09:06:00, 18:00', { L: 6, W: 474, tolerated: 0 }],
    ['69 counted', { rule: { graceIn: grace(5, true) } }, '09:05, 18:00', { paid: 480 }],
    ['70 out in grace', { rule: { graceOut: grace(5) } }, '09:00, 17:55', { E: 0, tolerated: 5 }],
    ['70 out over', { rule: { graceOut: grace(5) } }, '09:00, 17:54', { E: 6 }],
    ['71 late', { rule: { lateSteps: STEPS } }, '09:30, 18:00', { lateAs: 'late', verdict: 'present' }],
    ['71 serious', { rule: { lateSteps: STEPS } }, '09:31, 18:00', { lateAs: 'serious' }],
    ['71 still serious', { rule: { lateSteps: STEPS } }, '10:00, 18:00', { lateAs: 'serious' }],
    ['71 absent', { rule: { lateSteps: STEPS } }, '10:01, 18:00', { lateAs: 'absent', verdict: 'absent' }],
    ['72 full', { rule: { halfDayUnder: 300, absentUnder: 120 } }, '09:00, 15:00', { W: 300, verdict: 'present' }],
    ['72 half', { rule: { halfDayUnder: 300, absentUnder: 120 } }, '09:00, 14:59', { W: 299, verdict: 'half' }],
    ['72 half still', { rule: { halfDayUnder: 300, absentUnder: 120 } }, '09:00, 11:00', { W: 120, verdict: 'half' }],
    ['72 absent', { rule: { halfDayUnder: 300, absentUnder: 120 } }, '09:00, 10:59', { W: 119, verdict: 'absent' }],
    ['73 left in the break', {}, '09:00, 12:30', { W: 180, E: 300 }],
    ['73 came in the break', {}, '12:30, 18:00', { W: 300, L: 180 }],
    ['73 came after the break', {}, '13:00, 18:00', { W: 300, L: 180 }],
    ...(
      [
        ['05:00, 11:00', 360, 360],
        ['05:00, 11:10', 370, 360],
        ['05:00, 11:30', 390, 360],
        ['05:00, 11:31', 391, 361],
        ['05:00, 14:30', 570, 540],
        ['05:00, 14:31', 571, 540],
        ['05:00, 14:45', 585, 540],
        ['05:00, 14:46', 586, 541],
      ] as const
    ).map(([punches, W, paid]): Case => [`75 ArbZG of ${W}`, { shifts: { 0: anyTime() } }, punches, { W, paid }]),
    ['76 a gap of 20 is a break', { shifts: { 0: anyTime(15) } }, '08:00, 12:00, 12:20, 17:00', { paid: 510 }],
    ['76 a gap of 10 is none', { shifts: { 0: anyTime(15) } }, '08:00, 12:00, 12:10, 17:00', { paid: 500 }],
    [
      '77 a long break',
      { shifts: { 0: CLOCKED } },
      '09:00, 12:00, 13:20, 18:00',
      { P: 480, W: 460, away: 20, flags: ['long-break'] },
    ],
    ['78 each pair', {}, '09:00, 12:00, 12:40, 15:00, 15:10, 18:00', { W: 470 }],
    ['78 first and last', { rule: { pairing: 'first-last' } }, '09:00, 12:00, 12:40, 15:00, 15:10, 18:00', { W: 480 }],
    [
      '79',
      { shifts: { 0: F }, ...round({ in: { step: 10, cut: 5 }, out: { step: 10, cut: 5 } }) },
      '08:02, 17:55',
      { paid: 600, L: 2, E: 5 },
    ],
    [
      '80 each punch',
      { shifts: { 0: F }, ...round({ in: { step: 15, cut: 8 }, out: { step: 15, cut: 8 } }) },
      '08:07, 12:08, 13:07, 17:08',
      { paid: 510 },
    ],
    [
      '80 the total',
      { shifts: { 0: F }, ...round({ total: { step: 15, cut: 8 } }) },
      '08:07, 12:08, 13:07, 17:08',
      { paid: 480 },
    ],
    ['80 off', { shifts: { 0: F } }, '08:07, 12:08, 13:07, 17:08', { paid: 482 }],
    [
      '81 held by the OUT before',
      { shifts: { 0: F }, rule: { repeatSeconds: 0, round: { in: down(15), out: up(15), total: null } } },
      '08:00, 12:05, 12:05, 17:00',
      { paid: 540 },
    ],
    ['82 never below nothing', { shifts: { 0: F }, ...round({ in: up(15), out: down(15) }) }, '08:01, 08:10', { paid: 0 }],
    ['84 slides late', { shifts: { 0: SLIDE } }, '09:40, 18:40', { L: 0, E: 0, W: 480 }],
    ['84 no further', { shifts: { 0: SLIDE } }, '10:01, 19:00', { L: 1, E: 0, W: 479 }],
    ['84 slides early', { shifts: { 0: SLIDE } }, '08:10, 17:30', { E: 0, L: 0, X: 20 }],
    ['85 core', { shifts: { 0: CORE } }, '10:00, 12:00, 12:30, 18:30', { W: 480, missing: 0, flags: ['core-missed'] }],
    [
      '86 late leave, late come',
      { shifts: { 0: D, 1: D }, rule: { lateLeave: [{ leftAfter: 1320, later: 60 }] } },
      '09:00, 22:05, 10:00+1, 18:00+1',
      null,
      { L: 0, tolerated: 60 },
    ],
    [
      '86 and a minute',
      { shifts: { 0: D, 1: D }, rule: { lateLeave: [{ leftAfter: 1320, later: 60 }] } },
      '09:00, 22:05, 10:01+1, 18:00+1',
      null,
      { L: 1, tolerated: 60 },
    ],
  ];
  runCases(cases);

  test.each([
    ['a break in it is not missed, taken or not', LUNCH_CORE, ['09:30', '18:30'], 0],
    ['nor is one that was clocked out of', LUNCH_CORE, ['09:30', '12:00', '13:00', '18:30'], 0],
    ['what of a gap is no break is', LUNCH_CORE, ['09:30', '12:00', '13:20', '18:50'], 20],
    ['who came early and stayed has all of it, though what was required was worked before its end', CORE, ['06:30', '17:00'], 0],
  ] as const)('core: %s', (_name, of, punches, away) => {
    const day = reckon({ shifts: { 0: of } }, punches)();
    expect([day.core, day.flags.includes('core-missed')]).toEqual([{ late: 0, early: 0, away }, away > 0]);
  });
  test('85 how much of the core was missed', () => {
    const day = reckon({ shifts: { 0: CORE } }, ['10:00', '12:00', '12:30', '18:30'])();
    expect(day.core).toEqual({ late: 0, early: 0, away: 30 });
  });
});
