/**
 * Rows of what has been done already, and cannot wait for a disk: written now where that can be, else kept in order and written, with
 * the time at which it happened, as soon as the disk takes rows again.
 */
import type { Result } from '../../domain/result.ts';
import { err, ok } from '../../domain/result.ts';
import type { LogRow } from '../../shared/schemas.ts';
import type { WritableDb } from '../../storage/file/db.ts';
import { operatorNow } from '../base/actor.ts';
import type { Log } from '../base/log.ts';
import type { EventFacts, Site } from './site.ts';
import type { Clock } from './time.ts';

/** What the row changes beside it, in the same transaction. */
export type Change = (db: WritableDb) => Result<null>;
type Waiting = { readonly facts: EventFacts; readonly change: Change | null; readonly at: number };

const AGAIN_MS = 5_000;
/** More of them than any day has; what comes after is counted in the row that says so. */
const MANY = 1_000;

export type Later = {
  /** null = kept for later. */
  book(facts: EventFacts, change?: Change): LogRow | null;
  /** How many rows wait for the disk. */
  waiting(): number;
  /** The site whose log it is; null = there is none for now. What waits goes to the next. */
  on(site: Site | null): void;
};

export function createLater(clock: Pick<Clock, 'now'>, log: Log, changed: () => void): Later {
  let site: Site | null = null;
  let kept: Waiting[] = [];
  let leftOut = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function written({ facts, change }: Pick<Waiting, 'facts' | 'change'>): Result<LogRow> {
    const to = site;
    if (!to) return err({ code: 'not-set-up' });
    return to.together((tx) => {
      const done = change ? change(tx.db) : ok(null);
      return done.ok ? tx.record(facts) : done;
    });
  }

  function flush(): boolean {
    clearTimeout(timer);
    if (kept.length === 0) return true;
    const before = kept.length;
    for (let first = kept[0]; first; first = kept[0]) {
      if (!written({ ...first, facts: { ...first.facts, at: first.at } }).ok) break;
      kept = kept.slice(1);
    }
    const done = kept.length === 0;
    if (done) {
      // With how many there was no room for in memory either.
      written({ facts: { kind: 'system', reason: 'booked-late', more: leftOut > 0 ? leftOut : null }, change: null });
      leftOut = 0;
    } else again();
    if (kept.length !== before) changed();
    return done;
  }

  function again(): void {
    clearTimeout(timer);
    timer = setTimeout(flush, AGAIN_MS);
    timer.unref();
  }

  return {
    book(given, change) {
      // What waits is written by nobody, and was done by somebody.
      const facts = { operator: operatorNow(), ...given };
      const what = { facts, change: change ?? null };
      // In order: what waits goes first.
      const row = flush() ? written(what) : null;
      if (row?.ok) return row.value;
      if (row) log.error({ error: row.error, reason: facts.reason ?? null }, 'a row waits for the disk');
      if (kept.length >= MANY) leftOut += 1;
      else kept = [...kept, { ...what, at: clock.now() }];
      again();
      changed();
      return null;
    },
    waiting: () => kept.length,
    on(next) {
      site = next;
      if (site) flush();
      else clearTimeout(timer);
    },
  };
}
