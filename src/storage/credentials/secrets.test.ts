import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NOW, openTemp } from '../../../test/storage/support.ts';
import { SECRET_RULE } from '../../domain/credentials/lockout.ts';
import type { WritableDb } from '../file/db.ts';
import { hasSecret, rememberSecrets, retryAfterSeconds, setSecret, verifySecret } from './secrets.ts';

const WRONG = { ok: false, error: { code: 'pin-wrong' } };
const RIGHT = { ok: true, value: null };

test('a password is hashed with its own salt, and told right from wrong', async () => {
  const { db } = openTemp();
  expect(hasSecret(db, 'admin-password')).toBe(false);
  expect(await verifySecret(db, 'admin-password', 'x', NOW)).toEqual({ ok: false, error: { code: 'not-set-up' } });
  await setSecret(db, 'admin-password', 'correct horse 王');
  await setSecret(db, 'kiosk-pin', 'correct horse 王');
  const hashes = db.all<{ hash: Uint8Array }>('SELECT hash FROM secrets').map((row) => Buffer.from(row.hash).toString('hex'));
  expect(new Set(hashes).size).toBe(2);
  expect(await verifySecret(db, 'admin-password', 'correct horse 王', NOW)).toEqual(RIGHT);
  expect(await verifySecret(db, 'admin-password', 'correct horse', NOW)).toEqual({
    ok: false,
    error: { code: 'password-wrong' },
  });
  await setSecret(db, 'admin-password', 'another one');
  expect(await verifySecret(db, 'admin-password', 'correct horse 王', NOW)).toMatchObject({ ok: false });
  // Full-width letters and digits of a Chinese keyboard are the same password.
  expect(await verifySecret(db, 'admin-password', 'ａnother one', NOW)).toEqual(RIGHT);
});

test('after five wrong ones the right one must wait, also over a restart, and a success forgets', async () => {
  const { db } = openTemp();
  await setSecret(db, 'kiosk-pin', '2468');
  for (let i = 0; i < 5; i++) expect(await verifySecret(db, 'kiosk-pin', '0000', NOW)).toEqual(WRONG);
  expect(await verifySecret(db, 'kiosk-pin', '2468', NOW + 1000)).toEqual({
    ok: false,
    error: { code: 'too-many-attempts', retryAfterSeconds: 4 },
  });
  expect(retryAfterSeconds(db, 'kiosk-pin', NOW + 1000)).toEqual({ ok: true, value: 4 });
  expect(await verifySecret(db, 'kiosk-pin', '0000', NOW + 5_000)).toEqual(WRONG);
  expect(await verifySecret(db, 'kiosk-pin', '2468', NOW + 5_000)).toMatchObject({ error: { retryAfterSeconds: 10 } });
  expect(await verifySecret(db, 'kiosk-pin', '2468', NOW + 15_000)).toEqual(RIGHT);
  expect(await verifySecret(db, 'kiosk-pin', '0000', NOW + 15_000)).toEqual(WRONG);
  expect(retryAfterSeconds(db, 'kiosk-pin', NOW + 15_000)).toEqual({ ok: true, value: 0 });
});

test('tries sent at the same time are counted before any is looked at', async () => {
  const { db } = openTemp();
  await setSecret(db, 'kiosk-pin', '2468');
  const results = await Promise.all(Array.from({ length: 12 }, (_, i) => verifySecret(db, 'kiosk-pin', String(1000 + i), NOW)));
  expect(results.filter((r) => !r.ok && r.error.code === 'pin-wrong')).toHaveLength(5);
  expect(results.filter((r) => !r.ok && r.error.code === 'too-many-attempts')).toHaveLength(7);
});

test('a clock that was set back by a year does not lock for a year', async () => {
  const { db } = openTemp();
  await setSecret(db, 'kiosk-pin', '2468');
  for (let i = 0; i < 5; i++) await verifySecret(db, 'kiosk-pin', '0000', NOW);
  const back = NOW - 365 * 86_400_000;
  expect(await verifySecret(db, 'kiosk-pin', '2468', back)).toMatchObject({ error: { retryAfterSeconds: 5 } });
  expect(await verifySecret(db, 'kiosk-pin', '2468', back + 5_000)).toEqual(RIGHT);
});

describe('a disk that takes no failure', () => {
  const PAUSE = 60;
  const blocked = async () => {
    const { db } = openTemp();
    await setSecret(db, 'kiosk-pin', '2468');
    db.run('PRAGMA query_only = 1');
    return db;
  };
  const attempt = (db: WritableDb, pin: string, at = NOW) => verifySecret(db, 'kiosk-pin', pin, at, SECRET_RULE, PAUSE);

  test('the right one is right, after its pause', async () => {
    const db = await blocked();
    const began = performance.now();
    expect(await attempt(db, '2468')).toEqual(RIGHT);
    expect(performance.now() - began).toBeGreaterThanOrEqual(PAUSE - 2);
    expect(await attempt(db, '0000')).toEqual(WRONG);
  });

  test('tries are counted in memory, one after the other, with the same waits; a right one forgets them', async () => {
    const db = await blocked();
    const began = performance.now();
    const results = await Promise.all(Array.from({ length: 12 }, (_, i) => attempt(db, String(1000 + i))));
    expect(results.filter((r) => !r.ok && r.error.code === 'pin-wrong')).toHaveLength(5);
    expect(results.filter((r) => !r.ok && r.error.code === 'too-many-attempts')).toHaveLength(7);
    expect(performance.now() - began).toBeGreaterThanOrEqual(5 * PAUSE - 10);
    expect(await attempt(db, '2468', NOW + 1_000)).toMatchObject({ error: { retryAfterSeconds: 4 } });
    // Where the wait is shorter, the count is the same.
    expect(await verifySecret(db, 'kiosk-pin', '2468', NOW + 1_000, { ...SECRET_RULE, longestWaitMs: 500 }, PAUSE)).toEqual(
      RIGHT,
    );
    expect(await attempt(db, '0000', NOW + 1_000)).toEqual(WRONG);
  });

  test('what was counted in memory is written as soon as the disk takes it', async () => {
    const db = await blocked();
    for (let i = 0; i < 5; i++) expect(await attempt(db, '0000')).toEqual(WRONG);
    db.run('PRAGMA query_only = 0');
    expect(await attempt(db, '2468')).toMatchObject({ error: { code: 'too-many-attempts' } });
    expect(db.get('SELECT failures FROM secrets')).toEqual({ failures: 5 });
    expect(await attempt(db, '2468', NOW + 30_000)).toEqual(RIGHT);
    expect(db.get('SELECT failures FROM secrets')).toEqual({ failures: 0 });
  });

  test('the disk is gone: what was read at the opening is enough, and nothing else is', async () => {
    const open = openTemp();
    await setSecret(open.db, 'kiosk-pin', '2468');
    const again = openTemp({ folder: dirname(open.file) });
    again.close();
    expect(await attempt(again.db, '2468')).toMatchObject({ ok: false, error: { code: 'database-unreachable' } });
    const known = openTemp({ folder: dirname(open.file) });
    rememberSecrets(known.db);
    known.close();
    expect(await attempt(known.db, '1111')).toEqual(WRONG);
    expect(await attempt(known.db, '2468')).toEqual(RIGHT);
  });
});
