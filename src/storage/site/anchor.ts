/**
 * What a machine remembers of its data outside of them: the newest rows of the log by their digests, and the little that must not be
 * forgotten when an older copy of the file comes back. Compared at opening and before it is written anew; ADR 17 says what it cannot see.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { personId } from '../../domain/ids.ts';
import type { ReadableDb, WritableDb } from '../file/db.ts';
import { setActive } from '../people/people.ts';

/** Ids as bits, the lowest first, base64: a thousand people are 125 bytes. */
const IdSet = z.strictObject({
  /** The highest id that was ever given. */
  last: z.int().min(0).max(100_000_000),
  bits: z.base64(),
});
type IdSet = z.infer<typeof IdSet>;

const Attempt = z.strictObject({ key: z.string().max(40), failures: z.int().min(0), powered: z.int().nullable() });

export const Anchor = z.strictObject({
  /** Highest id of the log. */
  newest: z.int().min(0),
  /** The newest rows and a few earlier ones, by id. */
  rows: z.array(z.strictObject({ id: z.int().positive(), digest: z.string() })).max(200),
  /** Badges that open. Whatever else was ever given has ended. */
  badges: IdSet,
  /** People who are neither disabled nor deleted. */
  people: IdSet,
  /** Wrong tries by number at the keypad ('pad' is the pad as a whole), and at the two secrets. */
  pins: z.array(Attempt),
  secrets: z.array(Attempt),
});
export type Anchor = z.infer<typeof Anchor>;

/** What the data and the anchor disagree on; all 0 = they agree. */
export type Findings = {
  /** Rows that were newer than the newest one now. */
  readonly missing: number;
  /** Rows among the remembered ones that are not there, or say something else. */
  readonly gone: number;
  readonly changed: number;
  /** Badges that had ended and open again. */
  readonly badges: number;
};

/** Rows that are remembered one by one; before them, those at 64, 128, 256 … ids distance. */
const NEWEST = 32;
const FIRST_DISTANCE = 64;

/**
 * What is digested of a row: every column that is written once and never again. Fixed, so that a later column changes no digest; a
 * change of this list needs another version of the anchor.
 */
export const DIGESTED = [
  'id',
  'kind',
  'at',
  'time_zone',
  'offset_minutes',
  'monotonic_delta_ms',
  'clock_jumped',
  'person_id',
  'name',
  'employee_number',
  'direction',
  'reason',
  'about',
  'score',
  'decision',
  'method',
  'wait_ms',
  'door_id',
  'boot',
  'uptime_ms',
  'clock_step_ms',
  'clock_wrong',
  'more',
] as const;

/** Said only of rows that have them: the digest of a row from before there were such is what it was. */
export const DIGESTED_SINCE = ['operator', 'detail'] as const;

const ROW = `SELECT ${[...DIGESTED, ...DIGESTED_SINCE].join(', ')} FROM events LEFT JOIN event_names ON event_id = id WHERE id = :id`;

/** Badges that open, and people who may come. */
const OPENING = 'SELECT serial AS id FROM badges WHERE ended_at IS NULL';
const ACTIVE = 'SELECT id FROM people WHERE active = 1 AND deleted_at IS NULL';

/** SHA-256 of the row as a JSON array, first 16 bytes, hexadecimal; null where there is none. */
export function digestOf(db: ReadableDb, id: number): string | null {
  const row = db.get<Record<string, unknown>>(ROW, { id });
  if (!row) return null;
  const since = DIGESTED_SINCE.some((column) => row[column] !== null) ? DIGESTED_SINCE.map((column) => row[column]) : [];
  return createHash('sha256')
    .update(JSON.stringify([...DIGESTED.map((column) => row[column] ?? null), ...since]))
    .digest('hex')
    .slice(0, 32);
}

export function takeAnchor(db: ReadableDb): Anchor {
  const newest = newestId(db);
  const ids = db.all<{ id: number }>(`SELECT id FROM events ORDER BY id DESC LIMIT ${NEWEST}`).map(({ id }) => id);
  for (let distance = FIRST_DISTANCE; distance < newest; distance *= 2) {
    const earlier = db.get<{ id: number }>('SELECT id FROM events WHERE id <= :at ORDER BY id DESC LIMIT 1', {
      at: newest - distance,
    });
    if (earlier && !ids.includes(earlier.id)) ids.push(earlier.id);
  }
  return {
    newest,
    rows: ids.toSorted((a, b) => a - b).map((id) => ({ id, digest: digestOf(db, id) ?? '' })),
    badges: idSet(db, 'badges', OPENING),
    people: idSet(db, 'people', ACTIVE),
    pins: db.all('SELECT number AS key, failures, last_failure_powered AS powered FROM pin_attempts ORDER BY number'),
    secrets: db.all(
      'SELECT name AS key, failures, last_failure_powered AS powered FROM secrets WHERE failures > 0 ORDER BY name',
    ),
  };
}

export function compare(db: ReadableDb, anchor: Anchor): Findings {
  const newest = newestId(db);
  const now = anchor.rows.filter(({ id }) => id <= newest).map((row) => ({ was: row.digest, is: digestOf(db, row.id) }));
  return {
    missing: Math.max(0, anchor.newest - newest),
    gone: now.filter(({ is }) => is === null).length,
    changed: now.filter(({ was, is }) => is !== null && is !== was).length,
    badges: revivedBadges(db, anchor).length,
  };
}

export const agrees = ({ missing, gone, changed, badges }: Findings): boolean => missing + gone + changed + badges === 0;

/**
 * Inside the caller's transaction: what must not be forgotten holds again. Numbers that were given once are not given again; badges
 * that had ended have ended; who was disabled or deleted is disabled, until somebody decides; wrong tries count as they did. Answers
 * how many people were disabled.
 * @param now ms since the epoch
 */
export function holdOn(db: WritableDb, anchor: Anchor, now: number): number {
  for (const [table, last] of [
    ['events', anchor.newest],
    ['badges', anchor.badges.last],
    ['people', anchor.people.last],
  ] as const) {
    if (db.run('UPDATE sqlite_sequence SET seq = max(seq, :last) WHERE name = :table', { table, last }).changes === 0)
      db.run('INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)', { table, last });
  }
  for (const serial of revivedBadges(db, anchor))
    db.run('UPDATE badges SET ended_at = :now WHERE serial = :serial', { serial, now: Math.round(now) });
  const people = idsOf(db, ACTIVE).filter(notIn(anchor.people));
  for (const id of people) setActive(db, personId(id), false);
  // A failure that lies in this older file's future counts from now (`rebase`).
  const later =
    'failures = max(failures, :failures), last_failure_powered = max(ifnull(last_failure_powered, 0), ifnull(:powered, 0))';
  for (const pin of anchor.pins) {
    db.run(
      `INSERT INTO pin_attempts (number, failures, last_failure_powered) VALUES (:key, :failures, :powered) ON CONFLICT (number) DO UPDATE SET ${later}`,
      pin,
    );
  }
  for (const secret of anchor.secrets) db.run(`UPDATE secrets SET ${later} WHERE name = :key`, secret);
  return people.length;
}

function newestId(db: ReadableDb): number {
  return db.get<{ id: number | null }>('SELECT max(id) AS id FROM events')?.id ?? 0;
}

function revivedBadges(db: ReadableDb, { badges }: Anchor): number[] {
  return idsOf(db, OPENING).filter(notIn(badges));
}

/** Whether an id was given by then and is not of the set. */
function notIn({ last, bits }: IdSet): (id: number) => boolean {
  const set = Buffer.from(bits, 'base64');
  return (id) => id <= last && ((set[id >> 3] ?? 0) & (1 << (id & 7))) === 0;
}

function idSet(db: ReadableDb, table: 'badges' | 'people', sql: string): IdSet {
  const last = db.get<{ seq: number }>('SELECT seq FROM sqlite_sequence WHERE name = :table', { table })?.seq ?? 0;
  const bits = Buffer.alloc((last >> 3) + 1);
  for (const id of idsOf(db, sql)) bits[id >> 3]! |= 1 << (id & 7);
  return { last, bits: bits.toString('base64') };
}

/** One text instead of ten thousand rows: this is read every two seconds of a busy hour. */
function idsOf(db: ReadableDb, sql: string): number[] {
  const ids = db.get<{ ids: string }>(`SELECT json_group_array(id) AS ids FROM (${sql})`)?.ids ?? '[]';
  return JSON.parse(ids) as number[];
}
