/** Files of hours through the whole app: the real database, the real exporter process, the file on disk. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import readExcel from 'read-excel-file/node';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { value } from '../../../tools/value.ts';
import { dayNumber } from '../../domain/hours/days.ts';
import { ok } from '../../domain/result.ts';
import { BUILT_IN } from '../../exports/hours/templates/index.ts';
import { personId } from '../../domain/ids.ts';
import type { RequestBody } from '../../shared/hours.ts';
import { correctionsOfFile } from '../../storage/hours/export-people.ts';
import { askFor, decide } from '../../storage/hours/requests.ts';
import { createSchedules, dueUntil } from './schedules.ts';
import { createRuns } from './runs.ts';
import { testExporter } from '../../../test/fakes/exporter.ts';
import { quiet } from '../../../test/fakes/app.ts';

const WHO = { department: null };
/** The app of the tests stands on 24 November 2026 in Shanghai. */
const NOVEMBER = { from: dayNumber('2026-11-01'), to: dayNumber('2026-11-30') };

let folder: string;
let t: TestApp;
let ada: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-exports-'));
  t = await startTestApp({ saveTo: join(folder, 'file') });
  value(await t.call('setup.complete', SETUP));
  ada = value(await t.call('credentials.addWithoutFace', { employeeNumber: '007', name: 'Ada', department: 'R&D' })).id;
  for (const direction of ['in', 'out'] as const) {
    value(value(t.app.site()).record({ kind: 'recognised', reason: null, personId: personId(ada), direction }));
    t.clock.at += 3_600_000;
  }
});
afterEach(() => {
  t.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (key: string, dry = false) => t.call('exports.run', { key, period: NOVEMBER, who: WHO, dry });

test('a file is written, named for what it holds, with its hash on record', async () => {
  const done = value(await run('punches-csv'))!;
  const file = readFileSync(join(folder, 'file'));
  expect(file.toString()).toContain('"007","Ada","R&D",2026-11-24 08:57:00');
  expect(done).toMatchObject({ rows: 2, people: 1, bytes: file.length, leftOut: [] });
  expect(done.hash).toBe(createHash('sha256').update(file).digest('hex'));
  const [row] = value(await t.call('exports.runs', null));
  expect(row).toMatchObject({ template: 'punches-csv', by: 'administrator', rows: 2, hash: done.hash, problem: null });
  const { rows } = value(
    await t.call('log.list', {
      filter: { personId: null, from: null, to: null, kinds: ['system'], search: '' },
      before: null,
      limit: 1,
    }),
  );
  expect(rows[0]).toMatchObject({ reason: 'hours-exported' });
  expect(readdirSync(folder)).toEqual(['file']);
  expect(t.emitted.some(({ name }) => name === 'exports.changed')).toBe(true);
});

test('a dry run counts, and keeps nothing', async () => {
  const done = value(await run('days-xlsx', true))!;
  expect(done).toMatchObject({ path: null, people: 1, rows: 7 });
  expect(existsSync(join(folder, 'file'))).toBe(false);
  expect(value(await t.call('exports.runs', null))).toEqual([]);
});

test('a workbook of two sheets: people are read for each of them, and counted once', async () => {
  const done = value(await run('wecom'))!;
  const [overview, details] = await readExcel(readFileSync(join(folder, 'file')));
  expect(overview!.data.slice(4).map((row) => row[1])).toEqual(Array.from({ length: 7 }, () => 'Ada'));
  expect(details!.data.slice(4).map((row) => [row[0], row[1], row[8]])).toEqual([
    ['2026/11/24 Tuesday', 'Ada', '08:57'],
    ['2026/11/24 Tuesday', 'Ada', '09:57'],
  ]);
  const days = value(await run('days-xlsx', true))!;
  expect(done).toMatchObject({ people: 1, rows: 9, doubtfulDays: days.doubtfulDays, openDays: days.openDays, leftOut: [] });
  const template = BUILT_IN['wecom']!;
  const shown = value(await t.call('exports.preview', { template, period: NOVEMBER, who: WHO }));
  expect(shown.rows).toHaveLength(5);
  expect(shown.further).toMatchObject([{ sheet: '打卡详情', rows: details!.data.slice(4) }]);
});

test('a template that was saved before there were sheets is one sheet', async () => {
  const fields = { ...BUILT_IN['days-xlsx']!, name: 'Old' };
  const { key } = value(await t.call('exports.saveTemplate', { id: null, fields }));
  const since = new Set(['sheet', 'sheets', 'further']);
  const before = Object.fromEntries(Object.entries(fields).filter(([name]) => !since.has(name)));
  const site = value(t.app.site());
  site.together(({ db }) => {
    db.run(`UPDATE export_templates SET body = :body`, { body: JSON.stringify(before) });
    return ok(null);
  });
  const { templates, unreadable } = value(await t.call('exports.templates', null));
  expect(unreadable).toEqual([]);
  expect(templates.find((own) => own.key === key)?.template).toMatchObject({ sheet: '', sheets: 'one', further: [] });
});

test('ids that are missing are listed, typed in, and then used', async () => {
  const missing = () => t.call('exports.missing', { key: 'frappe-csv', period: NOVEMBER, who: WHO });
  expect(value(await missing())).toEqual({
    ...{ people: 1, program: 'frappe', values: [] },
    missing: [{ id: ada, name: 'Ada', employeeNumber: '007' }],
  });
  expect(value(await run('frappe-csv'))!.leftOut).toEqual([{ why: 'no-id', count: 1, of: ['Ada'] }]);
  value(await t.call('exports.saveIds', { program: 'frappe', ids: [{ personId: ada, id: 'HR-EMP-00001' }] }));
  expect(value(await missing()).missing).toEqual([]);
  value(await run('frappe-csv'));
  expect(readFileSync(join(folder, 'file'), 'utf8')).toContain('HR-EMP-00001,2026-11-24 08:57:00,IN,');
});

test('what the company gave out is asked for before anything is written', async () => {
  expect(await run('adp')).toMatchObject({ ok: false, error: { code: 'export-values' } });
  const fields = { ...BUILT_IN['adp']!, name: 'Ours', ids: '', values: [{ name: 'coCode', label: 'Co', value: 'ABC' }] };
  const { key } = value(await t.call('exports.saveTemplate', { id: null, fields }));
  expect(await t.call('exports.saveTemplate', { id: null, fields })).toMatchObject({ error: { code: 'access-name-taken' } });
  value(await run(key));
  expect(readFileSync(join(folder, 'file'), 'utf8')).toContain('ABC,{batch},007');
});

test('five rows are shown as they will be written, of a template that nobody has saved', async () => {
  const template = { ...BUILT_IN['punches-csv']!, name: 'New' };
  const shown = value(await t.call('exports.preview', { template, period: NOVEMBER, who: WHO }));
  expect(shown.fileName).toBe('lintel-punches-2026-11-01-2026-11-30.csv');
  expect(shown.rows).toHaveLength(2);
  expect(shown.rows[0]!.slice(0, 4)).toEqual(['007', 'Ada', 'R&D', '2026-11-24 08:57:00']);
  const site = value(t.app.site());
  // A punch that somebody had forgotten, granted.
  const [day, at] = [dayNumber('2026-11-24'), Date.parse('2026-11-24T18:00:00+08:00')];
  const body = { kind: 'add', at, direction: 'out', zone: 'Asia/Shanghai' } as const;
  const request = { personId: ada, from: day, to: day, body, reason: 'Forgot', askedBy: 'kiosk', at };
  const requestId = value(site.together(({ db }) => askFor(db, request)));
  const granted = { requestId, decision: 'granted', decidedBy: 'administrator', selfDecided: false, at } as const;
  value(site.together(({ db }) => decide(db, granted)));
  const attlog = value(await t.call('exports.preview', { template: BUILT_IN['attlog']!, period: NOVEMBER, who: WHO }));
  expect(attlog.text).toContain('007\t2026-11-24 18:00:00\t1\t1\t15\t0');
  expect(attlog.text).toContain('007\t2026-11-24 08:57:00\t1\t0\t15\t0');
  // Read back, nothing of it is new.
  const bytes = new TextEncoder().encode(attlog.text ?? '');
  const found = { encoding: null, timeZone: 'Asia/Shanghai', columns: null, people: [] };
  const back = value(await t.call('dataImports.readPunches', { bytes, name: 'lintel_attlog.dat', ...found }));
  expect(back.counts).toEqual({ rows: 3, added: 0, changed: 0, known: 3, leftOut: 0 });
});

test('timesheets are written by the exporter with the corrections that hold, and shown before', async () => {
  const site = value(t.app.site());
  const day = dayNumber('2026-11-24');
  const ask = (body: RequestBody, decision: 'granted' | 'refused') => {
    const at = t.clock.at;
    const request = { personId: ada, from: day, to: day, body, reason: `Why ${body.kind}`, askedBy: 'kiosk', at };
    const id = value(site.together(({ db }) => askFor(db, request)));
    const decided = { requestId: id, decision, decidedBy: 'administrator', selfDecided: false, at };
    value(site.together(({ db }) => decide(db, decided)));
  };
  const add = { kind: 'add', at: Date.parse('2026-11-24T18:00:00+08:00'), direction: 'out', zone: 'Asia/Shanghai' } as const;
  const firstPunch = site.db.get<{ id: number }>(`SELECT min(id) AS id FROM events WHERE kind = 'recognised'`)!;
  ask(add, 'granted');
  ask({ kind: 'give', punch: `e${firstPunch.id}`, day: day - 1 }, 'granted');
  ask({ kind: 'shift', day, shift: null }, 'refused');
  ask({ kind: 'leave-half', day, half: 'first', leaveKind: 'sick', paid: true }, 'granted');
  const common = { until: null, by: 'administrator', self: false };
  expect(correctionsOfFile(site.db, ada, day, day)).toEqual([
    { ...common, day, kind: 'add', at: add.at, toDay: null, direction: 'out', reason: 'Why add' },
    {
      ...common,
      day,
      kind: 'give',
      at: Date.parse('2026-11-24T08:57:00+08:00'),
      toDay: day - 1,
      direction: null,
      reason: 'Why give',
    },
  ]);

  const done = value(await run('timesheets-pdf'))!;
  const file = readFileSync(join(folder, 'file'));
  expect(file.subarray(0, 5).toString()).toBe('%PDF-');
  expect(file.subarray(-6).toString()).toContain('%%EOF');
  expect(done).toMatchObject({ people: 1, leftOut: [], hash: createHash('sha256').update(file).digest('hex') });
  const template = BUILT_IN['timesheets-pdf']!;
  const shown = value(await t.call('exports.preview', { template, period: NOVEMBER, who: WHO }));
  expect(shown.fileName).toBe('lintel-timesheets-2026-11-01-2026-11-30.pdf');
  expect(shown.rows).toHaveLength(5);
  expect(shown.lines.flat().join('\n')).toContain('Asia/Shanghai');
});

test('one that is cancelled leaves nothing', async () => {
  const running = run('days-csv');
  await expect.poll(async () => value(await t.call('exports.state', null))).not.toBeNull();
  value(await t.call('exports.cancel', null));
  expect(await running).toMatchObject({ ok: false, error: { code: 'export-cancelled' } });
  expect(readdirSync(folder)).toEqual([]);
});

test('a month is due from its day and time on, in the zone of the site', () => {
  const at = (iso: string) => dueUntil({ day: 2, minute: 360 }, 'Asia/Shanghai', Date.parse(iso));
  expect(at('2026-11-02T05:59:00+08:00')).toBe(dayNumber('2026-09-01'));
  expect(at('2026-11-02T06:00:00+08:00')).toBe(dayNumber('2026-10-01'));
  expect(at('2026-11-30T23:00:00+08:00')).toBe(dayNumber('2026-10-01'));
  expect(at('2027-01-02T06:00:00+08:00')).toBe(dayNumber('2026-12-01'));
});

test('a machine that was off makes each month, once; a missing folder is said once and tried again', async () => {
  const target = join(folder, 'payroll');
  const fields = { template: 'totals-csv', folder: target, department: null, day: 2, minute: 360 };
  value(await t.call('exports.saveSchedule', { id: null, fields }));
  const site = value(t.app.site());
  const runs = createRuns({
    exporter: testExporter(quiet),
    clock: { now: () => t.clock.at },
    log: quiet,
    changed: () => undefined,
  });
  const schedules = createSchedules({ runs, clock: { now: () => t.clock.at }, log: quiet, changed: () => undefined });
  schedules.begin(site);
  await schedules.look();
  expect(value(await t.call('exports.runs', null))).toEqual([]);

  // Two months later: off since November.
  t.clock.at = Date.parse('2027-01-15T12:00:00+08:00');
  await schedules.look();
  await schedules.look();
  const faults = () => site.db.all(`SELECT id FROM events WHERE reason = 'scheduled-export-failed'`);
  expect(faults()).toHaveLength(1);
  expect(value(await t.call('exports.schedules', null))[0]).toMatchObject({ problem: 'export-folder-missing' });

  mkdirSync(target);
  await schedules.look();
  await schedules.look();
  schedules.end();
  expect(readdirSync(target).toSorted()).toEqual([
    'lintel-totals-2026-11-01-2026-11-30.csv',
    'lintel-totals-2026-12-01-2026-12-31.csv',
  ]);
  const made = value(await t.call('exports.runs', null)).filter((r) => r.problem === null);
  expect(made.map((r) => [r.from, r.by])).toEqual([
    [dayNumber('2026-12-01'), 'system'],
    [dayNumber('2026-11-01'), 'system'],
  ]);
  expect(value(await t.call('exports.schedules', null))[0]).toMatchObject({ problem: null, doneUntil: dayNumber('2026-12-01') });
});

test('what is changed of a schedule while its file is made stays changed, and what is deleted stays deleted', async () => {
  const [first, second] = ['first', 'second'].map((name) => join(folder, name));
  for (const path of [first!, second!]) mkdirSync(path);
  const fields = { template: 'totals-csv', folder: first!, department: null, day: 2, minute: 360 };
  const { id } = value(await t.call('exports.saveSchedule', { id: null, fields }));
  const site = value(t.app.site());
  const world = { clock: { now: () => t.clock.at }, log: quiet, changed: () => undefined };
  const runs = createRuns({ exporter: testExporter(quiet), ...world });
  let meanwhile = () => t.call('exports.saveSchedule', { id, fields: { ...fields, folder: second! } }) as Promise<unknown>;
  const schedules = createSchedules({
    runs: {
      ...runs,
      async run(...asked) {
        const done = await runs.run(...asked);
        await meanwhile();
        return done;
      },
    },
    ...world,
  });
  schedules.begin(site);
  t.clock.at = Date.parse('2027-01-15T12:00:00+08:00');
  await schedules.look();
  expect(readdirSync(first!)).toEqual(['lintel-totals-2026-11-01-2026-11-30.csv']);
  expect(readdirSync(second!)).toEqual(['lintel-totals-2026-12-01-2026-12-31.csv']);
  meanwhile = () => t.call('exports.deleteSchedule', { id });
  t.clock.at = Date.parse('2027-03-15T12:00:00+08:00');
  await schedules.look();
  schedules.end();
  expect(readdirSync(second!)).toHaveLength(2);
  expect(value(await t.call('exports.schedules', null))).toEqual([]);
});
