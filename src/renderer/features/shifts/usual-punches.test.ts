import { expect, test } from 'vitest';
import { dayNumber } from '../../../domain/hours/days.ts';
import { DEFAULT_RULE } from '../../../domain/hours/model.ts';
import { reckonTrial } from '../../../domain/hours/trial.ts';
import { zoneDays } from '../../../domain/hours/zone-days.ts';
import type { ShiftBody } from '../../../shared/hours.ts';
import { ShiftFields } from '../../../shared/shifts.ts';
import { asKind, draftOf, FLEX_KINDS, NEW_BREAK, PRESETS } from './draft.ts';
import { usualPunches } from './usual-punches.ts';

const office = draftOf('office', '').body;
const night = draftOf('night', '').body;
const SHIFTS: readonly (readonly [string, ShiftBody, number])[] = [
  ...PRESETS.flatMap((preset) =>
    FLEX_KINDS.map((kind) => [`${preset}, ${kind}`, asKind(draftOf(preset, '').body, kind), 480] as const),
  ).map(([name, body]) => [name, body, name.startsWith('flexible') && !name.endsWith('free') ? 720 : 480] as const),
  [
    'parts',
    {
      ...office,
      segments: [
        { start: 360, end: 600 },
        { start: 960, end: 1200 },
      ],
      breaks: [],
    },
    480,
  ],
  ['24 h', { ...office, segments: [{ start: 480, end: 1920 }], breaks: [] }, 1440],
  ['clocked break', { ...office, breaks: [{ ...NEW_BREAK, clocked: true }] }, 480],
  ['a night with a clocked break', { ...night, breaks: [{ ...NEW_BREAK, when: { at: 1500 }, length: 30, clocked: true }] }, 450],
  ['owed break', { ...office, breaks: [{ ...NEW_BREAK, when: { afterWorked: 360 }, length: 30 }] }, 540],
  ['core of all of it', { ...office, flex: { kind: 'core', core: [{ start: 540, end: 1080 }], required: 480 } }, 480],
  [
    'two cores',
    {
      ...office,
      segments: [{ start: 420, end: 1260 }],
      flex: {
        kind: 'core',
        core: [
          { start: 600, end: 660 },
          { start: 900, end: 960 },
        ],
        required: 420,
      },
    },
    420,
  ],
  [
    'core with an owed break',
    {
      ...office,
      segments: [{ start: 420, end: 1260 }],
      breaks: [{ ...NEW_BREAK, when: { afterWorked: 360 }, length: 30 }],
      flex: { kind: 'core', core: [{ start: 600, end: 900 }], required: 480 },
    },
    480,
  ],
];

test.each(SHIFTS)('%s: whoever punches as usual has worked it, and nothing is wrong with the day', (_name, body, planned) => {
  expect(ShiftFields.shape.body.safeParse(body).error?.issues ?? []).toEqual([]);
  const day = dayNumber('2026-11-03');
  const { records } = reckonTrial({
    ...{ zone: zoneDays('Europe/Berlin'), rule: DEFAULT_RULE, day, kind: 'workday' },
    shift: { ...body, id: 0, name: '' },
    punches: usualPunches(body),
  });
  const { verdict, late, early, away, missing, core, flags, ...record } = records.find((r) => r.day === day)!;
  expect({ verdict, late, early, away, missing, core, flags, planned: record.planned, inPlan: record.inPlan }).toEqual({
    ...{ verdict: 'present', late: 0, early: 0, away: 0, missing: 0, core: { late: 0, early: 0, away: 0 }, flags: [] },
    ...{ planned, inPlan: planned },
  });
});

test('forty hours a week at any time are tried as a fifth of them', () => {
  const free = { ...asKind(office, 'free'), flex: { kind: 'free', required: 2400, per: 'week', dayStartsAt: 600 } } as ShiftBody;
  expect(usualPunches(free).map((p) => p.at)).toEqual([600, 1080]);
});
