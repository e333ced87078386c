/** Looks for what must not be readable in every byte of every file, and says what that is: whatever the database holds. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ReadableDb } from '../../../src/storage/file/db.ts';

export type Needle = { readonly of: string; readonly bytes: Buffer };

/**
 * Columns whose values say nothing of anybody: the app's own words, which its log may say, and what stands beside the data on purpose. A column that
 * is not named here is looked for, so that a new one is covered by itself.
 */
const PUBLIC: ReadonlySet<string> = new Set([
  'events.kind',
  'events.zone',
  'events.reason',
  'events.method',
  'events.direction',
  'events.boot',
  'events.operator',
  'site.site_id',
  'secrets.name',
  'settings.key',
  'kiosk_settings.key',
  // Stands beside the data, in kiosk.json: it says which machine this is.
  'kiosk_settings.kiosk',
]);
/** Shorter ones stand anywhere by chance. */
const SHORTEST_TEXT = 6;
const SHORTEST_BYTES = 16;
const LONGEST = 48;
/** What the app itself writes into its JSON: kinds, rules. A site's own words have a capital, a digit or a space here. */
const isOwnWord = (leaf: string): boolean => /^[a-z]+(-[a-z]+)*$/.test(leaf);
/** Days and times of day say nothing, and stand in every log. */
const isTime = (text: string): boolean => /^[\d:.\s-]+$/.test(text);

export type Needles = {
  readonly needles: readonly Needle[];
  /** Columns of text and bytes in which nothing is that could be looked for. */
  readonly empty: readonly string[];
};

/** Every text and all bytes in every table. */
export function needlesOf(db: ReadableDb): Needles {
  const needles: Needle[] = [];
  const empty: string[] = [];
  /** What a public column says is public wherever it stands: a row of the log names the kiosk too. */
  const open = new Set<string>();
  const tables = db.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  for (const { name: table } of tables) {
    const columns = db.all<{ name: string }>("SELECT name FROM pragma_table_info(:table) WHERE type IN ('TEXT', 'BLOB')", {
      table,
    });
    for (const { name } of columns) {
      const of = `${table}.${name}`;
      const values = db.all<{ v: string | Uint8Array | null }>(`SELECT DISTINCT "${name}" AS v FROM "${table}"`);
      if (PUBLIC.has(of)) {
        for (const { v } of values) if (typeof v === 'string') open.add(v);
        continue;
      }
      const found = values.flatMap(({ v }) => (v === null ? [] : typeof v === 'string' ? texts(v) : bytes(v)));
      if (found.length === 0) empty.push(of);
      for (const one of found) needles.push({ of, bytes: one });
    }
  }
  return { needles: unique(needles.filter(({ bytes }) => !open.has(bytes.toString()))), empty };
}

/** As the app stores it, and what is in it where it is JSON. */
function texts(value: string): Buffer[] {
  const parts = [value];
  try {
    JSON.parse(value, (_key, leaf: unknown) => (typeof leaf === 'string' && !isOwnWord(leaf) ? parts.push(leaf) : leaf));
  } catch {
    // Plain text.
  }
  return parts
    .filter((text) => text.length >= SHORTEST_TEXT && !isTime(text))
    .map((text) => Buffer.from(text).subarray(0, LONGEST));
}

function bytes(value: Uint8Array): Buffer[] {
  return value.length < SHORTEST_BYTES || new Set(value).size < 4 ? [] : [Buffer.from(value.subarray(0, LONGEST))];
}

/** In the ways in which a secret is written down: as it is, and in hexadecimal and base64. */
export function written(of: string, secret: string | Uint8Array): Needle[] {
  const plain = Buffer.from(secret);
  const forms = [plain, Buffer.from(plain.toString('hex')), Buffer.from(plain.toString('hex').toUpperCase())];
  // Base64 of a part that begins at any of the three places of a group.
  for (const from of [0, 1, 2])
    forms.push(Buffer.from(plain.subarray(from, from + Math.floor((plain.length - from) / 3) * 3).toString('base64')));
  return forms.map((form) => ({ of, bytes: form }));
}

function unique(needles: readonly Needle[]): Needle[] {
  return [...new Map(needles.map((needle) => [needle.bytes.toString('latin1'), needle])).values()];
}

/** What a database that is not encrypted begins with, and what stands in each. */
const HEADERS = ['SQLite format 3', 'CREATE TABLE', 'CREATE INDEX'].map((text) => Buffer.from(text));
/** Smaller files hold too few bytes for their entropy to be near 8. */
const LARGE = 64 * 1024;

export type Scan = {
  files: number;
  bytes: number;
  /** `file: what`, each once a file. */
  readonly hits: string[];
  readonly headers: string[];
  /** Bits a byte, of the least of all databases and write-ahead logs; null = none was large enough. */
  minEntropy: number | null;
};

export function scan(folder: string, needles: readonly Needle[]): Scan {
  const result: Scan = { files: 0, bytes: 0, hits: [], headers: [], minEntropy: null };
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (!statSync(path).isFile()) continue;
    const content = readFileSync(path);
    result.files++;
    result.bytes += content.length;
    // A file's name is readable as well.
    const all = Buffer.concat([Buffer.from(`${basename(path)}\n`), content]);
    for (const of of new Set(needles.filter((needle) => all.includes(needle.bytes)).map((needle) => needle.of)))
      result.hits.push(`${name}: ${of}`);
    for (const header of HEADERS) if (content.includes(header)) result.headers.push(`${name}: ${header.toString()}`);
    if (/\.db(-wal)?$/.test(name) && content.length >= LARGE)
      result.minEntropy = Math.min(result.minEntropy ?? 8, entropy(content));
  }
  return result;
}

/** Shannon's, of the bytes one by one. */
export function entropy(content: Uint8Array): number {
  const counts = new Float64Array(256);
  for (const byte of content) counts[byte]!++;
  let bits = 0;
  for (const n of counts) if (n > 0) bits -= (n / content.length) * Math.log2(n / content.length);
  return bits;
}
