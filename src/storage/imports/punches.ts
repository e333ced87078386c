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
  const { added, changed, known, leftOut } = counts;
  return db.run(
    `INSERT INTO import_sources (kind, file_name, sha256, at, operator, time_zone, added, changed, known, left_out)
     VALUES (:kind, :fileName, :sha256, :at, :operator, :timeZone, :added, :changed, :known, :leftOut)`,
    { ...source, at: Math.round(source.at), added, changed, known, leftOut },
  ).lastInsertRowid;
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

/** Rows of one statement: a hundred thousand statements take twice as long as their rows. */
const ROWS_AT_ONCE = 500;

/** Inside the caller's transaction. By person and time, as their indexes are. */
export function addPunches(db: WritableDb, sourceId: number, timeZone: string, punches: readonly NewPunch[]): void {
  const ordered = punches.toSorted((a, b) => a.personId - b.personId || a.at - b.at || a.line - b.line);
  for (let at = 0; at < ordered.length; at += ROWS_AT_ONCE) {
    const rows = ordered
      .slice(at, at + ROWS_AT_ONCE)
      .map((p) => [p.personId, p.at, p.wall, p.status, p.direction, p.doubt, p.line, p.raw]);
    db.run(
      `INSERT INTO imported_punches (source_id, person_id, at, time_zone, wall, status, direction, doubt, line, raw)
       SELECT :sourceId, value ->> 0, value ->> 1, :timeZone, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7
       FROM json_each(:rows)`,
      { sourceId, timeZone, rows: JSON.stringify(rows) },
    );
  }
}

/** When this very file was imported, and not undone since; ms since the epoch. null = it was not. */
export function importedBefore(db: ReadableDb, kind: ImportSource['kind'], sha256: string): number | null {
  const row = db.get<{ at: number | null }>(
    'SELECT max(at) AS at FROM import_sources WHERE kind = :kind AND sha256 = :sha256 AND undone_at IS NULL',
    { kind, sha256 },
  );
  return row?.at ?? null;
}

/** Takes the punches of an import out again. Value: how many. Errors: import-gone. */
export function undoPunches(db: WritableDb, id: number, now: number): Result<number> {
  return guard(db, () => {
    const { changes } = db.run(
      `UPDATE import_sources SET undone_at = :now WHERE id = :id AND kind = 'attlog' AND undone_at IS NULL`,
      { id, now: Math.round(now) },
    );
    if (changes === 0) return err({ code: 'import-gone' });
    return ok(db.run('DELETE FROM imported_punches WHERE source_id = :id', { id }).changes);
  });
}

type Row = Omit<ImportSource, 'counts'> & Omit<ImportCounts, 'rows'>;

/** The newest first. */
export function importSources(db: ReadableDb): ImportSource[] {
  const rows = db.all<Row>(
    `SELECT s.id, s.kind, s.file_name AS fileName, s.at, s.operator, s.time_zone AS timeZone, s.added, s.changed,
       s.known, s.left_out AS leftOut, s.undone_at AS undoneAt,
       (SELECT count(*) FROM imported_punches p WHERE p.source_id = s.id) AS punches,
       (SELECT count(*) FROM imported_people i JOIN people p ON p.id = i.person_id
         WHERE i.source_id = s.id AND p.deleted_at IS NULL) AS people
     FROM import_sources s ORDER BY s.id DESC LIMIT 200`,
  );
  return rows.map(({ added, changed, known, leftOut, ...source }) => ({
    ...source,
    counts: { rows: added + changed + known + leftOut, added, changed, known, leftOut },
  }));
}
