/** The administrator's password and the kiosk's PIN: scrypt hashes, compared in constant time, with a growing wait after wrong ones. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { afterFailure, rebase, waitMs, type Attempts } from '../domain/access/lockout.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { guard, guardRead, type ReadableDb, type WritableDb } from './db.ts';

export type SecretName = 'admin-password' | 'kiosk-pin';

/** OWASP's scrypt setting of 32 MiB (N = 2^15, r = 8, p = 3); stored with each hash, so that it can rise. */
export const COST = { cost: 2 ** 15, blockSize: 8, parallel: 3 } as const;
export type Cost = { readonly cost: number; readonly blockSize: number; readonly parallel: number };
type Stored = Cost & { readonly salt: Uint8Array; readonly hash: Uint8Array } & Attempts;

export function hasSecret(db: ReadableDb, name: SecretName): boolean {
  return read(db, name) !== undefined;
}

/** Replaces what was there, and forgets its failed attempts. */
export async function setSecret(db: WritableDb, name: SecretName, secret: string): Promise<Result<null>> {
  const salt = randomBytes(16);
  const hash = await derive(secret, salt, COST);
  return guard(db, () => {
    db.run(
      `INSERT OR REPLACE INTO secrets (name, cost, block_size, parallel, salt, hash)
       VALUES (:name, :cost, :blockSize, :parallel, :salt, :hash)`,
      { name, ...COST, salt, hash },
    );
    return ok(null);
  });
}

/**
 * Errors: not-set-up, password-wrong or pin-wrong, too-many-attempts {retryAfterSeconds}, and the disk's.
 * The failure is written before the hash is computed and taken back when the secret was right: tries sent at the same time, or an
 * app that is killed in the middle, win nothing.
 * @param now `powered` of the site's time, ms
 */
export async function verifySecret(db: WritableDb, name: SecretName, secret: string, now: number): Promise<Result<null>> {
  const begun = guard<{ stored: Stored } | { waitMs: number }>(db, () => {
    const stored = read(db, name);
    if (!stored) return err({ code: 'not-set-up' });
    const attempts = rebase(stored, now);
    const wait = waitMs(attempts, now);
    // Written even while waiting: a failure of the future is corrected for good.
    write(db, name, wait > 0 ? attempts : afterFailure(attempts, now));
    return ok(wait > 0 ? { waitMs: wait } : { stored });
  });
  if (!begun.ok) return begun;
  if ('waitMs' in begun.value) return err({ code: 'too-many-attempts', retryAfterSeconds: Math.ceil(begun.value.waitMs / 1000) });
  const { stored } = begun.value;
  const hash = await derive(secret, stored.salt, stored);
  if (!timingSafeEqual(hash, stored.hash)) return err({ code: name === 'kiosk-pin' ? 'pin-wrong' : 'password-wrong' });
  return guard(db, () => {
    write(db, name, { failures: 0, lastFailureAt: null });
    return ok(null);
  });
}

/** Seconds until the next try is looked at; 0 = now. @param now `powered` of the site's time, ms */
export function retryAfterSeconds(db: ReadableDb, name: SecretName, now: number): Result<number> {
  return guardRead(db, () => {
    const stored = read(db, name);
    return stored ? Math.ceil(waitMs(rebase(stored, now), now) / 1000) : 0;
  });
}

function read(db: ReadableDb, name: SecretName): Stored | undefined {
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
