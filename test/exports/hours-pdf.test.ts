/** Timesheets, opened by a reader that did not write them. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import { isoDay } from '../../src/domain/hours/days.ts';
import type { PersonBlock } from '../../src/exports/hours/source.ts';
import { loadFonts } from '../../src/exports/hours/fonts.ts';
import { writeHours } from '../../src/exports/hours/write.ts';
import { wordsOf } from '../../src/words/index.ts';
import { at, block, contextOf, FIRST, hourDay, overtime, written } from './hours-fixture.ts';

type Pages = readonly { readonly text: string; readonly fonts: number }[];

/** Each page's text as it can be selected. */
async function pagesOf(file: Uint8Array): Promise<Pages> {
  const task = getDocument({ data: new Uint8Array(file), useSystemFonts: false, verbosity: 0 });
  const pdf = await task.promise;
  const pages = [];
  for (let n = 1; n <= pdf.numPages; n++) {
    const { items, styles } = await (await pdf.getPage(n)).getTextContent();
    const text = items.map((item) => ('str' in item ? item.str : '')).join('|');
    pages.push({ text, fonts: Object.keys(styles).length });
  }
  await task.destroy();
  return pages;
}

/** Without what stands between pieces that a reader sees one after the other. */
const joined = (pages: Pages): string => pages.map(({ text }) => text.replaceAll('|', '')).join('\n');

const month = (more: Parameters<typeof hourDay>[1] = {}) =>
  Array.from({ length: 31 }, (_, i) => hourDay(isoDay(FIRST + i), { closed: true, ...more }));

const correction: PersonBlock['corrections'][number] = {
  ...{ day: FIRST, kind: 'add', at: at('2026-10-01T17:00'), until: null, toDay: null, direction: 'out' },
  ...{ reason: 'Forgot the badge', by: 'administrator', self: true },
};

test('a month of a person is one page: person, rule, days, totals, corrections and two lines to sign', async () => {
  const days = month();
  days[0] = { ...days[0]!, late: 15, extra: 30, overtime: [overtime(30)], flags: ['missing-out'] };
  const context = contextOf('timesheets-pdf', { rules: [{ from: FIRST, overtime: ['After work'] }] });
  const done = await written(context, [block({ days, corrections: [correction] })]);
  expect(done).toMatchObject({ rows: 31, people: 1, leftOut: [], bytes: done.file.length });
  const pages = await pagesOf(done.file);
  expect(pages).toHaveLength(1);
  const text = joined(pages);
  for (const said of [
    ...['Timesheet', 'Ada King', '007', 'R&D', '2026-10-01 – 2026-10-31', 'Europe/Berlin', 'Berlin', 'closed'],
    ...['rules from 2026-10-01', 'After work', '2026-10-01 Thursday', '09:00 – 17:00', '8:30', '0:15', '0:30', 'OUT missing'],
    ...['248:30', 'Corrections', 'Punch added OUT 17:00', 'Forgot the badge', 'administrator', 'self-approved'],
    ...['Signature, employee', 'Signature, manager', 'Page 1 of 1', '2026-10-31 Saturday'],
  ])
    expect(text).toContain(said);
});

test('in Chinese it is Chinese that can be selected, in both weights', async () => {
  const who = { name: '王小伟', department: '研发部' };
  const context = contextOf('timesheets-pdf', { language: 'zh-CN', zone: 'Asia/Shanghai', site: '上海' });
  const leave = {
    verdict: 'leave',
    leaves: [{ kind: 'annual', paid: true, present: false, minutes: 480 }],
    firstIn: null,
    lastOut: null,
  } as const;
  const done = await written(context, [
    block({ who, days: [hourDay('2026-10-01', leave)], corrections: [{ ...correction, reason: '忘记打卡' }] }),
  ]);
  expect(done.leftOut).toEqual([]);
  const text = joined(await pagesOf(done.file));
  for (const said of [
    ...['考勤确认表', '王小伟', '研发部', '上海', '未月结', '默认规则', '2026-10-01 星期四', '请假', '带薪'],
    ...['考勤更正', '补卡 出', '忘记打卡', '管理员', '员工签字', '主管签字', '第 1 页，共 1 页', 'Asia/Shanghai'],
  ])
    expect(text).toContain(said);
});

test('every letter of our own words is there', async () => {
  const { has } = await loadFonts();
  for (const language of ['en', 'zh-CN'] as const) {
    const own = wordsOf(language).hoursFile;
    const texts = JSON.stringify([own, own.timesheet.made('', ''), own.timesheet.page(1, 2), own.timesheet.rulesFrom('')]);
    expect([...new Set(texts)].filter((letter) => !has(letter))).toEqual([]);
  }
});

/** Of names that people have, and of no list of common letters. */
const RARE = '龢瑢䶮喆堃翀㛃㬎𬭎𬀩𫍽𨱏𬬩𬍛';

test('rare letters of names are there, in both weights', async () => {
  const { has } = await loadFonts();
  expect(Array.from(RARE).filter((letter) => !has(letter))).toEqual([]);
  const blocks = Array.from(RARE, (letter) => block({ who: { name: `王${letter}` }, days: [hourDay('2026-10-01')] }));
  const { file, leftOut } = await written(contextOf('timesheets-pdf', { language: 'zh-CN' }), blocks);
  expect(leftOut).toEqual([]);
  expect((await pagesOf(file)).map((page) => /王./u.exec(joined([page]))?.[0])).toEqual(
    Array.from(RARE, (letter) => `王${letter}`),
  );
});

test('letters of Europe are there; one that no font has is named, and its code stands in its place', async () => {
  const who = { name: 'Łukasz Žđ Nguyễn Ωλ Юрий 𠮷𪚥𠮷' };
  const { file, leftOut } = await written(contextOf('timesheets-pdf'), [block({ who, days: [hourDay('2026-10-01')] })]);
  expect(joined(await pagesOf(file))).toContain('Łukasz Žđ Nguyễn Ωλ Юрий [U+20BB7][U+2A6A5][U+20BB7]');
  expect(leftOut).toEqual([{ why: 'no-glyph', count: 2, of: [`${who.name}: U+20BB7 𠮷`, `${who.name}: U+2A6A5 𪚥`] }]);
});

test('what does not fit goes on, with its headers and its number; a person who was not employed has no page', async () => {
  const corrections = Array.from({ length: 100 }, (_, i) => ({ ...correction, reason: `Reason ${i}` }));
  const gone = hourDay('2026-10-01', { verdict: 'not-employed' });
  const blocks = [
    block({ days: month(), corrections }),
    block({ days: [gone], who: { name: 'Gone' } }),
    block({ days: month() }),
  ];
  const done = await written(contextOf('timesheets-pdf'), blocks);
  const pages = await pagesOf(done.file);
  expect(pages.map((page) => /Page \d of \d/.exec(joined([page]))?.[0])).toEqual([
    ...['Page 1 of 3', 'Page 2 of 3', 'Page 3 of 3'],
    'Page 1 of 1',
  ]);
  expect(joined(pages.slice(1, 2))).toContain('Decided by');
  expect(joined(pages.slice(0, 3)).match(/Reason \d+/g)).toHaveLength(100);
  expect(joined(pages.slice(0, 2))).not.toContain('Signature');
  expect(joined(pages)).not.toContain('Gone');
});

test('the same days are the same file, and nobody is a page that says nothing', async () => {
  const [a, b] = [
    await written(contextOf('timesheets-pdf'), [block({ days: month() })]),
    await written(contextOf('timesheets-pdf'), [block({ days: month() })]),
  ];
  expect(a.hash).toBe(b.hash);
  expect(await pagesOf((await written(contextOf('timesheets-pdf'), [])).file)).toHaveLength(1);
});

test('people are written as they come: what is held does not grow with them', async () => {
  let [given, longest, waiting] = [0, 0, 0];
  function* people(): Generator<PersonBlock> {
    for (; given < 100; given++) {
      longest = Math.max(longest, waiting);
      waiting++;
      yield block({ days: month(), who: { id: given + 1, name: `王伟 ${given}` } });
    }
  }
  const before = process.memoryUsage.rss();
  const chunks: Uint8Array[] = [];
  const done = await writeHours(contextOf('timesheets-pdf'), people, (bytes) => {
    waiting = 0;
    chunks.push(bytes);
  });
  expect(done).toMatchObject({ people: 100, rows: 3100 });
  // A page is out when the one after it begins.
  expect(longest).toBeLessThanOrEqual(2);
  expect(done.bytes).toBeLessThan(2_000_000);
  expect((process.memoryUsage.rss() - before) / 1_048_576).toBeLessThan(300);
  expect(await pagesOf(Buffer.concat(chunks))).toHaveLength(100);
});
