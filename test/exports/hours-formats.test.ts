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

test('企业微信: days with their weekday, -- for what is not there', async () => {
  const context = contextOf('wecom', { language: 'zh-CN', zone: 'Asia/Shanghai' });
  const rows = await sheetOf((await written(context, [block({ days: [hourDay('2026-10-04', { lastOut: null })] })])).file);
  expect(rows[1]![0]).toBe('统计时间 2026/10/01 至 2026/10/31  制表时间 2026/11/02 15:00(UTC+08:00)');
  expect(rows[4]![0]).toBe('2026/10/04 星期日');
  expect(rows[4]![rows[3]!.indexOf('最晚')]).toBe('--');
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
  expect(await merged('wecom')).toEqual(expect.arrayContaining(['A1:Q1', 'A2:Q2', 'A3:A4', 'B3:B4', 'C3:D3', 'G3:K3', 'L3:P3']));
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
