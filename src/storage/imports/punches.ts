/** Imports that were, and the punches that came with them. */
import { zoneDays } from '../../domain/hours/zone-days.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { ImportCounts, ImportSource } from '../../shared/data-imports.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';
import { addedPunches } from '../hours/requests.ts';

export type Holder = { readonly id: number; readonly name: string };

/** Whose number it is, by the key of the number; nobody who left is among them. */
export function numberHolders(db: ReadableDb): ReadonlyMap<string, Holder> {
  const rows = db.all<{ id: number; name: string; key: string }>(
    'SELECT id, name, employee_key AS key FROM people WHERE deleted_at IS NULL',
  );
  return new Map(rows.map(({ key, id, name }) => [key, { id, name }]));
}

/**
 * The seconds of the wall at which somebody has a punch already, be it one of a kiosk (as its own zone's clock showed it), an imported one, or one that a
 * granted correction adds: our own attlog has all three.
 * @param from seconds since 1970 on the wall, inclusive @param to inclusive
 */
export function punchedAt(db: ReadableDb, personId: number, from: number, to: number): ReadonlySet<number> {
  // An offset is at most a day.
  const rows = db.all<{ wall: number }>(
    `SELECT (at + offset_minutes * 60000) / 1000 AS wall FROM events
     WHERE person_id = :personId AND kind = 'recognised' AND at >= (:from - 86400) * 1000 AND at <= (:to + 86400) * 1000
     UNION ALL SELECT wall FROM imported_punches WHERE person_id = :personId AND wall >= :from AND wall <= :to`,
    { personId, from, to },
  );
  const added = addedPunches(db, personId).map(({ at, zone }) => {
    const seconds = Math.floor(at / 1000);
    return seconds + zoneDays(zone).offsetAt(Math.floor(seconds / 60)) * 60;
  });
  return new Set([...rows.map((row) => row.wall), ...added.filter((wall) => wall >= from && wall <= to)]);
}

export type NewSource = {
  readonly kind: ImportSource['kind'];
  readonly fileName: string;
  /** Hexadecimal. */
  readonly sha256: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly operator: string;
  readonly timeZone: string | null;
  readonly counts: ImportCounts;
};

/** Inside the caller's transaction. Value: its id. */
export function addSource(db: WritableDb, { counts, ...source }: NewSource): number {
  return insertSource(db, source, counts, 0);
}

/** One whose lines are about to come: it counts for nothing and is in no list until `finishSource`. Value: its id. */
export function beginSource(db: WritableDb, source: Omit<NewSource, 'counts'>): number {
  return insertSource(db, source, { added: 0, changed: 0, known: 0, leftOut: 0 }, 1);
}

function insertSource(
  db: WritableDb,
  source: Omit<NewSource, 'counts'>,
  { added, changed, known, leftOut }: Omit<ImportCounts, 'rows'>,
  beingRead: 0 | 1,
): number {
  return db.run(
    `INSERT INTO import_sources (kind, file_name, sha256, at, operator, time_zone, added, changed, known, left_out, being_read)
     VALUES (:kind, :fileName, :sha256, :at, :operator, :timeZone, :added, :changed, :known, :leftOut, :beingRead)`,
    { ...source, at: Math.round(source.at), added, changed, known, leftOut, beingRead },
  ).lastInsertRowid;
}

/** From now on its punches count, all at once; the days of each of them are marked. Inside the caller's transaction. */
export function finishSource(db: WritableDb, id: number, { added, changed, known, leftOut }: ImportCounts): void {
  db.run(
    `UPDATE import_sources SET added = :added, changed = :changed, known = :known, left_out = :leftOut, being_read = 0
     WHERE id = :id AND being_read = 1`,
    { id, added, changed, known, leftOut },
  );
}

export type NewPunch = {
  readonly personId: number;
  /** ms since the epoch. */
  readonly at: number;
  /** Seconds since 1970 on the wall. */
  readonly wall: number;
  /** As the terminal wrote it; '' where it wrote none. */
  readonly status: string;
  readonly direction: 'in' | 'out' | null;
  readonly doubt: 'ambiguous-first' | 'ambiguous-second' | 'missing-hour' | null;
  readonly line: number;
  readonly raw: string;
};

/** Lines that come or go in one transaction: whoever waits for main waits for no more of them. */
export const SLICE_LINES = 1_000;

/**
 * A slice of an import that is being read, at most `SLICE_LINES`. Inside the caller's transaction. By person and time, as their indexes are. Of whoever
 * was erased meanwhile there comes nothing. Value: how many.
 */
export function addPunches(db: WritableDb, sourceId: number, timeZone: string, punches: readonly NewPunch[]): number {
  const rows = punches.map((p) => [p.personId, p.at, p.wall, p.status, p.direction, p.doubt, p.line, p.raw]);
  return db.run(
    `INSERT INTO imported_lines (source_id, person_id, at, time_zone, wall, status, direction, doubt, line, raw)
     SELECT :sourceId, p.id, r.value ->> 1, :timeZone, r.value ->> 2, r.value ->> 3, r.value ->> 4, r.value ->> 5, r.value ->> 6, r.value ->> 7
     FROM json_each(:rows) r CROSS JOIN people p ON p.id = r.value ->> 0 AND p.purged_at IS NULL`,
    { sourceId, timeZone, rows: JSON.stringify(rows) },
  ).changes;
}

/** Takes out a slice of what counts for nothing: of imports that were undone, or never became whole. Value: whether that was all. */
export function sweepPunches(db: WritableDb): Result<boolean> {
  return guard(db, () => {
    const { changes } = db.run(
      `DELETE FROM imported_lines WHERE id IN (SELECT l.id FROM import_sources s CROSS JOIN imported_lines l ON l.source_id = s.id
         WHERE s.being_read = 1 OR s.undone_at IS NOT NULL LIMIT ${SLICE_LINES})`,
    );
    if (changes === SLICE_LINES) return ok(false);
    db.run('DELETE FROM import_sources WHERE being_read = 1');
    return ok(true);
  });
}

/** When this very file was imported, and not undone since; ms since the epoch. null = it was not. */
export function importedBefore(db: ReadableDb, kind: ImportSource['kind'], sha256: string): number | null {
  const row = db.get<{ at: number | null }>(
    'SELECT max(at) AS at FROM import_sources WHERE kind = :kind AND sha256 = :sha256 AND undone_at IS NULL AND being_read = 0',
    { kind, sha256 },
  );
  return row?.at ?? null;
}

/** From now on the punches of an import count no more; `sweepPunches` takes them out. Value: how many. Errors: import-gone. */
export function undoPunches(db: WritableDb, id: number, now: number): Result<number> {
  return guard(db, () => {
    const { changes } = db.run(
      `UPDATE import_sources SET undone_at = :now WHERE id = :id AND kind = 'attlog' AND undone_at IS NULL AND being_read = 0`,
      { id, now: Math.round(now) },
    );
    if (changes === 0) return err({ code: 'import-gone' });
    return ok(db.get<{ n: number }>('SELECT count(*) AS n FROM imported_lines WHERE source_id = :id', { id })!.n);
  });
}

type Row = Omit<ImportSource, 'counts' | 'changed'> & Omit<ImportCounts, 'rows'> & { readonly changedPeople: number };

/** The newest first. */
export function importSources(db: ReadableDb): ImportSource[] {
  const rows = db.all<Row>(
    `SELECT s.id, s.kind, s.file_name AS fileName, s.at, s.operator, s.time_zone AS timeZone, s.added, s.changed,
       s.known, s.left_out AS leftOut, s.undone_at AS undoneAt,
       iif(s.undone_at IS NULL, (SELECT count(*) FROM imported_lines l WHERE l.source_id = s.id), 0) AS punches,
       (SELECT count(*) FROM imported_people i JOIN people p ON p.id = i.person_id
         WHERE i.source_id = s.id AND p.deleted_at IS NULL) AS people,
       (SELECT count(DISTINCT c.person_id) FROM imported_changes c JOIN people p ON p.id = c.person_id
         WHERE c.source_id = s.id AND p.deleted_at IS NULL) AS changedPeople
     FROM import_sources s WHERE s.being_read = 0 ORDER BY s.id DESC LIMIT 200`,
  );
  return rows.map(({ added, changed, known, leftOut, changedPeople, ...source }) => ({
    ...source,
    changed: changedPeople,
    counts: { rows: added + changed + known + leftOut, added, changed, known, leftOut },
  }));
}
