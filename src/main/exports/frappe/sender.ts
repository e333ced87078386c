/**
 * Sends the queue to a Frappe server: in its order, a few at a time, for as long as it runs, across restarts. An answer is on disk before the next are sent;
 * one that was lost on the way (a crash, a line) is asked for again, and the server's "has it already" is then the answer. Whoever puts the queue in order
 * (ids, a token) lets it go on.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { isoDay } from '../../../domain/hours/days.ts';
import type { Result } from '../../../domain/result.ts';
import { send } from '../../../doors/request.ts';
import { timeText, wallOf } from '../../../exports/hours/fill.ts';
import { FRAPPE_FIELD, FRAPPE_PROGRAM, type FrappeAnswer, type FrappeProblem } from '../../../shared/frappe.ts';
import type { PunchOfFile } from '../../../storage/hours/export-people.ts';
import { exportIds } from '../../../storage/hours/exports.ts';
import {
  dueRows,
  frappeServer,
  nextTry,
  saveAnswer,
  setRunning,
  type FrappeServer,
  type QueueRow,
} from '../../../storage/hours/frappe.ts';
import type { Log } from '../../base/log.ts';
import { every } from '../../base/timers.ts';
import { bookOf } from '../../hours/book.ts';
import type { Site } from '../../site/site.ts';
import type { Clock } from '../../site/time.ts';
import { meaningOf, type Meaning } from './answer.ts';
import { punchNow } from './gather.ts';

const AT_ONCE = 4;
const ANSWER_MS = 20_000;
/** With its trace, an error of Frappe's is long. */
const ANSWER_BYTES = 400_000;
const TELL_MS = 500;
const LOOK_MS = 60_000;
/** Between two tries, ms: twice as long each time, and up to a half less by chance, so that kiosks that lost the same server do not all come back at once. */
export type Waits = { readonly first: number; readonly most: number };
const WAITS: Waits = { first: 5_000, most: 900_000 };

const METHOD = {
  hrms: 'hrms.hr.doctype.employee_checkin.employee_checkin.add_log_based_on_employee_field',
  erpnext: 'erpnext.hr.doctype.employee_checkin.employee_checkin.add_log_based_on_employee_field',
} as const;

export type FrappeSender = {
  begin(site: Site): void;
  end(): void;
  /** The queue, or whether it runs, is another now: it is looked at without waiting. */
  wake(): void;
};

type World = {
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly changed: () => void;
  readonly waits?: Waits;
};

/** What came of a row, as it is kept. */
type Outcome = {
  readonly row: QueueRow;
  readonly meaning: Meaning;
  readonly direction: 'in' | 'out' | null;
  readonly wall: string | null;
};

export function createFrappeSender({ clock, log, changed, waits = WAITS }: World): FrappeSender {
  let site: Site | null = null;
  let ending = new AbortController();
  let nap: AbortController | null = null;
  let working = false;
  const tell = teller(changed);

  async function rest(ms: number, signal: AbortSignal): Promise<void> {
    tell(true);
    nap = new AbortController();
    await sleep(ms, undefined, { signal: AbortSignal.any([nap.signal, signal]), ref: false }).catch(() => undefined);
    nap = null;
  }

  async function work(open: Site, signal: AbortSignal): Promise<void> {
    const sum = { stored: 0, refused: 0 };
    let failures = 0;
    for (;;) {
      const server = over(signal) ? null : frappeServer(open.db);
      if (!server?.running) return;
      const now = clock.now();
      const rows = dueRows(open.db, server.server, now, waits.most, AT_ONCE);
      if (rows.length === 0) {
        const next = nextTry(open.db, server.server);
        if (next === null) {
          finished(open, sum);
          tell(true);
          return;
        }
        await rest(Math.max(1, next - now), signal);
        continue;
      }
      const outcomes = await Promise.all(rows.map((row) => sendRow(open, server, row, now, signal)));
      if (over(signal)) return;
      const answers = outcomes.filter(({ meaning }) => meaning.is === 'answer');
      const settled = answers.filter(({ meaning }) => stateOf(meaning) !== 'waiting');
      failures = settled.length > 0 ? 0 : failures + 1;
      const kept = answers.map((outcome) =>
        keep(open, outcome, clock.now(), pause(waits, settled.length > 0 ? outcome.row.tries : failures - 1)),
      );
      for (const { meaning } of settled) sum[stateOf(meaning) === 'stored' ? 'stored' : 'refused']++;
      const stop = outcomes.find(({ meaning }) => meaning.is === 'stop')?.meaning;
      if (stop?.is === 'stop') {
        stopped(open, stop.problem);
        tell(true);
        return;
      }
      tell();
      // Nothing comes of any: the line or the server is down, or our own disk takes nothing.
      if (settled.length === 0 || kept.some((done) => !done.ok)) await rest(pause(waits, Math.max(0, failures - 1)), signal);
    }
  }

  const wake = (): void => {
    const open = site;
    if (working) return nap?.abort();
    if (!open) return;
    working = true;
    const { signal } = ending;
    void work(open, signal)
      .catch((error: unknown) => log.error({ err: error }, 'punches could not be sent on'))
      .finally(() => {
        working = false;
        // What was opened, or let go on, while the last one ended.
        if (site && signal !== ending.signal) wake();
      });
  };
  const looking = every(LOOK_MS, wake);

  return {
    begin(opened) {
      site = opened;
      looking.begin();
      wake();
    },
    end() {
      site = null;
      looking.end();
      ending.abort();
      ending = new AbortController();
    },
    wake,
  };
}

/** Twice a second at most, unless it is to be now. */
function teller(changed: () => void): (now?: boolean) => void {
  let told = 0;
  return (now = false) => {
    if (!now && performance.now() - told < TELL_MS) return;
    told = performance.now();
    changed();
  };
}

/** How long is waited, ms. @param tries how many failed before */
const pause = (waits: Waits, tries: number): number =>
  Math.min(waits.most, waits.first * 2 ** Math.min(tries, 20)) * (0.5 + Math.random() / 2);

const over = (signal: AbortSignal): boolean => signal.aborted;

function finished(open: Site, sum: { readonly stored: number; readonly refused: number }): void {
  open.together(({ db, record }) => {
    const row = sum.stored + sum.refused === 0 ? null : record({ kind: 'system', reason: 'frappe-sent', detail: { ...sum } });
    return row?.ok === false ? row : setRunning(db, false);
  });
}

function stopped(open: Site, problem: FrappeProblem): void {
  open.together(({ db, record }) => {
    const row = record({ kind: 'fault', reason: 'frappe-stopped', detail: { problem } });
    return row.ok ? setRunning(db, false, problem) : row;
  });
}

/** @param now ms since the epoch */
async function sendRow(open: Site, server: FrappeServer, row: QueueRow, now: number, signal: AbortSignal): Promise<Outcome> {
  const punch = punchNow(open.db, bookOf(open), row, now);
  if (punch === null) return { row, meaning: refusal('not-counted'), direction: row.direction, wall: row.wall };
  const { direction } = punch;
  const wall = wallText(punch.at, server.zone);
  const employee = employeeOf(open, server, row.personId);
  if (employee === null) return { row, meaning: refusal('no-id'), direction, wall };
  return { row, meaning: await asked(server, employee, punch, wall, signal), direction, wall };
}

const refusal = (answer: FrappeAnswer): Meaning => ({ is: 'answer', answer, said: null });

function stateOf(meaning: Meaning): 'waiting' | 'stored' | 'refused' {
  if (meaning.is === 'stop' || meaning.answer === 'server' || meaning.answer === 'no-answer') return 'waiting';
  return meaning.answer === 'stored' || meaning.answer === 'duplicate' ? 'stored' : 'refused';
}

function keep(open: Site, { row, meaning, direction, wall }: Outcome, now: number, wait: number): Result<null> {
  if (meaning.is === 'stop') return { ok: true, value: null };
  const state = stateOf(meaning);
  const { answer, said } = meaning;
  return saveAnswer(open.own, row.id, {
    state,
    answer,
    said,
    direction,
    wall,
    nextTry: state === 'waiting' ? now + wait : 0,
    at: now,
  });
}

/** 'YYYY-MM-DD HH:MM:SS.000000' on the wall of a zone: with other fractions the same punch was two. @param at ms since the epoch */
export function wallText(at: number, zone: string): string {
  const { day, seconds } = wallOf(at, zone);
  return `${isoDay(day)} ${timeText(seconds, { template: { time: 'HH:mm:ss' } })}.000000`;
}

/** What the server is to look for; null = nobody has said it, or nobody is there. */
function employeeOf(open: Site, { person }: FrappeServer, personId: number): string | null {
  const program = FRAPPE_PROGRAM[person];
  if (program !== '') return exportIds(open.db, program).get(personId) ?? null;
  return (
    open.db.get<{ number: string }>('SELECT employee_number AS number FROM people WHERE id = :personId AND purged_at IS NULL', {
      personId,
    })?.number ?? null
  );
}

async function asked(
  server: FrappeServer,
  employee: string,
  { direction, door }: PunchOfFile,
  wall: string,
  signal: AbortSignal,
): Promise<Meaning> {
  let note = '';
  try {
    const answer = await send(
      {
        method: 'POST',
        url: new URL(`/api/method/${METHOD[server.api]}?_lang=en`, server.url).href,
        headers: {
          authorization: `token ${server.key}:${server.secret}`,
          accept: 'application/json',
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          employee_field_value: employee,
          employee_fieldname: FRAPPE_FIELD[server.person],
          timestamp: wall,
          ...(direction !== null && { log_type: direction.toUpperCase() }),
          ...(door !== null && { device_id: String(door) }),
        }),
        mostBytes: ANSWER_BYTES,
      },
      {
        signal: AbortSignal.any([AbortSignal.timeout(ANSWER_MS), signal]),
        // Of what goes over the wire nothing is kept but why it failed.
        trace: (direction, text) => {
          if (direction === 'note') note = text;
        },
      },
    );
    if (answer.ok) return meaningOf(answer.value.status, answer.value.body);
  } catch (error) {
    note = error instanceof Error ? error.message : String(error);
  }
  return { is: 'answer', answer: 'no-answer', said: note === '' ? null : note.slice(0, 300) };
}
