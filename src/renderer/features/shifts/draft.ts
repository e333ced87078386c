/** A shift or a pattern as it begins to be written: those that most sites have, and what each way of being flexible starts from. */
import { plannedLength } from '../../../domain/hours/plan.ts';
import type { Break, Flex } from '../../../domain/hours/model.ts';
import { weekStart } from '../../../domain/hours/days.ts';
import type { PatternBody, ShiftBody } from '../../../shared/hours.ts';
import type { PatternFields, ShiftFields, ShiftsOverview, StoredPattern, StoredShift } from '../../../shared/shifts.ts';

export const FLEX_KINDS = ['fixed', 'slide', 'core', 'free'] as const;
export type FlexKind = (typeof FLEX_KINDS)[number];
export const PRESETS = ['office', 'night', 'flexible'] as const;
export type Preset = (typeof PRESETS)[number];

export const NEW_BREAK: Break = { when: { at: 720 }, length: 60, clocked: false, min: 0, max: null, paid: false };

const PLAIN: ShiftBody = {
  segments: [{ start: 540, end: 1080 }],
  before: 120,
  after: 360,
  breaks: [{ ...NEW_BREAK, when: { at: 720 } }],
  flex: null,
  halfDayAt: 'without-break',
  needIn: true,
  needOut: true,
};

const BODIES: Readonly<Record<Preset, ShiftBody>> = {
  office: PLAIN,
  night: { ...PLAIN, segments: [{ start: 1320, end: 1800 }], breaks: [] },
  flexible: {
    ...PLAIN,
    segments: [{ start: 420, end: 1200 }],
    flex: { kind: 'core', core: [{ start: 600, end: 960 }], required: 480 },
  },
};

export const draftOf = (preset: Preset, name: string): ShiftFields => ({
  name,
  code: '',
  colour: preset === 'night' ? 'violet' : preset === 'flexible' ? 'blue' : 'teal',
  from: 0,
  body: structuredClone(BODIES[preset]),
});

export const flexKind = (flex: Flex | null): FlexKind => flex?.kind ?? 'fixed';

/** The same shift in another way; what the other way does not have is left out. */
export function asKind(body: ShiftBody, kind: FlexKind): ShiftBody {
  const segments = body.segments.length > 0 ? body.segments : PLAIN.segments;
  const first = segments[0]!;
  const last = segments.at(-1)!;
  switch (kind) {
    case 'fixed':
      return { ...body, segments, flex: null };
    case 'slide':
      return { ...body, segments, flex: { kind, early: 60, late: 60 } };
    case 'core': {
      const middle = (first.start + last.end) / 2;
      const core = { start: Math.round((middle - 120) / 30) * 30, end: Math.round((middle + 120) / 30) * 30 };
      const required = Math.max(1, Math.min(1440, plannedLength({ id: 0, name: '', ...body, segments, flex: null })));
      return { ...body, segments, flex: { kind, core: [core], required } };
    }
    case 'free':
      return { ...body, segments: [], breaks: [], flex: { kind, required: 480, per: 'day', dayStartsAt: 240 } };
  }
}

const letters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** What stands on a shift's chip. */
export const chipText = ({ code, name }: { readonly code: string; readonly name: string }): string =>
  code !== ''
    ? code
    : Array.from(letters.segment(name), ({ segment }) => segment)
        .slice(0, 2)
        .join('');

/** The version that holds on a day; the first also holds before it began. */
export const versionOn = <V extends { readonly from: number }>(versions: readonly V[], day: number): V | undefined =>
  versions.findLast((v) => v.from <= day) ?? versions[0];

/** The first day of what is changed of a stored one: today, and of one that nothing uses the beginning. */
const changedFrom = ({ usedBy }: Pick<StoredShift, 'usedBy'>, today: number): number => (usedBy.length > 0 ? today : 0);

/** What is changed of a stored shift: the version that holds today. null = none can be read. */
export function draftFrom(shift: StoredShift, today: number): ShiftFields | null {
  const { name, code, colour, versions } = shift;
  const version = versionOn(versions, today);
  return version ? { name, code, colour, from: changedFrom(shift, today), body: structuredClone(version.body) } : null;
}

export const PATTERN_SHAPES = ['week', 'weeks', 'two-two', 'four-four'] as const;

/** Usual rotations, of one shift. */
export function patternDays(shape: (typeof PATTERN_SHAPES)[number], shift: number | null): (number | null)[] {
  const of = (worked: number, rest: number) => [...Array<number | null>(worked).fill(shift), ...Array<null>(rest).fill(null)];
  if (shape === 'week') return of(5, 2);
  if (shape === 'weeks') return [...of(6, 1), ...of(5, 2)];
  return shape === 'two-two' ? of(2, 2) : of(4, 4);
}

export const newPattern = ({ shifts, today }: ShiftsOverview): PatternFields => ({
  name: '',
  from: 0,
  body: { days: patternDays('week', shifts[0]?.id ?? null), anchor: weekStart(today, 1), followsCalendar: true },
});

/** What is changed of a stored pattern: the version that holds today. */
export const patternDraft = (pattern: StoredPattern, body: PatternBody, today: number): PatternFields => ({
  name: pattern.name,
  from: changedFrom(pattern, today),
  body: structuredClone(body),
});
