/** Whether a request may be entered for somebody, before anything is written: what `ask` refuses by, and what a screen says beforehand. */
import { isoDay, minuteAt, type Day } from '../../domain/hours/days.ts';
import { monthOf } from '../../domain/hours/balance.ts';
import { ADDED, collect } from '../../domain/hours/collect.ts';
import { leavesMeet } from '../../domain/hours/leave.ts';
import type { Leave } from '../../domain/hours/model.ts';
import { planDay } from '../../domain/hours/plan.ts';
import { isTakenSo } from '../../domain/hours/requests.ts';
import { place } from '../../domain/hours/windows.ts';
import { zoneDays } from '../../domain/hours/zone-days.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { RequestBody } from '../../shared/hours.ts';
import { isThere } from '../../storage/access/edit.ts';
import type { ReadableDb } from '../../storage/file/db.ts';
import { absenceKinds } from '../../storage/hours/absence-kinds.ts';
import { reckonMonth, workerOf } from '../../storage/hours/month.ts';
import { closedWithin, refusedAsClosed } from '../../storage/hours/periods.ts';
import type { ReadBook } from '../../storage/hours/plan.ts';
import { asGranted, grantedOf, heldRequests, touchedBy } from '../../storage/hours/requests.ts';
import { mayMakeUp } from './make-up.ts';

export type Wished = {
  readonly personId: number;
  readonly body: RequestBody;
  /** The house puts it right itself: no quota holds. */
  readonly grant: boolean;
};

/** As it will be kept, and the days that it touches, inclusive. */
export type Settled = { readonly body: RequestBody; readonly from: Day; readonly to: Day };

/** So far from its own day a punch may be given: a shift lasts two days at most. */
const NEAR_DAYS = 2;

/** A request that has no id yet. */
const NOT_YET = -1;

/** A year and a day at once; a leave that is longer is another one. */
const LONGEST_DAYS = 366;

/** Errors: person-gone, not-employed, access-gone, hours-closed, absence-overlap, make-up-…, bad-input. */
export function checked(
  db: ReadableDb,
  read: ReadBook,
  { personId, body, grant }: Wished,
  timeZone: string,
  now: number,
): Result<Settled> {
  const person = db.get<{ name: string }>('SELECT name FROM people WHERE id = :personId AND deleted_at IS NULL', { personId });
  if (!person) return err({ code: 'person-gone' });
  const zone = zoneDays(timeZone);
  const settled = settledBody(db, body);
  if (!settled.ok) return settled;
  const days = touchedBy(db, personId, settled.value, zone);
  if (!days) return err({ code: 'bad-input', field: 'bodies.punch' });
  if (days.to < days.from || days.to - days.from >= LONGEST_DAYS) return err({ code: 'bad-input', field: 'bodies.to' });
  const joined = workerOf(db, personId, zone)?.joined ?? null;
  if (joined !== null && days.to < joined) return err({ code: 'not-employed', name: person.name, from: isoDay(joined) });
  const open = refusedWhereGiven(db, read, { id: NOT_YET, personId, body, ...days }, now);
  if (!open.ok) return open;
  const apart = refusedAsOverlap(db, read, personId, settled.value, days);
  if (!apart.ok) return apart;
  if (body.kind === 'add' && !grant) {
    const allowed = mayMakeUp(db, read, personId, days.from, zone.wallOf(minuteAt(now)).day, now);
    if (!allowed.ok) return allowed;
  }
  return ok({ body: settled.value, ...days });
}

type Made = Settled & { readonly id: number; readonly personId: number };

/**
 * A punch may lie outside of a closed month and belong to one of its days: an OUT after midnight is that of the evening before.
 * Errors: hours-closed.
 */
export function refusedWhereGiven(
  db: ReadableDb,
  read: ReadBook,
  { id, personId, body, from, to }: Made,
  now: number,
): Result<null> {
  const open = refusedAsClosed(db, { from, to });
  const key = body.kind === 'add' ? `${ADDED}${id}` : 'punch' in body ? body.punch : null;
  if (!open.ok || key === null || closedWithin(db, { from: from - NEAR_DAYS, to: to + NEAR_DAYS }).length === 0) return open;
  const month = monthOf(from);
  const more = body.kind === 'add' ? asGranted(id, body) : undefined;
  const around = reckonMonth(db, read, personId, Math.floor(month / 12), month % 12, now, more)?.around ?? [];
  const given = around.find(({ punches }) => punches.some(({ punch }) => punch.key === key))?.day ?? from;
  return refusedAsClosed(db, { from: given, to: given });
}

/** A leave is paid or not, and counts as present or not, as its kind says; what is named is there. */
function settledBody(db: ReadableDb, body: RequestBody): Result<RequestBody> {
  if (body.kind === 'shift' && body.shift !== null && !isThere(db, 'shifts', body.shift)) return err({ code: 'access-gone' });
  if (!('leaveKind' in body)) return ok(body);
  const kind = absenceKinds(db).find((k) => k.kind === body.leaveKind && k.used);
  if (!kind) return err({ code: 'access-gone' });
  if (!isTakenSo(kind.unit, body.kind)) return err({ code: 'bad-input', field: 'bodies.kind' });
  if (body.kind === 'leave-span' && body.to <= body.from) return err({ code: 'bad-input', field: 'bodies.to' });
  return ok({ ...body, paid: kind.paid, present: kind.present });
}

/**
 * Nobody is away twice at once: the same minutes would be of two kinds. Errors: absence-overlap {whose, and the days of the other}.
 * @param days those that the request touches, inclusive
 */
export function refusedAsOverlap(
  db: ReadableDb,
  { book }: ReadBook,
  personId: number,
  body: RequestBody,
  days: { readonly from: Day; readonly to: Day },
): Result<null> {
  const [leave] = asGranted(0, body).leaves;
  if (!leave) return ok(null);
  const others = heldRequests(db, personId, days.from, days.to).flatMap(({ body: held, from, to }) => {
    const [own] = held ? asGranted(0, held).leaves : [];
    return own ? [{ leave: own, from, to }] : [];
  });
  if (others.length === 0) return ok(null);
  const zone = book.zones.at(-1)!.value;
  const worker = workerOf(db, personId, zone);
  if (!worker) return ok(null);
  const { shifts } = collect([], grantedOf(db, personId, days.from, days.to).corrections);
  const whole = { ...book, overrides: new Map([[personId, shifts]]) };
  const plannedOn = (day: Day) => place(planDay(whole, worker, day));
  const met = others.find((other) => onAnyDay(leave, other.leave, days, other, plannedOn));
  if (!met) return ok(null);
  const name = db.get<{ name: string }>('SELECT name FROM people WHERE id = :personId', { personId })?.name ?? '';
  return err({ code: 'absence-overlap', name, from: isoDay(met.from), to: isoDay(met.to) });
}

type Days = { readonly from: Day; readonly to: Day };

function onAnyDay(a: Leave, b: Leave, ofA: Days, ofB: Days, plannedOn: (day: Day) => ReturnType<typeof place>): boolean {
  for (let day = Math.max(ofA.from, ofB.from); day <= Math.min(ofA.to, ofB.to); day++)
    if (leavesMeet(a, b, () => plannedOn(day))) return true;
  return false;
}
