import chineseDays from 'chinese-days';
import { LunarDay, SolarDay } from 'tyme4ts';
import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from './days.ts';
import { STATUTORY_YEARS, statutoryDays } from './statutory-cn.ts';

const two = (n: number): string => String(n).padStart(2, '0');
const years = Array.from({ length: STATUTORY_YEARS.to - STATUTORY_YEARS.from + 1 }, (_, i) => STATUTORY_YEARS.from + i);

const byTyme = (year: number): string[] => {
  const iso = (s: SolarDay): string => `${s.getYear()}-${two(s.getMonth())}-${two(s.getDay())}`;
  const newYear = LunarDay.fromYmd(year, 1, 1).getSolarDay();
  const qingming = [4, 5, 6].map((d) => SolarDay.fromYmd(year, 4, d)).find((d) => d.getTermDay().toString() === '清明第1天')!;
  return [
    ...[-1, 0, 1, 2].map((n) => iso(newYear.next(n))),
    iso(qingming),
    iso(LunarDay.fromYmd(year, 5, 5).getSolarDay()),
    iso(LunarDay.fromYmd(year, 8, 15).getSolarDay()),
  ];
};
const byChineseDays = (year: number): string[] => {
  const newYear = dayNumber(chineseDays.getSolarDateFromLunar(`${year}-01-01`).date);
  const qingming = chineseDays.getSolarTerms(`${year}-04-01`, `${year}-04-10`).find((t) => t.name === '清明')!;
  return [
    ...[-1, 0, 1, 2].map((n) => isoDay(newYear + n)),
    qingming.date,
    chineseDays.getSolarDateFromLunar(`${year}-05-05`).date,
    chineseDays.getSolarDateFromLunar(`${year}-08-15`).date,
  ];
};

describe.each(years)('%i', (year) => {
  test.each([
    ['tyme4ts', byTyme],
    ['chinese-days', byChineseDays],
  ] as const)('as %s has it', (_name, oracle) => {
    const fixed = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map((md) => `${year}-${md}`);
    const expected = [...new Set([...fixed, ...oracle(year)])].sort();
    expect(statutoryDays(year)!.map((s) => isoDay(s.day))).toEqual(expected);
  });
});

test('two holidays on one day are one day with two names', () => {
  const day = statutoryDays(2031)!.find((s) => s.day === dayNumber('2031-10-01'));
  expect(day?.names).toEqual(['中秋节', '国庆节']);
});

test('a year that the table does not know is not a year without holidays', () => expect(statutoryDays(2051)).toBeNull());
