/**
 * Wrong tries at the pad, by the number that was typed and of the pad as a whole. Numbers that are nobody's are counted as well: what
 * the pad answers to them must not differ. On disk, so that a restart forgives nothing. `now` is `powered` of the site's time (ms) everywhere.
 */
import {
  afterFailure,
  faded,
  NO_ATTEMPTS,
  PAD_RULE,
  PERSON_PIN_RULE,
  rebase,
  standing,
  stricter,
  type Attempts,
  type LockoutRule,
  type Standing,
} from '../../domain/credentials/lockout.ts';
import type { ReadableDb, WritableDb } from '../file/db.ts';

/** The row of the pad as a whole; no number is spelt so. */
const PAD = 'pad';
/** The one who has no number yet, known by their face, is counted under their id. */
export const idKey = (personId: number): string => `#${personId}`;

const ruleOf = (key: string): LockoutRule => (key === PAD ? PAD_RULE : PERSON_PIN_RULE);

function read(db: ReadableDb, key: string, now: number): Attempts {
  const row = db.get<Attempts>('SELECT failures, last_failure_powered AS lastFailureAt FROM pin_attempts WHERE number = :key', {
    key,
  });
  return faded(rebase(row ?? NO_ATTEMPTS, now), now, ruleOf(key));
}

function write(db: WritableDb, key: string, { failures, lastFailureAt }: Attempts): void {
  if (failures === 0) db.run('DELETE FROM pin_attempts WHERE number = :key', { key });
  else {
    db.run('INSERT OR REPLACE INTO pin_attempts (number, failures, last_failure_powered) VALUES (:key, :failures, :at)', {
      key,
      failures,
      at: lastFailureAt === null ? null : Math.round(lastFailureAt),
    });
  }
}

/** Nothing is written. */
export function numberStanding(db: ReadableDb, number: string, now: number): Standing {
  return standing(read(db, number, now), now, PERSON_PIN_RULE);
}

export function padStanding(db: ReadableDb, now: number): Standing {
  return standing(read(db, PAD, now), now, PAD_RULE);
}

export type Begun = {
  /** How things stand before this try; only `open` may go on. */
  readonly before: Standing;
  /** The last failure at the pad before this try. */
  readonly padLastFailureAt: number | null;
};

/**
 * Inside the caller's transaction, before a hash is computed: counts this try as a failure if it may be made at all. Written even
 * while waiting, so that a failure of the future is corrected for good.
 */
export function beginTry(db: WritableDb, numbers: readonly string[], now: number): Begun {
  const pad = read(db, PAD, now);
  const own = numbers.map((number) => ({ number, attempts: read(db, number, now) }));
  const before = own.reduce(
    (s, { attempts }) => stricter(s, standing(attempts, now, PERSON_PIN_RULE)),
    standing(pad, now, PAD_RULE),
  );
  const count = (attempts: Attempts) => (before.kind === 'open' ? afterFailure(attempts, now) : attempts);
  for (const { number, attempts } of own) write(db, number, count(attempts));
  write(db, PAD, count(pad));
  return { before, padLastFailureAt: pad.lastFailureAt };
}

/**
 * Inside the caller's transaction: the try was right. The number's own failures are forgiven, the pad's no more than those: who knows
 * one code cannot wash away what they tried with other numbers.
 */
export function forgive(db: WritableDb, numbers: readonly string[], { padLastFailureAt }: Begun, now: number): void {
  const own = Math.max(...numbers.map((number) => read(db, number, now).failures));
  const pad = read(db, PAD, now);
  const failures = Math.max(0, pad.failures - own);
  for (const number of numbers) write(db, number, NO_ATTEMPTS);
  write(db, PAD, failures === 0 ? NO_ATTEMPTS : { failures, lastFailureAt: padLastFailureAt ?? pad.lastFailureAt });
}

/** How things stand after a wrong try. */
export function afterTry(db: ReadableDb, numbers: readonly string[], now: number): Standing {
  return numbers.reduce((s, number) => stricter(s, numberStanding(db, number, now)), padStanding(db, now));
}

/** An administrator's reset; null = the pad as a whole. */
export function resetAttempts(db: WritableDb, number: string | null): void {
  write(db, number ?? PAD, NO_ATTEMPTS);
}
