/** Sums of a person's month: what the team's table, charts and balances are made of. */
import { firstDayOf, lastDayOf, type Month } from '../../domain/hours/balance.ts';
import type { HourDay } from '../../domain/hours/figures.ts';
import { sumOf } from '../../domain/hours/totals.ts';
import { HourTotals } from '../../shared/hours-days.ts';
import { parseJson } from '../../shared/parse.ts';
import type { ReadableDb, WritableDb } from '../file/db.ts';
import { daysOf } from './days.ts';
import { cleanMonths } from './dirty.ts';
import type { ReadBook } from './plan.ts';

export function keepTotals(db: WritableDb, personId: number, month: Month, days: readonly HourDay[]): void {
  const body = JSON.stringify(sumOf(days));
  const kept = db.get<{ body: string }>('SELECT body FROM month_totals WHERE person_id = :personId AND month = :month', {
    month,
    personId,
  });
  if (kept?.body !== body)
    db.run('INSERT OR REPLACE INTO month_totals (person_id, month, body) VALUES (:personId, :month, :body)', {
      month,
      personId,
      body,
    });
}

/** So many are reckoned while somebody waits; beyond them the sums are those before the change, and counted. */
const RECKONED_AT_ONCE = 100;

/**
 * Of everybody of the list; who is not there is left out. `stale`: how many of the sums are of before a change that is still being reckoned in the
 * background; none of them as long as few people are touched, for those are reckoned here and now.
 * @param now ms since the epoch
 */
export function totalsOf(
  db: ReadableDb,
  read: ReadBook,
  people: readonly number[],
  month: Month,
  now: number,
): { readonly totals: ReadonlyMap<number, HourTotals>; readonly stale: number } {
  const clean = cleanMonths(db, read, people);
  const rows = db.all<{ id: number; body: string }>(
    `SELECT t.person_id AS id, t.body FROM json_each(:people) p CROSS JOIN month_totals t ON t.person_id = p.value AND t.month = :month`,
    { people: JSON.stringify(people), month },
  );
  const kept = new Map(rows.map(({ id, body }) => [id, body]));
  const totals = new Map<number, HourTotals>();
  let [reckoned, stale] = [0, 0];
  for (const id of people) {
    const body = kept.get(id);
    const sum = body === undefined ? null : parsed(body);
    const sure = sum !== null && clean(id, month);
    if (sure || (sum !== null && reckoned >= RECKONED_AT_ONCE)) {
      totals.set(id, sum);
      if (!sure) stale++;
    } else if (reckoned < RECKONED_AT_ONCE) {
      reckoned++;
      const days = daysOf(db, read, [id], firstDayOf(month), lastDayOf(month), now);
      if (days.length > 0) totals.set(id, sumOf(days));
    } else stale++;
  }
  return { totals, stale };
}

/** Written by this app, in a table of its own: read as it is where it is JSON; a test holds its shape. */
function parsed(body: string): HourTotals | null {
  const read = parseJson(HourTotals, body);
  return read.ok ? read.value : null;
}
