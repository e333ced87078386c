import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEncoder } from '../../../test/imports/encode.ts';
import { workbook } from '../../../test/imports/workbook.ts';
import { zip } from '../../../tools/zip.ts';
import type { EncodingName } from '../../shared/imported.ts';
import type { PeopleFile, PeopleTable } from '../../shared/people-file.ts';
import { value } from '../../../tools/value.ts';
import { separatorOf } from './cells.ts';
import { readPeopleFile } from './read.ts';

const SITE = { language: 'zh-CN', timeZone: 'Asia/Shanghai' };
const FOUND = { encoding: null, separator: null, sheet: 0, header: null, columns: null };
const read = (bytes: Uint8Array, more: Partial<PeopleFile> = {}) =>
  readPeopleFile({ bytes, name: 'people.csv', ...FOUND, ...more, site: SITE });
const text = (of: string, encoding: EncodingName = 'utf-8') => createEncoder(encoding)(of);
/** Rows as short texts. */
const told = ({ rows }: PeopleTable): string[] =>
  rows.map(({ line, employeeNumber, name, department, wasNumber, fault }) =>
    [`${line}:`, employeeNumber, name, department, wasNumber && 'number', fault && `${fault.field} ${fault.why}`]
      .filter(Boolean)
      .join(' '),
  );

const TABLE = [
  '工号,姓名,部门,入职日期',
  '007,张伟,研发,2026/1/2',
  '440981199001011234,陈静,,2026-01-02',
  '1E5,阿卜杜拉·买买提,车间,46024',
  ' 0012\u200b,李四,"研发,二组",01/02/2026',
  ',无号,研发,',
  '12,吉田,"多\r\n行",',
  '13,123,,',
  '14,,,',
].join('\r\n');
const EXPECTED = [
  '2: 007 张伟 研发',
  '3: 440981199001011234 陈静',
  '4: 1E5 阿卜杜拉·买买提 车间',
  '5: 0012 李四 研发,二组',
  '6: 无号 研发 employeeNumber empty',
  '7: 12 吉田 多 行',
  '9: 13 123 name no-letter',
  '10: 14 name empty',
];

describe('a text', () => {
  test.each<[EncodingName, string, ',' | ';' | '\t' | '|']>([
    ['gb18030', TABLE.replaceAll('\u200b', ''), ','],
    [
      'utf-8',
      `\uFEFF${TABLE.replaceAll('"研发,二组"', '研发,二组').replaceAll(',', ';').replaceAll('研发;二组', '"研发,二组"')}`,
      ';',
    ],
    [
      'utf-16le',
      `\uFEFF${TABLE.replaceAll('"研发,二组"', '研发;二组').replaceAll(',', '\t').replaceAll('研发;二组', '研发,二组')}`,
      '\t',
    ],
    ['utf-8', TABLE.replaceAll('"研发,二组"', '研发;二组').replaceAll(',', '|').replaceAll('研发;二组', '研发,二组'), '|'],
  ])('in %s: its encoding and what parts the cells are found', async (encoding, of, separator) => {
    const table = value(await read(text(of, encoding)));
    expect(table).toMatchObject({ separator, header: true, columns: { employeeNumber: 0, name: 1, department: 2 }, sheets: [] });
    expect(table.text).toMatchObject({ encoding, unreadable: 0 });
    expect(told(table)).toEqual(EXPECTED);
  });

  test.each([
    ['Employee ID;Full Name;Dept\n1;Ada;R&D', { employeeNumber: 0, name: 1, department: 2 }],
    ['Department,Name,No.\nR&D,Ada,1', { employeeNumber: 2, name: 1, department: 0 }],
    ['考勤号码\t姓名\t所属部门\n1\t张伟\t研发', { employeeNumber: 0, name: 1, department: 2 }],
    ['Name,E-mail\nAda,a@b.example', { employeeNumber: null, name: 0, department: null }],
  ])('columns by their titles: %j', async (of, columns) => {
    expect(value(await read(text(of))).columns).toMatchObject(columns);
  });

  test('without titles the first columns are meant, and all of it can be said otherwise', async () => {
    const bytes = text('1,Ada,R&D\n2,Bea,R&D');
    expect(value(await read(bytes))).toMatchObject({ header: false, rows: [{ name: 'Ada' }, { name: 'Bea' }] });
    const columns = { employeeNumber: 0, name: 2, familyName: null, givenName: null, department: null };
    expect(told(value(await read(bytes, { header: true, columns })))).toEqual(['2: 2 R&D']);
    expect(value(await read(bytes, { separator: ';' })).rows[0]).toMatchObject({ employeeNumber: '1,Ada,R&D' });
  });

  test.each([
    [
      '工号,姓,名,部门\n1,张,伟,研发\n2,司马,,研发\n3,Novak,Ana,研发',
      ['2: 1 张伟 研发', '3: 2 司马 研发', '4: 3 Ana Novak 研发'],
    ],
    ['No.,First name,Last name\n1,Ana,Novak\n2,伟,张\n3,太郎,田中', ['2: 1 Ana Novak', '3: 2 张伟', '4: 3 田中太郎']],
    ['ID;Surname;Name\n1;Novak;Ana\n2;;', ['2: 1 Ana Novak', '3: 2 name empty']],
    ['ID,Name,First name,Last name\n1,A. Novak,Ana,Novak\n2,,Ana,Novak', ['2: 1 A. Novak', '3: 2 Ana Novak']],
  ])('halves of a name are joined as whoever bears it writes it: %j', async (of, rows) => {
    expect(told(value(await read(text(of))))).toEqual(rows);
  });

  test('two halves that are too long together are named, as one that is too long', async () => {
    const [row] = value(await read(text(`ID,Surname,First name\n1,${'a'.repeat(280)},${'b'.repeat(280)}`))).rows;
    expect(row).toMatchObject({ fault: { field: 'name', why: 'too-long' } });
  });

  test('what parts the cells is counted outside of quotes', () => {
    expect(separatorOf('"a,b,c";1\n"d,e,f";2')).toBe(';');
    expect(separatorOf('just one column')).toBe(',');
  });

  test.each([
    ['', 'empty'],
    ['\n\n', 'blank'],
    ['a,"b\nc', 'a quote that never ends'],
    ['\0\0\0\u0001', 'no text'],
  ])('no table: %j (%s)', async (of) => {
    expect(await read(text(of))).toEqual({ ok: false, error: { code: 'people-file-unreadable' } });
  });

  test('every row that is not blank comes out once, whatever stands in it', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '张', '1', '"', ' ', '\u200b', '=', "'"), maxLength: 6 });
    const quoted = cell.map((c) => `"${c.replaceAll('"', '""')}"`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(quoted, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 20 }),
        async (rows) => {
          const answer = await read(text(rows.map((r) => r.join(',')).join('\n')), { header: false, separator: ',' });
          const filled = rows.filter((r) => r.some((c) => c.slice(1, -1).trim() !== '')).length;
          if (filled === 0) expect(answer.ok).toBe(false);
          else expect(value(answer).rows).toHaveLength(filled);
        },
      ),
    );
  });
});

const inline = (of: string) => `<c t="inlineStr"><is><t>${of}</t></is></c>`;
const row = (n: number, ...cells: string[]) =>
  `<row r="${n}">${cells.map((c, i) => c.replace('<c', `<c r="${'ABCD'[i]}${n}"`)).join('')}</row>`;
const HEAD = row(1, inline('工号'), inline('姓名'), inline('部门'));

describe('a workbook', () => {
  test('numbers are what the sheet shows, or are told; readings are no part of a name', async () => {
    const bytes = workbook(
      HEAD +
        row(2, '<c t="n"><v>1001</v></c>', inline('Ada'), inline('研发')) +
        row(3, '<c><v>1.0010000000000001E3</v></c>', inline('Bea')) +
        row(4, '<c s="2"><v>7</v></c>', inline('Cleo')) +
        row(5, '<c><v>4.4098119900101126E17</v></c>', inline('Dora')) +
        row(6, '<c t="e"><v>#N/A</v></c>', inline('Eve')) +
        row(7, inline('0007'), '<c t="s"><v>0</v></c>') +
        row(9, inline('  '), inline('')) +
        row(10, inline('9'), inline('Fay'), '<c s="1"><v>46024</v></c>'),
      { strings: '<si><t>田中</t><rPh sb="0" eb="2"><t>タナカ</t></rPh></si>' },
    );
    const table = value(await read(bytes));
    expect(table).toMatchObject({ text: null, separator: null, sheets: ['员工'], sheet: 0, header: true });
    expect(told(table)).toEqual([
      '2: 1001 Ada 研发 number',
      '3: 1001 Bea number',
      '4: 007 Cleo number',
      '5: 440981199001011264 Dora employeeNumber digits-lost',
      '6: #N/A Eve employeeNumber error-value',
      '7: 0007 田中',
      '10: 9 Fay 2026-01-02',
    ]);
  });

  test('of 1904: its days are four years later', async () => {
    const bytes = workbook(HEAD + row(2, inline('1'), inline('Ada'), '<c s="1"><v>46024</v></c>'), { date1904: true });
    expect(told(value(await read(bytes)))).toEqual(['2: 1 Ada 2030-01-03']);
  });

  test('one that would fill the memory is refused before it is unpacked', async () => {
    const big = { name: 'xl/media/big.bin', data: new Uint8Array(2_000_000) };
    const bomb = workbook(HEAD, { more: [{ ...big, says: 4_000_000_000 }] });
    expect(await read(bomb)).toEqual({ ok: false, error: { code: 'import-too-much' } });
    const many = Array.from({ length: 2100 }, (_, i) => ({ name: `x${i}`, data: new Uint8Array(1) }));
    expect(await read(workbook(HEAD, { more: many }))).toEqual({ ok: false, error: { code: 'import-too-much' } });
  });

  test.each([
    ['an archive of something else', zip([{ name: 'a.txt', data: text('hello') }])],
    ['the beginning of one', workbook(HEAD).slice(0, 200)],
    ['an old one that is cut off', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0])],
  ])('%s', async (_what, bytes) => {
    expect(await read(bytes)).toEqual({ ok: false, error: { code: 'people-file-unreadable' } });
  });
});
