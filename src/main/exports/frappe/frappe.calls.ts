import { err, ok, type Result } from '../../../domain/result.ts';
import { guardRead, type ReadableDb } from '../../../storage/file/db.ts';
import {
  dropUnsent,
  forgetFrappe,
  frappeServer,
  lastAnswers,
  nextTry,
  queueCounts,
  refusedRows,
  retryRefused,
  saveFrappe,
  setRunning,
  viewOfFrappe,
  type FrappeServer,
} from '../../../storage/hours/frappe.ts';
import type { Output } from '../../../shared/contract.ts';
import type { Handlers } from '../../ipc/dispatch.ts';
import { change } from '../../site/changes.ts';
import type { Site, Transaction } from '../../site/site.ts';
import type { Sites } from '../../site/sites.ts';
import type { Clock } from '../../site/time.ts';
import { gather, putInQueue, type Gathered } from './gather.ts';
import type { FrappeSender } from './sender.ts';
import type { ExportPeriod } from '../../../shared/exports.ts';
import type { Who } from '../people.ts';

type Names = Extract<keyof Handlers, `frappe.${string}`>;

export type FrappeCalls = Sites & {
  readonly clock: Pick<Clock, 'now'>;
  readonly sender: FrappeSender;
  /** The queue, or how it goes, is another now. */
  readonly frappeChanged: () => void;
};

const REFUSED_SHOWN = 200;
const LAST_SHOWN = 10;

/** What a row of the log may say of it: no key, no secret. */
const facts = (db: ReadableDb): unknown => {
  const found = frappeServer(db);
  return found && { server: found.server, api: found.api, person: found.person, zone: found.zone };
};

export function frappeHandlers(world: FrappeCalls): Pick<Handlers, Names> {
  return { ...serverHandlers(world), ...sendHandlers(world), ...queueHandlers(world) };
}

/** Whoever shows it asks again, and the sender looks at once. */
function told<T>({ sender, frappeChanged }: FrappeCalls, result: Result<T>): Result<T> {
  if (!result.ok) return result;
  sender.wake();
  frappeChanged();
  return result;
}

function serverHandlers(world: FrappeCalls) {
  return {
    'frappe.state': () => world.withSite((site) => guardRead(site.db, () => stateOf(site.db))),
    'frappe.save': (given) =>
      world.withSite((site) =>
        told(
          world,
          change(site, [], { kind: 'system', reason: 'frappe-changed' }, ({ db }) => saveFrappe(db, given), facts),
        ),
      ),
    'frappe.forget': () =>
      world.withSite((site) =>
        told(
          world,
          change(site, [], { kind: 'system', reason: 'frappe-changed' }, ({ db }) => forgetFrappe(db), facts),
        ),
      ),
  } satisfies Partial<Handlers>;
}

function stateOf(db: ReadableDb): Output<'frappe.state'> {
  const found = frappeServer(db);
  if (!found) {
    const counts = { waiting: 0, stored: 0, refused: 0 };
    return { server: null, running: false, problem: null, counts, nextTry: null, refused: [], last: [] };
  }
  const { server, running, problem } = found;
  return {
    ...{ server: viewOfFrappe(found), running, problem, counts: queueCounts(db, server), nextTry: nextTry(db, server) },
    ...{ refused: [...refusedRows(db, server, REFUSED_SHOWN)], last: [...lastAnswers(db, server, LAST_SHOWN)] },
  };
}

type What = { readonly period: ExportPeriod; readonly who: Who };

function sendHandlers(world: FrappeCalls) {
  async function gathered({ period, who }: What): Promise<Result<Gathered & { site: Site; server: FrappeServer }>> {
    const open = world.site();
    if (!open.ok) return open;
    const site = open.value;
    const server = frappeServer(site.db);
    if (!server) return err({ code: 'frappe-unset' });
    return ok({ ...(await gather(site, server, period, who, world.clock.now())), site, server });
  }
  return {
    'frappe.check': async (what) => {
      const found = await gathered(what);
      return found.ok ? ok(found.value.check) : found;
    },
    'frappe.send': async (what) => {
      const found = await gathered(what);
      if (!found.ok) return found;
      const { site, server, fresh } = found.value;
      const { from, to } = what.period;
      const detail = { from, to, punches: fresh.length, oneDepartment: what.who.department !== null };
      // The row first: what is queued then without an end is put in by the next try.
      const begun = change(site, [], { kind: 'system', reason: 'frappe-queued', detail }, ({ db }) => setRunning(db, true));
      if (!begun.ok) return begun;
      const added = await putInQueue(site, server, fresh);
      return told(world, added.ok ? ok({ added: added.value }) : added);
    },
  } satisfies Partial<Handlers>;
}

function queueHandlers(world: FrappeCalls) {
  type Reason = 'frappe-paused' | 'frappe-resumed' | 'frappe-retried' | 'frappe-dropped';
  /** `work` is given the server; `of`: how many, for the row. */
  const act = <T>(
    reason: Reason,
    work: (db: Transaction['db'], server: FrappeServer) => Result<T>,
    of: (done: T) => object = () => ({}),
  ): Result<T> =>
    world.withSite((site) =>
      told(
        world,
        change(
          site,
          [],
          (done: T) => ({ kind: 'system', reason, detail: { ...of(done) } }),
          ({ db }) => {
            const server = frappeServer(db);
            return server ? work(db, server) : err({ code: 'frappe-unset' });
          },
        ),
      ),
    );
  return {
    'frappe.pause': () => act('frappe-paused', (db) => setRunning(db, false)),
    'frappe.resume': () => act('frappe-resumed', (db) => setRunning(db, true)),
    'frappe.retry': () =>
      act(
        'frappe-retried',
        (db, { server }) => {
          const again = retryRefused(db, server);
          if (!again.ok) return again;
          const running = setRunning(db, true);
          return running.ok ? ok({ again: again.value }) : running;
        },
        ({ again }) => ({ punches: again }),
      ),
    'frappe.drop': () =>
      act(
        'frappe-dropped',
        (db, { server }) => {
          const dropped = dropUnsent(db, server);
          if (!dropped.ok) return dropped;
          // Nothing is left to be sent.
          const stopped = setRunning(db, false);
          return stopped.ok ? ok({ dropped: dropped.value }) : stopped;
        },
        ({ dropped }) => ({ punches: dropped }),
      ),
  } satisfies Partial<Handlers>;
}
