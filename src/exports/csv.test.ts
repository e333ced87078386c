import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvChunks, disarm, rearm } from './csv.ts';
import type { Cell } from './table.ts';

const table = (titles: readonly string[], rows: Iterable<readonly Cell[]>) => ({
  columns: titles.map((title) => ({ title, kind: 'text' as const, width: 10 })),
  rows,
});
const csvText = (titles: readonly string[], rows: Iterable<readonly Cell[]>) => [...csvChunks(table(titles, rows))].join('');
const read = (text: string): string[][] => parse(text, { bom: true, relax_column_count: true });

/** Texts that a name may be: any Unicode, Chinese, and much of what hurts. */
const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('王', '伟', 'ñ', '😀', 'ａ', '１') }),
  fc.string({
    unit: fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      "'",
      '"',
      ',',
      ';',
      '\t',
      '\r',
      '\n',
      ' ',
      'a',
      '＝',
      '＠',
      '\uFEFF',
      '|',
      '\u200b',
      '\u00ad',
      '\u2060',
      '\u3164',
      '\u202e',
      '\u0085',
      '\u2028',
      '\u001f',
    ),
  }),
);

test('what is written is read back, cell by cell, by another library', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 }), (rows) => {
      const text = csvText(['姓名', 'b', 'c'], rows);
      expect(text.startsWith('\uFEFF')).toBe(true);
      const back = read(text);
      expect(back).toEqual([['姓名', 'b', 'c'], ...rows.map((row) => row.map(disarm))]);
      expect(back.slice(1).map((row) => row.map(rearm))).toEqual(rows);
    }),
  );
});

/** As a spreadsheet whose list separator is another one sees a file of ours: cut wherever that stands, quotes or not. */
const cutAt = (text: string): string[] => text.split(/[;,\t|\r\n\u0085\u2028\u2029]/u);
/** What a spreadsheet drops or does not draw in front of a formula. */
const DROPPED = /^[\s"\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]*/u;
const isFormula = (text: string): boolean => /^[=+\-@＝＋－＠﹢﹣﹦﹫−]/u.test(text.replace(DROPPED, ''));

test('no cell begins as a formula, in either width, with blanks, breaks or what cannot be seen in front', () => {
  fc.assert(
    fc.property(cell, (text) => {
      const [[written]] = read(csvText(['h'], [[text]])).slice(1) as [[string]];
      expect(isFormula(written)).toBe(false);
      expect(/^[\t\r\n]/.test(written)).toBe(false);
    }),
  );
});

test('cut at any other separator, quotes and all, no piece of the file begins as a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), cell, cell), { maxLength: 5 }), (rows) => {
      expect(cutAt(csvText(['h', 'k', 'l'], rows)).filter(isFormula)).toEqual([]);
    }),
  );
});

test('every text is quoted, numbers are not: no reader takes a break in a text for the end of a row', () => {
  expect(csvText(['h', 'k'], [['a\nb', 1]])).toBe('\uFEFF"h","k"\r\n"a\nb",1\r\n');
  for (const text of ['a\nb', 'a\rb', 'a\r\nb', 'a\u2028b', ''])
    expect(read(csvText(['h', 'k'], [[text, 'x']]))).toEqual([
      ['h', 'k'],
      [text, 'x'],
    ]);
});

const cases: [Cell, string][] = [
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ['+1', `"'+1"`],
  ['-1', `"'-1"`],
  ['@SUM(1)', `"'@SUM(1)"`],
  ['\t=1', `"'\t'=1"`],
  ['\tx', `"'\tx"`],
  ['  =1', `"'  =1"`],
  ['＝1+1', `"'＝1+1"`],
  ["'=1", `"''=1"`],
  ['x;=1+1', `"x;'=1+1"`],
  ['x; =1+1', `"x;' =1+1"`],
  ['x|@A1', `"x|'@A1"`],
  ['x,-1', `"x,'-1"`],
  ['a\n=1+1', `"a\n'=1+1"`],
  ['\u200b=1+1', `"'\u200b=1+1"`],
  ['x;\u2060=1', `"x;'\u2060=1"`],
  ['"=1', `"'""=1"`],
  ["'t Hart", `"'t Hart"`],
  ["O'Neil; 't Hart", `"O'Neil; 't Hart"`],
  ['R&D; QA', '"R&D; QA"'],
  ['a=b', '"a=b"'],
  ['王伟', '"王伟"'],
  ['a,b', '"a,b"'],
  [-0.5, '-0.5'],
  [480, '480'],
  [null, ''],
  ['', '""'],
];
test.each(cases)('%j is written as %j', (value, written) => {
  expect(csvText(['h', 'k'], [[value, 'x']])).toBe(`\uFEFF"h","k"\r\n${written},"x"\r\n`);
});

test('chunks put together are the text; the header comes even without rows', () => {
  const rows = Array.from({ length: 1234 }, (_, i) => [i, `n${i}`]);
  const chunks = [...csvChunks(table(['a', 'b'], rows))];
  expect(chunks).toHaveLength(4);
  expect(chunks.join('')).toBe(csvText(['a', 'b'], rows));
  expect(read(chunks.join(''))).toHaveLength(1235);
  expect(csvText(['a', 'b'], [])).toBe('\uFEFF"a","b"\r\n');
});
