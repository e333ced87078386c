/** Who stands in a file of hours, and what of them that their days do not hold: punches, pairs, corrections. */
import { firstOfMonth } from '../../domain/hours/balance.ts';
import { minuteAt, type Day } from '../../domain/hours/days.ts';
import type { Punch } from '../../domain/hours/model.ts';
import { zoneDays } from '../../domain/hours/zone-days.ts';
import type { ReadableDb } from '../file/db.ts';
import { monthsOf } from './days.ts';
import { reckonMonth } from './month.ts';
import type { CorrectionBody } from '../../shared/hours.ts';
import { heldRequests, instantOf } from './requests.ts';
import type { ReadBook } from './plan.ts';

export type PersonOfFile = {
  readonly id: number;
  readonly employeeNumber: string;
  readonly name: string;
  readonly department: string;
};

const byNumber = new Intl.Collator('zh-Hans-CN', { numeric: true });

/**
 * By employee number. Whoever was taken out of the list on one of these days, or later, and is not erased yet, is among them: their last days are paid too.
 * @param department null = everybody's @param since ms since the epoch
 */
export function peopleOfFile(db: ReadableDb, department: string | null, since: number): readonly PersonOfFile[] {
  const rows = db.all<PersonOfFile>(
    `SELECT id, employee_number AS employeeNumber, name, department FROM people
     WHERE purged_at IS NULL AND (deleted_at IS NULL OR deleted_at >= :since) AND (:department IS NULL OR department = :department)`,
    { department, since },
  );
  return rows.toSorted((a, b) => byNumber.compare(a.employeeNumber, b.employeeNumber) || a.id - b.id);
}

export type PunchOfFile = Pick<Punch, 'key' | 'at' | 'zone' | 'direction'> & {
  readonly door: number | null;
  readonly shiftDay: Day;
};
export type PairOfFile = { readonly key: string; readonly in: number; readonly out: number | null; readonly day: Day };

export type PunchesOfFile = {
  readonly punches: readonly PunchOfFile[];
  readonly pairs: readonly PairOfFile[];
  /** Repeats of a punch, and punches that a correction leaves out. */
  readonly ignored: number;
};

/** A person's punches and pairs by the days of their shifts, in order of time. @param now ms since the epoch */
export function punchesOfFile(
  db: ReadableDb,
  read: ReadBook,
  personId: number,
  { from, to }: { readonly from: Day; readonly to: Day },
  now: number,
): PunchesOfFile {
  const site = read.book.zones.at(-1)!.value;
  const [begin, end] = [site.bounds(from).from * 60_000, site.bounds(to).to * 60_000];
  const doors = doorsOf(db, personId, begin - DAY_MS, end + DAY_MS);
  const punches: PunchOfFile[] = [];
  const pairs: PairOfFile[] = [];
  let ignored = 0;
  for (const [year, month] of monthsOf(from, to)) {
    const reckoned = reckonMonth(db, read, personId, year, month, now);
    if (!reckoned) continue;
    const [first, last] = [Math.max(from, firstOfMonth(year, month)), Math.min(to, firstOfMonth(year, month + 1) - 1)];
    for (const record of reckoned.records) {
      if (record.day < first || record.day > last) continue;
      const counted = record.punches.filter(({ codes }) => codes.every(({ code }) => code !== 'repeat-of' && code !== 'ignored'));
      ignored += record.punches.length - counted.length;
      for (const { punch, direction } of counted)
        punches.push({ ...punch, direction, door: doors.get(punch.key) ?? null, shiftDay: record.day });
      const keyAt = (minute: number): string => counted.find((p) => p.minute === minute)?.punch.key ?? `d${record.day}-${minute}`;
      for (const pair of record.pairs) pairs.push({ key: keyAt(pair.in), in: pair.in, out: pair.out, day: record.day });
      const open = counted.at(-1);
      const isOpen = open?.direction === 'in' && !record.pairs.some((p) => p.in === open.minute);
      if (isOpen) pairs.push({ key: open.punch.key, in: open.minute, out: null, day: record.day });
    }
    const inMonth = (day: Day): boolean => day >= first && day <= last;
    ignored += reckoned.ignored.filter((p) => inMonth(zoneDays(p.zone).wallOf(minuteAt(p.at)).day)).length;
  }
  return { punches: punches.toSorted((a, b) => a.at - b.at), pairs: pairs.toSorted((a, b) => a.in - b.in), ignored };
}

const DAY_MS = 86_400_000;

/** The door of each of a person's events. */
function doorsOf(db: ReadableDb, personId: number, from: number, to: number): ReadonlyMap<string, number> {
  const rows = db.all<{ id: number; door: number }>(
    `SELECT id, door_id AS door FROM events WHERE person_id = :personId AND kind = 'recognised' AND at >= :from AND at < :to
       AND direction IS NOT NULL AND door_id IS NOT NULL`,
    { personId, from, to },
  );
  return new Map(rows.map(({ id, door }) => [`e${id}`, door]));
}

export type CorrectionOfFile = {
  readonly day: Day;
  readonly kind: CorrectionBody['kind'];
  readonly at: number | null;
  readonly until: number | null;
  readonly toDay: Day | null;
  readonly direction: 'in' | 'out' | null;
  readonly reason: string;
  readonly by: string;
  readonly self: boolean;
};

/** Corrections that hold, with why and by whom; leave is none of them. Those that cannot be read are counted elsewhere (`grantedOf`). */
export function correctionsOfFile(db: ReadableDb, personId: number, from: Day, to: Day): readonly CorrectionOfFile[] {
  return heldRequests(db, personId, from, to).flatMap(({ from: day, body, reason, decided }): CorrectionOfFile[] => {
    if (body === null || decided === null || body.kind === 'accept' || 'leaveKind' in body) return [];
    const punchAt = 'punch' in body ? instantOf(db, personId, body.punch) : null;
    const grant = body.kind === 'grant' ? (decided.part ?? body.grant) : null;
    return [
      {
        day,
        kind: body.kind,
        at: body.kind === 'add' ? body.at : grant ? grant.from * 60_000 : punchAt,
        until: grant ? grant.to * 60_000 : null,
        toDay: body.kind === 'give' ? body.day : null,
        direction: 'direction' in body ? body.direction : null,
        reason,
        by: decided.by,
        self: decided.self,
      },
    ];
  });
}
