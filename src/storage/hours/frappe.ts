/** A Frappe HR server and the queue of what it is sent. Key and secret are read here by main alone; a view of the server has neither. */
import type { Day } from '../../domain/hours/days.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import {
  FRAPPE_ANSWERS,
  FRAPPE_PROBLEMS,
  serverOf,
  type FrappeAnswer,
  type FrappeGiven,
  type FrappeProblem,
  type FrappeView,
} from '../../shared/frappe.ts';
import { guard, type ReadableDb, type WritableDb } from '../file/db.ts';

export type FrappeServer = FrappeView & {
  readonly key: string;
  readonly secret: string;
  /** What the queue's rows belong to. */
  readonly server: string;
  readonly running: boolean;
  readonly problem: FrappeProblem | null;
};

type ServerRow = FrappeView & { key: string; secret: string; running: number; problem: string | null };

/** null = none is set. */
export function frappeServer(db: ReadableDb): FrappeServer | null {
  const row = db.get<ServerRow>(
    'SELECT url, api, person, zone, api_key AS "key", api_secret AS secret, running, problem FROM frappe_server WHERE id = 1',
  );
  if (!row) return null;
  const problem = FRAPPE_PROBLEMS.find((p) => p === row.problem) ?? null;
  return { ...row, server: serverOf(row.url), running: row.running === 1, problem };
}

export const viewOfFrappe = ({ url, api, person, zone }: FrappeServer): FrappeView => ({ url, api, person, zone });

/**
 * Key and secret stay with the address that they were given for: nobody can have them sent to a machine of their own. Another server begins stopped.
 * Errors: bad-input {field: key | secret}.
 */
export function saveFrappe(db: WritableDb, given: FrappeGiven): Result<null> {
  return guard(db, () => {
    const before = frappeServer(db);
    const same = before !== null && before.server === serverOf(given.url);
    const [key, secret] = [given.key ?? (same ? before.key : ''), given.secret ?? (same ? before.secret : '')];
    if (key === '') return err({ code: 'bad-input', field: 'key' });
    if (secret === '') return err({ code: 'bad-input', field: 'secret' });
    const { url, api, person, zone } = given;
    db.run(
      `INSERT OR REPLACE INTO frappe_server (id, url, api, person, zone, api_key, api_secret, running, problem)
       VALUES (1, :url, :api, :person, :zone, :key, :secret, :running, NULL)`,
      { url, api, person, zone, key, secret, running: same && before.running ? 1 : 0 },
    );
    return ok(null);
  });
}

/** What was sent stays known: the same address, given again, is sent nothing twice. Errors: frappe-unset. */
export function forgetFrappe(db: WritableDb): Result<null> {
  return guard(db, () =>
    db.run('DELETE FROM frappe_server WHERE id = 1').changes === 0 ? err({ code: 'frappe-unset' }) : ok(null),
  );
}

export function setRunning(db: WritableDb, running: boolean, problem: FrappeProblem | null = null): Result<null> {
  return guard(db, () => {
    const { changes } = db.run('UPDATE frappe_server SET running = :running, problem = :problem WHERE id = 1', {
      running: running ? 1 : 0,
      problem,
    });
    return changes === 0 ? err({ code: 'frappe-unset' }) : ok(null);
  });
}

export type QueuedPunch = { readonly personId: number; readonly punchKey: string; readonly at: number; readonly day: Day };

/** Those that are in the queue already, sent or not, stay as they are. Value: how many are new. */
export function enqueue(db: WritableDb, server: string, punches: readonly QueuedPunch[]): Result<number> {
  return guard(db, () => {
    let added = 0;
    for (const punch of punches)
      added += db.run(
        `INSERT INTO frappe_queue (server, person_id, punch_key, at, day, state)
         VALUES (:server, :personId, :punchKey, :at, :day, 'waiting') ON CONFLICT (server, punch_key) DO NOTHING`,
        { server, ...punch },
      ).changes;
    return ok(added);
  });
}

export type QueueState = 'waiting' | 'stored' | 'refused';
export type QueueRow = QueuedPunch & {
  readonly id: number;
  readonly state: QueueState;
  /** As it was sent; before that null. */
  readonly direction: 'in' | 'out' | null;
  readonly wall: string | null;
  readonly tries: number;
};
const ROW = `id, person_id AS personId, punch_key AS punchKey, at, day, state, direction, wall, tries FROM frappe_queue`;

/** All that was ever put in the queue of a person. */
export function queuedOf(db: ReadableDb, server: string, personId: number): readonly QueueRow[] {
  return db.all<QueueRow>(`SELECT ${ROW} WHERE person_id = :personId AND server = :server ORDER BY at, id`, { server, personId });
}

/** The oldest that may be tried now. One that was to wait longer than `most` was told so by a clock that was wrong. @param now, most ms */
export function dueRows(db: ReadableDb, server: string, now: number, most: number, limit: number): readonly QueueRow[] {
  return db.all<QueueRow>(
    `SELECT ${ROW} WHERE server = :server AND state = 'waiting' AND (next_try <= :now OR next_try > :now + :most) ORDER BY id LIMIT :limit`,
    { server, now, most, limit },
  );
}

/** When the next is to be tried, ms since the epoch; null = none waits. */
export function nextTry(db: ReadableDb, server: string): number | null {
  return (
    db.get<{ at: number | null }>("SELECT min(next_try) AS at FROM frappe_queue WHERE server = :server AND state = 'waiting'", {
      server,
    })?.at ?? null
  );
}

export type Answered = {
  readonly state: QueueState;
  readonly answer: FrappeAnswer;
  /** The server's own words, where they say more; at most 300 letters. */
  readonly said: string | null;
  readonly direction: 'in' | 'out' | null;
  readonly wall: string | null;
  readonly nextTry: number;
  readonly at: number;
};

export function saveAnswer(db: WritableDb, id: number, { nextTry: next, ...answer }: Answered): Result<null> {
  return guard(db, () => {
    db.run(
      `UPDATE frappe_queue SET state = :state, answer = :answer, said = :said, direction = :direction, wall = :wall, next_try = :next,
         answered_at = :at, tries = tries + 1 WHERE id = :id`,
      { id, next: Math.round(next), ...answer, at: Math.round(answer.at) },
    );
    return ok(null);
  });
}

/** Those that were refused are tried once more. Value: how many. */
export function retryRefused(db: WritableDb, server: string): Result<number> {
  return guard(db, () =>
    ok(
      db.run("UPDATE frappe_queue SET state = 'waiting', next_try = 0 WHERE server = :server AND state = 'refused'", { server })
        .changes,
    ),
  );
}

/** Takes out what is not there yet, refused or not. One that was stored without our knowing comes back as a duplicate. Value: how many. */
export function dropUnsent(db: WritableDb, server: string): Result<number> {
  return guard(db, () =>
    ok(db.run("DELETE FROM frappe_queue WHERE server = :server AND state IN ('waiting', 'refused')", { server }).changes),
  );
}

export function queueCounts(db: ReadableDb, server: string): Readonly<Record<QueueState, number>> {
  const counts = { waiting: 0, stored: 0, refused: 0 };
  const rows = db.all<{ state: QueueState; n: number }>(
    'SELECT state, count(*) AS n FROM frappe_queue WHERE server = :server GROUP BY state',
    { server },
  );
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}

export type ShownRow = {
  readonly id: number;
  readonly name: string;
  readonly employeeNumber: string;
  readonly at: number;
  readonly direction: 'in' | 'out' | null;
  readonly state: QueueState;
  readonly answer: FrappeAnswer | null;
  readonly said: string | null;
  readonly tries: number;
  readonly answeredAt: number | null;
};
const SHOWN = `q.id, p.name, p.employee_number AS employeeNumber, q.at, q.direction, q.state, q.answer, q.said, q.tries,
  q.answered_at AS answeredAt FROM frappe_queue q JOIN people p ON p.id = q.person_id`;
type ShownOf = Omit<ShownRow, 'answer'> & { readonly answer: string | null };
const shown = (row: ShownOf): ShownRow => ({ ...row, answer: FRAPPE_ANSWERS.find((a) => a === row.answer) ?? null });

/** What somebody has to put right, the oldest first. */
export function refusedRows(db: ReadableDb, server: string, limit: number): readonly ShownRow[] {
  return db
    .all<ShownOf>(`SELECT ${SHOWN} WHERE q.server = :server AND q.state = 'refused' ORDER BY q.id LIMIT :limit`, {
      server,
      limit,
    })
    .map(shown);
}

/** The newest answers first. */
export function lastAnswers(db: ReadableDb, server: string, limit: number): readonly ShownRow[] {
  return db
    .all<ShownOf>(
      `SELECT ${SHOWN} WHERE q.server = :server AND q.answered_at IS NOT NULL ORDER BY q.answered_at DESC, q.id DESC LIMIT :limit`,
      { server, limit },
    )
    .map(shown);
}
