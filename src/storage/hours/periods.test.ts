import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { D as DAY_SHIFT } from '../../../test/hours/fixtures.ts';
import { openTemp, rawEvent, rawPerson, value } from '../../../test/storage/support.ts';
import { dayNumber, type Day } from '../../domain/hours/days.ts';
import type { PersonId } from '../../domain/ids.ts';
import type { HourDay } from '../../domain/hours/figures.ts';
import type { RequestBody, ShiftBody } from '../../shared/hours.ts';
import type { WritableDb } from '../file/db.ts';
import { markDeleted, purgeDeleted } from '../people/people.ts';
import { absenceKinds, saveAbsenceKind } from './absence-kinds.ts';
import { daysOf, openDaysOf } from './days.ts';
import { dayDetail } from './detail.ts';
import { closedDays, closePeriod, finishedPeople, hashOf, refusedAsClosed, reopenPeriod, setFinished } from './periods.ts';
import { readPlan, saveAssignment, saveShift } from './plan.ts';
import { workOff } from './recompute.ts';
import { askFor, decide, getRequest, grantedOf, listRequests, makeUpDays, touchedBy, waitingRequests } from './requests.ts';
import { monthOf } from '../../domain/hours/balance.ts';
import { monthSums } from '../../domain/hours/totals.ts';
import { zoneDays } from '../../domain/hours/zone-days.ts';
import { markDue } from './dirty.ts';
import { monthsOfAll, totalsOf } from './totals.ts';

const ZONE = 'Asia/Shanghai';
const ms = (text: string): number => Date.parse(`${text}+08:00`);
const NOW = ms('2026-12-31T00:00');
const [FIRST, LAST] = [dayNumber('2026-11-01'), dayNumber('2026-11-30')];
const NOVEMBER = { from: FIRST, to: LAST };
const MONDAY = dayNumber('2026-11-02');
const MARK = { ...NOVEMBER, reason: 'paid', by: 'administrator', at: NOW };

function site() {
  const { db } = openTemp();
  const ada = rawPerson(db, 'Ada');
  db.run('UPDATE people SET enrolled_at = :at', { at: ms('2026-01-01T08:00') });
  const { segments, before, after, breaks, halfDayAt, needIn, needOut } = structuredClone(DAY_SHIFT);
  const body: ShiftBody = { segments: [...segments], before, after, breaks: [...breaks], flex: null, halfDayAt, needIn, needOut };
  const shift = value(saveShift(db, null, 'Day', 0, body, 0));
  value(saveAssignment(db, null, { to: 'everybody', from: 0, until: null, target: { shift } }));
  for (const at of ['2026-11-02T09:00', '2026-11-02T18:00', '2026-11-03T09:00'])
    rawEvent(db, { kind: "'recognised'", person_id: String(ada), at: String(ms(at)), direction: "'in'", time_zone: `'${ZONE}'` });
  return { db, ada, shift };
}
const days = (
  db: WritableDb,
  ada: PersonId,
  read: typeof daysOf = daysOf,
  from: Day = FIRST,
  to: Day = LAST,
): readonly HourDay[] => read(db, readPlan(db, ZONE, 1), [ada], from, to, NOW);
const on = (all: readonly HourDay[], day: Day): HourDay => all.find((d) => d.day === day)!;
const close = (db: WritableDb, ada: PersonId): number =>
  value(closePeriod(db, MARK, new Map([[ada, days(db, ada, openDaysOf)]])));

const ask = (db: WritableDb, personId: PersonId, day: Day, body: RequestBody, entered = false): number =>
  value(askFor(db, { personId, from: day, to: day, body, reason: 'r', askedBy: 'kiosk', entered, at: 1 }));
const grant = (db: WritableDb, requestId: number, part: { from: number; to: number } | null = null) =>
  value(decide(db, { requestId, decision: 'granted', decidedBy: 'administrator', selfDecided: false, part, at: 2 }));
const OUT: RequestBody = { kind: 'add', at: ms('2026-11-03T18:00'), direction: 'out', zone: ZONE };

describe('a closed month', () => {
  test('has the sums of its closing in tables and charts; while something waits, that is said', () => {
    const { db, ada } = site();
    const month = monthOf(FIRST);
    const read = readPlan(db, ZONE, 1);
    const work = (): void => {
      value(markDue(db, read, NOW));
      value(workOff(db, read, NOW, () => false));
    };
    const sums = () => monthsOfAll(db, read, month, month);
    expect(sums()).toEqual({ months: [], stale: 1 });
    work();
    close(db, ada);
    const { due: planned, paid, leave, overtime } = monthSums(days(db, ada));
    const closed = [{ month, planned, paid, leave, overtime }];
    expect(paid).toBeGreaterThan(0);
    grant(db, ask(db, ada, MONDAY + 1, OUT));
    expect(sums()).toEqual({ months: closed, stale: 1 });
    // Months that the days do not touch are sure.
    expect(monthsOfAll(db, read, month - 3, month - 2).stale).toBe(0);
    work();
    expect(sums()).toEqual({ months: closed, stale: 0 });
    expect(totalsOf(db, read, [ada], month, NOW).totals.get(ada)).toEqual(monthSums(days(db, ada)));
    value(reopenPeriod(db, MARK));
    work();
    expect(sums().months[0]!.paid).toBeGreaterThan(paid);
  });

  test('is what is said of its days, whatever comes after it', () => {
    const { db, ada } = site();
    const before = days(db, ada);
    expect(close(db, ada)).toBe(1);
    grant(db, ask(db, ada, MONDAY + 1, OUT));
    expect(on(days(db, ada, openDaysOf), MONDAY + 1)).toMatchObject({ verdict: 'present', closed: false });
    expect(days(db, ada)).toEqual(before.map((d) => ({ ...d, closed: true })));
    // December is open.
    expect(on(days(db, ada, daysOf, FIRST, LAST + 1), LAST + 1).closed).toBe(false);
  });

  test('opens a day with the figures of its closing, and says what it would be now', () => {
    const { db, ada } = site();
    const open = (day: Day) => dayDetail(db, readPlan(db, ZONE, 1), ada, day, NOW)!;
    expect(open(MONDAY + 1).now).toBeNull();
    close(db, ada);
    expect(open(MONDAY + 1)).toMatchObject({ figures: { verdict: 'missing', closed: true }, now: null });
    grant(db, ask(db, ada, MONDAY + 1, OUT));
    // What is drawn is of now, and so is `now`; the figures are evidence.
    expect(open(MONDAY + 1)).toMatchObject({
      ...{ figures: { verdict: 'missing', closed: true }, now: { verdict: 'present', closed: false } },
      detail: { verdict: 'present' },
    });
    expect(open(MONDAY)).toMatchObject({ figures: { closed: true }, now: null });
    value(reopenPeriod(db, MARK));
    expect(open(MONDAY + 1)).toMatchObject({ figures: { verdict: 'present', closed: false }, now: null });
  });

  test('outlives the events that it was reckoned from', () => {
    const { db, ada } = site();
    close(db, ada);
    const before = days(db, ada);
    for (const { name } of db.all<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'events'",
    ))
      db.run(`DROP TRIGGER ${name}`);
    db.run('DELETE FROM events');
    expect(on(days(db, ada, openDaysOf), MONDAY).verdict).toBe('absent');
    expect(days(db, ada)).toEqual(before);
  });

  test('says what each leave was for until its person is erased; the minutes stay', () => {
    const { db, ada } = site();
    const sick: RequestBody = { kind: 'leave-days', leaveKind: 'sick', paid: true, from: MONDAY + 2, to: MONDAY + 2 };
    grant(db, ask(db, ada, MONDAY + 2, sick));
    close(db, ada);
    expect(on(days(db, ada), MONDAY + 2)).toMatchObject({ leave: 480, leaves: [{ kind: 'sick', paid: true, minutes: 480 }] });
    const row = db.get<{ days: Uint8Array; leaves: string; hash: string }>('SELECT days, leaves, hash FROM closed_days')!;
    const text = inflateRawSync(row.days).toString();
    expect(row.hash).toBe(hashOf(text, row.leaves));
    expect(text).not.toContain('sick');
    value(markDeleted(db, ada, NOW, 1));
    value(purgeDeleted(db, 2, 2));
    expect(on(days(db, ada), MONDAY + 2)).toMatchObject({ leave: 480, leaves: [] });
  });

  test('is closed once, opened again on record, and closed anew with what holds then', () => {
    const { db, ada } = site();
    expect(reopenPeriod(db, MARK)).toEqual({ ok: false, error: { code: 'hours-open' } });
    close(db, ada);
    expect(closePeriod(db, MARK, new Map())).toEqual({ ok: false, error: { code: 'hours-closed', period: '2026-11' } });
    value(reopenPeriod(db, MARK));
    grant(db, ask(db, ada, MONDAY + 1, OUT));
    expect(on(days(db, ada), MONDAY + 1)).toMatchObject({ verdict: 'present', closed: false });
    close(db, ada);
    expect(on(days(db, ada), MONDAY + 1)).toMatchObject({ verdict: 'present', closed: true });
    expect(on(closedDays(db, 1, ada)!, MONDAY + 1).verdict).toBe('missing');
  });

  test('refuses what touches one of its days and names itself; the day after it is open', () => {
    const { db, ada } = site();
    close(db, ada);
    expect(refusedAsClosed(db, { from: LAST, to: LAST + 3 })).toEqual({
      ok: false,
      error: { code: 'hours-closed', period: '2026-11' },
    });
    expect(refusedAsClosed(db, { from: LAST + 1, to: LAST + 3 }).ok).toBe(true);
    expect(refusedAsClosed(db, { from: FIRST - 3, to: FIRST - 1 }).ok).toBe(true);
  });

  test('people are marked as finished one by one', () => {
    const { db, ada } = site();
    expect(value(setFinished(db, [ada], FIRST, true, 'administrator', 1))).toEqual([ada]);
    expect(value(setFinished(db, [ada], FIRST, true, 'administrator', 1))).toEqual([]);
    expect(finishedPeople(db, FIRST)).toEqual([ada]);
    value(setFinished(db, [ada], FIRST, false, 'administrator', 1));
    expect(finishedPeople(db, FIRST)).toEqual([]);
    expect(setFinished(db, [99], FIRST, true, 'administrator', 1)).toMatchObject({ ok: false });
  });
});

describe('requests', () => {
  test('of overtime a part may be granted, and that part counts', () => {
    const { db, ada } = site();
    const [from, to] = [ms('2026-11-02T18:00') / 60_000, ms('2026-11-02T21:00') / 60_000];
    const id = ask(db, ada, MONDAY, { kind: 'grant', grant: { from, to } });
    grant(db, id, { from, to: to - 60 });
    expect(getRequest(db, id)).toMatchObject({ state: 'granted', decided: { part: { from, to: to - 60 } } });
    expect(grantedOf(db, ada, MONDAY, MONDAY).corrections).toEqual([{ id, kind: 'grant', grant: { from, to: to - 60 } }]);
  });

  test('those that wait, and everybody’s, newest first and in pieces', () => {
    const { db, ada } = site();
    const ids = [0, 1, 2].map((n) => ask(db, ada, MONDAY + n, OUT));
    grant(db, ids[1]!);
    expect(waitingRequests(db, 1)).toMatchObject({ total: 2, requests: [{ id: ids[0], state: 'waiting', decided: null }] });
    expect(listRequests(db, null, null, null, 2).map((r) => r.id)).toEqual([ids[2], ids[1]]);
    expect(listRequests(db, ada, null, ids[1]!, 2).map((r) => r.id)).toEqual([ids[0]]);
    expect(listRequests(db, 99, null, null, 2)).toEqual([]);
  });

  test('make-up punches count while they wait or hold; what the house entered counts for nobody', () => {
    const { db, ada } = site();
    const ids = [0, 1, 2].map((n) => ask(db, ada, MONDAY + n, OUT));
    ask(db, ada, MONDAY, OUT, true);
    ask(db, ada, MONDAY, { kind: 'shift', day: MONDAY, shift: null });
    value(decide(db, { requestId: ids[0]!, decision: 'refused', decidedBy: 'administrator', selfDecided: false, at: 2 }));
    grant(db, ids[1]!);
    expect(makeUpDays(db, ada, FIRST, LAST)).toEqual([MONDAY + 1, MONDAY + 2]);
    expect(makeUpDays(db, ada, FIRST, MONDAY + 1)).toEqual([MONDAY + 1]);
  });

  test('the days that each kind touches; a punch of nobody, or of somebody else, is none', () => {
    const { db, ada, shift } = site();
    const zone = zoneDays(ZONE);
    const ben = rawPerson(db, 'Ben');
    const added = ask(db, ada, MONDAY, OUT);
    const days = (body: RequestBody, of = ada) => touchedBy(db, of, body, zone);
    const minute = (text: string) => ms(text) / 60_000;
    expect(days(OUT)).toEqual({ from: MONDAY + 1, to: MONDAY + 1 });
    expect(days({ kind: 'ignore', punch: 'e1' })).toEqual({ from: MONDAY, to: MONDAY });
    expect(days({ kind: 'give', punch: 'e1', day: MONDAY - 1 })).toEqual({ from: MONDAY - 1, to: MONDAY });
    expect(days({ kind: 'direction', punch: `c${added}`, direction: 'in' })).toEqual({ from: MONDAY + 1, to: MONDAY + 1 });
    for (const punch of ['e99', 'c99', 'i1']) expect(days({ kind: 'ignore', punch })).toBeNull();
    expect(days({ kind: 'ignore', punch: 'e1' }, ben)).toBeNull();
    expect(days({ kind: 'shift', day: 5, shift })).toEqual({ from: 5, to: 5 });
    const leave = { leaveKind: 'sick', paid: true };
    const [from, to] = [minute('2026-11-02T22:00'), minute('2026-11-03T00:00')];
    // Up to midnight is not the next day.
    expect(days({ kind: 'leave-span', ...leave, from, to })).toEqual({ from: MONDAY, to: MONDAY });
    expect(days({ kind: 'grant', grant: { from, to: to + 1 } })).toEqual({ from: MONDAY, to: MONDAY + 1 });
    expect(days({ kind: 'leave-half', ...leave, day: 7, half: 'first' })).toEqual({ from: 7, to: 7 });
    expect(days({ kind: 'leave-days', ...leave, from: 7, to: 9 })).toEqual({ from: 7, to: 9 });
  });
});

test('kinds of absence: those that Lintel brings keep their words, names are there once', () => {
  const { db } = site();
  const fields = { name: 'Exam', paid: true, present: false, unit: 'day' as const, used: true };
  const own = value(saveAbsenceKind(db, null, fields));
  expect(absenceKinds(db).at(-1)).toEqual({ kind: own, ...fields });
  expect(saveAbsenceKind(db, null, { ...fields, name: 'EXAM' })).toMatchObject({ error: { code: 'access-name-taken' } });
  expect(saveAbsenceKind(db, null, { ...fields, name: '' })).toMatchObject({ error: { code: 'bad-input' } });
  value(saveAbsenceKind(db, 'sick', { ...fields, name: 'Ill', paid: false }));
  expect(absenceKinds(db).find((k) => k.kind === 'sick')).toMatchObject({ name: '', paid: false });
  expect(saveAbsenceKind(db, 'none', fields)).toMatchObject({ error: { code: 'access-gone' } });
});
