/**
 * Rows of any kind that the tables themselves allow: read off the schema, so that a new table or column is covered by itself. Values are odd on
 * purpose (empty, huge, 1970, the year 285428, control characters); a column's own CHECK decides which of them stand, and the table's as a
 * whole by refusing the row.
 */
import type { ReadableDb, SqlValue, WritableDb } from '../../src/storage/file/db.ts';

type Column = {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly generated: boolean;
  /** A whole number that no other row may have. */
  readonly counted: boolean;
  readonly parent: { readonly table: string; readonly column: string } | null;
  readonly values: readonly SqlValue[];
};
export type Table = {
  readonly name: string;
  /** Holds a row or two, which are there already: they are replaced. */ readonly fixed: boolean;
  readonly columns: readonly Column[];
};

const INTEGERS = [
  0,
  1,
  2,
  7,
  -1,
  86_400_000,
  1_795_500_000_000,
  -62_135_596_800_000,
  13_569_465_600_000,
  8_640_000_000_000_000,
  -8_640_000_000_000_001,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
];
const REALS = [0, 1, -1, 0.5, 1e300, -1e300, 5e-324];
const TEXTS = [
  '',
  'a',
  'Ana Maria',
  '王小明',
  ' ',
  '=1+1;2',
  'a\u0000b\n\t\u001b',
  '\u202Eabc',
  '🚪'.repeat(120),
  'x'.repeat(5000),
  'UTC',
  'Mars/Olympus',
  '2026-11-24',
  '99:99',
];
const JSONS = ['null', '0', '"a"', '[]', '{}', '[[]]', 'true', '{"kind":"http"}', '{"first":{"personId":-1,"score":1}}'];

/** The CHECKs of a table's SQL, without their outer parentheses. */
function checksOf(sql: string): string[] {
  const found: string[] = [];
  for (const { index } of sql.matchAll(/\bCHECK\s*\(/gi)) {
    const from = sql.indexOf('(', index);
    let depth = 0;
    for (let at = from; at < sql.length; at++) {
      depth += sql[at] === '(' ? 1 : sql[at] === ')' ? -1 : 0;
      if (depth > 0) continue;
      found.push(sql.slice(from + 1, at));
      break;
    }
  }
  return found;
}

/** What a GLOB of digits lets through: its least and its greatest. */
const globbed = (pattern: string): string[] => [
  pattern.replace(/\[(\d)-\d\]/g, '$1'),
  pattern.replace(/\[\d-(\d)\]/g, '$1'),
  pattern.replace(/\[(\d)-\d\]/, '$1').replace(/\[\d-(\d)\]/g, '$1'),
];

function candidates(type: string, checks: readonly string[], more: readonly string[]): SqlValue[] {
  const said = checks.join(' ');
  const texts = [...said.matchAll(/'([^']*)'/g)].map((m) => m[1]!);
  const numbers = [...said.matchAll(/(?<![\w'.-])\d+(?![\w'.])/g)].flatMap((m) => [
    Number(m[0]) - 1,
    Number(m[0]),
    Number(m[0]) + 1,
  ]);
  const ofLength = [...said.matchAll(/length\(\w+\) <?= (\d+)/g)].map((m) => 'y'.repeat(Number(m[1])));
  switch (type) {
    case 'INTEGER':
      return [...INTEGERS, ...numbers];
    case 'REAL':
      return REALS;
    case 'TEXT':
      return [
        ...TEXTS,
        ...more,
        ...ofLength,
        ...texts,
        ...texts.filter((t) => t.includes('[')).flatMap(globbed),
        ...(said.includes('json_valid') ? JSONS : []),
      ];
    case 'BLOB': {
      const length = Number(/length\(\w+\) = (\d+)/.exec(said)?.[1] ?? 9);
      return [
        new Uint8Array(length),
        Uint8Array.from({ length }, (_, i) => (i * 37 + 1) & 0xff),
        Uint8Array.from({ length }, (_, i) => (i * 91 + 5) & 0xff),
      ];
    }
    default:
      throw new Error(`a column of type ${type}`);
  }
}

/** Every table, parents before their children. @param more texts that mean something to who reads (a model's id) */
export function tablesOf(db: ReadableDb, more: readonly string[] = []): Table[] {
  const rows = db.all<{ name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
  );
  const tables = rows.map(({ name, sql }) => {
    const infos = db.all<{ name: string; type: string; required: number; pk: number }>(
      `SELECT name, type, "notnull" AS required, pk FROM pragma_table_xinfo('${name}')`,
    );
    const parents = new Map(
      db
        .all<{ from: string; table: string; to: string }>(`SELECT "from", "table", "to" FROM pragma_foreign_key_list('${name}')`)
        .map((k) => [k.from, { table: k.table, column: k.to }]),
    );
    const unique = new Set(
      db
        .all<{ name: string }>(
          `SELECT c.name FROM pragma_index_list('${name}') i, pragma_index_info(i.name) c WHERE i."unique" = 1 AND i.origin = 'u'`,
        )
        .map((column) => column.name),
    );
    const checks = checksOf(sql);
    const mentions = (check: string, column: string): boolean => new RegExp(`\\b${column}\\b`).test(check);
    const keys = infos.filter((info) => info.pk > 0).map((info) => info.name);
    const columns = infos.map((info): Column => {
      const own = checks.filter(
        (c) => mentions(c, info.name) && !infos.some((other) => other.name !== info.name && mentions(c, other.name)),
      );
      const allowed = (v: SqlValue): boolean =>
        own.every((c) => db.get<{ ok: number | null }>(`SELECT (${c}) AS ok FROM (SELECT :v AS ${info.name})`, { v })!.ok !== 0);
      const notNull = info.required === 1 || info.pk > 0;
      const values = [...new Set(candidates(info.type, own, more))].filter(allowed);
      return {
        name: info.name,
        type: info.type,
        notNull,
        generated: info.pk > 0 && keys.length === 1 && info.type === 'INTEGER' && own.length === 0 && !parents.has(info.name),
        counted: unique.has(info.name) && info.type === 'INTEGER' && own.length === 0 && !parents.has(info.name),
        parent: parents.get(info.name) ?? null,
        values: notNull ? values : [null, ...values],
      };
    });
    return { name, fixed: keys.length === 1 && checks.some((c) => new RegExp(`^\\s*${keys[0]} (=|IN)`).test(c)), columns };
  });
  return parentsFirst(tables);
}

/** A row that must refer to another finds one, however late a migration made that table anew. */
function parentsFirst(tables: readonly Table[]): Table[] {
  const sorted: Table[] = [];
  const add = (table: Table): void => {
    if (sorted.includes(table)) return;
    for (const { parent } of table.columns)
      for (const other of tables) if (other !== table && other.name === parent?.table) add(other);
    sorted.push(table);
  };
  for (const table of tables) add(table);
  return sorted;
}

/**
 * Writes a row of a table, or none where the table as a whole refuses it (a pair of columns, a key that is there). Answers whether.
 * @param next random numbers from 0 on, below 1
 */
export function insertAny(db: WritableDb, { name, columns, fixed }: Table, next: () => number): boolean {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const values: Record<string, SqlValue> = {};
  for (const { name: column, parent, generated, counted, notNull, values: allowed } of columns) {
    if (generated) continue;
    if (counted) {
      values[column] = Math.floor(next() * Number.MAX_SAFE_INTEGER);
      continue;
    }
    if (!parent) {
      values[column] = pick(allowed);
      continue;
    }
    const known = db.all<{ id: number }>(`SELECT ${parent.column} AS id FROM ${parent.table} ORDER BY 1 DESC LIMIT 40`);
    values[column] = known.length > 0 && (notNull || next() < 0.8) ? pick(known).id : null;
  }
  const names = Object.keys(values);
  try {
    db.transaction(() =>
      db.run(
        `INSERT ${fixed ? 'OR REPLACE ' : ''}INTO ${name} (${names.join(', ')}) VALUES (${names.map((n) => `:${n}`).join(', ')})`,
        values,
      ),
    );
    return true;
  } catch (error) {
    // A CHECK, a key, a type, or a trigger that refuses.
    if (String((error as { code?: unknown }).code).startsWith('SQLITE_CONSTRAINT')) return false;
    throw error;
  }
}
