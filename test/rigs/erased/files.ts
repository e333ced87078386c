/** What a database says now, and whether what it said before is still in any file of a profile. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadableDb } from '../../../src/storage/file/db.ts';
import { databasePages, logPages } from '../../storage/pages.ts';

/** A value of a row: texts and blobs alone, since a number is found everywhere. */
export type Said = { readonly at: string; readonly bytes: Buffer };

/** Shorter ones are found by chance. */
const LEAST = 6;
/** Of a long value so much is looked for, at several places: it may lie on two pages. */
const PIECE = 32;
const PIECES = 8;

/** Every text and blob of every table, `at` = table.column. Tables to come are read as well. */
export function everythingSaid(db: ReadableDb): Said[] {
  const said: Said[] = [];
  const tables = db.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  for (const { name } of tables) {
    for (const row of db.all<Record<string, unknown>>(`SELECT * FROM ${name}`)) {
      for (const [column, value] of Object.entries(row)) {
        const bytes = typeof value === 'string' ? Buffer.from(value) : value instanceof Uint8Array ? Buffer.from(value) : null;
        if (bytes && bytes.length >= LEAST) said.push({ at: `${name}.${column}`, bytes });
      }
    }
  }
  return said;
}

function piecesOf(bytes: Buffer): Buffer[] {
  if (bytes.length <= 2 * PIECE) return [bytes];
  return Array.from({ length: PIECES }, (_, i) => {
    const from = Math.floor(((bytes.length - PIECE) * i) / (PIECES - 1));
    return bytes.subarray(from, from + PIECE);
  });
}

export type Needle = { readonly at: string; readonly pieces: readonly Buffer[] };

/** What was said before and is said no more. A piece that some row still says is none (names in the log; blank corners of a picture). */
export function needlesOf(before: readonly Said[], after: readonly Said[]): Needle[] {
  const still = Buffer.concat(after.flatMap(({ bytes }) => [bytes, Buffer.of(0)]));
  const stillThere = new Set(after.map(({ at, bytes }) => `${at} ${bytes.toString('base64')}`));
  return before
    .filter(({ at, bytes }) => !stillThere.has(`${at} ${bytes.toString('base64')}`))
    .map(({ at, bytes }) => ({ at, pieces: piecesOf(bytes).filter((piece) => !still.includes(piece)) }))
    .filter(({ pieces }) => pieces.length > 0);
}

export type Files = { readonly db: Buffer; readonly wal: Buffer; readonly log: Buffer; readonly others: Buffer };

/** Everything that lies in a profile. Copies of the database beside it are decrypted like it. @param key the database's */
export function filesOf(profile: string, key: Uint8Array): Files {
  const found = { db: [] as Buffer[], wal: [] as Buffer[], log: [] as Buffer[], others: [] as Buffer[] };
  for (const entry of readdirSync(profile, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    if (entry.name === 'lintel.db') {
      found.db.push(databasePages(file, key));
      found.wal.push(logPages(file, key));
    } else if (entry.name.endsWith('.db')) found.others.push(databasePages(file, key), logPages(file, key));
    else (entry.name.endsWith('.log') ? found.log : found.others).push(readFileSync(file));
  }
  return {
    db: Buffer.concat(found.db),
    wal: Buffer.concat(found.wal),
    log: Buffer.concat(found.log),
    others: Buffer.concat(found.others),
  };
}

/** The needles of which a piece is there. */
export function foundIn(bytes: Buffer, needles: readonly Needle[]): Needle[] {
  return needles.filter(({ pieces }) => pieces.some((piece) => bytes.includes(piece)));
}
