/** What is planned, for the screen: all of it, whom a change would alter, and who works what on a day. */
import { dayNumber, type Day } from '../../domain/hours/days.ts';
import { assignmentOf, planDay, versionAt, type PlanBook, type Worker } from '../../domain/hours/plan.ts';
import { assignmentsBy, calendarDays, impactOf, type PlanChange as Change } from '../../domain/hours/plan-changes.ts';
import { tryDay } from '../../domain/hours/trial.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { OnDay, PlanChange, PlanImpact, ShiftsOverview, Trial } from '../../shared/shifts.ts';
import { guardRead } from '../../storage/file/db.ts';
import { closedWithin } from '../../storage/hours/periods.ts';
import { overridesOf, plannedOf, plannedPeople } from '../../storage/hours/planned.ts';
import type { Site } from '../site/site.ts';
import { bookOf } from './book.ts';

/** So far ahead a change is looked at, days; and so far back, where it changes days that are over. */
const AHEAD = 365;
const BACK = 1100;
/** Groups of people who are planned alike, between two breaths of main's. */
const AT_ONCE = 20;
const NAMED = 100;
const EVER = { from: 0, to: 1_000_000 };

export function overview(site: Site, today: Day): ShiftsOverview {
  const { book, unreadable } = bookOf(site);
  const people = plannedPeople(site.db, book.zones[0]!.value);
  const departments = Map.groupBy(
    people.filter(({ worker }) => worker.department !== ''),
    ({ worker }) => worker.department,
  );
  return {
    today,
    ...plannedOf(site.db),
    departments: [...departments].map(([name, of]) => ({ name, people: of.length })),
    people: people.length,
    unreadable: [...unreadable],
  };
}

function wholeBook(site: Site): PlanBook {
  return { ...bookOf(site).book, overrides: overridesOf(site.db) };
}

/** With days of the calendar by their number. */
const inNumbers = (change: PlanChange): Change =>
  change.kind === 'calendar'
    ? {
        kind: 'calendar',
        save: change.save.map(({ date, name, kind, asWeekday }) => ({ day: dayNumber(date), name, kind, asWeekday })),
        remove: change.remove.map(dayNumber),
      }
    : change;

/** Which days are looked at: those of the calendar that change, else all from when the first of them came to a year ahead. */
function daysOf(change: Change, workers: readonly Worker[], today: Day): readonly Day[] {
  if (change.kind === 'calendar') return calendarDays(change);
  const earliest = workers.reduce((least, { joined }) => Math.min(least, joined ?? least), today);
  const from = Math.max(earliest, today - BACK);
  return Array.from({ length: today + AHEAD - from + 1 }, (_, i) => from + i);
}

/** What a change alters, reckoned in pieces: main does something else between them. */
export async function impact(site: Site, asked: PlanChange, today: Day): Promise<Result<PlanImpact>> {
  const started = guardRead(site.db, () => {
    const book = wholeBook(site);
    return { book, people: plannedPeople(site.db, book.zones[0]!.value), periods: closedWithin(site.db, EVER) };
  });
  if (!started.ok) return started;
  const { book, people, periods } = started.value;
  const isClosed = (day: Day): boolean => periods.some((p) => p.from <= day && day <= p.to);
  const workers = people.map(({ worker }) => worker);
  const change = inNumbers(asked);
  const looked = daysOf(change, workers, today);
  const steps = impactOf({ book, change, workers, days: looked, isClosed });
  let step = steps.next();
  for (let n = 1; !step.done; n++) {
    if (n % AT_ONCE === 0) await new Promise((done) => setImmediate(done));
    step = steps.next();
  }
  const { changed, closed, overlap } = step.value;
  const names = new Map(people.map(({ worker, name }) => [worker.id, name]));
  const days = changed.flatMap((one) => one.days);
  return ok({
    people: changed.length,
    days: days.length,
    past: days.filter((day) => day < today).length,
    closed,
    from: days.length === 0 ? null : days.reduce((least, day) => Math.min(least, day)),
    until: looked.at(-1) ?? today,
    first: changed.slice(0, 5).map((one) => ({ name: names.get(one.worker.id) ?? '', days: one.days.length })),
    overlap,
  });
}

/** Everybody's plan of a day, by what it is. */
export function onDay(site: Site, day: Day): OnDay {
  const book = wholeBook(site);
  const own = assignmentsBy(book.assignments);
  const planned = plannedPeople(site.db, book.zones[0]!.value).flatMap(({ worker, name }) => {
    const assignments = own(worker);
    const plan = planDay({ ...book, assignments }, worker, day);
    if (!plan.employed) return [];
    const isOwn = book.overrides.get(worker.id)?.has(day) ?? false;
    const reason = isOwn ? ('override' as const) : assignmentOf(assignments, worker, day).reason;
    return [{ name, shift: plan.shift?.id ?? null, kind: plan.kind, half: plan.half, reason }];
  });
  const groups = Map.groupBy(planned, ({ shift, kind, half, reason }) => JSON.stringify([shift, kind, half, reason]));
  return {
    groups: [...groups.values()].map((of) => {
      const { shift, kind, half, reason } = of[0]!;
      return { shift, kind, half, reason, people: of.length, names: of.slice(0, NAMED).map(({ name }) => name) };
    }),
  };
}

/** A day of a shift that may not be kept yet, with the punches that somebody enters, when all of it is over. */
export function tried(site: Site, { body, rule, ...asked }: Trial): ReturnType<typeof tryDay> {
  const { book } = bookOf(site);
  return tryDay({
    ...asked,
    shift: { ...body, id: 0, name: '' },
    zone: versionAt(book.zones, asked.day)!,
    rule: rule ?? versionAt(book.rules, asked.day)!,
  });
}
