/** What is planned: shifts, patterns, who works by which, rules. Before something is changed it is said how many days of whom that alters. */
import type { Day } from '../../domain/hours/days.ts';
import type { ReasonOf } from '../../domain/log/events.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Output } from '../../shared/contract.ts';
import type { PlanChange, PlanImpact, PlanUser } from '../../shared/shifts.ts';
import { guardRead } from '../../storage/file/db.ts';
import {
  deleteAssignment,
  deletePattern,
  deletePatternVersion,
  deleteRule,
  deleteShift,
  deleteShiftVersion,
  saveAssignment,
  savePattern,
  saveRule,
  saveShift,
} from '../../storage/hours/plan.ts';
import { calendarKnown, planState, storedAssignments } from '../../storage/hours/planned.ts';
import type { Handlers } from '../ipc/dispatch.ts';
import { change } from '../site/changes.ts';
import type { EventFacts, Site, Transaction } from '../site/site.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';
import { dayAt } from './book.ts';
import { impact, onDay, overview, tried } from './planned.ts';

type Names = 'hours.try' | Extract<keyof Handlers, `${'shifts' | 'patterns' | 'assignments' | 'rules'}.${string}`>;
type Reason = Extract<
  ReasonOf<'system'>,
  'shifts-changed' | 'shift-patterns-changed' | 'shift-assignments-changed' | 'hour-rules-changed'
>;

export type ShiftsCalls = Sites & { readonly clock: Pick<Clock, 'now'> };

export function shiftsHandlers(world: ShiftsCalls): Pick<Handlers, Names> {
  const today = (site: Site): Day => dayAt(site, world.clock.now());
  const { read, changing, deleting } = onPlan(world);

  const preview = async (asked: PlanChange): Promise<Result<PlanImpact>> => {
    const open = world.site();
    return open.ok ? impact(open.value, asked, today(open.value)) : open;
  };
  /** Keeps what overlaps with nothing. */
  const unlessOverlapping = async <T>(asked: PlanChange, save: () => Result<T>): Promise<Result<T>> => {
    const before = await preview(asked);
    if (!before.ok) return before;
    const { overlap } = before.value;
    return overlap ? err({ code: 'plan-overlap', ...overlap }) : save();
  };

  return {
    'shifts.overview': () => read((site) => ok(overview(site, today(site)))),
    'shifts.calendar': () => read((site) => ok(calendarKnown(site.db))),
    'shifts.onDay': ({ day }) => read((site) => ok(onDay(site, day))),
    'shifts.preview': preview,

    'shifts.save': ({ id, fields: { name, code, colour, from, body } }) =>
      unlessOverlapping({ kind: 'shift', id, from, body }, () =>
        numbered(
          changing('shifts-changed', ({ db }, site) => saveShift(db, id, name, from, body, today(site), { code, colour })),
        ),
      ),
    'shifts.delete': ({ id }) => deleting('shifts-changed', ({ db }) => deleteShift(db, id)),
    'shifts.deleteVersion': ({ id, from }) =>
      unlessOverlapping({ kind: 'drop-shift-version', id, from }, () =>
        changing('shifts-changed', ({ db }, site) => deleteShiftVersion(db, id, from, today(site))),
      ),

    'patterns.save': ({ id, fields: { name, from, body } }) =>
      unlessOverlapping({ kind: 'pattern', id, from, body }, () =>
        numbered(changing('shift-patterns-changed', ({ db }, site) => savePattern(db, id, name, from, body, today(site)))),
      ),
    'patterns.delete': ({ id }) => deleting('shift-patterns-changed', ({ db }) => deletePattern(db, id)),
    'patterns.deleteVersion': ({ id, from }) =>
      unlessOverlapping({ kind: 'drop-pattern-version', id, from }, () =>
        changing('shift-patterns-changed', ({ db }, site) => deletePatternVersion(db, id, from, today(site))),
      ),

    'assignments.save': ({ id, fields }) =>
      unlessOverlapping<Output<'assignments.save'>>({ kind: 'assignment', id, body: fields }, () => {
        const saved = changing(
          'shift-assignments-changed',
          ({ db }) => saveAssignment(db, id, fields),
          (done) => 'id' in done,
        );
        if (!saved.ok) return saved;
        const done = saved.value;
        if ('id' in done) return ok({ id: done.id });
        return read((site) => {
          const overlaps = storedAssignments(site.db).find((a) => a.id === done.overlaps.id);
          return overlaps ? ok({ overlaps }) : err({ code: 'access-gone' });
        });
      }),
    'assignments.delete': ({ id }) =>
      unlessOverlapping({ kind: 'drop-assignment', id }, () =>
        changing('shift-assignments-changed', ({ db }) => deleteAssignment(db, id)),
      ),

    'hours.try': (asked) => read((site) => ok(tried(site, asked))),

    'rules.save': ({ from, body }) => changing('hour-rules-changed', ({ db }, site) => saveRule(db, from, body, today(site))),
    'rules.delete': ({ from }) => changing('hour-rules-changed', ({ db }, site) => deleteRule(db, from, today(site))),
  };
}

const numbered = (answer: Result<number>) => (answer.ok ? ok({ id: answer.value }) : answer);

/** Reads the opened site; changes its plan, with the row and what was there before and after. */
function onPlan(world: Sites) {
  const read = <T>(use: (site: Site) => Result<T>): Result<T> =>
    world.withSite((site) => {
      const answer = guardRead(site.db, () => use(site));
      return answer.ok ? answer.value : answer;
    });

  const changing = <T>(
    reason: Reason,
    work: (tx: Transaction, site: Site) => Result<T>,
    isChanged: (done: T) => boolean = () => true,
  ): Result<T> => {
    const row: EventFacts = { kind: 'system', reason };
    const facts = (done: T): EventFacts | null => (isChanged(done) ? row : null);
    return world.withSite((site) => change(site, 'hours', facts, (tx) => work(tx, site), planState));
  };

  /** What uses a thing keeps it, and nothing was changed. */
  const deleting = (reason: Reason, work: (tx: Transaction) => Result<readonly PlanUser[]>) => {
    const done = changing(reason, work, (users) => users.length === 0);
    return done.ok ? ok({ usedBy: [...done.value] }) : done;
  };

  return { read, changing, deleting };
}
