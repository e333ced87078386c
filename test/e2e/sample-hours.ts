/**
 * Six weeks of hours for the tour and for the test of their screens: a day and a night shift, nine people of four departments, who mostly come in time.
 * Every number follows from the person and the day.
 */
import type { Language } from '../../src/domain/language.ts';
import { offsetMinutes } from '../../src/domain/time/instants.ts';
import { minuteAt, weekdayOfDay, type Day } from '../../src/domain/hours/days.ts';
import { DEFAULT_OVERTIME, DEFAULT_RULE, type Rule } from '../../src/domain/hours/model.ts';
import { zoneDays, type ZoneDays } from '../../src/domain/hours/zone-days.ts';
import type { ShiftBody } from '../../src/shared/hours.ts';
import type { WritableDb } from '../../src/storage/file/db.ts';
import { openDatabase } from '../../src/storage/file/open.ts';
import { saveAssignment, savePattern, saveRule, saveShift } from '../../src/storage/hours/plan.ts';
import { askFor, decide } from '../../src/storage/hours/requests.ts';
import { appendEvent } from '../../src/storage/log/events.ts';
import { insertPerson } from '../../src/storage/people/people.ts';
import { kiosksOf, saveSettings } from '../../src/storage/site/settings.ts';
import { personId } from '../../src/domain/ids.ts';
import { D, N } from '../hours/fixtures.ts';
import { value, type Site } from './seeded.ts';

const STAFF: readonly (readonly [name: string, department: string])[] = [
  ['陈思远', '研发 R&D'],
  ['Amara Okafor', '研发 R&D'],
  ['李晓梅', '财务 Finance'],
  ['Jonas Lindqvist', '仓库 Warehouse'],
  ['王建国', '仓库 Warehouse'],
  ['Priya Raghunathan', '财务 Finance'],
  ['赵雨桐', '前台 Reception'],
  ['Mateo Fernández', '仓库 Warehouse'],
  ['Siobhán O’Malley', '前台 Reception'],
];
const DAYS = 45;
/** So many days before today somebody punches eight times within half an hour. */
export const CROWDED = 5;

const bodyOf = ({ segments, before, after, breaks, halfDayAt, needIn, needOut }: typeof D): ShiftBody =>
  structuredClone({ segments: [...segments], before, after, breaks: [...breaks], flex: null, halfDayAt, needIn, needOut });

function plan(db: WritableDb, today: Day, night: number, split: number): void {
  const shifts = [
    value(saveShift(db, null, '日班 Day', 0, bodyOf(D), today)),
    value(saveShift(db, null, '夜班 Night', 0, bodyOf(N), today)),
    value(
      saveShift(
        db,
        null,
        '两段 Split',
        0,
        {
          ...bodyOf(D),
          breaks: [],
          segments: [
            { start: 540, end: 780 },
            { start: 900, end: 1080 },
          ],
        },
        today,
      ),
    ),
  ];
  const week = (shift: number) => ({
    days: [1, 2, 3, 4, 5, 6, 7].map((d) => (d <= 5 || d === weekdayOfDay(today) ? shift : null)),
    anchor: 4,
    followsCalendar: true,
  });
  const [days, nights, splits] = shifts.map((shift, i) =>
    value(savePattern(db, null, `周 Week ${i + 1}`, 0, week(shift), today)),
  );
  value(saveAssignment(db, null, { to: 'everybody', from: 0, until: null, target: { pattern: days! } }));
  value(saveAssignment(db, null, { to: { person: night }, from: 0, until: null, target: { pattern: nights! } }));
  value(saveAssignment(db, null, { to: { person: split }, from: 0, until: null, target: { pattern: splits! } }));
  const rule: Rule = {
    ...DEFAULT_RULE,
    graceIn: { minutes: 5, counted: false },
    limits: { overtimePerDay: 120, overtimePerMonth: 2160, restBetween: 660 },
    overtime: [{ ...DEFAULT_OVERTIME, id: 1, name: '加班 Overtime', beginAfter: 30, least: 30, approval: 'needed' }],
  };
  value(saveRule(db, 0, rule, today));
}

/** Answers the ids of the people, in the order of the list above. @param now ms since the epoch @param zoneName IANA; the machine's if none is given */
export async function fillHours(site: Site, language: Language, now: number, zoneName?: string): Promise<readonly number[]> {
  const open = value(
    openDatabase({ file: site.database, key: await site.key(), log: { info: () => undefined, warn: () => undefined } }),
  );
  const { db } = open;
  const { timeZone } = value(
    saveSettings(db, kiosksOf(db)[0]!, {
      appearance: { language },
      kiosk: { mode: 'desk' },
      site: { name: language === 'en' ? 'Riverside works' : '滨江厂区', ...(zoneName !== undefined && { timeZone: zoneName }) },
    }),
  ).site;
  const zone = zoneDays(timeZone);
  const today = zone.wallOf(minuteAt(now)).day;
  const begin = zone.bounds(today - DAYS).from * 60_000;
  const people = db.transaction(() => {
    db.run('UPDATE people SET enrolled_at = :begin', { begin });
    const ids = STAFF.map(([name, department], i) =>
      value(insertPerson(db, { employeeNumber: String(2001 + i), name, department }, begin)),
    );
    plan(db, today, ids[4]!, ids[8]!);
    const punches = ids.flatMap((id, i) =>
      Array.from({ length: DAYS + 1 }, (_, k) => today - DAYS + k).flatMap((day) =>
        [...punchesOf(i, day, today), ...roundChange(i, day, zone)].map((m) => ({ id, at: zone.reached(day, m) })),
      ),
    );
    for (const [n, { id, at }] of punches.toSorted((a, b) => a.at - b.at).entries()) {
      if (at * 60_000 > now) continue;
      value(
        appendEvent(db, {
          ...{ kind: 'recognised', personId: id, direction: n % 2 === 0 ? 'in' : 'out', reason: null, about: null, score: 0.7 },
          ...{
            decision: null,
            method: 'face',
            waitMs: null,
            doorId: null,
            more: null,
            clockJumped: false,
            monotonicDeltaMs: null,
          },
          ...{ at: at * 60_000, timeZone, offsetMinutes: offsetMinutes(at * 60_000, timeZone) },
        }),
      );
    }
    leave(db, ids[2]!, today, now);
    return ids;
  });
  open.close();
  return people;
}

/** Wall minutes of the punches of a day; most days are as planned. */
function punchesOf(i: number, day: Day, today: Day): readonly number[] {
  if (i === 7 && day === today - CROWDED) return Array.from({ length: 8 }, (_, n) => 1020 + n * 4);
  if (weekdayOfDay(day) > 5 || (i === 6 && day % 11 === 0)) return [];
  const drift = (day * 7 + i * 13) % 11;
  if (i === 4) return [22 * 60 - drift, 30 * 60 + drift];
  const late = (day + i) % 9 === 0 ? 17 : 0;
  const out = 18 * 60 + drift + ((day + i) % 5 === 0 ? 95 : 0);
  return (day + i * 3) % 13 === 0 ? [540 - drift + late] : [540 - drift + late, out];
}

/** Where the clocks are changed: the night worker's night into that day, and somebody who is there while it happens. */
function roundChange(i: number, day: Day, { bounds }: ZoneDays): readonly number[] {
  const changes = (on: Day): boolean => bounds(on).to - bounds(on).from !== 1440;
  if (i === 4 && changes(day + 1)) return [22 * 60 - 3, 30 * 60 + 4];
  return i === 3 && changes(day) ? [60, 250] : [];
}

function leave(db: WritableDb, person: number, today: Day, now: number): void {
  const requestId = value(
    askFor(db, {
      personId: personId(person),
      ...{ from: today - 8, to: today - 6, reason: 'Family', askedBy: 'administrator', at: now - 10 * 86_400_000 },
      body: { kind: 'leave-days', leaveKind: '年假 Annual leave', paid: true, from: today - 8, to: today - 6 },
    }),
  );
  value(decide(db, { requestId, decision: 'granted', decidedBy: 'administrator', selfDecided: true, at: now - 9 * 86_400_000 }));
}
