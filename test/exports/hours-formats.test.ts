/** Files that are no delimited text, each opened by a reader that did not write it. */
import { text } from 'node:stream/consumers';
import ICAL from 'ical.js';
import ical from 'node-ical';
import readExcel from 'read-excel-file/node';
import * as yauzl from 'yauzl';
import { expect, test } from 'vitest';
import { dayNumber, isoDay, minuteAt } from '../../src/domain/hours/days.ts';
import { folded } from '../../src/exports/hours/icalendar.ts';
import { BUILT_IN } from '../../src/exports/hours/templates/index.ts';
import { directionOf, readAttlog } from '../../src/imports/attlog/attlog.ts';
import { writeHours } from '../../src/exports/hours/write.ts';
import { at, block, contextOf, FIRST, hourDay, punch, written } from './hours-fixture.ts';

const sheetOf = async (file: Buffer): Promise<unknown[][]> => (await readExcel(file))[0]!.data;

test('XLSX: days and lengths are numbers, identifiers texts, headers and names stay in sight', async () => {
  const days = [hourDay('2026-10-01', { paid: 1530 }), hourDay('2026-10-02', { firstIn: null })];
  const { file, rows } = await written(contextOf('days-xlsx'), [block({ days, who: { name: '=1+1' } })]);
  const [header, first, second] = await sheetOf(file);
  const cell = (row: unknown[] | undefined, name: string) => row?.[header!.indexOf(name)];
  expect(rows).toBe(2);
  expect([cell(first, 'Employee number'), cell(first, 'Name')]).toEqual(['007', '=1+1']);
  expect(cell(first, 'Date')).toEqual(new Date('2026-10-01T00:00:00Z'));
  expect(cell(first, 'First in')).toEqual(new Date('2026-10-01T09:00:00Z'));
  // 25:30 is 1.0625 of a day; this reader takes it for a moment since the day of serial 0.
  expect((Number(cell(first, 'Paid hours')) - Date.UTC(1899, 11, 30)) / 86_400_000).toBe(1530 / 1440);
  expect(cell(second, 'First in')).toBeNull();
});

test('decimal hours where the template says so', async () => {
  const { file } = await written(contextOf('totals-xlsx'), [block({ days: [hourDay('2026-10-01', { paid: 450 })] })]);
  const [header, row] = await sheetOf(file);
  expect(row![header!.indexOf('Paid hours')]).toBe(7.5);
});

test('钉钉: titles in rows 1 and 2, headers in 3, groups and days in 4, people from 5', async () => {
  const period = { from: FIRST, to: dayNumber('2026-10-04') };
  const days = [
    hourDay('2026-10-01', { late: 15 }),
    hourDay('2026-10-02', { verdict: 'absent', firstIn: null, lastOut: null, inPlan: 0, paid: 0 }),
    hourDay('2026-10-03', { verdict: 'rest', firstIn: null, lastOut: null, planned: 0, inPlan: 0, paid: 0 }),
  ];
  const context = contextOf('dingtalk', { period, language: 'zh-CN' });
  const rows = await sheetOf((await written(context, [block({ days, who: { name: '王伟' } })])).file);
  expect(rows[0]![0]).toBe('月度汇总 统计日期：2026-10-01 至 2026-10-04');
  expect(rows[1]![0]).toBe('报表生成时间：2026-11-02 08:00');
  const groups = rows[2]!;
  const subs = rows[3]!;
  expect(groups.slice(0, 4)).toEqual(['姓名', '考勤组', '部门', '工号']);
  const results = groups.indexOf('考勤结果');
  expect(subs.slice(results)).toEqual(['1', '2', '六', '日']);
  expect(rows[4]!.slice(results)).toEqual(['迟到15分钟', '旷工', '休息', null]);
  expect(rows[4]![groups.indexOf('旷工天数')]).toBe(1);
  expect(subs[groups.indexOf('请假')]).toBe('带薪假(分钟)');
});

const sheetsOf = async (file: Buffer) => (await readExcel(file)).map(({ sheet, data }) => ({ name: sheet, data: data }));

test('企业微信: two sheets by their names, headings in rows 3 and 4, days with their weekday, -- for what is not there', async () => {
  const context = contextOf('wecom', { language: 'zh-CN', zone: 'Asia/Shanghai' });
  const days = [
    hourDay('2026-10-04', { late: 15, lastOut: null, flags: ['missing-out'] }),
    hourDay('2026-10-05', { early: 20 }),
    hourDay('2026-10-06', { verdict: 'open' }),
    hourDay('2026-10-07', { verdict: 'unplanned', startsAt: null, endsAt: null }),
  ];
  const shanghai = { zone: 'Asia/Shanghai' };
  const punches = [
    punch('2026-10-04T09:00', 'in', shanghai),
    punch('2026-10-05T09:00', 'in', shanghai),
    punch('2026-10-05T12:00', 'out', shanghai),
    punch('2026-10-05T17:00', 'out', shanghai),
    punch('2026-10-06T09:00', 'in', shanghai),
    punch('2026-10-07T09:00', 'in', shanghai),
  ];
  const { file, rows, people } = await written(context, [block({ days, punches })]);
  expect([rows, people]).toEqual([10, 1]);
  const [overview, details, ...none] = await sheetsOf(file);
  expect([overview!.name, details!.name, none]).toEqual(['概况统计与打卡明细', '打卡详情', []]);
  const made = '统计时间:2026/10/01 ～ 2026/10/31     制表时间:2026/11/02 15:00(UTC+08:00)';
  const [title, when, groups, names, ...body] = overview!.data;
  expect([title![0], when![0]]).toEqual(['概况统计与打卡明细', made]);
  expect(groups!.slice(0, 4)).toEqual(['时间', '姓名', '账号', '基础信息']);
  expect(names!.slice(3, 6)).toEqual(['部门', '职务', '工号']);
  const cell = (name: string) => body[0]![names!.indexOf(name)];
  expect(body[0]![0]).toBe('2026/10/04 星期日');
  expect(['最早', '最晚', '迟到次数(次)', '迟到时长(分钟)', '缺卡次数(次)', '考勤结果'].map(cell)).toEqual([
    ...['15:00', '--', 1, 15, 1, '迟到15分钟'],
  ]);
  // A reader of these files takes the headings from row 3 and the punches from row 5.
  const [detailTitle, detailMade, headings, beneath, ...rest] = details!.data;
  expect([detailTitle![0], detailMade![0]]).toEqual(['打卡详情', made]);
  expect(headings).toEqual([
    ...['日期', '姓名', '账号', '部门', '职务', '所属规则'],
    ...['打卡类型', '应打卡时间', '实际打卡时间', '打卡状态', '打卡地点', '假勤申请'],
  ]);
  expect(beneath!.every((cell) => cell === null)).toBe(true);
  expect(rest.map((row) => [row[0], ...row.slice(6, 10)])).toEqual([
    ['2026/10/04 星期日', '上班', '15:00', '15:00', '迟到15分钟'],
    ['2026/10/05 星期一', '上班', '15:00', '15:00', '正常'],
    ['2026/10/05 星期一', '下班', '--', '18:00', '--'],
    ['2026/10/05 星期一', '下班', '23:00', '23:00', '早退20分钟'],
    ['2026/10/06 星期二', '上班', '15:00', '15:00', '未结束'],
    ['2026/10/07 星期三', '上班', '--', '15:00', '无排班出勤'],
  ]);
});

const ACROSS = { from: dayNumber('2026-10-30'), to: dayNumber('2026-12-01') };

test('a sheet a month: its own days, its own totals', async () => {
  const template = { ...BUILT_IN['days-xlsx']!, sheets: 'month' as const };
  const months = [['2026-10-30', '2026-10-31'], ['2026-11-01'], ['2026-12-01']];
  const blocks = months.map((days) => [
    block({ days: days.map((day) => hourDay(day)) }),
    block({ who: { id: 2, targetId: null } }),
  ]);
  let pass = 0;
  const chunks: Uint8Array[] = [];
  const done = await writeHours(
    contextOf({ ...template, ids: 'x' }, { period: ACROSS }),
    () => blocks[pass++]!,
    (b) => void chunks.push(b),
  );
  const sheets = await sheetsOf(Buffer.concat(chunks));
  expect(sheets.map(({ name, data }) => [name, data.length - 1])).toEqual([
    ['2026-10', 2],
    ['2026-11', 1],
    ['2026-12', 1],
  ]);
  // Who has no id is named once, and counted once.
  expect(done).toMatchObject({ rows: 4, people: 2, leftOut: [{ why: 'no-id', count: 1 }] });
});

test('a sheet a person, by their name; of two by the same name too, and of nobody one that is empty', async () => {
  const template = { ...BUILT_IN['days-xlsx']!, sheets: 'person' as const };
  const of = (id: number, name: string, days: string[]) =>
    block({ who: { id, name, employeeNumber: '' }, days: days.map((day) => hourDay(day)) });
  const gone = block({ who: { id: 9, name: 'Gone' }, days: [hourDay('2026-10-01', { verdict: 'not-employed' })] });
  const long = `'[Ana/Bo]: ${'王伟'.repeat(20)}`;
  const blocks = [of(1, 'Ana', ['2026-10-01']), of(2, 'ANA', ['2026-10-01', '2026-10-02']), gone, of(3, long, ['2026-10-01'])];
  const { file } = await written(contextOf(template), blocks);
  expect((await sheetsOf(file)).map(({ name, data }) => [name, data.length - 1])).toEqual([
    ['Ana', 1],
    ['ANA_2', 2],
    [`Ana Bo ${'王伟'.repeat(11)}`, 1],
  ]);
  expect((await sheetsOf((await written(contextOf(template), [])).file)).map(({ data }) => data)).toEqual([[]]);
});

/** What a sheet's own XML says is merged. */
async function mergedIn(file: Buffer): Promise<string[]> {
  const zip = await yauzl.fromBufferPromise(file);
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== 'xl/worksheets/sheet1.xml') continue;
    const xml = await text(await zip.openReadStreamPromise(entry));
    return [...xml.matchAll(/<mergeCell ref="([A-Z0-9:]+)"/g)].map(([, ref]) => ref!);
  }
  return [];
}

test('钉钉, 企业微信: titles and headings are merged, and nothing where nothing is grouped', async () => {
  const period = { from: FIRST, to: dayNumber('2026-10-04') };
  const days = [hourDay('2026-10-01')];
  const merged = async (name: string) => mergedIn((await written(contextOf(name, { period }), [block({ days })])).file);
  // 24 columns and four days: two titles, seventeen names over two lines, three groups.
  const dingtalk = await merged('dingtalk');
  expect(dingtalk).toHaveLength(22);
  expect(dingtalk).toEqual(expect.arrayContaining(['A1:Z1', 'A2:Z2', 'A3:A4', 'R3:S3', 'T3:V3', 'W3:Z3']));
  expect(await merged('wecom')).toEqual(
    expect.arrayContaining(['A1:W1', 'A2:W2', 'A3:A4', 'B3:B4', 'C3:C4', 'D3:F3', 'G3:M3', 'N3:S3', 'T3:W3']),
  );
  expect(await merged('days-xlsx')).toEqual([]);
});

test('attlog.dat is read back by our reader as it was', async () => {
  const punches = [punch('2026-10-01T09:00', 'in'), punch('2026-10-01T17:01', 'out', { zone: 'Asia/Shanghai', door: null })];
  const done = await written(contextOf('attlog'), [
    block({ punches }),
    block({ punches, who: { employeeNumber: 'no number at all', name: 'Bo' } }),
  ]);
  expect(done.leftOut).toEqual([{ why: 'no-id', count: 1, of: ['Bo'] }]);
  expect(done.file.toString('latin1')).toBe('007\t2026-10-01 09:00:00\t2\t0\t15\t0\r\n007\t2026-10-01 23:01:00\t1\t1\t15\t0\r\n');
  const { lines, left, columns } = readAttlog(done.file.toString(), '2_attlog.dat');
  expect(left).toEqual([]);
  expect(lines.map((l) => [l.number, isoDay(l.day), l.minute, directionOf(l.rest[columns.status!])])).toEqual([
    ['007', '2026-10-01', 540, 'in'],
    ['007', '2026-10-01', 1381, 'out'],
  ]);
});

test('JSON lines: a record a day, minutes as integers, instants with their offset', async () => {
  const { file, rows } = await written(contextOf('days-json'), [
    block({ days: [hourDay('2026-10-01'), hourDay('2026-10-26', { verdict: 'not-employed' })] }),
  ]);
  const records = file
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(rows).toBe(1);
  expect(records[0]).toMatchObject({
    ...{ schema: 1, person: { employeeNumber: '007' }, day: '2026-10-01', zone: 'Europe/Berlin', paid: 480, verdict: 'present' },
    firstIn: '2026-10-01T09:00:00+02:00',
  });
  const punches = await written(contextOf({ ...BUILT_IN['days-json']!, grain: 'punch' }), [
    block({ punches: [punch('2026-10-25T02:30', 'in', { at: at('2026-10-25T02:30', '+01:00') })] }),
  ]);
  expect(JSON.parse(punches.file.toString())).toMatchObject({ at: '2026-10-25T02:30:00+01:00', direction: 'in', key: 'e7' });
});

test('iCalendar: shifts in UTC, leave as a whole day, the same UID in each file; two libraries read it', async () => {
  const night = { startsAt: minuteAt(at('2026-10-01T22:00')), endsAt: minuteAt(at('2026-10-02T06:00')) };
  const days = [
    hourDay('2026-10-01', { ...night, shift: { id: 2, name: 'Nacht; spät, lang '.repeat(6) } }),
    hourDay('2026-10-02', { verdict: 'leave' }),
    hourDay('2026-10-03', { verdict: 'rest', startsAt: null, endsAt: null }),
  ];
  const { file, rows } = await written(contextOf('plan'), [block({ days, who: { name: '王伟' } })]);
  expect(rows).toBe(2);
  const text = file.toString();
  expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  const events = new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent').map((e) => new ICAL.Event(e));
  expect(events.map((e) => [e.uid, e.startDate.toString(), e.endDate.toString()])).toEqual([
    [`a1b2-1-${dayNumber('2026-10-01')}@lintel`, '2026-10-01T20:00:00Z', '2026-10-02T04:00:00Z'],
    [`a1b2-1-${dayNumber('2026-10-02')}@lintel`, '2026-10-02', '2026-10-03'],
  ]);
  expect(events[0]!.summary).toBe(`${'Nacht; spät, lang '.repeat(6)} · 王伟`);
  const other = Object.values(ical.sync.parseICS(text)).filter((e) => e?.type === 'VEVENT');
  expect(other.map((e) => (e as { start: Date }).start.toISOString())).toContain('2026-10-01T20:00:00.000Z');
});

test('a line is folded between letters', () => {
  const line = `SUMMARY:${'王'.repeat(60)}`;
  const parts = folded(line).split('\r\n');
  expect(parts.every((part) => Buffer.byteLength(part) <= 75)).toBe(true);
  expect(parts.map((part, i) => (i === 0 ? part : part.slice(1))).join('')).toBe(line);
});
