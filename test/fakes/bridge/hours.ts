/** Hours of made-up people, reckoned by the app's own rules from a plan that is the same for everybody. Nothing of it is stored. */
import { collect, type Correction } from '../../../src/domain/hours/collect.ts';
import { asGranted } from '../../../src/storage/hours/requests.ts';
import { firstOfMonth } from '../../../src/domain/hours/balance.ts';
import { addUp, isBehind } from '../../../src/domain/hours/charts.ts';
import { CONTEXT_DAYS, reckonDays } from '../../../src/domain/hours/day.ts';
import { minuteAt, weekdayOfDay, type Day } from '../../../src/domain/hours/days.ts';
import { detailOf, type PlanOrigin } from '../../../src/domain/hours/detail.ts';
import { figuresOf, type HourDay } from '../../../src/domain/hours/figures.ts';
import { DEFAULT_RULE, type DayPlan, type DayRecord, type Punch } from '../../../src/domain/hours/model.ts';
import { isProblem, markOf, monthSums, sumOf } from '../../../src/domain/hours/totals.ts';
import { zoneDays } from '../../../src/domain/hours/zone-days.ts';
import { monthsAfter } from '../../../src/renderer/parts/months.ts';
import { err, ok, type Result } from '../../../src/domain/result.ts';
import { GRID_ROWS } from '../../../src/shared/calls/hours.ts';
import type { CallName, Input, Output } from '../../../src/shared/contract.ts';
import type { Person } from '../../../src/shared/schemas.ts';
import { D } from '../../hours/fixtures.ts';

export type HoursFacts = { readonly people: () => readonly Person[]; readonly now: number; readonly zone: string };

const ORIGIN: PlanOrigin = { by: 'everybody', pattern: 'Mon–Fri', shiftFrom: 0, ruleFrom: 0, holiday: null };
const SHIFT = { ...D, id: 1, name: 'Day shift' };

type HourNames = Exclude<Extract<CallName, `hours.${string}`>, 'hours.try'>;
export type HourAnswers = { [N in HourNames]: (input: Input<N>) => Result<Output<N>> };

export function hoursAnswers({ people, now, zone: zoneName }: HoursFacts) {
  const zone = zoneDays(zoneName);
  const today = zone.wallOf(minuteAt(now)).day;
  const planOf = (day: Day): DayPlan => {
    const works = weekdayOfDay(day) <= 5;
    const base = { day, zone, rule: DEFAULT_RULE, half: false, credit: 0, employed: true };
    return { ...base, kind: works ? 'workday' : 'rest', shift: works ? SHIFT : null };
  };
  /** Two a working day; the third person's every seventh day lacks its OUT, the second comes late on Tuesdays. */
  const punchesOf = (id: number, day: Day): Punch[] => {
    if (weekdayOfDay(day) > 5 || day > today) return [];
    const late = id === 2 && weekdayOfDay(day) === 2 ? 20 : 0;
    const times = [535 + late + (day % 4), ...(id === 3 && day % 7 === 0 ? [] : [1080 + (day % 9)])];
    return times.map((minute, i) => ({
      key: `e${day * 10 + i + 1}`,
      at: zone.reached(day, minute) * 60_000,
      direction: null,
      directionBy: null,
      zone: zoneName,
      doubts: [],
      clockStep: 0,
      givenTo: null,
    }));
  };
  function month(id: number, text: string, more: readonly Correction[] = []) {
    const [year = 0, of = 1] = text.split('-').map(Number);
    const [first, last] = [firstOfMonth(year, of - 1), firstOfMonth(year, of) - 1];
    const from = first - CONTEXT_DAYS;
    const plans = Array.from({ length: last - first + 1 + 2 * CONTEXT_DAYS }, (_, i) => planOf(from + i));
    const made = plans.flatMap(({ day }) => punchesOf(id, day)).filter((p) => p.at <= now);
    const { punches, shifts } = collect(made, more);
    const worked = plans.map((p): DayPlan => (shifts.get(p.day) === null ? { ...p, kind: 'rest', shift: null } : p));
    const records = reckonDays({ plans: worked, punches, leaves: [], now: minuteAt(now) });
    const inMonth = (d: { readonly day: Day }): boolean => d.day >= first && d.day <= last;
    const days = figuresOf(id, { records, buckets: [], grants: [], leaves: [] }).filter(inMonth);
    return { plans, records: records.filter(inMonth), days };
  }
  const known = (id: number) => {
    const person = people().find((p) => p.id === id);
    return person && { id, name: person.name, employeeNumber: person.employeeNumber, department: person.department };
  };
  const monthText = (day: Day): string => new Date(day * 86_400_000).toISOString().slice(0, 7);
  const marked = (day: HourDay) => ({ mark: markOf(day, null, true, minuteAt(now)), figures: day });

  const wallMinute = (at: number): number => zone.wallOf(at).minute;

  const answers: HourAnswers = {
    'hours.grid': ({ month: text, search, department, problems, page }) => {
      const wanted = search.trim().toLowerCase();
      const all = people()
        .filter((p) => `${p.name} ${p.employeeNumber} ${p.department}`.toLowerCase().includes(wanted))
        .filter((p) => department === null || p.department === department)
        .map((p) => ({ person: known(p.id)!, days: month(p.id, text).days }))
        .filter(({ days }) => !problems || days.some(isProblem));
      const rows = all.slice(page * GRID_ROWS, (page + 1) * GRID_ROWS).map(({ person, days }) => ({
        person,
        totals: sumOf(days),
        cells: days.map((d) => {
          const { day, paid, planned, late, early, leaves, overtime, flags, closed } = d;
          const own = { day, paid, planned, late, early, leaves, overtime, flags, closed };
          return { ...own, mark: marked(d).mark, problem: isProblem(d) };
        }),
      }));
      const departments = [...new Set(people().map((p) => p.department))];
      return ok({ people: all.length, rows, departments, calendar: [], today, stale: 0 });
    },
    'hours.today': () => ok({ at: now, planned: false, plans: false, departments: [] }),
    'hours.todayWho': () => ok([]),
    'hours.team': ({ month: text }) =>
      ok({ rows: people().map((p) => ({ person: known(p.id)!, totals: monthSums(month(p.id, text).days) })), stale: 0 }),
    'hours.charts': ({ month: text, department }) => {
      const [sums, all] = [addUp(wallMinute), addUp(wallMinute)];
      const counted = people().filter((p) => department === null || p.department === department);
      for (const p of people()) for (const d of month(p.id, text).days) all.add(p.department, d);
      for (const p of counted) for (const d of month(p.id, text).days) sums.add(p.department, d);
      const months = [5, 4, 3, 2, 1, 0].map((back) => {
        const of = monthsAfter(text, -back);
        const { due: planned, paid, leave, overtime } = monthSums(counted.flatMap((p) => month(p.id, of).days));
        return { month: of, planned, paid, leave, overtime };
      });
      return ok({ ...sums.charts(), lateness: all.charts().lateness, months, stale: 0 });
    },
    'hours.behind': ({ month: text, part, department }) => {
      const rows = people()
        .filter((p) => department === null || p.department === department)
        .flatMap((p) =>
          month(p.id, text).days.flatMap((day) =>
            isBehind(part, p.department, day, wallMinute) ? [{ person: known(p.id)!, day }] : [],
          ),
        );
      return ok({ total: rows.length, rows: rows.slice(0, 300) });
    },
    'hours.person': ({ personId, month: text }) => {
      const person = known(personId);
      if (!person) return err({ code: 'person-gone' });
      const { days } = month(personId, text);
      return ok({
        ...{ person, today, days: days.map(marked), calendar: [], totals: sumOf(days) },
        ...{ balance: null, warnings: [], unreadable: { plan: [], requests: 0 } },
      });
    },
    'hours.day': ({ personId, day }) => {
      if (!known(personId)) return err({ code: 'person-gone' });
      const { records, plans, days } = month(personId, monthText(day));
      const of = <T extends { readonly day: Day }>(all: readonly T[]): T => all.find((d) => d.day === day)!;
      return ok({ figures: of(days), detail: detailOf(of<DayRecord>(records), plans, [], ORIGIN), now: null });
    },
    'hours.preview': ({ personId, day, body }) => {
      if (!known(personId)) return err({ code: 'person-gone' });
      const { corrections } = asGranted(1, body);
      const [before, after] = [month(personId, monthText(day)).days, month(personId, monthText(day), corrections).days];
      return ok({
        days: before.flatMap((old, i) =>
          JSON.stringify(old) === JSON.stringify(after[i]) ? [] : [{ before: old, after: after[i]! }],
        ),
        before: sumOf(before),
        after: sumOf(after),
      });
    },
  };
  return answers;
}
