import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvChunks, csvText, disarm, rearm, type CsvCell } from './csv.ts';

const read = (text: string): string[][] => parse(text, { bom: true, relax_column_count: true });

/** Texts that a name may be: any Unicode, Chinese, and much of what hurts. */
const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('王', '伟', 'ñ', '😀', 'ａ', '１') }),
  fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', '\t', '\r', '\n', ' ', 'a', '＝', '＠', '\uFEFF') }),
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

test('no cell begins as a formula, in either width, with blanks or breaks in front', () => {
  fc.assert(
    fc.property(cell, (text) => {
      const [[written]] = read(csvText(['h'], [[text]])).slice(1) as [[string]];
      expect(/^\s*[=+\-@＝＋－＠]/.test(written)).toBe(false);
      expect(/^[\t\r\n]/.test(written)).toBe(false);
    }),
  );
});

const cases: [CsvCell, string][] = [
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(1)', "'@SUM(1)"],
  ['\t=1', `"'\t=1"`.replaceAll('"', '')],
  ['  =1', "'  =1"],
  ['＝1+1', "'＝1+1"],
  ["'=1", "''=1"],
  ["'t Hart", "'t Hart"],
  ["O'Neil", "O'Neil"],
  ['a=b', 'a=b'],
  ['王伟', '王伟'],
  ['a,b', '"a,b"'],
  [-0.5, '-0.5'],
  [480, '480'],
  [null, ''],
];
test.each(cases)('%j is written as %j', (value, written) => {
  expect(csvText(['h', 'k'], [[value, 'x']])).toBe(`\uFEFFh,k\r\n${written},x\r\n`);
});

test('chunks put together are the text; the header comes even without rows', () => {
  const rows = Array.from({ length: 1234 }, (_, i) => [i, `n${i}`]);
  const chunks = [...csvChunks(['a', 'b'], rows)];
  expect(chunks).toHaveLength(4);
  expect(chunks.join('')).toBe(csvText(['a', 'b'], rows));
  expect(read(chunks.join(''))).toHaveLength(1235);
  expect(csvText(['a', 'b'], [])).toBe('\uFEFFa,b\r\n');
});
