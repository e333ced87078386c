/** The one way in which a handler changes something: the only door to the log of what was done. */
import { difference } from '../../domain/log/difference.ts';
import type { Result } from '../../domain/result.ts';
import type { ReadableDb } from '../../storage/file/db.ts';
import type { Area } from './hooks.ts';
import type { EventFacts, Site, Transaction } from './site.ts';

/** The row of a change, or what it follows from; null or an empty list = nothing was changed after all, or `work` has written its row itself. */
export type Facts<T> = EventFacts | null | ((done: T) => EventFacts | readonly EventFacts[] | null);

/**
 * What somebody changes and the rows that say so, in one transaction: both are on disk, or neither is, and a disk that takes no row is told. Whoever
 * follows `areas` is told when it is on disk, after the rows; nobody where nothing was changed.
 * @param state what is read before and after: the rows say in what it differs. No secret and no name of a person may be in it: rows are kept for ever.
 * Errors: those of `work`, and the disk's. Throws where `work` changed something and no row says so: that is undone.
 */
export function change<T>(
  site: Pick<Site, 'together'>,
  areas: Area | readonly Area[],
  facts: Facts<T>,
  work: (tx: Transaction) => Result<T>,
  state?: (db: ReadableDb) => unknown,
): Result<T> {
  return site.together((tx) => {
    let rows = 0;
    const record: Transaction['record'] = (row) => {
      rows++;
      return tx.record(row);
    };
    const before = written(tx);
    const was = state?.(tx.db);
    const done = work({ ...tx, record });
    if (!done.ok) return done;
    const detail = state && difference(was, state(tx.db));
    for (const each of [typeof facts === 'function' ? (facts(done.value) ?? []) : (facts ?? [])].flat()) {
      const row = record(detail ? { detail, ...each } : each);
      if (!row.ok) return row;
    }
    if (rows > 0) for (const area of [areas].flat()) tx.changed(area);
    else if (written(tx) !== before) throw new Error('something was changed, and no row says so');
    return done;
  });
}

/** Rows that this connection has written or removed since it was opened. */
const written = ({ db }: Transaction): number => db.get<{ n: number }>('SELECT total_changes() AS n')?.n ?? 0;
