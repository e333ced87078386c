/** A terminal's file is written in slices: between two of them everybody else has their turn, and whatever ends the app leaves all of it or nothing. */
import { rmSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { copyProfile, quiet, SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { value } from '../../../tools/value.ts';
import { readAttlogFile } from '../../imports/attlog/file.ts';
import type { AttlogFile } from '../../shared/data-imports.ts';
import type { ReadableDb } from '../../storage/file/db.ts';
import { punchesOf } from '../../storage/hours/month.ts';
import { SLICE_LINES } from '../../storage/imports/punches.ts';
import { createPunchImports } from './punches.ts';

const open: TestApp[] = [];
afterEach(() => {
  for (const app of open.splice(0)) app.close();
});

async function start(): Promise<{ t: TestApp; ids: readonly number[] }> {
  const t = await startTestApp();
  open.push(t);
  value(await t.call('setup.complete', SETUP));
  const ids: number[] = [];
  for (const employeeNumber of ['1', '2'])
    ids.push(
      value(await t.call('credentials.addWithoutFace', { employeeNumber, name: `Person ${employeeNumber}`, department: '' })).id,
    );
  return { t, ids };
}

/** Of two people, by turns, a minute apart. */
function fileOf(lines: number): AttlogFile {
  const at = (i: number): string => new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString().slice(0, 19).replace('T', ' ');
  const text = Array.from({ length: lines }, (_, i) => `${1 + (i % 2)}\t${at(i)}\t1\t0\t1\t0`).join('\n');
  return {
    bytes: new TextEncoder().encode(text),
    name: '1_attlog.dat',
    ...{ encoding: null, timeZone: 'UTC', columns: null, people: [] },
  };
}
const readOf = ({ bytes, name, encoding, timeZone, columns }: AttlogFile) =>
  value(readAttlogFile({ bytes, name, encoding, timeZone, columns, site: { language: 'en', timeZone: 'UTC' } }));

const lines = (db: ReadableDb): number => db.get<{ n: number }>('SELECT count(*) AS n FROM imported_lines')!.n;
const rowsOf = (db: ReadableDb): number =>
  db.get<{ n: number }>("SELECT count(*) AS n FROM events WHERE reason IN ('punches-imported', 'punches-import-undone')")!.n;
const counted = (db: ReadableDb, id: number): number => punchesOf(db, id, 0, Date.UTC(2100, 0)).length;

const LINES = 3 * SLICE_LINES + 500;

test('no slice is longer than it may be, others write in between, and nothing counts until all is there', async () => {
  const { t, ids } = await start();
  const site = value(t.app.site());
  const seen: { readonly lines: number; readonly counted: number }[] = [];
  const imports = createPunchImports({
    clock: { now: () => t.clock.at },
    log: quiet,
    rest: async () => {
      seen.push({ lines: lines(site.db), counted: counted(site.db, ids[0]!) + counted(site.db, ids[1]!) });
      // A visitor: their row is on disk before the next slice.
      expect(site.record({ kind: 'system', reason: 'signed-in' }).ok).toBe(true);
      await Promise.resolve();
    },
  });
  imports.begin(site);
  const file = fileOf(LINES);
  expect(value(await imports.take(site, file, 'ab', readOf(file)))).toEqual({
    ...{ rows: LINES, added: LINES, changed: 0, known: 0, leftOut: 0 },
  });
  const steps = seen.map(({ lines: n }, i) => n - (seen[i - 1]?.lines ?? 0));
  expect(Math.max(...steps)).toBe(SLICE_LINES);
  expect(steps.filter((n) => n > 0)).toHaveLength(3);
  expect(seen.every((s) => s.counted === 0)).toBe(true);
  expect([counted(site.db, ids[0]!), counted(site.db, ids[1]!), rowsOf(site.db)]).toEqual([LINES / 2, LINES / 2, 1]);

  // Undone at once; the lines go in slices as well.
  const [source] = value(await t.call('dataImports.list', null));
  seen.length = 0;
  expect(imports.undo(site, source!.id)).toEqual({ ok: true, value: LINES });
  expect([counted(site.db, ids[0]!), lines(site.db)]).toEqual([0, LINES]);
  // Whoever takes the file again waits for that, and all of it is new.
  expect(value(await imports.take(site, file, 'ab', readOf(file))).added).toBe(LINES);
  const gone = seen.map(({ lines: n }, i) => (seen[i - 1]?.lines ?? LINES) - n);
  expect(Math.max(...gone)).toBe(SLICE_LINES);
  expect([lines(site.db), counted(site.db, ids[0]!)]).toEqual([LINES, LINES / 2]);
});

test('a power cut in the middle leaves nothing of it, and the file can come again; another after the end leaves all', async () => {
  const { t, ids } = await start();
  const site = value(t.app.site());
  const copies: string[] = [];
  const imports = createPunchImports({
    clock: { now: () => t.clock.at },
    log: quiet,
    rest: async () => {
      if (copies.length === 0 && lines(site.db) > SLICE_LINES) copies.push(copyProfile(t.userData));
      await Promise.resolve();
    },
  });
  imports.begin(site);
  const file = fileOf(LINES);
  value(await imports.take(site, file, 'ab', readOf(file)));
  copies.push(copyProfile(t.userData));
  try {
    for (const [copy, added] of [
      [copies[0]!, LINES],
      [copies[1]!, 0],
    ] as const) {
      const again = await startTestApp({ userData: copy });
      open.push(again);
      const { db } = value(again.app.site());
      again.app.setRole('admin');
      expect([counted(db, ids[0]!), rowsOf(db)]).toEqual(added === 0 ? [LINES / 2, 1] : [0, 0]);
      expect(value(await again.call('dataImports.list', null))).toHaveLength(added === 0 ? 1 : 0);
      // What was left is swept out by itself; the file finds nothing of it.
      expect(value(await again.call('dataImports.readPunches', file)).counts).toMatchObject({ added, known: LINES - added });
      expect(value(await again.call('dataImports.takePunches', file))).toMatchObject({ added, known: LINES - added });
      expect([lines(db), counted(db, ids[0]!)]).toEqual([LINES, LINES / 2]);
      expect(db.all('SELECT 1 FROM import_sources')).toHaveLength(1);
    }
  } finally {
    for (const copy of copies) rmSync(copy, { recursive: true, force: true });
  }
});

test('a disk that is full in the middle: it is said, and nothing of it is left', async () => {
  const { t } = await start();
  const site = value(t.app.site());
  const imports = createPunchImports({
    clock: { now: () => t.clock.at },
    log: quiet,
    rest: () => {
      if (lines(site.db) > SLICE_LINES) site.own.run('PRAGMA max_page_count = 1');
      return Promise.resolve();
    },
  });
  imports.begin(site);
  const file = fileOf(20 * SLICE_LINES);
  const refused = await imports.take(site, file, 'ab', readOf(file));
  expect(refused).toMatchObject({ ok: false, error: { code: 'database-full' } });
  expect([lines(site.db), site.db.all('SELECT 1 FROM import_sources')]).toEqual([0, []]);
});

test('what is left of one that never ended is swept out at the start, with nobody asking', async () => {
  const { t } = await start();
  const site = value(t.app.site());
  site.own.run(
    `INSERT INTO import_sources (kind, file_name, sha256, at, operator, time_zone, added, changed, known, left_out, being_read)
     VALUES ('attlog', 'a', 'ab', 5, 'x', 'UTC', 0, 0, 0, 0, 1)`,
  );
  const imports = createPunchImports({ clock: { now: () => 0 }, log: quiet });
  imports.begin(site);
  await expect.poll(() => site.db.all('SELECT 1 FROM import_sources')).toEqual([]);
});

test('two at the same time add each punch once; a site that is closed in between is told, and nothing of it counts', async () => {
  const { t, ids } = await start();
  const site = value(t.app.site());
  const imports = createPunchImports({ clock: { now: () => t.clock.at }, log: quiet, rest: () => Promise.resolve() });
  imports.begin(site);
  const file = fileOf(SLICE_LINES + 10);
  const both = await Promise.all([imports.take(site, file, 'ab', readOf(file)), imports.take(site, file, 'ab', readOf(file))]);
  expect(both.map((one) => value(one).added)).toEqual([SLICE_LINES + 10, 0]);
  expect(counted(site.db, ids[0]!)).toBe((SLICE_LINES + 10) / 2);

  const more = fileOf(4 * SLICE_LINES);
  const ending = createPunchImports({
    clock: { now: () => t.clock.at },
    log: quiet,
    rest: () => {
      if (lines(site.db) > 2 * SLICE_LINES) ending.end();
      return Promise.resolve();
    },
  });
  ending.begin(site);
  expect(await ending.take(site, more, 'cd', readOf(more))).toEqual({ ok: false, error: { code: 'not-set-up' } });
  expect(lines(site.db)).toBeGreaterThan(SLICE_LINES + 10);
  expect(counted(site.db, ids[0]!)).toBe((SLICE_LINES + 10) / 2);
});
