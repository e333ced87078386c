/**
 * Rules of calendars against two others: a slow twin that asks of each day whether the rule has it, and ical.js (which is wrong on leap days,
 * week numbers and 31 February, and is not asked about those).
 */
import fc from 'fast-check';
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { daysOfRule } from '../../src/imports/calendar/rule.ts';

const WINDOW = { from: '2025-11-22', to: '2029-12-31' };
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

type Rule = {
  readonly freq: 'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY';
  readonly interval: number;
  readonly months: readonly number[];
  readonly monthDays: readonly number[];
  readonly weekdays: readonly string[];
  readonly count: number | null;
  readonly until: string | null;
};

const some = <T>(of: readonly T[], most: number) => fc.uniqueArray(fc.constantFrom(...of), { maxLength: most });
const rule: fc.Arbitrary<Rule> = fc
  .record({
    freq: fc.constantFrom('YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY'),
    interval: fc.constantFrom(1, 1, 1, 2, 3, 5),
    months: some([1, 2, 5, 10, 12], 2),
    monthDays: some([1, 2, 15, 28, 29, 30, 31, -1, -7], 2),
    weekdays: some(WEEKDAYS, 3),
    count: fc.option(fc.integer({ min: 1, max: 20 })),
    until: fc.option(fc.constantFrom('2026-03-01', '2027-12-31', '2029-05-05')),
  })
  .map((r) => {
    const bounded = (r.count ?? r.until) ? r : { ...r, count: 9 };
    return {
      ...bounded,
      until: bounded.count === null ? bounded.until : null,
      monthDays: r.freq === 'WEEKLY' ? [] : r.monthDays,
    };
  });
const start = fc.integer({ min: 0, max: 3000 }).map((n) => Temporal.PlainDate.from('2019-01-01').add({ days: n }));

const written = (r: Rule): string =>
  [
    `FREQ=${r.freq}`,
    r.interval > 1 ? `INTERVAL=${r.interval}` : '',
    r.months.length > 0 ? `BYMONTH=${r.months.join(',')}` : '',
    r.monthDays.length > 0 ? `BYMONTHDAY=${r.monthDays.join(',')}` : '',
    r.weekdays.length > 0 ? `BYDAY=${r.weekdays.join(',')}` : '',
    r.count === null ? '' : `COUNT=${r.count}`,
    r.until === null ? '' : `UNTIL=${r.until.replaceAll('-', '')}`,
  ]
    .filter((part) => part !== '')
    .join(';');

/** Of RFC 5545's table on page 44, for these parts. */
function has(r: Rule, first: Temporal.PlainDate, day: Temporal.PlainDate): boolean {
  const monday = (d: Temporal.PlainDate) => d.subtract({ days: d.dayOfWeek - 1 });
  const periods = {
    YEARLY: day.year - first.year,
    MONTHLY: (day.year - first.year) * 12 + day.month - first.month,
    WEEKLY: monday(first).until(monday(day)).days / 7,
    DAILY: first.until(day).days,
  };
  if (periods[r.freq] % r.interval !== 0) return false;
  const byMonth = r.months.length > 0;
  const byDay = r.monthDays.length > 0;
  const byWeekday = r.weekdays.length > 0;
  if (byMonth && !r.months.includes(day.month)) return false;
  if (byDay && !r.monthDays.some((d) => day.day === (d > 0 ? d : day.daysInMonth + 1 + d))) return false;
  if (byWeekday && !r.weekdays.includes(WEEKDAYS[day.dayOfWeek - 1]!)) return false;
  switch (r.freq) {
    case 'YEARLY':
      if (byDay || byWeekday) return true;
      return day.day === first.day && (byMonth || day.month === first.month);
    case 'MONTHLY':
      return byDay || byWeekday || day.day === first.day;
    case 'WEEKLY':
      return byWeekday || day.dayOfWeek === first.dayOfWeek;
    case 'DAILY':
      return true;
  }
}

function slow(r: Rule, first: Temporal.PlainDate): string[] {
  const days: string[] = [];
  let left = r.count ?? Infinity;
  const last = r.until !== null && r.until < WINDOW.to ? r.until : WINDOW.to;
  for (let day = first; day.toString() <= last && left > 0; day = day.add({ days: 1 })) {
    if (!has(r, first, day)) continue;
    left -= 1;
    if (day.toString() >= WINDOW.from) days.push(day.toString());
  }
  return days;
}

test('the days of a rule are those that a slow reading finds', () => {
  fc.assert(
    fc.property(rule, start, (r, first) => {
      const days = daysOfRule(written(r), first.toString(), WINDOW, ['UTC']);
      const expected = slow(r, first);
      if (expected.length > 250) expect(days).toMatchObject({ reason: 'rule-endless' });
      else expect(days).toEqual(expected);
    }),
    { numRuns: 150 },
  );
}, 120_000);

test('and, of plain yearly holidays, those that ical.js finds', () => {
  const nth = fc.constantFrom(1, 2, 3, 4, -1);
  const plain = fc.oneof(
    fc
      .record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) })
      .map(({ month, day }) => `BYMONTH=${month};BYMONTHDAY=${day}`),
    fc
      .record({ month: fc.integer({ min: 1, max: 12 }), nth, weekday: fc.constantFrom(...WEEKDAYS) })
      .map(({ month, nth: n, weekday }) => `BYMONTH=${month};BYDAY=${n}${weekday}`),
  );
  fc.assert(
    fc.property(plain, start, (parts, first) => {
      const text = `FREQ=YEARLY;${parts}`;
      const theirs: string[] = [];
      const iterator = ICAL.Recur.fromString(text).iterator(ICAL.Time.fromDateString(first.toString()));
      for (let next = iterator.next(); next.toString() <= WINDOW.to; next = iterator.next()) theirs.push(next.toString());
      expect(daysOfRule(text, first.toString(), WINDOW, ['UTC'])).toEqual(theirs.filter((day) => day >= WINDOW.from));
    }),
  );
}, 60_000);
