/**
 * Old punches on their way in and out. A terminal keeps a hundred thousand of them, and whoever stands at the kiosk must not wait for them all: they are
 * written a slice at a time, count for nothing until the last, small transaction makes the import whole, and go a slice at a time when it is undone.
 * Whatever ends the app in between leaves lines that nobody counts; they are swept out at the next start.
 */
import { err, ok, type Result } from '../../domain/result.ts';
import type { AttlogFile, AttlogRead, ImportCounts } from '../../shared/data-imports.ts';
import { alone } from '../../storage/file/db.ts';
import {
  addPunches,
  beginSource,
  finishSource,
  SLICE_LINES,
  sweepPunches,
  undoPunches,
  type NewPunch,
} from '../../storage/imports/punches.ts';
import { operatorNow } from '../base/actor.ts';
import type { Log } from '../base/log.ts';
import { oneAtATime } from '../base/one-at-a-time.ts';
import { inSlices, restOfMain } from '../base/slices.ts';
import { change } from '../site/changes.ts';
import type { Site } from '../site/site.ts';
import type { Clock } from '../site/time.ts';
import { sortLines, type SortedLines } from './attlog.ts';

export type PunchImports = {
  begin(site: Site): void;
  end(): void;
  /**
   * All of it or nothing, on record; of a file that was read before, nothing is added.
   * @param sha256 of the file. Errors: not-set-up, where the site was closed meanwhile; the disk's. What came by then counts for nothing.
   */
  take(site: Site, file: AttlogFile, sha256: string, read: AttlogRead): Promise<Result<ImportCounts>>;
  /** From now on they do not count. Value: how many. Errors: import-gone. */
  undo(site: Site, id: number): Result<number>;
};

type World = {
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<Log, 'warn' | 'error'>;
  /** Between two slices; for tests. */
  readonly rest?: () => Promise<void>;
};

export function createPunchImports({ clock, log, rest = restOfMain }: World): PunchImports {
  let site: Site | null = null;
  // The same second of somebody is in one import alone, so the one before has come or gone.
  const inTurn = oneAtATime();

  /** A site that is closed takes no more slices. */
  async function sweep(on: Site): Promise<Result<null>> {
    for (;;) {
      if (site !== on) return err({ code: 'not-set-up' });
      const swept = sweepPunches(on.own);
      if (!swept.ok) {
        log.warn({ error: swept.error }, 'punches that count no more are still there; it is tried again');
        return swept;
      }
      if (swept.value) return ok(null);
      await rest();
    }
  }
  const sweepSoon = (on: Site): void =>
    void inTurn(() => sweep(on)).catch((error: unknown) =>
      log.error({ err: error }, 'punches that count no more are still there'),
    );

  async function write(on: Site, source: number, timeZone: string, added: SortedLines['added']): Promise<Result<number>> {
    let written = 0;
    for (const slice of slicesOf(added)) {
      await rest();
      if (site !== on) return err({ code: 'not-set-up' });
      const stored = alone(on.own)((db) => ok(addPunches(db, source, timeZone, slice)));
      if (!stored.ok) return stored;
      written += stored.value;
    }
    return ok(written);
  }

  async function take(on: Site, file: AttlogFile, sha256: string, read: AttlogRead): Promise<Result<ImportCounts>> {
    const swept = await sweep(on);
    if (!swept.ok) return swept;
    const sorted = await inSlices(on.db, sortLines(on.db, read, file.people), rest);
    if (!sorted.ok) return sorted;
    const { added, counts } = sorted.value;
    if (counts.added === 0) return ok(counts);
    const { name: fileName, timeZone } = file;
    const of = { fileName, timeZone, sha256, at: clock.now(), operator: operatorNow() };
    const source = alone(on.own)((db) => ok(beginSource(db, { kind: 'attlog', ...of })));
    if (!source.ok) return source;
    const written = await write(on, source.value, timeZone, added);
    const left = counts.leftOut + counts.added;
    const taken = written.ok
      ? finish(on, source.value, { ...counts, added: written.value, leftOut: left - written.value })
      : written;
    if (!taken.ok) await sweep(on);
    return taken;
  }

  return {
    begin(opened) {
      site = opened;
      sweepSoon(opened);
    },
    end: () => (site = null),
    take: (on, file, sha256, read) => inTurn(() => take(on, file, sha256, read)),
    undo(on, id) {
      const undone = change<number>(
        on,
        'hours',
        (punches) => ({ kind: 'system', reason: 'punches-import-undone', detail: { import: id, punches } }),
        (tx) => undoPunches(tx.db, id, clock.now()),
      );
      if (undone.ok) sweepSoon(on);
      return undone;
    },
  };
}

/** The small transaction that makes all of it count. */
function finish(on: Site, id: number, counts: ImportCounts): Result<ImportCounts> {
  const { rows, added, known, leftOut } = counts;
  return change(on, 'hours', { kind: 'system', reason: 'punches-imported', detail: { rows, added, known, leftOut } }, (tx) => {
    finishSource(tx.db, id, counts);
    return ok(counts);
  });
}

/** Of each person theirs, one after the other, in pieces that are written at once. */
function* slicesOf(added: SortedLines['added']): Generator<readonly NewPunch[]> {
  let slice: NewPunch[] = [];
  for (const theirs of added)
    for (const punch of theirs) {
      if (slice.push(punch) < SLICE_LINES) continue;
      yield slice;
      slice = [];
    }
  if (slice.length > 0) yield slice;
}
