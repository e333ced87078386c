/** How something is asked for, entered and decided about hours. Each step is a row of the log, and none touches a closed month. */
import { isoDay, type Day } from '../../domain/hours/days.ts';
import { changesDays, mayBecome, type Decision } from '../../domain/hours/requests.ts';
import { personId as idOf } from '../../domain/ids.ts';
import type { ReasonOf } from '../../domain/log/events.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { OvertimePart, RequestBody } from '../../shared/hours.ts';
import type { WritableDb } from '../../storage/file/db.ts';
import type { ReadBook } from '../../storage/hours/plan.ts';
import { askFor, decide, getRequest } from '../../storage/hours/requests.ts';
import { operatorNow } from '../base/actor.ts';
import { change } from '../site/changes.ts';
import type { EventFacts, Site } from '../site/site.ts';
import { bookOf } from './book.ts';
import { checked, refusedAsOverlap, refusedWhereGiven, type Wished } from './checking.ts';

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

/** Errors: those of `checked`. */
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
          const one = askOne(db, read, { personId, body, grant }, reason, site.settings().site.timeZone, now);
          if (!one.ok) return one;
          all.push(one.value);
        }
      return ok(all);
    },
  );
  return made.ok ? ok(made.value.map(({ id }) => id)) : made;
}

function askOne(db: WritableDb, read: ReadBook, wished: Wished, reason: string, timeZone: string, now: number): Result<Made> {
  const found = checked(db, read, wished, timeZone, now);
  if (!found.ok) return found;
  const { personId, grant } = wished;
  const by = operatorNow();
  const at = Math.round(now);
  const id = askFor(db, { personId, ...found.value, reason, askedBy: by, entered: grant, at });
  if (!id.ok) return id;
  if (grant) {
    const decided = decide(db, { requestId: id.value, decision: 'granted', decidedBy: by, selfDecided: true, at });
    if (!decided.ok) return decided;
  }
  return ok({ id: id.value, personId, ...found.value });
}

const SAID: Readonly<Record<Decision, ReasonOf<'system'>>> = {
  granted: 'hours-granted',
  refused: 'hours-refused',
  withdrawn: 'hours-withdrawn',
};

/** Errors: request-gone, request-decided, hours-closed, absence-overlap, bad-input {field: part}. */
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
  const apart = decision === 'granted' ? refusedAsOverlap(db, read, personId, body, { from, to }) : ok(null);
  if (!apart.ok) return apart;
  if (part && !(decision === 'granted' && body.kind === 'grant' && body.grant.from <= part.from && part.to <= body.grant.to))
    return err({ code: 'bad-input', field: 'part' });
  const by = operatorNow();
  const done = decide(db, { requestId, decision, decidedBy: by, selfDecided: by === askedBy, part, at: Math.round(now) });
  return done.ok ? ok(made) : done;
}
