import { expect, test } from 'vitest';
import { makeFormat } from './format.ts';

const at = Date.UTC(2026, 10, 24, 0, 57, 3);

test('times in 24 hours, days by the site, in both languages', () => {
  const en = makeFormat('en', 'Asia/Shanghai');
  const zh = makeFormat('zh-CN', 'Asia/Shanghai');
  expect(en.time(at)).toBe('08:57');
  expect(zh.seconds(at)).toBe('08:57:03');
  expect(zh.day(at)).toBe('11月24日星期二');
  expect(en.day(at)).toMatch(/Tuesday,? 24 November/);
});

test.each([
  ['Pacific/Kiritimati', '2026-11-24'],
  ['America/New_York', '2026-11-23'],
  ['no/such zone', '2026-11-24'],
])('the ISO day in %s', (zone, day) => expect(makeFormat('en', zone).isoDay(at)).toBe(day));

test('an ISO day is written as itself, however far the site is from Greenwich', () => {
  expect(makeFormat('en', 'Pacific/Kiritimati').dayOf('2026-11-24')).toContain('24');
  expect(makeFormat('en', 'Pacific/Pago_Pago').dayOf('2026-11-24')).toContain('24');
});

test.each([Number.NaN, Infinity, -Infinity, 1e300, 8.64e15 + 1, -8.64e15 - 1])(
  '%s is no instant: a dash, not a screen that breaks',
  (at) => {
    const format = makeFormat('en', 'Asia/Shanghai');
    expect([format.time(at), format.seconds(at), format.day(at), format.date(at), format.isoDay(at)]).toEqual([
      '–',
      '–',
      '–',
      '–',
      '–',
    ]);
  },
);

test('the first and the last instant of the calendar, and a day that is none', () => {
  const format = makeFormat('zh-CN', 'America/New_York');
  for (const at of [8.64e15, -8.64e15, 0, -62_135_596_800_000]) expect(format.date(at)).not.toBe('–');
  expect(format.dayOf('2026-19-39')).toBe('2026-19-39');
});
