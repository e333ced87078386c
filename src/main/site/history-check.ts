/** Compares the data with the note of what this machine has seen last, and books what they lack. What it cannot see is in ADR 17. */
import { ok } from '../../domain/result.ts';
import type { HistoryNotice } from '../../shared/calls/history.ts';
import { guardRead } from '../../storage/file/db.ts';
import { agrees, compare, holdOn, type Anchor, type Findings } from '../../storage/site/anchor.ts';
import type { Log } from '../base/log.ts';
import type { Site } from './site.ts';
import type { Clock } from './time.ts';

export type Compared = {
  readonly site: Site;
  /** What the note says; null = there is none to compare with. */
  readonly anchor: Anchor | null;
  /** There should be a note, and there is none that can be read; until that is booked. */
  lost: boolean;
};

export type HistoryWorld = {
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** It is booked, and somebody should know. */
  found(notice: HistoryNotice): void;
};

const NOTHING: Findings = { missing: 0, gone: 0, changed: 0, badges: 0 };

/** Whether the data still say what the note says, or what they lack is settled: else the note must stay as it is. */
export function holds(on: Compared, world: HistoryWorld): boolean {
  const { anchor, site } = on;
  if (on.lost && !settle(on, 'note-missing', NOTHING, world)) return false;
  on.lost = false;
  if (!anchor) return true;
  const found = guardRead(site.db, () => compare(site.db, anchor));
  if (!found.ok) return false;
  return agrees(found.value) || settle(on, found.value.missing > 0 ? 'older' : 'changed', found.value, world);
}

/** Holds on to what must not be forgotten, books the alarm, and says it: all of it, or the next look tries again. */
function settle(
  { anchor, site }: Compared,
  kind: HistoryNotice['kind'],
  findings: Findings,
  { clock, log, found }: HistoryWorld,
): boolean {
  const done = site.together((tx) => {
    const people = anchor ? holdOn(tx.db, anchor, clock.now()) : 0;
    const row = tx.record({ kind: 'fault', reason: `history-${kind}` });
    return row.ok ? ok(people) : row;
  });
  if (!done.ok) {
    log.error({ error: done.error, kind }, 'what the history lacks could not be booked; it is tried again');
    return false;
  }
  const notice = { kind, ...findings, people: done.value };
  log.error(notice, 'the data are not those that this machine has seen last');
  found(notice);
  return true;
}
