/** What a change of the plan alters, reckoned before it is kept: how many days of whom, and whether two of their days would then overlap. */
import { isoDay, LAST_DAY, type Day } from './days.ts';
import type { DayPlan, Rule, Shift } from './model.ts';
import {
  overlappingDays,
  planDay,
  type Assignment,
  type CalendarDay,
  type Pattern,
  type PlanBook,
  type Version,
  type Worker,
} from './plan.ts';

type Unnamed<T> = Omit<T, 'id' | 'name'>;
/** `id` null = a new one, which nothing uses yet. */
export type PlanChange =
  | { readonly kind: 'shift'; readonly id: number | null; readonly from: Day; readonly body: Unnamed<Shift> }
  | { readonly kind: 'drop-shift-version'; readonly id: number; readonly from: Day }
  | { readonly kind: 'pattern'; readonly id: number | null; readonly from: Day; readonly body: Unnamed<Pattern> }
  | { readonly kind: 'drop-pattern-version'; readonly id: number; readonly from: Day }
  | { readonly kind: 'assignment'; readonly id: number | null; readonly body: Omit<Assignment, 'id'> }
  | { readonly kind: 'drop-assignment'; readonly id: number }
  | { readonly kind: 'rule'; readonly from: Day; readonly body: Rule }
  | { readonly kind: 'drop-rule'; readonly from: Day }
  | { readonly kind: 'calendar'; readonly save: readonly CalendarDay[]; readonly remove: readonly Day[] };

/** Stands for the id of what is not kept yet. */
const NEW = 0;

function withVersion<T>(versions: readonly Version<T>[], from: Day, value: T): readonly Version<T>[] {
  return [...versions.filter((v) => v.from !== from), { from, value }].toSorted((a, b) => a.from - b.from);
}

/** The plan as it would be. */
export function withChange(book: PlanBook, change: PlanChange): PlanBook {
  switch (change.kind) {
    case 'shift': {
      const { id, from, body } = change;
      if (id === null) return book;
      const known = book.shifts.get(id) ?? [];
      const shift = { ...body, id, name: known[0]?.value.name ?? '' };
      return { ...book, shifts: new Map(book.shifts).set(id, withVersion(known, from, shift)) };
    }
    case 'drop-shift-version': {
      const left = (book.shifts.get(change.id) ?? []).filter((v) => v.from !== change.from);
      return { ...book, shifts: new Map(book.shifts).set(change.id, left) };
    }
    case 'pattern': {
      const { id, from, body } = change;
      if (id === null) return book;
      const known = book.patterns.get(id) ?? [];
      const pattern = { ...body, id, name: known[0]?.value.name ?? '' };
      return { ...book, patterns: new Map(book.patterns).set(id, withVersion(known, from, pattern)) };
    }
    case 'drop-pattern-version': {
      const left = (book.patterns.get(change.id) ?? []).filter((v) => v.from !== change.from);
      return { ...book, patterns: new Map(book.patterns).set(change.id, left) };
    }
    case 'assignment': {
      const id = change.id ?? NEW;
      return { ...book, assignments: [...book.assignments.filter((a) => a.id !== id), { id, ...change.body }] };
    }
    case 'drop-assignment':
      return { ...book, assignments: book.assignments.filter((a) => a.id !== change.id) };
    case 'rule':
      return { ...book, rules: withVersion(book.rules, change.from, change.body) };
    case 'drop-rule':
      return { ...book, rules: book.rules.filter((v) => v.from !== change.from) };
    case 'calendar': {
      const calendar = new Map(book.calendar);
      for (const day of change.remove) calendar.delete(day);
      for (const special of change.save) calendar.set(special.day, special);
      return { ...book, calendar };
    }
  }
}

/**
 * Days on which a change of the calendar may alter something, with those beside them, whose shifts may reach into them; ascending. Of any other change
 * that is not to be said beforehand.
 */
export function calendarDays(change: Extract<PlanChange, { kind: 'calendar' }>): readonly Day[] {
  const named = [...change.remove, ...change.save.map(({ day }) => day)];
  const near = new Set(named.flatMap((day) => [-2, -1, 0, 1, 2].map((by) => day + by)));
  return [...near].filter((day) => day >= 0 && day <= LAST_DAY).toSorted((a, b) => a - b);
}

/** Which assignments may hold for somebody: a site has one for each of its people, and nobody goes through all of them for a day. */
export function assignmentsBy(assignments: readonly Assignment[]): (worker: Worker) => readonly Assignment[] {
  const keyOf = ({ to }: Assignment): string =>
    to === 'everybody' ? '' : 'person' in to ? `p${to.person}` : `d${to.department}`;
  const byKey = Map.groupBy(assignments, keyOf);
  return ({ id, department }) => [`p${id}`, `d${department}`, ''].flatMap((key) => byKey.get(key) ?? []);
}

export type Overlap = {
  readonly firstDay: string;
  readonly firstShift: string;
  readonly secondDay: string;
  readonly secondShift: string;
};

export type Impact = {
  /** In the order of `workers`; those of whom nothing changes are left out. */
  readonly changed: readonly { readonly worker: Worker; readonly days: readonly Day[] }[];
  /** Days that would change but lie in a closed period: they stay. */
  readonly closed: number;
  /** Of the first whose days would overlap, and do not now. */
  readonly overlap: Overlap | null;
};

export type ImpactOf = {
  readonly book: PlanBook;
  readonly change: PlanChange;
  readonly workers: readonly Worker[];
  /** Those that are looked at, ascending. */
  readonly days: readonly Day[];
  readonly isClosed: (day: Day) => boolean;
};

/**
 * Yields after each group of people who are planned alike, so that main can do something else meanwhile: five thousand people with a plan of their own
 * take seconds.
 */
export function* impactOf({ book, change, workers, days, isClosed }: ImpactOf): Generator<undefined, Impact> {
  const after = withChange(book, change);
  const [was, is] = [assignmentsBy(book.assignments), assignmentsBy(after.assignments)];
  const same = sameness();
  const alike = Map.groupBy(workers, (worker) => {
    const own = book.overrides.has(worker.id) ? [`own${worker.id}`] : [];
    return JSON.stringify([...own, was(worker).map((a) => a.id), is(worker).map((a) => a.id)]);
  });
  const changed = new Map<Worker, readonly Day[]>();
  let closed = 0;
  let overlap: Overlap | null = null;
  for (const group of alike.values()) {
    // As if they had always been there: whom a day does not concern is left out below.
    const one: Worker = { ...group[0]!, joined: null, left: null };
    const [before, then] = [
      { ...book, assignments: was(one) },
      { ...after, assignments: is(one) },
    ];
    const pairs = days.map((day) => [planDay(before, one, day), planDay(then, one, day)] as const);
    const differing = pairs.flatMap(([a, b]) => (same(a, b) ? [] : [b.day]));
    if (differing.length > 0) {
      overlap ??= overlapOf(pairs.map(([a]) => a)) ? null : overlapOf(pairs.map(([, b]) => b));
      for (const worker of group) {
        const own = differing.filter((d) => (worker.joined ?? -Infinity) <= d && d <= (worker.left ?? Infinity));
        const open = own.filter((d) => !isClosed(d));
        closed += own.length - open.length;
        if (open.length > 0) changed.set(worker, open);
      }
    }
    yield;
  }
  const inOrder = workers.flatMap((worker) => (changed.has(worker) ? [{ worker, days: changed.get(worker)! }] : []));
  return { changed: inOrder, closed, overlap };
}

function overlapOf(plans: readonly DayPlan[]): Overlap | null {
  const found = overlappingDays(plans);
  if (!found) return null;
  const shiftOn = (day: string): string => plans.find((p) => isoDay(p.day) === day)?.shift?.name ?? '';
  const { first, second } = found;
  return { firstDay: first, firstShift: shiftOn(first), secondDay: second, secondShift: shiftOn(second) };
}

/** Whether two plans come to the same hours: a name says nothing, and neither does a rule where nothing is planned. */
function sameness(): (a: DayPlan, b: DayPlan) => boolean {
  const texts = new WeakMap<object, string>();
  const textOf = (value: Shift | Rule | null): string => {
    if (value === null) return '';
    const known = texts.get(value) ?? JSON.stringify('segments' in value ? { ...value, name: '' } : value, sorted);
    texts.set(value, known);
    return known;
  };
  const equal = (a: Shift | Rule | null, b: Shift | Rule | null): boolean => a === b || textOf(a) === textOf(b);
  return (a, b) =>
    a.kind === b.kind &&
    a.half === b.half &&
    a.credit === b.credit &&
    equal(a.shift, b.shift) &&
    (b.shift === null || equal(a.rule, b.rule));
}

/** Keys in one order, wherever the value came from. */
const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;
