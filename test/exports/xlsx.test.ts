/** Sheets, opened by who did not write them: read-excel-file everywhere, LibreOffice where it is installed. */
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import readXlsxFile from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { disarm } from '../../src/exports/csv.ts';
import { xlsxChunks } from '../../src/exports/xlsx.ts';
import { csvOf, libreOffice, shownByLibreOffice, tableOf, xlsxOf } from './sheets.ts';

/** Numbers of employees that a spreadsheet takes for something else, and names that would be a formula. */
const TREACHEROUS = [
  '007',
  '00012345',
  '440981199001011234',
  '44098119900101123X',
  '1E5',
  '3-4',
  '12/11',
  'MAR1',
  '2026-01-02',
  'TRUE',
  '+8613800138000',
  '-5',
  '=1+1',
  '1,234',
  '0x1F',
  '1.50',
  'a;=2+3',
  '=HYPERLINK("http://x")',
  '\u200b=1+1',
  '"=1+1"',
  "'quoted",
  'a\tb',
  'two\nlines',
  ' blanks ',
  '_x0041_',
  '<&>"\'',
  '王 伟',
  '𠮷田',
  '👨‍👩‍👧',
  '1e5',
  '１２３',
  '١٢٣',
];
const KINDS = { Event: 'number', Date: 'date', Time: 'time', 'Employee number': 'text', Score: 'number' } as const;
const rows = TREACHEROUS.map((text, i) => [i + 1, '2026-11-24', '08:57:00', text, i / 8] as const);

const readBack = async (file: Buffer): Promise<unknown[][]> => {
  const [sheet] = await readXlsxFile(file, { trim: false });
  return sheet?.data ?? [];
};

test('identifiers are texts, numbers numbers, days days, to a reader that did not write them', async () => {
  const [head, ...body] = await readBack(await xlsxOf(tableOf(KINDS, rows)));
  expect(head).toEqual(Object.keys(KINDS));
  expect(body.map((row) => row[3])).toEqual(TREACHEROUS);
  expect(body[2]).toMatchObject([3, new Date('2026-11-24T00:00:00Z'), expect.anything(), '440981199001011234', 0.25]);
});

test('any text comes back as it is, but for what no sheet can hold', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom(
        '_',
        'x',
        '0',
        '4',
        '1',
        '=',
        '+',
        ';',
        '\t',
        '\n',
        '\r',
        '"',
        "'",
        '<',
        '&',
        '王',
        '\u0001',
        '\ud800',
        '\ufffe',
      ),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 6 }), async (texts) => {
      const body = (
        await readBack(
          await xlsxOf(
            tableOf(
              { t: 'text', n: 'number' },
              texts.map((one) => [one, 1]),
            ),
          ),
        )
      ).slice(1);
      const held = texts.map((one) =>
        one
          .toWellFormed()
          .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
          .replace(/\r\n?/g, '\n'),
      );
      expect(body.map((row) => (row[0] ?? '') as string)).toEqual(held);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('days and times that a spreadsheet does not count stay texts', async () => {
  const odd = [
    ['1899-12-31', '23:59:59'],
    ['1900-02-28', '24:00:00'],
    ['+010000-01-01', '8:00'],
    ['9999-12-31', '00:00:00'],
  ];
  const body = (await readBack(await xlsxOf(tableOf({ d: 'date', t: 'time' }, odd)))).slice(1);
  expect(body.map((row) => row[0])).toEqual(['1899-12-31', '1900-02-28', '+010000-01-01', new Date('9999-12-31T00:00:00Z')]);
  expect(body.map((row) => typeof row[1])).toEqual(['object', 'string', 'string', 'object']);
});

test('more rows than a sheet holds go on in another one, with the header again', async () => {
  const sheets = await readXlsxFile(
    await xlsxOf(
      tableOf(
        { n: 'number' },
        Array.from({ length: 25 }, (_, i) => [i]),
      ),
      11,
    ),
  );
  expect(sheets.map((sheet) => sheet.data.length)).toEqual([11, 11, 6]);
  expect(sheets.map((sheet) => sheet.data[0])).toEqual([['n'], ['n'], ['n']]);
});

test('whatever stops a file, its rows are closed: they may be those of an open database', async () => {
  let [open, most] = [0, 0];
  function* rows(fails: boolean): Generator<[number]> {
    open++;
    try {
      for (let n = 0; ; n++) {
        most = Math.max(most, n);
        if (fails && n === 50_000) throw new Error('the disk is gone');
        yield [n];
      }
    } finally {
      open--;
    }
  }
  const table = (fails: boolean) => ({ ...tableOf({ n: 'number' }, []), rows: rows(fails) });
  for await (const chunk of xlsxChunks([table(false)])) if (chunk.length > 0) break;
  expect(open).toBe(0);
  // Nobody reads it, and nothing is written into memory meanwhile.
  expect(most).toBeLessThan(100_000);
  const both = [tableOf({ n: 'number' }, [[1]]), table(true)];
  await expect(Readable.from(xlsxChunks(both)).toArray()).rejects.toThrow('the disk is gone');
  expect(open).toBe(0);
});

test('the head of a sheet that goes on is merged again; names of sheets are what every program takes, and no two the same', async () => {
  const rows = Array.from({ length: 3 }, (_, i) => [i, i]);
  const head = [['Both'], ['a', 'b']];
  const sheet = { ...tableOf({ a: 'number', b: 'number' }, rows), head, merges: [{ top: 0, left: 0, bottom: 0, right: 1 }] };
  const names = ['x', 'X', 'x_2', "'a:b\\c/d?e*f[g]h'", '', '1', 'history', '王'.repeat(40)];
  const chunks: Uint8Array[] = [];
  for await (const chunk of xlsxChunks(
    names.map((name) => ({ ...sheet, name })),
    4,
  ))
    chunks.push(chunk);
  const file = Buffer.concat(chunks);
  const sheets = await readXlsxFile(file);
  expect(sheets.filter((_, i) => i % 2 === 0).map(({ sheet: name }) => name)).toEqual([
    ...['x', 'X_3', 'x_2_2', 'a b c d e f g h', '1', '1_3', 'history_2', '王'.repeat(31)],
  ]);
  expect(new Set(sheets.map(({ sheet: name }) => name.toLowerCase())).size).toBe(sheets.length);
  expect(sheets.map(({ data }) => data.length)).toEqual(names.flatMap(() => [4, 3]));
  expect(sheets.every(({ data }) => data[0]![0] === 'Both' && data[1]![1] === 'b')).toBe(true);
  if (libreOffice !== null) expect(shownByLibreOffice(libreOffice, file, 'xlsx')[1]).toEqual(['a', 'b']);
}, 60_000);

test('a sheet that is written is let go of, while others follow', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const rows: WeakRef<readonly (readonly number[])[]>[] = [];
  let held = Number.NaN;
  function sheetOf(i: number) {
    const own = Array.from({ length: 20 }, (_, n) => [n]);
    rows.push(new WeakRef(own));
    return { ...tableOf({ n: 'number' }, own), name: `${i}` };
  }
  async function* sheets() {
    for (let i = 0; i < 30; i++) yield sheetOf(i);
    // A reference that was looked through keeps what it leads to until the next turn.
    await setImmediate();
    collect();
    held = rows.filter((one) => one.deref() !== undefined).length;
  }
  await Readable.from(xlsxChunks(sheets())).toArray();
  expect(rows).toHaveLength(30);
  expect(held).toBeLessThan(5);
});

test('the same rows are the same file', async () => {
  const [a, b] = [await xlsxOf(tableOf(KINDS, rows)), await xlsxOf(tableOf(KINDS, rows))];
  expect(a.equals(b)).toBe(true);
});

test('a table without rows has its header', async () => {
  expect(await readBack(await xlsxOf(tableOf(KINDS, [])))).toEqual([Object.keys(KINDS)]);
});

test('main goes on while a large one is written', async () => {
  let beats = 0;
  const heart = setInterval(() => (beats += 1), 1);
  await xlsxOf(
    tableOf(
      KINDS,
      Array.from({ length: 20_000 }, (_, i) => [i, '2026-11-24', '08:57:00', `${i}`, 0.5]),
    ),
  );
  clearInterval(heart);
  expect(beats).toBeGreaterThan(20);
});

const where = libreOffice === null ? describe.skip : describe;
if (libreOffice === null) console.log('LibreOffice is not installed: sheets are read by read-excel-file and csv-parse alone.');

where('LibreOffice', () => {
  test('shows every identifier of the sheet as it was typed, and days as days', () => {
    return xlsxOf(tableOf(KINDS, rows)).then((file) => {
      const [, ...body] = shownByLibreOffice(libreOffice ?? '', file, 'xlsx');
      expect(body.map((row) => row[3])).toEqual(TREACHEROUS);
      expect(body[0]).toEqual(['1', '2026-11-24', '08:57:00', '007', '0']);
    });
  }, 180_000);

  test.each([',', ';', '\t'])(
    'calculates nothing in the CSV, cut at %j',
    (separator) => {
      const formulas = TREACHEROUS.filter((text) => /[=+\-@]/.test(text));
      const file = csvOf(
        tableOf(
          { n: 'text', after: 'text' },
          formulas.flatMap((text) => [
            [text, 'x'],
            [`${text};${text}`, `x;=2+3;=1+1`],
          ]),
        ),
      );
      const shown = shownByLibreOffice(libreOffice ?? '', file, 'csv', separator).flat();
      // =2+3 would be 5, =1+1 2.
      expect(shown.filter((cell) => cell === '5' || cell === '2')).toEqual([]);
      if (separator === ',') expect(shown).toContain(disarm('=1+1'));
    },
    180_000,
  );
});
