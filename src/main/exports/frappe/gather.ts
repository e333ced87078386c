/** Which punches of the days a Frappe server has not been sent, and what of those that it has is not so any more. */
import { setImmediate } from 'node:timers/promises';
import type { Day } from '../../../domain/hours/days.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { isDoubled } from '../../../exports/hours/rows.ts';
import type { FrappeCheck } from '../../../shared/calls/frappe.ts';
import type { ExportPeriod } from '../../../shared/exports.ts';
import { FRAPPE_PROGRAM } from '../../../shared/frappe.ts';
import type { ReadableDb } from '../../../storage/file/db.ts';
import { punchesOfFile, type PunchOfFile } from '../../../storage/hours/export-people.ts';
import { enqueue, queuedOf, type FrappeServer, type QueuedPunch, type QueueRow } from '../../../storage/hours/frappe.ts';
import type { ReadBook } from '../../../storage/hours/plan.ts';
import { bookOf } from '../../hours/book.ts';
import type { Site } from '../../site/site.ts';
import { peopleFor, type Who } from '../people.ts';

/** How long main works without a pause, ms. */
const AT_ONCE_MS = 8;
const ROWS_AT_ONCE = 200;
const DIFFERENCES_SHOWN = 100;
/** A correction may have moved a punch to a day beside its own. */
const DAYS_AROUND = 2;

export type Gathered = { readonly check: FrappeCheck; readonly fresh: readonly QueuedPunch[] };

/** A punch as it counts now, or null: a correction leaves it out, or it is gone. @param now ms since the epoch */
export function punchNow(
  db: ReadableDb,
  book: ReadBook,
  { personId, punchKey, day }: QueuedPunch,
  now: number,
): PunchOfFile | null {
  const around = (days: number): PunchOfFile | undefined => {
    const period = { from: Math.max(0, day - days), to: day + days };
    return punchesOfFile(db, book, personId, period, now).punches.find(({ key }) => key === punchKey);
  };
  return around(0) ?? around(DAYS_AROUND) ?? null;
}

/** @param now ms since the epoch */
export async function gather(site: Site, server: FrappeServer, period: ExportPeriod, who: Who, now: number): Promise<Gathered> {
  const { db } = site;
  const book = bookOf(site);
  const program = FRAPPE_PROGRAM[server.person];
  const people = peopleFor(db, book, { ids: program }, period, who);
  const sum = { people: people.length, punches: 0, fresh: 0, stored: 0, queued: 0, undirected: 0, doubled: 0, differ: 0 };
  const missing: FrappeCheck['missing'] = [];
  const differences: FrappeCheck['differences'] = [];
  const fresh: QueuedPunch[] = [];
  let since = performance.now();
  for (const { id, name, employeeNumber, targetId } of people) {
    const { punches } = punchesOfFile(db, book, id, period, now);
    const before = queuedOf(db, server.server, id);
    const known = new Map(before.map((row) => [row.punchKey, row]));
    sum.punches += punches.length;
    const has = program === '' || targetId !== null;
    if (!has && punches.length > 0) missing.push({ id, name, employeeNumber });
    for (const punch of punches) {
      const row = known.get(punch.key);
      if (row) sum[row.state === 'stored' ? 'stored' : 'queued']++;
      if (row || !has) continue;
      if (punch.direction === null) sum.undirected++;
      if (isDoubled(punch.at, server.zone)) sum.doubled++;
      fresh.push({ personId: id, punchKey: punch.key, at: punch.at, day: punch.shiftDay });
    }
    for (const { row, current } of changedSince(db, book, before, punches, period, now)) {
      sum.differ++;
      if (differences.length < DIFFERENCES_SHOWN)
        differences.push({
          ...{ name, employeeNumber, at: row.at, sent: row.direction, gone: current === null },
          now: current?.direction ?? null,
        });
    }
    if (performance.now() - since < AT_ONCE_MS) continue;
    await setImmediate();
    since = performance.now();
  }
  sum.fresh = fresh.length;
  return { check: { ...sum, missing, differences }, fresh };
}

/** What is there and counts no more, or counts the other way. */
function changedSince(
  db: ReadableDb,
  book: ReadBook,
  before: readonly QueueRow[],
  punches: readonly PunchOfFile[],
  { from, to }: { readonly from: Day; readonly to: Day },
  now: number,
): readonly { readonly row: QueueRow; readonly current: PunchOfFile | null }[] {
  const byKey = new Map(punches.map((punch) => [punch.key, punch]));
  return before
    .filter(({ state, day }) => state === 'stored' && day >= from && day <= to)
    .map((row) => ({ row, current: byKey.get(row.punchKey) ?? punchNow(db, book, row, now) }))
    .filter(({ row, current }) => current === null || current.direction !== row.direction);
}

/**
 * Into the queue, a few at a time: main has doors to open between them. What a crash cut off is put in by the next try. Value: how many were new. Errors: the disk's.
 */
export async function putInQueue(site: Site, server: FrappeServer, punches: readonly QueuedPunch[]): Promise<Result<number>> {
  let added = 0;
  for (let at = 0; at < punches.length; at += ROWS_AT_ONCE) {
    const done = enqueue(site.own, server.server, punches.slice(at, at + ROWS_AT_ONCE));
    if (!done.ok) return done;
    added += done.value;
    await setImmediate();
  }
  return ok(added);
}
