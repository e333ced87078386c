/** Old punches out of a terminal's file, through the app: real importer process, real database. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NO_DIALOGS, SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { value } from '../../../tools/value.ts';
import { SHOWN, type AttlogFile, type SaveLeftOut } from '../../shared/data-imports.ts';
import { readAttlogFile } from '../../imports/attlog/file.ts';
import { punchesOf } from '../../storage/hours/month.ts';
import type { Slices } from '../base/slices.ts';
import { attlogPreview, leftOutLines, sortLines } from './attlog.ts';

/** Without the rests in between. */
function atOnce<T>(work: Slices<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

let t: TestApp;
let folder: string;
let suggested: string[];
/** Else whoever is asked where to save cancels. */
let saves = true;
let ids: Record<string, number>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-left-out-'));
  suggested = [];
  const saveFile = (name: string) => {
    suggested.push(name);
    return Promise.resolve(saves ? join(folder, name) : null);
  };
  t = await startTestApp({ overrides: { dialogs: { ...NO_DIALOGS, saveFile } } });
  value(await t.call('setup.complete', SETUP));
  ids = {};
  for (const number of ['7', '12', '9', '1001', '007'])
    ids[number] = value(
      await t.call('credentials.addWithoutFace', {
        employeeNumber: number,
        name: `Person ${number === '007' ? 'Bond' : number}`,
        department: '',
      }),
    ).id;
});
afterAll(() => {
  t.close();
  rmSync(folder, { recursive: true });
});

const file = (text: string, more: Partial<AttlogFile> = {}): AttlogFile => ({
  bytes: new TextEncoder().encode(text),
  name: '1_attlog.dat',
  ...{ encoding: null, timeZone: 'Europe/Berlin', columns: null, people: [] },
  ...more,
});
/** What was imported of somebody, as ISO instants with the direction. */
const punches = (number: string): string[] =>
  punchesOf(value(t.app.site()).db, ids[number]!, 0, Date.UTC(2100, 0))
    .filter((p) => p.key.startsWith('i'))
    .toSorted((a, b) => a.at - b.at)
    .map((p) => [new Date(p.at).toISOString().slice(0, 19), p.direction ?? '-', ...p.doubts].join(' '));

const LINES = [
  '        7\t2026-10-24 22:01:09\t1\t0\t1\t0\r',
  '        7\t2026-10-25 06:02:31\t1\t1\t1\t0\r',
  '       12\t2026-10-25 08:00:00\t1\t255\t15\t0\r',
  '000000012\t2026-10-26 08:01:00\t1\t0\t1\t0\r',
  '        9\t2000-01-01 00:03:11\t1\t0\t1\t0',
  '        9\t2026-10-25 07:59:00\t1\t0\t1\t0',
  '        3\t2026-10-24 09:00:00\t1\t0\t1\t0',
  '        7\t2026-10-25 02:30:00\t1\t1\t1\t0',
  '     1001\t2026-10-25 18:00:00\t1\t4\t1\t0',
  '\0\0garbage',
  '     9999\t2026-02-30 08:00:00\t1\t0\t1\t0',
  '',
].join('\n');

describe('a terminal’s file', () => {
  test('is shown before it is taken: columns, whose numbers, what is left out and why', async () => {
    const preview = value(await t.call('dataImports.readPunches', file(LINES)));
    expect(preview).toMatchObject({
      columns: { device: 0, status: 1, verify: 2 },
      width: 4,
      counts: { rows: 11, added: 6, changed: 0, known: 0, leftOut: 5 },
      leftOut: { frame: 0, unreadable: 1, 'no-time': 1, 'clock-reset': 1, double: 0, nobody: 2 },
      nobody: [
        { number: '000000012', lines: 1 },
        { number: '3', lines: 1 },
      ],
      unclear: [['000000012', '12']],
      doubtful: { doubled: 1, missing: 0 },
      days: { from: '2026-10-24', to: '2026-10-25' },
      before: null,
    });
    expect(preview.sample).toHaveLength(8);
    expect(preview.sample[0]).toEqual({
      ...{ line: 1, cells: ['7', '2026-10-24 22:01:09', '1', '0', '1', '0'], person: 'Person 7', direction: 'in' },
    });
    expect(punches('7')).toEqual([]);
  });

  test('is taken once: the second time it adds nothing and says so, under another name as well', async () => {
    expect(value(await t.call('dataImports.takePunches', file(LINES)))).toMatchObject({ added: 6, leftOut: 5 });
    // 02:30 was twice that night: the file says no more, so it is the first, and flagged.
    expect(punches('7')).toEqual([
      '2026-10-24T20:01:09 in',
      '2026-10-25T00:30:00 out ambiguous-first',
      '2026-10-25T05:02:31 out',
    ]);
    expect(punches('12')).toEqual(['2026-10-25T07:00:00 -']);
    expect(punches('1001')).toEqual(['2026-10-25T17:00:00 in']);
    const rows = (): number => value(t.app.site()).db.get<{ n: number }>('SELECT count(*) AS n FROM events')!.n;
    const before = rows();
    const again = value(await t.call('dataImports.readPunches', file(LINES)));
    expect(again).toMatchObject({ counts: { rows: 11, added: 0, known: 6, leftOut: 5 }, days: null });
    expect(again.before).not.toBeNull();
    expect(value(await t.call('dataImports.takePunches', file(LINES, { name: 'other.dat' })))).toMatchObject({
      added: 0,
      known: 6,
    });
    expect([rows(), value(await t.call('dataImports.list', null)).length]).toEqual([before, 1]);
  });

  test('a longer one of the same terminal adds what is new alone; in another zone it is still the same punches', async () => {
    const longer = `${LINES}        9\t2026-10-26 07:59:00\t1\t0\t1\t0\n`;
    const counts = value(await t.call('dataImports.takePunches', file(longer, { timeZone: 'Asia/Tokyo' })));
    expect(counts).toMatchObject({ rows: 12, added: 1, known: 6, leftOut: 5 });
  });

  test('a number of nobody is who an administrator says; one that somebody has is not taken from them', async () => {
    const people = [
      { number: '3', personId: ids['007']! },
      { number: '7', personId: ids['007']! },
    ];
    expect(value(await t.call('dataImports.takePunches', file(LINES, { people })))).toMatchObject({
      added: 1,
      known: 6,
      leftOut: 4,
    });
    expect(punches('007')).toEqual(['2026-10-24T07:00:00 in']);
  });

  test('another column says the way', async () => {
    const text = '1001\t2025-05-05 08:00:00\t1\t1\t1\t0\n1001\t2025-05-05 17:00:00\t1\t1\t0\t0\n';
    const columns = { device: 0, status: 2, verify: 1 };
    expect(value(await t.call('dataImports.readPunches', file(text, { columns }))).sample.map((s) => s.direction)).toEqual([
      'out',
      'in',
    ]);
    const none = { device: 0, status: null, verify: null };
    expect(value(await t.call('dataImports.readPunches', file(text, { columns: none }))).sample.map((s) => s.direction)).toEqual([
      null,
      null,
    ]);
  });

  test('OUT before IN is the same as sorted; two ways at one second are both kept', async () => {
    const text =
      '12\t2025-06-05 17:00:00\t1\t1\n12\t2025-06-05 08:00:00\t1\t0\n12\t2025-06-05 17:00:00\t1\t0\n12\t2025-06-05 17:00:00\t9\t0\n';
    const columns = { device: 0, status: 1, verify: null };
    expect(value(await t.call('dataImports.takePunches', file(text, { columns })))).toMatchObject({
      rows: 4,
      added: 3,
      leftOut: 1,
    });
    expect(punches('12').slice(0, 3)).toEqual(['2025-06-05T06:00:00 in', '2025-06-05T15:00:00 out', '2025-06-05T15:00:00 in']);
  });

  test('is undone as a whole, on record, and can come again', async () => {
    const [newest] = value(await t.call('dataImports.list', null));
    expect(value(await t.call('dataImports.undoPunches', { id: newest!.id }))).toEqual({ punches: 3 });
    expect(punches('12')).toEqual(['2026-10-25T07:00:00 -']);
    expect(await t.call('dataImports.undoPunches', { id: newest!.id })).toEqual({ ok: false, error: { code: 'import-gone' } });
    const { rows } = value(
      await t.call('log.list', {
        filter: { personId: null, from: null, to: null, kinds: ['system'], search: '' },
        before: null,
        limit: 1,
      }),
    );
    expect(rows[0]).toMatchObject({ reason: 'punches-import-undone' });
  });

  test.each(['', 'hello', '7\tyesterday\n', '<html></html>'])('no punches in it: %j', async (text) => {
    expect(await t.call('dataImports.readPunches', file(text))).toEqual({ ok: false, error: { code: 'attlog-unreadable' } });
  });
});

test('the punches of the kiosk, written as an attlog, read back: nothing is new', async () => {
  // 02:30 of the night when the clocks go back, both times, and once more in the summer.
  const at = ['2025-10-26T00:30:05Z', '2025-10-26T01:30:05Z', '2025-07-01T06:00:00Z'].map((iso) => Date.parse(iso));
  const { own } = value(t.app.site());
  const lines = at.map((ms, i) => {
    const offset = i === 1 ? 60 : 120;
    own.run(
      `INSERT INTO events (sequence, kind, at, time_zone, offset_minutes, clock_jumped, person_id, direction)
       VALUES ((SELECT max(sequence) + 1 FROM events), 'recognised', :at, 'Europe/Berlin', :offset, 0, :id, 'in')`,
      { at: ms + 321, offset, id: ids['9']! },
    );
    return `9\t${new Date(ms + offset * 60_000).toISOString().slice(0, 19).replace('T', ' ')}\t1\t0\t15\t0\r\n`;
  });
  const counts = value(await t.call('dataImports.takePunches', file(lines.join(''))));
  // Both 02:30:05 are one line.
  expect(counts).toMatchObject({ rows: 3, added: 0, known: 2, leftOut: 1 });
});

test('rows in = added + known + left out, whatever stands in the file, and each reason is counted', () => {
  const line = fc.oneof(
    fc
      .tuple(fc.constantFrom('7', '12', '9', '404', '0007'), fc.integer({ min: 0, max: 9 }), fc.constantFrom('0', '1', '255'))
      .map(([number, second, state]) => `${number}\t2024-01-0${second + 1} 08:00:00\t1\t${state}\t1\t0`),
    fc.constantFrom('', '   ', 'SN=1', 'garbage', '7\t2001-01-01 00:00:00\t1\t0'),
  );
  const { db } = value(t.app.site());
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const { people, ...asked } = file(lines.join('\n'));
      const read = readAttlogFile({ ...asked, site: { language: 'en', timeZone: 'Europe/Berlin' } });
      if (!read.ok) {
        expect(read.error.code).toBe('attlog-unreadable');
        return;
      }
      const sorted = atOnce(sortLines(db, read.value, people));
      const { rows, added, changed, known, leftOut } = sorted.counts;
      expect([rows, changed, added]).toEqual([lines.filter((l) => l.trim() !== '').length, 0, sorted.added.flat().length]);
      expect(added + known + leftOut).toBe(rows);
      const { leftOut: reasons } = attlogPreview(read.value, sorted, null);
      expect(Object.values(reasons).reduce((a, b) => a + b, 0)).toBe(leftOut);
      // Each once, in the order of the file.
      const named = leftOutLines(read.value, sorted).map((l) => l.line);
      expect([named.length, named]).toEqual([leftOut, [...new Set(named)].toSorted((a, b) => a - b)]);
    }),
  );
});

describe('what was left out, to take away', () => {
  const reasons = {
    ...{ frame: 'Rahmen', unreadable: '读不出来', 'no-time': 'no such time', 'clock-reset': 'reset' },
    ...{ double: 'once more', nobody: 'nobody’s' },
  };
  const ofPunches = (text: string): SaveLeftOut => ({
    titles: ['Line', 'Contents', 'Reason'],
    what: { kind: 'punches', file: file(text), reasons },
  });
  const cellsOf = (path: string): string[][] => parse(readFileSync(path), { bom: true });

  test('every line, and not those alone that are shown, in the words of whoever asked; nothing that a spreadsheet would run', async () => {
    const bad = Array.from({ length: SHOWN + 50 }, (_, i) => `=HYPERLINK("http://x/${i}")`);
    const text = ['7\t2025-09-01 08:00:00\t1\t0', ...bad, '404\t2025-09-01 08:00:00\t1\t0', '7\t2025-09-01 08:00:00\t1\t0'].join(
      '\n',
    );
    const preview = value(await t.call('dataImports.readPunches', file(text)));
    expect([preview.left.length, preview.counts.leftOut]).toEqual([SHOWN, SHOWN + 52]);
    const saved = value(await t.call('dataImports.saveLeftOut', ofPunches(text)));
    expect(saved?.rows).toBe(preview.counts.leftOut);
    const cells = cellsOf(saved!.path);
    expect(cells).toHaveLength(SHOWN + 53);
    expect([cells[0], cells[1], ...cells.slice(-2)]).toEqual([
      ['Line', 'Contents', 'Reason'],
      ['2', '\'=HYPERLINK("http://x/0")', '读不出来'],
      [String(SHOWN + 52), '404\t2025-09-01 08:00:00\t1\t0', 'nobody’s'],
      [String(SHOWN + 53), '7\t2025-09-01 08:00:00\t1\t0', 'once more'],
    ]);
    expect(suggested.at(-1)).toMatch(/^lintel-punches-left-out-\d{4}-\d\d-\d\d\.csv$/);
    const row = value(t.app.site()).db.get<{ detail: string }>("SELECT detail FROM events WHERE reason = 'left-out-saved'");
    expect(JSON.parse(row!.detail)).toEqual({ of: 'punches', rows: SHOWN + 52 });
  });

  test('rows of a table and pictures, as the page names them', async () => {
    const rows = [
      ['photos/1001.jpg', '没有人脸'],
      ['+cmd.jpg', 'Not a picture.'],
    ];
    const saved = value(await t.call('dataImports.saveLeftOut', { titles: ['File', 'Reason'], what: { kind: 'photos', rows } }));
    expect(cellsOf(saved!.path)).toEqual([
      ['File', 'Reason'],
      ['photos/1001.jpg', '没有人脸'],
      ["'+cmd.jpg", 'Not a picture.'],
    ]);
  });

  test('cancelled: no file and no row; what cannot be read is said before anybody is asked where', async () => {
    const booked = () =>
      value(t.app.site()).db.get<{ n: number }>("SELECT count(*) AS n FROM events WHERE reason = 'left-out-saved'")!.n;
    const before = [booked(), readdirSync(folder).length, suggested.length + 1];
    saves = false;
    expect(value(await t.call('dataImports.saveLeftOut', ofPunches('7\t2025-09-01 08:00:00\t1\t0\nx')))).toBeNull();
    expect(await t.call('dataImports.saveLeftOut', ofPunches('x'))).toEqual({ ok: false, error: { code: 'attlog-unreadable' } });
    expect([booked(), readdirSync(folder).length, suggested.length]).toEqual(before);
  });
});
