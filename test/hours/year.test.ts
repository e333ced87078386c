import { expect, test } from 'vitest';
import { fillYear } from '../../demo/year.ts';
import { daysOf } from '../../src/storage/hours/days.ts';
import { waiting } from '../../src/storage/hours/dirty.ts';
import { readPlan } from '../../src/storage/hours/plan.ts';
import { zoneDays } from '../../src/domain/hours/zone-days.ts';
import { minuteAt } from '../../src/domain/hours/days.ts';
import { openTemp } from '../storage/support.ts';

const ZONE = 'Asia/Shanghai';
const NOW = Date.UTC(2026, 10, 26, 7);

function made(people: number, days: number) {
  const { db } = openTemp();
  const punches = fillYear(db, { timeZone: ZONE, now: NOW, people, days });
  const ids = db.all<{ id: number }>('SELECT id FROM people ORDER BY id').map(({ id }) => id);
  const today = zoneDays(ZONE).wallOf(minuteAt(NOW)).day;
  return { db, ids, punches, days: daysOf(db, readPlan(db, ZONE, 1), ids, today - days, today, NOW) };
}

test('the demonstration has something for every screen to show', () => {
  const { db, ids, punches, days } = made(30, 130);
  expect(ids).toHaveLength(27);
  expect(punches).toBeGreaterThan(3_000);
  const verdicts = new Set(days.map((d) => d.verdict));
  expect([...verdicts].sort()).toEqual(
    ['absent', 'leave', 'missing', 'not-employed', 'open', 'present', 'rest', 'unplanned'].sort(),
  );
  const share = (of: (d: (typeof days)[number]) => boolean): number => days.filter(of).length / days.length;
  expect(share((d) => d.verdict === 'present')).toBeGreaterThan(0.55);
  expect(share((d) => d.verdict === 'absent' || d.verdict === 'missing')).toBeLessThan(0.05);
  expect(share((d) => d.late > 0)).toBeGreaterThan(0.02);
  for (const some of [
    days.some((d) => d.overtime.length > 0),
    days.some((d) => d.nightBonus > 0),
    days.some((d) => d.kind === 'statutory'),
  ])
    expect(some).toBe(true);
  const decisions = db.all<{ decision: string | null; n: number }>(
    'SELECT d.decision, count(*) AS n FROM hour_requests r LEFT JOIN hour_decisions d ON d.request_id = r.id GROUP BY 1 ORDER BY 1',
  );
  expect(decisions.map((d) => d.decision)).toEqual([null, 'granted', 'refused']);
  // The last full month is there to be closed.
  expect(db.all('SELECT DISTINCT from_day FROM hour_periods')).toHaveLength(2);
  expect(waiting(db)).toBeNull();
});

test('it is the same each time', () => {
  const [one, two] = [made(9, 40), made(9, 40)];
  expect(two.days).toEqual(one.days);
});
