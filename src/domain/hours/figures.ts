/** A day as figures: what lists, totals and files are made of. The record behind it, with its punches and spans, is reckoned when somebody opens the day. */
import type { Day, Minute } from './days.ts';
import { leaveSpans } from './leave.ts';
import { FLAGS, type DayFigures, type DayKind, type DayRecord, type Grant, type Leave } from './model.ts';
import type { Bucket } from './overtime.ts';
import { common, lengthOf, united, without, type Spans } from './spans.ts';
import { place } from './windows.ts';

/** Minutes of one overtime rule on one day. */
export type DayOvertime = {
  readonly rule: number;
  readonly name: string;
  /** Per cent of the hourly pay. */
  readonly rate: number;
  /** Per cent of the minutes that become time off; null = they are paid. */
  readonly timeOff: number | null;
  readonly minutes: number;
  /** Of them: granted, or in need of nobody's word. */
  readonly approved: number;
};

export type DayLeave = {
  readonly kind: string;
  readonly paid: boolean;
  /** Counts as present: attended.ts. */
  readonly present: boolean;
  readonly minutes: number;
};

/** What a `DayRecord` comes to: minutes, and instants as whole minutes since the epoch. */
export type HourDay = DayFigures & {
  readonly personId: number;
  readonly day: Day;
  readonly kind: DayKind;
  readonly shift: { readonly id: number; readonly name: string } | null;
  /** What would have been planned if the day were no holiday. */
  readonly credit: number;
  readonly overtime: readonly DayOvertime[];
  readonly leaves: readonly DayLeave[];
  /** First planned minute, and the one after the last. */
  readonly startsAt: Minute | null;
  readonly endsAt: Minute | null;
  /** Its period is closed: these figures are evidence, and are not reckoned again. */
  readonly closed: boolean;
};

/** What two reckonings of a day are compared by: a shift that was given another name is no difference. null = there is no such day. */
export function comparable(day: HourDay | null): object | null {
  if (!day || day.verdict === 'not-employed') return null;
  return { ...day, closed: true, closesAt: null, shift: day.shift?.id ?? null };
}

export type PersonDays = {
  /** In order, without a gap. */
  readonly records: readonly DayRecord[];
  readonly buckets: readonly Bucket[];
  readonly grants: readonly Grant[];
  readonly leaves: readonly Leave[];
};

/** The figures of one person's days; the overtime of a week or a period stands on the days on which its minutes were worked. */
export function figuresOf(personId: number, { records, buckets, grants, leaves }: PersonDays): readonly HourDay[] {
  const overtime = overtimeByDay(records, buckets, grants);
  return records.map((record): HourDay => {
    const { day, verdict, plan, lateAs, earlyAs, planned, inPlan, late, early, away, tolerated, leave, missing, extra } = record;
    const { breakDeducted, graceCounted, rounding, paid, nightBonus, firstIn, lastOut, closesAt, minutes } = record;
    return {
      ...{ personId, day, verdict, lateAs, earlyAs, planned, inPlan, late, early, away, tolerated, leave, missing, extra },
      ...{ breakDeducted, graceCounted, rounding, paid, nightBonus, firstIn, lastOut, closesAt },
      flags: FLAGS.filter((flag) => record.flags.includes(flag)),
      kind: plan.kind,
      shift: plan.shift && { id: plan.shift.id, name: plan.shift.name },
      credit: plan.credit,
      overtime: overtime.get(day) ?? [],
      leaves: leave === 0 ? [] : leavesOf(record, leaves),
      startsAt: minutes.planned[0]?.from ?? null,
      endsAt: minutes.planned.at(-1)?.to ?? null,
      closed: false,
    };
  });
}

/** Which leave the day's leave minutes are: of two kinds that overlap, the first asked for has them. Together they are `record.leave`. */
function leavesOf(record: DayRecord, leaves: readonly Leave[]): readonly DayLeave[] {
  const planned = place(record.plan);
  if (!planned) return [];
  let open: Spans = without(record.minutes.planned, record.minutes.inPlan);
  let left = record.leave;
  const byKind = new Map<string, DayLeave>();
  for (const leave of leaves) {
    const own = common(leaveSpans([leave], planned), open);
    const minutes = Math.min(lengthOf(own), left);
    if (minutes === 0) continue;
    open = without(open, own);
    left -= minutes;
    const { kind, paid, present = false } = leave;
    const key = JSON.stringify([kind, paid, present]);
    byKind.set(key, { kind, paid, present, minutes: (byKind.get(key)?.minutes ?? 0) + minutes });
  }
  return [...byKind.values()];
}

/** Each bucket's minutes on the days on which they were worked; what rounding or a request without a punch leaves over stands on the last of them. */
export function overtimeByDay(
  records: readonly DayRecord[],
  buckets: readonly Bucket[],
  grants: readonly Grant[],
): ReadonlyMap<Day, readonly DayOvertime[]> {
  const out = new Map<Day, DayOvertime[]>();
  const granted = united(grants);
  const days = records.map(({ day, minutes: m }) => ({ day, there: united(m.inPlan, m.before, m.after, m.between) }));
  for (const { rule, date, minutes, approved, spans } of buckets) {
    const parts = days.flatMap(({ day, there }) => {
      const own = common(spans, there);
      return own.length === 0 ? [] : [{ day, minutes: lengthOf(own), approved: lengthOf(common(own, granted)) }];
    });
    if (parts.length === 0) parts.push({ day: date, minutes: 0, approved: 0 });
    const whole = approved === minutes;
    let [openMinutes, openApproved] = [minutes, approved];
    parts.forEach((part, i) => {
      const final = i === parts.length - 1;
      const here = final ? openMinutes : Math.min(part.minutes, openMinutes);
      const sure = whole ? here : final ? openApproved : Math.min(part.approved, openApproved, here);
      openMinutes -= here;
      openApproved -= sure;
      const { id, name, rate, as } = rule;
      const own = { rule: id, name, rate, timeOff: as === 'pay' ? null : as.ratio, minutes: here, approved: sure };
      if (here > 0) out.set(part.day, [...(out.get(part.day) ?? []), own]);
    });
  }
  return out;
}
