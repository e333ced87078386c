/**
 * Overtime: each minute lands in one bucket at most. In this order: what the day is (statutory, off, rest), days worked in a row, the day's
 * thresholds from the highest, the week, the period. The minutes of a threshold are the last ones of its span.
 */
import { owedBreaks } from './breaks.ts';
import { weekStart, type Day, type Minute } from './days.ts';
import type { DayKind, DayRecord, Grant, OvertimeRule } from './model.ts';
import { periodOf } from './balance.ts';
import { rounded } from './rounding.ts';
import { common, last, lengthOf, NONE, slice, united, within, without, type Spans } from './spans.ts';

export type Bucket = {
  readonly rule: OvertimeRule;
  /** The day, the first day of the week, or the first of the period. */
  readonly date: Day;
  readonly minutes: number;
  /** Of them: granted, or in need of nobody's word. */
  readonly approved: number;
  readonly spans: Spans;
};

/** What of one shift day belongs to a date. */
export type Piece = {
  readonly date: Day;
  readonly record: DayRecord;
  readonly counted: Spans;
  readonly before: Spans;
  readonly after: Spans;
  readonly planned: number;
};

/** What counts as worked: in the plan, after it and between; before it where the rule says so; less the breaks that were owed. */
export function countedOf({ minutes, plan }: DayRecord): Spans {
  const all = united(minutes.inPlan, minutes.after, minutes.between, plan.rule.countBefore ? minutes.before : NONE);
  return without(all, minutes.deducted);
}

/** A record's minutes by the date that its rule gives them to. */
export function piecesOf(record: DayRecord): readonly Piece[] {
  const { minutes, plan, planned } = record;
  const counted = countedOf(record);
  const [before, after] = [without(minutes.before, minutes.deducted), without(minutes.after, minutes.deducted)];
  const whole = (date: Day): Piece[] => [{ date, record, counted, before, after, planned }];
  const all = united(counted, before);
  const { dayOf } = plan.rule;
  if (dayOf === 'start' || all.length === 0) return whole(record.day);
  const { zone } = plan;
  const [first, final] = [zone.wallOf(all[0]!.from).day, zone.wallOf(all.at(-1)!.to - 1).day];
  if (dayOf === 'end') return whole(final);
  const split: Piece[] = [];
  for (let date = first; date <= final; date++) {
    const { from, to } = zone.bounds(date);
    const part = (spans: Spans): Spans => within(spans, from, to);
    const pieces = { counted: part(counted), before: part(before), after: part(after) };
    split.push({ date, record, ...pieces, planned: lengthOf(part(minutes.planned)) });
  }
  if (dayOf === 'split') return split;
  return whole(split.reduce((most, p) => (lengthOf(p.counted) > lengthOf(most.counted) ? p : most)).date);
}

/** The kind of day of each minute: its shift's, or that of the local day in which it lies. */
export function ofKind(spans: Spans, record: DayRecord, kind: DayKind | 'any', kindOf: (day: Day) => DayKind | undefined): Spans {
  if (kind === 'any' || spans.length === 0) return spans;
  const { plan } = record;
  if (plan.rule.holidayBy === 'shift') return plan.kind === kind ? spans : NONE;
  const { zone } = plan;
  let out: Spans = NONE;
  for (let day = zone.wallOf(spans[0]!.from).day; day <= zone.wallOf(spans.at(-1)!.to - 1).day; day++) {
    const { from, to } = zone.bounds(day);
    if ((kindOf(day) ?? plan.kind) === kind) out = united(out, within(spans, from, to));
  }
  return out;
}

type Person = {
  readonly pieces: readonly Piece[];
  readonly kindOf: (day: Day) => DayKind | undefined;
  readonly grants: Spans;
  readonly grantList: readonly Grant[];
};

/** @param records of one person, in order; whole weeks and periods where rules are by week or period */
export function bookOvertime(records: readonly DayRecord[], grants: readonly Grant[]): readonly Bucket[] {
  const judged = records.filter((r) => r.plan.rule.judge && r.plan.employed);
  const rules = rulesOf(judged);
  if (rules.length === 0) return [];
  const kinds = new Map(records.map((r) => [r.day, r.plan.kind]));
  const person: Person = {
    pieces: judged.flatMap(piecesOf),
    kindOf: (day) => kinds.get(day),
    grants: united(grants),
    grantList: grants,
  };
  let taken: Spans = NONE;
  const buckets: Bucket[] = [];
  for (const rule of rules) {
    for (const [date, pieces] of scopesOf(rule, person.pieces)) {
      const bucket = book(rule, date, pieces, person, taken);
      if (!bucket) continue;
      buckets.push(bucket);
      taken = united(taken, bucket.spans);
    }
  }
  return buckets.toSorted((a, b) => a.date - b.date);
}

/** Each rule that holds on some of the days once, in the order in which they take their minutes. */
function rulesOf(records: readonly DayRecord[]): readonly OvertimeRule[] {
  const rules = new Map<OvertimeRule, OvertimeRule>();
  for (const { plan } of records) for (const rule of plan.rule.overtime) rules.set(rule, rule);
  const kind = { statutory: 0, off: 1, rest: 2, workday: 4, any: 4 } as const;
  const stage = ({ per, on }: OvertimeRule): number => {
    if (per === 'day') return kind[on];
    if (per === 'period') return 6;
    return 'week' in per ? 5 : 3;
  };
  const threshold = ({ measure }: OvertimeRule): number => (typeof measure === 'object' ? measure.over : -1);
  return [...rules.values()].toSorted((a, b) => stage(a) - stage(b) || threshold(b) - threshold(a) || a.id - b.id);
}

/** The pieces that a rule looks at together. */
function scopesOf(rule: OvertimeRule, pieces: readonly Piece[]): Iterable<[Day, readonly Piece[]]> {
  const own = pieces.filter((p) => p.record.plan.rule.overtime.includes(rule));
  const { per } = rule;
  if (per === 'day') return Map.groupBy(own, (p) => p.date);
  if (per === 'period')
    return Map.groupBy(own, (p) => periodOf(p.date, p.record.plan.rule.balance ?? { unit: 'month', weekStartsOn: 1 }).from);
  if ('week' in per) return Map.groupBy(own, (p) => weekStart(p.date, per.week));
  const worked = new Set(own.filter((p) => p.counted.length > 0).map((p) => p.date));
  const inRow = (date: Day): boolean => Array.from({ length: per.streak }, (_, i) => date - i).every((d) => worked.has(d));
  return Map.groupBy(
    own.filter((p) => inRow(p.date)),
    (p) => p.date,
  );
}

function book(rule: OvertimeRule, date: Day, pieces: readonly Piece[], person: Person, taken: Spans): Bucket | null {
  const measured = deducted(measure(rule, pieces, person, taken), rule, pieces);
  const asked = rule.basis === 'request' ? requestsOf(pieces, person.grantList) : common(measured, person.grants);
  const free = without(rule.basis === 'punches' ? measured : asked, taken);
  const capped = rule.most === null ? free : slice(free, 0, rule.most);
  const length = lengthOf(capped);
  const minutes = length < rule.least ? 0 : rounded(length, rule.round);
  if (minutes === 0) return null;
  const spans = last(capped, Math.min(minutes, length));
  const needs = rule.approval === 'needed' && rule.basis === 'punches';
  return { rule, date, minutes, spans, approved: needs ? Math.min(minutes, lengthOf(common(spans, person.grants))) : minutes };
}

function measure(rule: OvertimeRule, pieces: readonly Piece[], { kindOf }: Person, taken: Spans): Spans {
  const of = (spans: (piece: Piece) => Spans): Spans => united(...pieces.map((p) => ofKind(spans(p), p.record, rule.on, kindOf)));
  if (rule.measure === 'after-end') return of(({ after, record }) => within(after, endOf(record) + rule.beginAfter, Infinity));
  if (rule.measure === 'before-start')
    return of(({ before, record }) => within(before, -Infinity, startOf(record) - rule.beginAfter));
  const counted = of((p) => p.counted);
  // A day's threshold counts all that was worked; that of a week only what no bucket has yet.
  const looked = rule.per === 'day' ? counted : without(counted, taken);
  const planned = pieces.reduce((sum, p) => sum + p.planned, 0);
  const over = typeof rule.measure === 'object' ? rule.measure.over : planned;
  const streak = typeof rule.per === 'object' && 'streak' in rule.per;
  return streak && rule.measure === 'over-planned' ? looked : last(looked, lengthOf(looked) - over);
}

const endOf = ({ minutes }: DayRecord): Minute => minutes.planned.at(-1)?.to ?? Infinity;
const startOf = ({ minutes }: DayRecord): Minute => minutes.planned[0]?.from ?? -Infinity;

function deducted(spans: Spans, { deduct }: OvertimeRule, pieces: readonly Piece[]): Spans {
  if (deduct.length === 0) return spans;
  const placed = pieces.flatMap(({ record: { plan, day } }) =>
    deduct.flatMap(({ when, length }) => {
      if (!('at' in when)) return [];
      const from = plan.zone.reached(day, when.at);
      return [{ from, to: from + length }];
    }),
  );
  const left = without(spans, united(placed));
  return without(left, owedBreaks(deduct, left, NONE));
}

/** What was asked for on the days of the pieces, whether it was worked or not. */
function requestsOf(pieces: readonly Piece[], grants: readonly Grant[]): Spans {
  return united(
    ...pieces.map(({ date, record }) => {
      const { from, to } = record.plan.zone.bounds(date);
      return grants.filter((g) => g.from >= from && g.from < to);
    }),
  );
}

/** Worked minutes by the kind of day, for whoever pays kinds apart. */
export function minutesByKind(record: DayRecord, kindOf: (day: Day) => DayKind | undefined): Readonly<Record<DayKind, number>> {
  const counted = countedOf(record);
  const of = (kind: DayKind): number => lengthOf(ofKind(counted, record, kind, kindOf));
  return { workday: of('workday'), rest: of('rest'), off: of('off'), statutory: of('statutory') };
}
