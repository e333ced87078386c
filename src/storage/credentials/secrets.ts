/** The administrator's password and the kiosk's PIN: scrypt hashes, compared in constant time, with a growing wait after wrong ones. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  afterFailure,
  isDisabled,
  NO_ATTEMPTS,
  PASSWORD_RULE,
  rebase,
  SECRET_RULE,
  waitMs,
  type Attempts,
  type LockoutRule,
} from '../../domain/credentials/lockout.ts';
import type { AppError } from '../../domain/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { alone, guard, guardRead, type ReadableDb, type Together, type WritableDb } from '../file/db.ts';

export type SecretName = 'admin-password' | 'kiosk-pin';
const RULES: Readonly<Record<SecretName, LockoutRule>> = { 'admin-password': PASSWORD_RULE, 'kiosk-pin': SECRET_RULE };

/** OWASP's scrypt setting of 32 MiB (N = 2^15, r = 8, p = 3); stored with each hash, so that it can rise. */
export const COST = { cost: 2 ** 15, blockSize: 8, parallel: 3 } as const;
export type Cost = { readonly cost: number; readonly blockSize: number; readonly parallel: number };
type Stored = Cost & { readonly salt: Uint8Array; readonly hash: Uint8Array } & Attempts;

export function hasSecret(db: ReadableDb, name: SecretName): boolean {
  return readSecret(db, name) !== undefined;
}

/**
 * Replaces what was there, and forgets its failed attempts: all of them, or none.
 * @param together how they are written: with what else belongs to them
 */
export async function setSecrets(
  db: ReadableDb,
  secrets: Readonly<Partial<Record<SecretName, string>>>,
  together: Together,
): Promise<Result<null>> {
  const hashed: { name: SecretName; salt: Buffer; hash: Buffer }[] = [];
  for (const [name, secret] of Object.entries(secrets) as [SecretName, string][]) {
    const salt = randomBytes(16);
    hashed.push({ name, salt, hash: await derive(secret, salt, COST) });
  }
  const written = together((write) => {
    for (const each of hashed)
      write.run(
        `INSERT OR REPLACE INTO secrets (name, cost, block_size, parallel, salt, hash)
         VALUES (:name, :cost, :blockSize, :parallel, :salt, :hash)`,
        { ...COST, ...each },
      );
    return ok(null);
  });
  if (!written.ok) return written;
  for (const { name, salt, hash } of hashed) {
    remember(db, name, { ...COST, salt, hash, ...NO_ATTEMPTS });
    forgetUnwritten(db, name);
  }
  return written;
}

export const setSecret = (db: WritableDb, name: SecretName, secret: string): Promise<Result<null>> =>
  setSecrets(db, { [name]: secret }, alone(db));

/**
 * Errors: not-set-up, password-wrong or pin-wrong, too-many-attempts {retryAfterSeconds}, password-blocked, and the disk's. While it
 * waits, and once it is blocked, not even the right one is looked at: else the waits would hold up nobody who guesses.
 * The failure is written before the hash is computed and taken back when the secret was right: tries sent at the same time, or an
 * app that is killed in the middle, win nothing. Where the disk takes no failure, see [Note: unwritten tries].
 * @param now `powered` of the site's time, ms
 */
export async function verifySecret(
  db: WritableDb,
  name: SecretName,
  secret: string,
  now: number,
  rule: LockoutRule = RULES[name],
  pauseMs = UNWRITTEN_PAUSE_MS,
): Promise<Result<null>> {
  const begun = guard<{ stored: Stored } | { waitMs: number }>(db, () => {
    const read = readSecret(db, name);
    if (!read) return err({ code: 'not-set-up' });
    const stored = remember(db, name, withUnwritten(db, name, read));
    const attempts = rebase(stored, now);
    if (isDisabled(attempts, rule)) return err({ code: 'password-blocked' });
    const wait = waitMs(attempts, now, rule);
    // Written even while waiting: a failure of the future is corrected for good.
    write(db, name, wait > 0 ? attempts : afterFailure(attempts, now));
    return ok(wait > 0 ? { waitMs: wait } : { stored });
  });
  if (!begun.ok)
    return begun.error.code === 'not-set-up' ? begun : verifyUnwritten(db, name, secret, now, rule, pauseMs, begun.error);
  forgetUnwritten(db, name);
  if ('waitMs' in begun.value) return tooMany(begun.value.waitMs);
  const { stored } = begun.value;
  if (!(await matches(secret, stored))) return wrong(name);
  // Where the disk has filled up since, it was the right one all the same: the failure that stands there is forgiven by the next right one.
  guard(db, () => {
    write(db, name, NO_ATTEMPTS);
    return ok(null);
  });
  return ok(null);
}

/**
 * [Note: unwritten tries] A full, read-only or missing disk takes no failure. Then nobody could sign in to see that it is full, and nobody
 * open the doors in a fire. So the secret is compared with what was last read, the tries are counted in memory with the same waits, and each
 * takes its time, one after the other; they are written when the disk takes them again.
 */
const UNWRITTEN_PAUSE_MS = 3_000;

type Remembered = { stored: Stored; unwritten: Attempts | null; turn: Promise<unknown> };
const remembered = new WeakMap<ReadableDb, Map<SecretName, Remembered>>();

function remember(db: ReadableDb, name: SecretName, stored: Stored): Stored {
  const all = remembered.get(db) ?? new Map<SecretName, Remembered>();
  remembered.set(db, all);
  const known = all.get(name);
  if (known) known.stored = stored;
  else all.set(name, { stored, unwritten: null, turn: Promise.resolve() });
  return stored;
}

/** Reads both secrets once, so that they can be compared when the disk is gone. Call when a database was opened. */
export function rememberSecrets(db: ReadableDb): void {
  for (const name of ['admin-password', 'kiosk-pin'] as const) {
    const stored = guardRead(db, () => readSecret(db, name));
    if (stored.ok && stored.value) remember(db, name, stored.value);
  }
}

function withUnwritten(db: ReadableDb, name: SecretName, stored: Stored): Stored {
  const unwritten = remembered.get(db)?.get(name)?.unwritten;
  return unwritten && unwritten.failures > stored.failures ? { ...stored, ...unwritten } : stored;
}

function forgetUnwritten(db: ReadableDb, name: SecretName): void {
  const known = remembered.get(db)?.get(name);
  if (known) known.unwritten = null;
}

async function verifyUnwritten(
  db: ReadableDb,
  name: SecretName,
  secret: string,
  now: number,
  rule: LockoutRule,
  pauseMs: number,
  disk: AppError,
): Promise<Result<null>> {
  const known = remembered.get(db)?.get(name);
  if (!known) return err(disk);
  const turn = known.turn.then(async (): Promise<Result<null>> => {
    const attempts = rebase(known.unwritten ?? known.stored, now);
    if (isDisabled(attempts, rule)) return err({ code: 'password-blocked' });
    const wait = waitMs(attempts, now, rule);
    if (wait > 0) return tooMany(wait);
    known.unwritten = afterFailure(attempts, now);
    await sleep(pauseMs);
    if (!(await matches(secret, known.stored))) return wrong(name);
    known.unwritten = NO_ATTEMPTS;
    return ok(null);
  });
  known.turn = turn.catch(() => undefined);
  return turn;
}

const matches = async (secret: string, stored: Stored): Promise<boolean> =>
  timingSafeEqual(await derive(secret, stored.salt, stored), stored.hash);
const wrong = (name: SecretName): Result<never> => err({ code: name === 'kiosk-pin' ? 'pin-wrong' : 'password-wrong' });
const tooMany = (ms: number): Result<never> => err({ code: 'too-many-attempts', retryAfterSeconds: Math.ceil(ms / 1000) });

/** Whether no more tries are looked at. */
export function isBlocked(db: ReadableDb, name: SecretName): boolean {
  const stored = guardRead(db, () => readSecret(db, name));
  return stored.ok && stored.value !== undefined && isDisabled(withUnwritten(db, name, stored.value), RULES[name]);
}

/** What the recovery key does for whoever has it: the password counts its tries anew, on the disk as far as that takes it. */
export function forgiveFailures(db: WritableDb, name: SecretName): void {
  const written = guard(db, () => {
    write(db, name, NO_ATTEMPTS);
    return ok(null);
  });
  const known = remembered.get(db)?.get(name);
  if (known) known.unwritten = written.ok ? null : NO_ATTEMPTS;
}

/** Seconds until the next try is looked at; 0 = now. @param now `powered` of the site's time, ms */
export function retryAfterSeconds(db: ReadableDb, name: SecretName, now: number): Result<number> {
  return guardRead(db, () => {
    const stored = readSecret(db, name);
    return stored ? Math.ceil(waitMs(rebase(stored, now), now, RULES[name]) / 1000) : 0;
  });
}

function readSecret(db: ReadableDb, name: SecretName): Stored | undefined {
  return db.get<Stored>(
    `SELECT cost, block_size AS blockSize, parallel, salt, hash, failures, last_failure_powered AS lastFailureAt FROM secrets WHERE name = :name`,
    { name },
  );
}

function write(db: WritableDb, name: SecretName, { failures, lastFailureAt }: Attempts): void {
  db.run('UPDATE secrets SET failures = :failures, last_failure_powered = :lastFailureAt WHERE name = :name', {
    name,
    failures,
    lastFailureAt: lastFailureAt === null ? null : Math.round(lastFailureAt),
  });
}

/** Typed on any keyboard: NFKC makes the same password the same bytes. */
export function derive(secret: string, salt: Uint8Array, { cost, blockSize, parallel }: Cost): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const options = { N: cost, r: blockSize, p: parallel, maxmem: 256 * cost * blockSize };
  scrypt(secret.normalize('NFKC'), salt, 32, options, (error, hash) => {
    if (error) reject(error);
    else resolve(hash);
  });
  return promise;
}
