/** What is planned, on in-memory data; what a change alters is told as `impact` says. */
import { DEFAULT_RULE } from '../../../src/domain/hours/model.ts';
import { overlapOf } from '../../../src/domain/hours/plan.ts';
import { tryDay } from '../../../src/domain/hours/trial.ts';
import { zoneDays } from '../../../src/domain/hours/zone-days.ts';
import { err, ok, type Result } from '../../../src/domain/result.ts';
import type { Input, Output } from '../../../src/shared/contract.ts';
import type { CalendarKnown, PlanImpact, ShiftsOverview } from '../../../src/shared/shifts.ts';

const GONE = { code: 'access-gone' } as const;
/** 2026-11-24. */
const TODAY = 20_781;

export const NO_PLAN: ShiftsOverview = {
  today: TODAY,
  shifts: [],
  patterns: [],
  assignments: [],
  rules: [],
  departments: [{ name: 'Assembly', people: 2 }],
  people: 3,
  unreadable: [],
};

const NO_IMPACT: PlanImpact = {
  ...{ people: 0, days: 0, past: 0, closed: 0, from: null, until: TODAY + 365 },
  first: [],
  overlap: null,
};

export type Planned = {
  readonly plan?: Partial<ShiftsOverview>;
  readonly impact?: Partial<PlanImpact>;
  readonly calendar?: CalendarKnown;
};

const KNOWN: CalendarKnown = { years: [2026, 2027], followed: true };

export function shiftsAnswers({ plan = {}, impact = {}, calendar = KNOWN }: Planned, changed: () => void) {
  let now: ShiftsOverview = { ...NO_PLAN, ...plan };
  let nextId = 100;
  const set = (part: Partial<ShiftsOverview>): void => {
    now = { ...now, ...part };
    changed();
  };
  return {
    'shifts.overview': () => ok(now),
    'shifts.calendar': (): Result<CalendarKnown> => ok(calendar),
    'shifts.onDay': (): Result<Output<'shifts.onDay'>> =>
      ok({
        groups: now.shifts.slice(0, 1).map(({ id }) => ({
          ...{ shift: id, kind: 'workday' as const, half: false, reason: 'everybody' as const, people: 2 },
          names: ['Ana', 'Ben'],
        })),
      }),
    'hours.try': ({ body, rule, ...asked }: Input<'hours.try'>) =>
      ok(tryDay({ ...asked, shift: { ...body, id: 0, name: '' }, zone: zoneDays('UTC'), rule: rule ?? DEFAULT_RULE })),
    'shifts.preview': (): Result<PlanImpact> => ok({ ...NO_IMPACT, ...impact }),
    'shifts.save': ({ id, fields }: Input<'shifts.save'>): Result<{ id: number }> => {
      const { name, code, colour, from, body } = fields;
      const taken = now.shifts.find((s) => s.name.toLowerCase() === name.toLowerCase() && s.id !== id);
      if (taken) return err({ code: 'access-name-taken', name: taken.name });
      const known = now.shifts.find((s) => s.id === id);
      const made = id ?? (nextId += 1);
      const versions = [...(known?.versions ?? []).filter((v) => v.from !== from), { from, body }];
      const shift = { id: made, name, code, colour, versions, usedBy: known?.usedBy ?? [] };
      set({ shifts: [...now.shifts.filter((s) => s.id !== id), shift] });
      return ok({ id: made });
    },
    'shifts.delete': ({ id }: Input<'shifts.delete'>): Result<Output<'shifts.delete'>> => {
      const shift = now.shifts.find((s) => s.id === id);
      if (!shift) return err(GONE);
      if (shift.usedBy.length === 0) set({ shifts: now.shifts.filter((s) => s.id !== id) });
      return ok({ usedBy: shift.usedBy });
    },
    'shifts.deleteVersion': ({ id, from }: Input<'shifts.deleteVersion'>): Result<null> => {
      const shifts = now.shifts.map((s) => (s.id === id ? { ...s, versions: s.versions.filter((v) => v.from !== from) } : s));
      set({ shifts });
      return ok(null);
    },
    'patterns.save': ({ id, fields: { name, from, body } }: Input<'patterns.save'>): Result<{ id: number }> => {
      const known = now.patterns.find((p) => p.id === id);
      const made = id ?? (nextId += 1);
      const versions = [...(known?.versions ?? []).filter((v) => v.from !== from), { from, body }];
      const pattern = { id: made, name, versions, usedBy: known?.usedBy ?? [] };
      set({ patterns: [...now.patterns.filter((p) => p.id !== id), pattern] });
      return ok({ id: made });
    },
    'patterns.delete': ({ id }: Input<'patterns.delete'>): Result<Output<'patterns.delete'>> => {
      const pattern = now.patterns.find((p) => p.id === id);
      if (!pattern) return err(GONE);
      if (pattern.usedBy.length === 0) set({ patterns: now.patterns.filter((p) => p.id !== id) });
      return ok({ usedBy: pattern.usedBy });
    },
    'patterns.deleteVersion': ({ id, from }: Input<'patterns.deleteVersion'>): Result<null> => {
      const patterns = now.patterns.map((p) => (p.id === id ? { ...p, versions: p.versions.filter((v) => v.from !== from) } : p));
      set({ patterns });
      return ok(null);
    },
    'assignments.save': ({ id, fields }: Input<'assignments.save'>): Result<Output<'assignments.save'>> => {
      const other = overlapOf(now.assignments, { id: id ?? 0, ...fields });
      const overlaps = other && now.assignments.find((a) => a.id === other.id);
      if (overlaps) return ok({ overlaps });
      const made = id ?? (nextId += 1);
      const to = typeof fields.to === 'object' && 'person' in fields.to ? { ...fields.to, name: 'Ana' } : fields.to;
      set({ assignments: [...now.assignments.filter((a) => a.id !== id), { ...fields, to, id: made }] });
      return ok({ id: made });
    },
    'assignments.delete': ({ id }: Input<'assignments.delete'>): Result<null> => {
      set({ assignments: now.assignments.filter((a) => a.id !== id) });
      return ok(null);
    },
    'rules.save': ({ from, body }: Input<'rules.save'>): Result<null> => {
      set({ rules: [...now.rules.filter((r) => r.from !== from), { from, body }] });
      return ok(null);
    },
    'rules.delete': ({ from }: Input<'rules.delete'>): Result<null> => {
      set({ rules: now.rules.filter((r) => r.from !== from) });
      return ok(null);
    },
  };
}
