/** Make-up punches (补卡): how many of a month somebody has, and whether one more may be asked for. */
import { quotaMonth, mayAsk } from '../../domain/hours/quota.ts';
import { isoDay, type Day } from '../../domain/hours/days.ts';
import type { HourDay } from '../../domain/hours/figures.ts';
import type { Quota } from '../../domain/hours/model.ts';
import { versionAt } from '../../domain/hours/plan.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { ReadableDb } from '../../storage/file/db.ts';
import { daysOf } from '../../storage/hours/days.ts';
import type { ReadBook } from '../../storage/hours/plan.ts';
import { makeUpDays } from '../../storage/hours/requests.ts';

const quotaOn = ({ book }: ReadBook, day: Day): Quota | null => versionAt(book.rules, day)?.correctionQuota ?? null;

export type MakeUp = {
  readonly used: number;
  readonly allowed: number;
  readonly startsOn: number;
  readonly from: Day;
  readonly to: Day;
};

/** null = there is no limit. */
export function makeUpOf(db: ReadableDb, read: ReadBook, personId: number, day: Day): MakeUp | null {
  const quota = quotaOn(read, day);
  if (!quota) return null;
  const month = quotaMonth(day, quota.monthStartsOn);
  const used = makeUpDays(db, personId, month.from, month.to).length;
  return { used, allowed: quota.count, startsOn: quota.monthStartsOn, ...month };
}

/** What a make-up punch is for. */
function kindOf(day: HourDay | undefined): Quota['kinds'][number] {
  if (!day || day.missing > 0 || ['absent', 'missing'].includes(day.verdict)) return 'missing';
  if (day.flags.includes('missing-in') || day.flags.includes('missing-out')) return 'missing';
  return day.late > 0 ? 'late' : day.early > 0 ? 'early' : 'other';
}

/** Errors: make-up-used, make-up-late, make-up-kind, bad-input {field: day} of a day to come. */
export function mayMakeUp(db: ReadableDb, read: ReadBook, personId: number, day: Day, today: Day, now: number): Result<null> {
  const quota = quotaOn(read, day);
  const standing = makeUpOf(db, read, personId, day);
  const used = standing ? makeUpDays(db, personId, standing.from, standing.to) : [];
  const kind = quota ? kindOf(daysOf(db, read, [personId], day, day, now)[0]) : 'missing';
  switch (mayAsk(quota, kind, day, today, used)) {
    case 'allowed':
      return ok(null);
    case 'not-yet':
      return err({ code: 'bad-input', field: 'day' });
    case 'too-long-ago':
      return err({ code: 'make-up-late', days: quota?.days ?? 0 });
    case 'kind-not-allowed':
      return err({ code: 'make-up-kind' });
    case 'used-up':
      return err({
        code: 'make-up-used',
        used: used.length,
        allowed: quota?.count ?? 0,
        startsOn: quota?.monthStartsOn ?? 1,
        again: isoDay((standing?.to ?? day) + 1),
      });
  }
}
