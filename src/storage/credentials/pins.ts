/** PINs: a number that says who, a scrypt hash that proves it. The cost and the code are those of secrets.ts. */
import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { Standing } from '../../domain/credentials/lockout.ts';
import { drawNumber, drawPin, isPin, isWeakPin, splitCode } from '../../domain/credentials/pin.ts';
import { personId, type PersonId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { afterTry, beginTry, forgive, idKey, numberStanding, resetAttempts, type Begun } from './attempts.ts';
import { guard, guardRead, type ReadableDb, type Together, type WritableDb } from '../file/db.ts';
import { COST, derive, type Cost } from './secrets.ts';

type Stored = Cost & { readonly personId: number; readonly number: string; readonly salt: Uint8Array; readonly hash: Uint8Array };

export type PinFacts = {
  /** What is typed before the PIN. */
  readonly number: string;
  /** ms since the epoch. */
  readonly setAt: number;
  readonly standing: Standing;
};

/** null = the person has no PIN. @param now `powered` of the site's time, ms */
export function pinOf(db: ReadableDb, id: PersonId, now: number): PinFacts | null {
  const row = db.get<{ number: string; setAt: number }>('SELECT number, set_at AS setAt FROM pins WHERE person_id = :id', { id });
  return row ? { ...row, standing: numberStanding(db, row.number, now) } : null;
}

/**
 * A new PIN, and a number if there is none yet; earlier failures are forgotten. The answer is the only time that the PIN is told.
 * Errors: person-gone, bad-input {pin} (not six digits, or one that is guessed first), numbers-used-up.
 * @param chosen null = drawn by chance
 * @param together how it is written: with what else belongs to it
 */
export async function setPin(
  db: ReadableDb,
  id: PersonId,
  chosen: string | null,
  now: number,
  together: Together,
): Promise<Result<{ number: string; pin: string }>> {
  const read = guardRead(db, (): Result<string> => {
    if (!db.get('SELECT 1 FROM people WHERE id = :id AND deleted_at IS NULL', { id })) return err({ code: 'person-gone' });
    const own = db.get<{ number: string }>('SELECT number FROM pins WHERE person_id = :id', { id })?.number;
    if (own !== undefined) return ok(own);
    const taken = new Set(db.all<{ number: string }>('SELECT number FROM pins').map((row) => row.number));
    const number = drawNumber((limit) => randomInt(limit), taken);
    return number === null ? err({ code: 'numbers-used-up' }) : ok(number);
  });
  const numbered = read.ok ? read.value : read;
  if (!numbered.ok) return numbered;
  const number = numbered.value;
  const pin = chosen ?? drawPin((limit) => randomInt(limit), number);
  if (!isPin(pin) || isWeakPin(pin, number)) return err({ code: 'bad-input', field: 'pin' });
  const salt = randomBytes(16);
  const hash = await derive(pin, salt, COST);
  return together((write) => {
    // Somebody else may have drawn the same number while this hash was computed.
    const other = db.get<{ id: number }>('SELECT person_id AS id FROM pins WHERE number = :number', { number });
    if (other && other.id !== id) return err({ code: 'database-busy' });
    write.run(
      `INSERT OR REPLACE INTO pins (person_id, number, cost, block_size, parallel, salt, hash, set_at)
       VALUES (:id, :number, :cost, :blockSize, :parallel, :salt, :hash, :now)`,
      { id, number, ...COST, salt, hash, now: Math.round(now) },
    );
    resetAttempts(write, number);
    resetAttempts(write, idKey(id));
    return ok({ number, pin });
  });
}

/** And the wrong tries at its number, which nobody could reset any more. Errors: the disk's. Without a PIN nothing happens. */
export function removePin(db: WritableDb, id: PersonId): Result<null> {
  return guard(db, () => {
    const own = db.get<{ number: string }>('SELECT number FROM pins WHERE person_id = :id', { id });
    if (own) resetAttempts(db, own.number);
    resetAttempts(db, idKey(id));
    db.run('DELETE FROM pins WHERE person_id = :id', { id });
    return ok(null);
  });
}

export type PinAnswer =
  | { readonly kind: 'right'; readonly personId: PersonId }
  /** `personId`: whose number was typed, for the log alone; `next`: how things stand now. */
  | { readonly kind: 'wrong'; readonly personId: PersonId | null; readonly next: Standing }
  /** Not looked at. */
  | { readonly kind: 'locked'; readonly personId: PersonId | null; readonly standing: Standing };

/** No number is spelt so. */
const NO_CODE = '?';
/** A hash that no PIN has: compared with where a number is nobody's, so that it takes as long. */
const NOBODY = { salt: randomBytes(16), hash: randomBytes(32), ...COST };

/**
 * Looks at what was typed: number and PIN, or the PIN alone of somebody who is known by their face. One path for numbers that exist
 * and others, with one hash on it; the failure is written before the hash is computed and taken back when the PIN was right
 * (as in secrets.ts), so that tries at the same time, or an app that is killed in the middle, win nothing.
 * @param known whose PIN alone would do: nobody's, the one in front of the camera, or that one and their look-alikes
 * @param now `powered` of the site's time, ms
 */
export async function verifyPin(
  db: WritableDb,
  code: string,
  known: readonly PersonId[],
  now: number,
): Promise<Result<PinAnswer>> {
  const whole = splitCode(code);
  const begun = guard<{ candidates: readonly (Stored | null)[]; keys: readonly string[]; begun: Begun }>(db, () => {
    const candidates = whole
      ? [byNumber(db, whole.number) ?? null]
      : known.length === 0
        ? [null]
        : known.map((id) => byPerson(db, id) ?? null);
    // Whatever is no code at all is counted as well, under one key.
    const keys = candidates.map((c, i) => whole?.number ?? c?.number ?? (known[i] === undefined ? NO_CODE : idKey(known[i])));
    return ok({ candidates, keys, begun: beginTry(db, keys, now) });
  });
  if (!begun.ok) return begun;
  const { candidates, keys } = begun.value;
  const { before } = begun.value.begun;
  const only = candidates.length === 1 ? candidates[0] : null;
  const whose = only ? personId(only.personId) : null;
  if (before.kind !== 'open') return ok({ kind: 'locked', personId: whose, standing: before });
  const right = await matching(whole?.pin ?? code, candidates);
  return guard<PinAnswer>(db, () => {
    if (right === null) return ok({ kind: 'wrong', personId: whose, next: afterTry(db, keys, now) });
    forgive(db, keys, begun.value.begun, now);
    return ok({ kind: 'right', personId: right });
  });
}

/** Every candidate's hash is computed, whichever is right. */
async function matching(pin: string, candidates: readonly (Stored | null)[]): Promise<PersonId | null> {
  let right: PersonId | null = null;
  for (const candidate of candidates) {
    const { salt, hash, ...cost } = candidate ?? NOBODY;
    const same = timingSafeEqual(await derive(pin, salt, cost), hash);
    if (same && candidate) right = personId(candidate.personId);
  }
  return right;
}

const SELECT = `
  SELECT i.person_id AS personId, i.number, i.cost, i.block_size AS blockSize, i.parallel, i.salt, i.hash
  FROM pins i JOIN people p ON p.id = i.person_id WHERE p.deleted_at IS NULL`;

function byNumber(db: ReadableDb, number: string): Stored | undefined {
  return db.get<Stored>(`${SELECT} AND i.number = :number`, { number });
}

function byPerson(db: ReadableDb, id: PersonId): Stored | undefined {
  return db.get<Stored>(`${SELECT} AND i.person_id = :id`, { id });
}
