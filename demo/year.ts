/**
 * A year of hours for the demonstration: people with shifts, their punches as the kiosk would have written them, what they forgot, their leave, an outage,
 * what was asked for and decided, and the months that are closed. Made up anew from the same seed, counted back from today.
 */
import { offsetMinutes } from '../src/domain/time/instants.ts';
import { firstDayOf, lastDayOf, monthOf } from '../src/domain/hours/balance.ts';
import { minuteAt, type Day } from '../src/domain/hours/days.ts';
import { planDay, type Worker } from '../src/domain/hours/plan.ts';
import { personId } from '../src/domain/ids.ts';
import { zoneDays } from '../src/domain/hours/zone-days.ts';
import type { RequestBody } from '../src/shared/hours.ts';
import { appendEvent } from '../src/storage/log/events.ts';
import type { WritableDb } from '../src/storage/file/db.ts';
import { daysOf } from '../src/storage/hours/days.ts';
import { markDue } from '../src/storage/hours/dirty.ts';
import { closePeriod } from '../src/storage/hours/periods.ts';
import { readPlan, type ReadBook } from '../src/storage/hours/plan.ts';
import { workOff } from '../src/storage/hours/recompute.ts';
import { askFor, decide } from '../src/storage/hours/requests.ts';
import { seeded, type Random } from '../tools/random.ts';
import { value } from '../tools/value.ts';
import { engage, isLate, plan, type Staff } from './year-plan.ts';

export type Year = {
  /** IANA name, of the site. */
  readonly timeZone: string;
  /** ms since the epoch. */
  readonly now: number;
  /** How many days back; a year where nothing is said. */
  readonly days?: number;
  readonly people?: number;
};

/** Who works at the kiosk's desk, in rows that nobody else has made. */
const HOUSE = 'administrator';
const MINUTE_MS = 60_000;
/** An afternoon on which the kiosk was out of order, days back: long decided, and not yet. */
const OUTAGES = { old: 100, fresh: 9 };
/** What is older than so many days has been decided. */
const DECIDED_AFTER = 14;

type Punch = { readonly at: number; readonly person: number; readonly direction: 'in' | 'out' };
type Wish = {
  readonly person: number;
  readonly from: Day;
  readonly to: Day;
  readonly body: RequestBody;
  readonly reason: string;
};
type Story = { readonly punches: Punch[]; readonly wishes: Wish[] };

/** Writes all of it in one transaction. @returns how many punches there are */
export function fillYear(db: WritableDb, { timeZone, now, days = 365, people = 30 }: Year): number {
  return db.transaction(() => {
    const today = zoneDays(timeZone).wallOf(minuteAt(now)).day;
    const first = today - days;
    const staff = engage(db, first, today, people);
    plan(db, staff, first, today);
    const read = readPlan(db, timeZone, 1);
    const story: Story = { punches: [], wishes: [] };
    for (const [i, person] of staff.entries())
      live(story, read, person, { first: person.since, today, next: seeded(1000 + i), index: i });
    const punches = story.punches.filter((p) => p.at <= now - MINUTE_MS).toSorted((a, b) => a.at - b.at);
    for (const punch of punches) write(db, punch, timeZone, now);
    for (const [i, wish] of story.wishes.toSorted((a, b) => a.from - b.from).entries()) settle(db, wish, i, today, now);
    close(db, read, staff, first, now);
    return punches.length;
  });
}

type Life = { readonly first: Day; readonly today: Day; readonly next: Random; readonly index: number };

/** One person's year, day by day as it was planned. */
function live({ punches, wishes }: Story, { book }: ReadBook, { id, department, since }: Staff, life: Life): void {
  const { today, next, index } = life;
  const worker: Worker = { id, department, joined: null, left: null };
  const absences = absencesOf(life);
  const careless = index % 7 === 3 ? 0.05 : 0.015;
  // The three whom the camera shows come by themselves, today.
  const last = index < 3 ? today - 1 : today;
  for (const { from, to, leaveKind, reason } of absences)
    wishes.push({
      person: id,
      from,
      to,
      body: { kind: 'leave-days', leaveKind, paid: leaveKind !== 'personal', from, to },
      reason,
    });
  for (let day = since; day <= last; day++) {
    const planned = planDay({ ...book, overrides: new Map() }, worker, day);
    const { shift, zone } = planned;
    if (absences.some((a) => a.from <= day && day <= a.to)) continue;
    if (!shift) {
      // Now and then somebody comes on a day off.
      if (next() < 0.01) stay(punches, id, zone.reached(day, 600), zone.reached(day, 600 + 240));
      continue;
    }
    if (next() < 0.006) continue;
    for (const segment of planned.half ? shift.segments.slice(0, 1) : shift.segments) {
      const late = next() < (isLate(department) ? 0.22 : 0.05) ? 6 + Math.floor(next() * 45) : 0;
      const slid = shift.flex ? Math.floor(next() * 120) - 45 : 0;
      const overtime = next() < 0.12 && shift.segments.length === 1 ? 30 + Math.floor(next() * 120) : 0;
      const early = next() < 0.03 ? 10 + Math.floor(next() * 50) : 0;
      const came = zone.reached(day, segment.start + slid + (late > 0 ? late : -Math.floor(next() * 18)));
      const end = planned.half ? Math.min(segment.end, segment.start + 240) : segment.end;
      const left = zone.reached(day, end + Math.max(0, slid) + overtime - early + Math.floor(next() * 9));
      const forgot = next();
      const outage = isOut(today - day, segment.end);
      if (forgot >= careless / 3) punches.push({ person: id, at: at(came, next), direction: 'in' });
      else if (today - day > 2) ask(wishes, id, day, came, 'in', zone.name, '忘记打卡 Forgot to punch in');
      if (forgot > 1 - 0.01) punches.push({ person: id, at: at(came, next) + 25_000, direction: 'in' });
      if (!outage && (forgot < careless / 3 || forgot >= careless))
        punches.push({ person: id, at: at(left, next), direction: 'out' });
      else if (outage ? today - day === OUTAGES.old || index % 2 === 0 : today - day > 2 && next() < 0.8)
        ask(
          wishes,
          id,
          day,
          left,
          'out',
          zone.name,
          outage ? '考勤机故障 The kiosk was out of order' : '忘记打卡 Forgot to punch out',
        );
    }
  }
}

const at = (minute: number, next: Random): number => minute * MINUTE_MS + Math.floor(next() * MINUTE_MS);
const isOut = (back: number, end: number): boolean =>
  (back === OUTAGES.old || back === OUTAGES.fresh) && end >= 960 && end <= 1260;

function stay(punches: Punch[], person: number, from: number, to: number): void {
  punches.push({ person, at: from * MINUTE_MS, direction: 'in' }, { person, at: to * MINUTE_MS, direction: 'out' });
}

function ask(
  wishes: Wish[],
  person: number,
  day: Day,
  minute: number,
  direction: 'in' | 'out',
  zone: string,
  reason: string,
): void {
  wishes.push({ person, from: day, to: day, body: { kind: 'add', at: minute * MINUTE_MS, direction, zone }, reason });
}

type Absence = { readonly from: Day; readonly to: Day; readonly leaveKind: string; readonly reason: string };

/** A long leave, two short ones, and an illness or two; somebody in four has asked for one that is to come. */
function absencesOf({ first, today, next, index }: Life): readonly Absence[] {
  const out: Absence[] = [];
  const add = (back: number, length: number, leaveKind: string, reason: string): void => {
    const from = today - back;
    const to = from + length - 1;
    if (from >= first && !out.some((a) => a.from <= to && from <= a.to)) out.push({ from, to, leaveKind, reason });
  };
  if (index % 4 === 1) add(-10 - index, 3, 'annual', '休假 Holiday');
  add(60 + Math.floor(next() * 240), 8, 'annual', '年假 Summer holiday');
  add(20 + Math.floor(next() * 320), 2, 'annual', '家事 Family');
  add(5 + Math.floor(next() * 350), 1 + Math.floor(next() * 3), 'sick', '感冒 A cold');
  if (index % 3 === 0) add(15 + Math.floor(next() * 300), 1, 'personal', '私事 Own business');
  if (index % 5 === 2) add(10 + Math.floor(next() * 300), 2, 'trip', '出差 At a customer');
  return out;
}

function write(db: WritableDb, { person, at: when, direction }: Punch, timeZone: string, now: number): void {
  value(
    appendEvent(db, {
      ...{ kind: 'recognised', at: when, timeZone, offsetMinutes: offsetMinutes(when, timeZone), direction },
      ...{
        personId: personId(person),
        method: 'face',
        waitMs: 400 + ((when / 1000) % 900),
        clockJumped: false,
        monotonicDeltaMs: null,
      },
      ...{ reason: null, about: null, score: 0.6 + ((when % 977) / 977) * 0.3, decision: null, doorId: null, more: null },
    }),
  );
  if (when > now) throw new Error('nobody has punched in the future');
}

/** What is old has been decided, nearly always as it was asked for; the rest waits for somebody. */
function settle(db: WritableDb, { person, from, to, body, reason }: Wish, index: number, today: Day, now: number): void {
  const asked = Math.min(now, (to + 1) * 1440 * MINUTE_MS + 8 * 60 * MINUTE_MS);
  const requestId = value(askFor(db, { personId: person, from, to, body, reason, askedBy: 'kiosk', at: asked }));
  const back = today - from;
  if (back < DECIDED_AFTER && (body.kind === 'add' || index % 2 === 0)) return;
  const decision = index % 11 === 7 ? ('refused' as const) : ('granted' as const);
  value(
    decide(db, { requestId, decision, decidedBy: HOUSE, selfDecided: false, at: Math.min(now, asked + 20 * 60 * MINUTE_MS) }),
  );
}

/** All full months but the last one, which is there to be closed. */
function close(db: WritableDb, read: ReadBook, staff: readonly Staff[], first: Day, now: number): void {
  const today = read.book.zones.at(-1)!.value.wallOf(minuteAt(now)).day;
  value(markDue(db, read, now));
  value(workOff(db, read, now, () => false));
  for (let month = monthOf(first) + 1; month < monthOf(today) - 1; month++) {
    const [from, to] = [firstDayOf(month), lastDayOf(month)];
    const days = new Map(staff.map(({ id }) => [id, daysOf(db, read, [id], from, to, now)]));
    value(closePeriod(db, { from, to, reason: '', by: HOUSE, at: Math.min(now, (to + 3) * 1440 * MINUTE_MS) }, days));
  }
  value(workOff(db, read, now, () => false));
}
