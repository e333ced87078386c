/** Past visits with their decisions, for asking what would have been. */
import { isAttack } from '../../domain/recognition/judge.ts';
import type { DecisionRecord, Method } from '../../domain/recognition/decision.ts';
import type { NamedCandidate, StoredDecision, StoredVisit } from '../../domain/recognition/what-if.ts';
import type { ReadableDb } from '../file/db.ts';
import { storedDecision, takenBack } from '../log/events.ts';

type Row = {
  id: number;
  at: number;
  kind: 'recognised' | 'refused';
  reason: string | null;
  method: Method | null;
  personId: number | null;
  name: string | null;
  takenBack: number;
  decision: string | null;
};

export type VisitPage = {
  readonly visits: StoredVisit[];
  readonly more: boolean;
  /** Share of the events of that time that are read, 0..1. */ readonly done: number;
};

/**
 * The next visits by order of writing.
 * @param from ms since the epoch
 * @param after the last event of the page before; 0 = from the beginning
 */
export function visitsAfter(db: ReadableDb, modelId: string, from: number, after: number, limit: number): VisitPage {
  const range = db.get<{ first: number | null; last: number | null }>(
    'SELECT min(id) AS first, max(id) AS last FROM events WHERE at >= :from',
    { from },
  )!;
  if (range.first === null || range.last === null) return { visits: [], more: false, done: 1 };
  // By id, from the first that can count: pages stay short however long the log is.
  const rows = db.all<Row>(
    `SELECT e.id, e.at, e.kind, e.reason, e.method, e.person_id AS personId, n.name, e.decision,
       ${takenBack('e')} AS takenBack
     FROM events e LEFT JOIN event_names n ON n.event_id = e.id WHERE e.id > :after AND e.at >= :from AND +e.kind IN ('recognised', 'refused') AND e.more IS NULL ORDER BY e.id LIMIT :limit`,
    { from, after: Math.max(after, range.first - 1), limit: limit + 1 },
  );
  const names = new Map<number, string>();
  const nameOf = (id: number): string => {
    const known = names.get(id);
    if (known !== undefined) return known;
    // Deleted people keep their name for the log.
    const name = db.get<{ name: string }>('SELECT name FROM people WHERE id = :id', { id })?.name ?? '';
    names.set(id, name);
    return name;
  };
  const visits = rows.slice(0, limit).map((row) => {
    const record = storedDecision(row.decision);
    return {
      eventId: row.id,
      at: row.at,
      kind: row.kind,
      reason: row.reason,
      method: row.method,
      personId: row.personId,
      name: row.name,
      takenBack: row.takenBack === 1,
      decision: record && decisionOf(record, modelId, nameOf),
    };
  });
  const more = rows.length > limit;
  const at = visits.at(-1)?.eventId ?? range.last;
  return { visits, more, done: more ? Math.min(1, (at - range.first) / Math.max(1, range.last - range.first)) : 1 };
}

function decisionOf(record: DecisionRecord, modelId: string, nameOf: (id: number) => string): StoredDecision {
  const named = (c: DecisionRecord['first']): NamedCandidate | null => c && { ...c, name: nameOf(c.personId) };
  const { threshold, marginRequired, lookAlike, counterExample, frames } = record;
  return {
    first: named(record.first),
    second: named(record.second),
    threshold,
    marginRequired,
    lookAlike,
    counterExample,
    frames,
    stage: record.stage ?? null,
    attack: isAttack(record.presentation),
    sameModel: record.modelId === modelId,
  };
}
