/** Why each punch of a day stands where it does: its codes, and the shift days that could have had it. Reckoned when somebody asks. */
import { minuteAt } from './days.ts';
import type { Code, DayPlan, DayRecord, PlacedPunch, Punch } from './model.ts';
import { place } from './windows.ts';

/** @param around the plans of the days before and after @param ignored what a correction left out of this day */
export function explain(record: DayRecord, around: readonly DayPlan[], ignored: readonly Punch[] = []): readonly PlacedPunch[] {
  const others = around.filter((p) => p.day !== record.day).flatMap((plan) => place(plan) ?? []);
  const left = ignored.map((punch): PlacedPunch => ({
    punch,
    minute: minuteAt(punch.at),
    direction: null,
    codes: [{ code: 'ignored' }],
  }));
  const all = [...record.punches, ...left].toSorted((a, b) => a.punch.at - b.punch.at);
  return all.map((p) => {
    const rivals = others
      .filter(({ unclipped }) => unclipped.from <= p.minute && p.minute < unclipped.to)
      .map(({ plan, unclipped }): Code => ({ code: 'rival', day: plan.day, window: unclipped }));
    const imported: Code[] = p.punch.key.startsWith(IMPORTED) ? [{ code: 'imported', key: p.punch.key }] : [];
    return { ...p, codes: [...p.codes, ...rivals, ...imported] };
  });
}

/** Keys of imported punches begin so; those of events with 'e', of corrections with 'c'. */
export const IMPORTED = 'i';
