/**
 * The thirteen statutory holidays (法定节假日) of China since 2025: State Council order 795, gov.cn/zhengce/content/202411/content_6986380.htm. Work on them
 * is paid at 300 % (劳动法 §44); the other days of a long holiday are rest days. A table, since ICU's Chinese calendar is a day off in some years
 * (unicode-org/icu#4070); test: two packages agree with each day of it.
 */
import { dayNumber, type Day } from './days.ts';

/** New Year's Eve, 清明, 端午, 中秋: month and day. */
const LUNAR: Readonly<Record<number, readonly [eve: string, qingming: string, duanwu: string, zhongqiu: string]>> = {
  2025: ['01-28', '04-04', '05-31', '10-06'],
  2026: ['02-16', '04-05', '06-19', '09-25'],
  2027: ['02-05', '04-05', '06-09', '09-15'],
  2028: ['01-25', '04-04', '05-28', '10-03'],
  2029: ['02-12', '04-04', '06-16', '09-22'],
  2030: ['02-02', '04-05', '06-05', '09-12'],
  2031: ['01-22', '04-05', '06-24', '10-01'],
  2032: ['02-10', '04-04', '06-12', '09-19'],
  2033: ['01-30', '04-04', '06-01', '09-08'],
  2034: ['02-18', '04-05', '06-20', '09-27'],
  2035: ['02-07', '04-05', '06-10', '09-16'],
  2036: ['01-27', '04-04', '05-30', '10-04'],
  2037: ['02-14', '04-04', '06-18', '09-24'],
  2038: ['02-03', '04-05', '06-07', '09-13'],
  2039: ['01-23', '04-05', '05-27', '10-02'],
  2040: ['02-11', '04-04', '06-14', '09-20'],
  2041: ['01-31', '04-04', '06-03', '09-10'],
  2042: ['01-21', '04-04', '06-22', '09-28'],
  2043: ['02-09', '04-05', '06-11', '09-17'],
  2044: ['01-29', '04-04', '05-31', '10-05'],
  2045: ['02-16', '04-04', '06-19', '09-25'],
  2046: ['02-05', '04-04', '06-08', '09-15'],
  2047: ['01-25', '04-05', '05-29', '10-04'],
  2048: ['02-13', '04-04', '06-15', '09-22'],
  2049: ['02-01', '04-04', '06-04', '09-11'],
  2050: ['01-22', '04-04', '06-23', '09-30'],
};

export const STATUTORY_YEARS = { from: 2025, to: 2050 } as const;

export type StatutoryDay = {
  readonly day: Day;
  /** Two where two holidays fall on one day (2031-10-01). */ readonly names: readonly string[];
};

/** In order; null = the table does not know the year, which is not to say that it has none. */
export function statutoryDays(year: number): readonly StatutoryDay[] | null {
  const lunar = LUNAR[year];
  if (!lunar) return null;
  const [eve, qingming, duanwu, zhongqiu] = lunar.map((md) => dayNumber(`${year}-${md}`)) as [Day, Day, Day, Day];
  const on = (md: string): Day => dayNumber(`${year}-${md}`);
  const named: [Day, string][] = [
    [on('01-01'), '元旦'],
    [eve, '除夕'],
    [eve + 1, '春节'],
    [eve + 2, '春节'],
    [eve + 3, '春节'],
    [qingming, '清明节'],
    [on('05-01'), '劳动节'],
    [on('05-02'), '劳动节'],
    [duanwu, '端午节'],
    [zhongqiu, '中秋节'],
    [on('10-01'), '国庆节'],
    [on('10-02'), '国庆节'],
    [on('10-03'), '国庆节'],
  ];
  return [...Map.groupBy(named, ([day]) => day)]
    .map(([day, all]) => ({ day, names: all.map(([, name]) => name) }))
    .toSorted((a, b) => a.day - b.day);
}
