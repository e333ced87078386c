/** The log as a file to take away, in both formats, on a real database. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NO_DIALOGS, SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { value } from '../../../tools/value.ts';

const ALL = { personId: null, from: null, to: null, kinds: [], search: '' };
/** 23:30 UTC on the 23rd: 07:30 on the 24th in Shanghai. */
const EARLY = Date.UTC(2026, 10, 23, 23, 30);
let folder: string;
let t: TestApp;
let suggested: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-log-'));
  suggested = [];
  const saveFile = (name: string) => {
    suggested.push(name);
    return Promise.resolve(join(folder, name));
  };
  t = await startTestApp({ overrides: { dialogs: { ...NO_DIALOGS, saveFile } } });
  value(await t.call('setup.complete', SETUP));
  t.clock.at = EARLY;
});
afterEach(() => {
  t.close();
  rmSync(folder, { recursive: true });
});

test('both files are named by the day of the site, and hold the same rows', async () => {
  const csv = value(await t.call('log.export', { filter: ALL, format: 'csv' }));
  const xlsx = value(await t.call('log.export', { filter: ALL, format: 'xlsx' }));
  expect(suggested).toEqual(['lintel-log-2026-11-24.csv', 'lintel-log-2026-11-24.xlsx']);
  // The first one's own row came after it.
  expect(xlsx?.rows).toBe((csv?.rows ?? 0) + 1);

  const texts: string[][] = parse(readFileSync(join(folder, 'lintel-log-2026-11-24.csv')), { bom: true });
  const [sheet] = await readXlsxFile(readFileSync(join(folder, 'lintel-log-2026-11-24.xlsx')), { trim: false });
  expect(sheet?.sheet).toBe('Log');
  const cells = sheet?.data ?? [];
  expect(cells[0]).toEqual(texts[0]);
  expect(cells).toHaveLength((xlsx?.rows ?? 0) + 1);
  const [date] = [texts[0]?.indexOf('Date') ?? -1];
  for (const [i, row] of texts.entries()) {
    if (i === 0) continue;
    const day = cells[i]?.[date];
    expect(day instanceof Date ? day.toISOString().slice(0, 10) : day).toBe(row[date]);
  }
});

test('a place that cannot be written to is said, and nothing is left there', async () => {
  rmSync(folder, { recursive: true });
  expect(await t.call('log.export', { filter: ALL, format: 'xlsx' })).toMatchObject({
    ok: false,
    error: { code: 'export-failed' },
  });
  folder = mkdtempSync(join(tmpdir(), 'lintel-log-'));
});

test('who took what away stands in the log, and not whom they searched for', async () => {
  const took = value(await t.call('log.export', { filter: { ...ALL, kinds: ['system'], search: 'Zenobia' }, format: 'csv' }));
  const row = value(t.app.site()).db.get<{ operator: string; detail: string }>(
    "SELECT operator, detail FROM events WHERE reason = 'log-exported'",
  );
  expect(row?.operator).toBe('administrator');
  expect(JSON.parse(row?.detail ?? '')).toEqual({
    format: 'csv',
    rows: took?.rows,
    from: null,
    to: null,
    kinds: ['system'],
    searched: true,
  });
});

test('where the log takes no row there is no file', async () => {
  const { own } = value(t.app.site());
  const pages = own.get<{ page_count: number }>('PRAGMA page_count')!.page_count;
  own.get(`PRAGMA max_page_count = ${pages}`);
  // Until the last page is full.
  let last = await t.call('log.export', { filter: ALL, format: 'csv' });
  for (let n = 0; last.ok && n < 300; n++) {
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    last = await t.call('log.export', { filter: ALL, format: 'csv' });
  }
  expect(last).toEqual({ ok: false, error: { code: 'database-full' } });
  expect(readdirSync(folder)).toEqual([]);
});
