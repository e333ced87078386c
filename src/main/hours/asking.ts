/** How something is asked for, entered and decided about hours. Each step is a row of the log, and none touches a closed month. */
import { monthOf } from '../../domain/hours/balance.ts';
import { ADDED } from '../../domain/hours/collect.ts';
import { isoDay, minuteAt, type Day } from '../../domain/hours/days.ts';
import { changesDays, isTakenSo, mayBecome, type Decision } from '../../domain/hours/requests.ts';
import { zoneDays } from '../../domain/hours/zone-days.ts';
import { personId as idOf } from '../../domain/ids.ts';
import type { ReasonOf } from '../../domain/log/events.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { OvertimePart, RequestBody } from '../../shared/hours.ts';
import { isThere } from '../../storage/access/edit.ts';
import type { ReadableDb, WritableDb } from '../../storage/file/db.ts';
import { absenceKinds } from '../../storage/hours/absence-kinds.ts';
import { reckonMonth } from '../../storage/hours/month.ts';
import { closedWithin, refusedAsClosed } from '../../storage/hours/periods.ts';
import type { ReadBook } from '../../storage/hours/plan.ts';
import { asGranted, askFor, decide, getRequest, touchedBy } from '../../storage/hours/requests.ts';
import { operatorNow } from '../base/actor.ts';
import { change } from '../site/changes.ts';
import type { EventFacts, Site } from '../site/site.ts';
import { bookOf } from './book.ts';
import { mayMakeUp } from './make-up.ts';

export type Asked = {
  readonly personIds: readonly number[];
  readonly bodies: readonly RequestBody[];
  readonly reason: string;
  /** The house puts it right itself, at once. */
  readonly grant: boolean;
};

type Made = { readonly id: number; readonly personId: number; readonly body: RequestBody; readonly from: Day; readonly to: Day };

/** What a row says: of what kind, and of which days; never what a leave was for, since rows stay for ever. */
const rowOf = (reason: ReasonOf<'system'>, { id, personId, body, from, to }: Made): EventFacts => ({
  kind: 'system',
  reason,
  personId: idOf(personId),
  detail: { request: id, kind: body.kind, from: isoDay(from), to: isoDay(to) },
});

/** So far from its own day a punch may be given: a shift lasts two days at most. */
const NEAR_DAYS = 2;

/** A year and a day at once; a leave that is longer is another one. */
const LONGEST_DAYS = 366;

/** Errors: person-gone, access-gone, hours-closed, make-up-…, bad-input. */
export function ask(site: Site, { personIds, bodies, reason, grant }: Asked, now: number): Result<readonly number[]> {
  const read = bookOf(site);
  const made = change<readonly Made[]>(
    site,
    'hours',
    (all) => all.map((each) => rowOf(grant ? 'hours-entered' : 'hours-asked', each)),
    ({ db }) => {
      const all: Made[] = [];
      for (const personId of new Set(personIds))
        for (const body of bodies) {
          const one = askOne(db, read, { personId, body, reason, grant }, site.settings().site.timeZone, now);
          if (!one.ok) return one;
          all.push(one.value);
        }
      return ok(all);
    },
  );
  return made.ok ? ok(made.value.map(({ id }) => id)) : made;
}

type One = Pick<Asked, 'reason' | 'grant'> & { readonly personId: number; readonly body: RequestBody };

function askOne(
  db: WritableDb,
  read: ReadBook,
  { personId, body, reason, grant }: One,
  timeZone: string,
  now: number,
): Result<Made> {
  const gone = db.get('SELECT 1 FROM people WHERE id = :personId AND deleted_at IS NULL', { personId }) === undefined;
  if (gone) return err({ code: 'person-gone' });
  const zone = zoneDays(timeZone);
  const settled = settledBody(db, body);
  if (!settled.ok) return settled;
  const days = touchedBy(db, personId, settled.value, zone);
  if (!days) return err({ code: 'bad-input', field: 'bodies.punch' });
  if (days.to < days.from || days.to - days.from >= LONGEST_DAYS) return err({ code: 'bad-input', field: 'bodies.to' });
  const open = refusedWhereGiven(db, read, { id: NOT_YET, personId, body, ...days }, now);
  if (!open.ok) return open;
  if (body.kind === 'add' && !grant) {
    const allowed = mayMakeUp(db, read, personId, days.from, zone.wallOf(minuteAt(now)).day, now);
    if (!allowed.ok) return allowed;
  }
  const by = operatorNow();
  const at = Math.round(now);
  const id = askFor(db, { personId, ...days, body: settled.value, reason, askedBy: by, entered: grant, at });
  if (!id.ok) return id;
  if (grant) {
    const decided = decide(db, { requestId: id.value, decision: 'granted', decidedBy: by, selfDecided: true, at });
    if (!decided.ok) return decided;
  }
  return ok({ id: id.value, personId, body: settled.value, ...days });
}

/** A request that has no id yet. */
const NOT_YET = -1;

/**
 * A punch may lie outside of a closed month and belong to one of its days: an OUT after midnight is that of the evening before.
 * Errors: hours-closed.
 */
function refusedWhereGiven(db: ReadableDb, read: ReadBook, { id, personId, body, from, to }: Made, now: number): Result<null> {
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

const SAID: Readonly<Record<Decision, ReasonOf<'system'>>> = {
  granted: 'hours-granted',
  refused: 'hours-refused',
  withdrawn: 'hours-withdrawn',
};

/** Errors: request-gone, request-decided, hours-closed, bad-input {field: part}. */
export function decideAll(
  site: Site,
  ids: readonly number[],
  decision: Decision,
  part: OvertimePart | null,
  now: number,
): Result<null> {
  const read = bookOf(site);
  const decided = change<readonly Made[]>(
    site,
    'hours',
    (all) => all.map((each) => rowOf(SAID[decision], each)),
    ({ db }) => {
      const all: Made[] = [];
      for (const id of new Set(ids)) {
        const one = decideOne(db, read, id, { decision, part }, now);
        if (!one.ok) return one;
        all.push(one.value);
      }
      return ok(all);
    },
  );
  return decided.ok ? ok(null) : decided;
}

function decideOne(
  db: WritableDb,
  read: ReadBook,
  requestId: number,
  { decision, part }: { readonly decision: Decision; readonly part: OvertimePart | null },
  now: number,
): Result<Made> {
  const request = getRequest(db, requestId);
  if (!request?.body) return err({ code: 'request-gone' });
  const { personId, body, from, to, state, askedBy } = request;
  if (!mayBecome(state, decision)) return err({ code: 'request-decided' });
  const made = { id: requestId, personId, body, from, to };
  const open = changesDays(state, decision) ? refusedWhereGiven(db, read, made, now) : ok(null);
  if (!open.ok) return open;
  if (part && !(decision === 'granted' && body.kind === 'grant' && body.grant.from <= part.from && part.to <= body.grant.to))
    return err({ code: 'bad-input', field: 'part' });
  const by = operatorNow();
  const done = decide(db, { requestId, decision, decidedBy: by, selfDecided: by === askedBy, part, at: Math.round(now) });
  return done.ok ? ok(made) : done;
}
