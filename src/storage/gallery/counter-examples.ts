/**
 * "Not him": the probe of a visit that was matched to the wrong person, kept to hold that person's bar higher against that face.
 * It is an embedding of one model: another model's cannot be compared with it, and without a picture it cannot be made again.
 */
import { eventId, personId, type EventId, type PersonId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';
import { readCentre } from './centre.ts';
import { blob, quantise } from '../../domain/recognition/embedding.ts';
import { bestOf } from './look-alikes.ts';

/** How long the probe of a recognised visit is kept, and how many at most (2 KB each). docs/privacy.md and the Log say so. */
export const PROBE_DAYS = 14;
export const PROBES_MAX = 10_000;
const DAY_MS = 86_400_000;

export type CounterExample = {
  readonly eventId: EventId;
  readonly personId: PersonId;
  readonly name: string;
  readonly employeeNumber: string;
  readonly saidAt: 'kiosk' | 'log';
  /** ms since the epoch: when the visit was, and when it was said. */
  readonly at: number;
  readonly madeAt: number;
  /** False: it was made with another model and is not compared. */
  readonly used: boolean;
};

/**
 * Inside or outside a transaction. Errors: the disk's. An event that is not there, or has a probe, is left alone.
 * @param now ms since the epoch
 * @param elapsed of the site's time, ms: what its days count
 */
export function keepProbe(
  db: WritableDb,
  event: EventId,
  modelId: string,
  probe: Float32Array,
  now: number,
  elapsed: number,
): Result<null> {
  return guard(db, () => {
    db.run(
      `INSERT OR IGNORE INTO probes (event_id, person_id, model_id, embedding, at, kept_elapsed)
       SELECT e.id, e.person_id, :modelId, :embedding, :now, :elapsed FROM events e WHERE e.id = :event AND e.person_id IS NOT NULL`,
      { event, modelId, embedding: blob(quantise(probe)), now: Math.round(now), elapsed: Math.round(elapsed) },
    );
    return ok(null);
  });
}

/** Erases probes that are too old, too many, or another model's. Value: how many. @param elapsed of the site's time, ms */
export function forgetProbes(db: WritableDb, modelId: string, elapsed: number): Result<number> {
  return guard(db, () => {
    const old = db.run('DELETE FROM probes WHERE kept_elapsed < :before', {
      before: Math.round(elapsed - PROBE_DAYS * DAY_MS),
    }).changes;
    const others = db.run('DELETE FROM probes WHERE model_id <> :modelId', { modelId }).changes;
    const many = db.run(
      'DELETE FROM probes WHERE event_id <= (SELECT event_id FROM probes ORDER BY event_id DESC LIMIT 1 OFFSET :max)',
      { max: PROBES_MAX },
    ).changes;
    return ok(old + others + many);
  });
}

/** What can be said of an event now. `untilElapsed`: when its probe is erased, by `elapsed` of the site's time, ms. */
export type NotHim =
  | { readonly state: 'possible'; readonly untilElapsed: number }
  | { readonly state: 'said'; readonly saidAt: 'kiosk' | 'log'; readonly used: boolean }
  /** Never kept, erased meanwhile, or made with another model. */
  | { readonly state: 'gone' };

export function notHimOf(db: ReadableDb, modelId: string, event: EventId): NotHim {
  const said = db.get<{ saidAt: 'kiosk' | 'log'; model: string }>(
    'SELECT said_at AS saidAt, model_id AS model FROM counter_examples WHERE event_id = :event',
    { event },
  );
  if (said) return { state: 'said', saidAt: said.saidAt, used: said.model === modelId };
  const probe = db.get<{ kept: number }>(
    'SELECT kept_elapsed AS kept FROM probes WHERE event_id = :event AND model_id = :modelId',
    {
      event,
      modelId,
    },
  );
  return probe ? { state: 'possible', untilElapsed: probe.kept + PROBE_DAYS * DAY_MS } : { state: 'gone' };
}

/** Makes the event's probe a counter-example of the person it was matched to. Errors: event-gone (its probe is not there). */
export function addCounterExample(
  db: WritableDb,
  event: EventId,
  modelId: string,
  saidAt: 'kiosk' | 'log',
  now: number,
): Result<PersonId> {
  return guard(db, () => {
    const probe = db.get<{ person: number }>(
      'SELECT person_id AS person FROM probes WHERE event_id = :event AND model_id = :modelId',
      { event, modelId },
    );
    if (!probe) return err({ code: 'event-gone' });
    db.run(
      `INSERT OR IGNORE INTO counter_examples (event_id, person_id, model_id, embedding, said_at, made_at)
       SELECT event_id, person_id, model_id, embedding, :saidAt, :now FROM probes WHERE event_id = :event`,
      { event, saidAt, now: Math.round(now) },
    );
    return ok(personId(probe.person));
  });
}

/** Errors: event-gone (there is none). */
export function removeCounterExample(db: WritableDb, event: EventId): Result<null> {
  return guard(db, () =>
    db.run('DELETE FROM counter_examples WHERE event_id = :event', { event }).changes > 0
      ? ok(null)
      : err({ code: 'event-gone' }),
  );
}

/** Score of a probe with a person's nearest counter-example of this model; null without any. */
export function nearestCounterExample(db: ReadableDb, modelId: string, id: PersonId, probe: Float32Array): number | null {
  const rows = db.all<{ embedding: Uint8Array }>(
    'SELECT embedding FROM counter_examples WHERE person_id = :id AND model_id = :modelId',
    { id, modelId },
  );
  if (rows.length === 0) return null;
  return bestOf(
    readCentre(db),
    rows.map((row) => row.embedding),
    quantise(probe),
  );
}

/** Newest first; of people who are still here. */
export function listCounterExamples(db: ReadableDb, modelId: string): CounterExample[] {
  const rows = db.all<{
    event: number;
    person: number;
    name: string;
    number: string;
    saidAt: 'kiosk' | 'log';
    at: number;
    madeAt: number;
    model: string;
  }>(
    `SELECT c.event_id AS event, c.person_id AS person, p.name, p.employee_number AS number, c.said_at AS saidAt, e.at, c.made_at AS madeAt, c.model_id AS model
     FROM counter_examples c JOIN people p ON p.id = c.person_id AND p.deleted_at IS NULL JOIN events e ON e.id = c.event_id
     ORDER BY c.made_at DESC, c.event_id DESC`,
  );
  return rows.map(({ event, person, name, number, saidAt, at, madeAt, model }) => ({
    eventId: eventId(event),
    personId: personId(person),
    name,
    employeeNumber: number,
    saidAt,
    at,
    madeAt,
    used: model === modelId,
  }));
}
