import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NO_DIALOGS, SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { value } from '../../../tools/value.ts';
import { EVERY_EVENT, listEvents } from '../../storage/log/events.ts';
import { createKey } from '../../storage/keys/key-file.ts';
import { setSecret } from '../../storage/credentials/secrets.ts';

let t: TestApp;
let recoveryKey: string;
beforeEach(async () => {
  t = await startTestApp();
  ({ recoveryKey } = value(await t.call('setup.complete', SETUP)));
  t.app.setRole('anyone');
});
afterEach(() => t.close());

const signIn = (secret: string, kind: 'password' | 'recovery-key' = 'password') => t.call('session.signIn', { kind, secret });
const code = (answer: Awaited<ReturnType<typeof signIn>>) => (answer.ok ? 'signed in' : answer.error.code);
const reasons = (): (string | null)[] =>
  listEvents(value(t.app.site()).own, EVERY_EVENT, null, 400)
    .rows.map((row) => row.reason)
    .reverse();
const pass = (ms: number) => {
  t.clock.at += ms;
  t.clock.monotonic += ms;
};
/** As if so many had been wrong already: a hash takes its time. */
const wereWrong = (count: number) =>
  value(t.app.site()).own.run("UPDATE secrets SET failures = :count, last_failure_powered = 0 WHERE name = 'admin-password'", {
    count,
  });
/** Wrong passwords until this many were looked at, waiting as long as each time is asked; the longest such wait, s. */
async function guess(count: number): Promise<number> {
  let longest = 0;
  for (let looked = 0; looked < count;) {
    const answer = await signIn('x');
    if (answer.ok) throw new Error('x opened it');
    if (answer.error.code === 'too-many-attempts') {
      longest = Math.max(longest, answer.error.retryAfterSeconds);
      pass(answer.error.retryAfterSeconds * 1000);
    } else if (answer.error.code === 'password-wrong') looked++;
    else throw new Error(answer.error.code);
  }
  return longest;
}

test('good and wrong sign-ins, sign-outs and locks are rows', async () => {
  const before = reasons().length;
  expect(code(await signIn('wrong'))).toBe('password-wrong');
  value(await signIn(SETUP.password));
  value(await t.call('session.signOut', null));
  value(await signIn(SETUP.password));
  t.app.session.lock('screen');
  value(await signIn(SETUP.password));
  pass(10 * 60_000);
  expect(t.app.role()).toBe('anyone');
  value(await signIn(SETUP.password));
  value(await t.call('session.startKiosk', null));
  expect(await t.call('session.leaveKiosk', { pin: '9999' })).toEqual({ ok: false, error: { code: 'pin-wrong' } });
  value(await t.call('session.leaveKiosk', { pin: SETUP.kioskPin }));
  expect(reasons().slice(before)).toEqual([
    'password-wrong',
    'signed-in',
    'signed-out',
    'signed-in',
    'locked-screen',
    'signed-in',
    'locked-idle',
    'signed-in',
    'kiosk-started',
    'kiosk-pin-wrong',
    'kiosk-left',
  ]);
});

test('a passer-by who types wrong passwords keeps the right one out for a minute at most', async () => {
  wereWrong(40);
  expect(await guess(3)).toBe(60);
  // Not during a wait, else the wait would hold up nobody who guesses; but right after it.
  const answer = await signIn(SETUP.password);
  expect(answer).toMatchObject({ error: { code: 'too-many-attempts' } });
  pass(60_000);
  value(await signIn(SETUP.password));
  expect(reasons().filter((reason) => reason === 'password-wrong')).toHaveLength(3);
});

test('the recovery key goes round every wait, and the password counts anew after it', async () => {
  await guess(8);
  expect(code(await signIn(SETUP.password))).toBe('too-many-attempts');
  value(await signIn(recoveryKey, 'recovery-key'));
  expect(t.app.state()).toMatchObject({ role: 'admin', askPassword: 'recovered' });
  expect(reasons().at(-1)).toBe('signed-in-recovery');
  value(await t.call('session.signOut', null));
  value(await signIn(SETUP.password));
});

test('after a hundred wrong ones in a row only the recovery key signs in; then a new password does', async () => {
  wereWrong(98);
  await guess(2);
  pass(365 * 86_400_000);
  expect(code(await signIn(SETUP.password))).toBe('password-blocked');
  expect(code(await signIn('x'))).toBe('password-blocked');
  expect(reasons().filter((reason) => reason === 'password-blocked')).toHaveLength(1);
  value(await signIn(recoveryKey, 'recovery-key'));
  const password = 'seven swans over the harbour';
  // Without the old one, which they may not know; once.
  value(await t.call('settings.changeSecrets', { currentPassword: null, password, kioskPin: null }));
  expect(t.app.state().askPassword).toBeNull();
  expect(
    await t.call('settings.changeSecrets', { currentPassword: null, password: SETUP.password, kioskPin: null }),
  ).toMatchObject({ error: { code: 'password-wrong' } });
  value(await t.call('session.signOut', null));
  expect(code(await signIn(SETUP.password))).toBe('password-wrong');
  value(await signIn(password));
});

test('a recovery key of another site signs in nowhere, not even where somebody put its file into the profile', async () => {
  expect(await signIn('K7QD', 'recovery-key')).toEqual({ ok: false, error: { code: 'bad-input', field: 'recoveryKey' } });
  const elsewhere = mkdtempSync(join(tmpdir(), 'lintel-keys-'));
  const theirs = value(await createKey(elsewhere, { kind: 'key-file' })).recoveryKey;
  expect(code(await signIn(theirs, 'recovery-key'))).toBe('key-wrong');
  copyFileSync(join(elsewhere, 'recovery.json'), join(t.userData, 'keys', 'recovery.json'));
  expect(code(await signIn(theirs, 'recovery-key'))).toBe('key-wrong');
  expect(reasons().filter((reason) => reason === 'recovery-key-wrong')).toHaveLength(2);
  rmSync(elsewhere, { recursive: true });
});

test('a kiosk does not sign in: main decides, whatever the page asks, and during the hash too', async () => {
  t.app.setRole('kiosk');
  expect(code(await signIn(SETUP.password))).toBe('not-allowed');
  expect(code(await signIn(recoveryKey, 'recovery-key'))).toBe('not-allowed');
  expect(t.app.role()).toBe('kiosk');
  value(await t.call('session.leaveKiosk', { pin: SETUP.kioskPin }));
  const late = signIn(SETUP.password);
  pass(60_000);
  expect(t.app.role()).toBe('kiosk');
  expect(code(await late)).toBe('not-allowed');
  expect(t.app.role()).toBe('kiosk');
  // Nor does it leave by a sign-out, or go back to itself from itself.
  value(await t.call('session.signOut', null));
  expect(await t.call('session.backToKiosk', null)).toMatchObject({ ok: false });
  expect(t.app.role()).toBe('kiosk');
});

test('a file dialog that is answered after the lock is as cancelled: nothing is exported', async () => {
  const path = join(t.userData, 'log.csv');
  let answer: (path: string | null) => void = () => undefined;
  const late = await startTestApp({
    overrides: {
      dialogs: { ...NO_DIALOGS, saveFile: () => new Promise((resolve) => (answer = resolve)) },
    },
  });
  value(await late.call('setup.complete', SETUP));
  const filter = { personId: null, from: null, to: null, kinds: [], search: '' };
  const voided = late.call('log.export', { filter, format: 'csv' });
  late.app.session.lock('idle');
  answer(path);
  expect(await voided).toEqual({ ok: true, value: null });
  expect(existsSync(path)).toBe(false);
  // Signed in again meanwhile is another session.
  value(await late.call('session.signIn', { kind: 'password', secret: SETUP.password }));
  const again = late.call('log.export', { filter, format: 'csv' });
  late.app.session.lock('screen');
  value(await late.call('session.signIn', { kind: 'password', secret: SETUP.password }));
  answer(path);
  expect(await again).toEqual({ ok: true, value: null });
  const good = late.call('log.export', { filter, format: 'csv' });
  answer(path);
  expect(await good).toMatchObject({ ok: true, value: { path } });
  late.close();
});

test('a password that was taken once goes on, and whoever signs in with it is asked for a better one', async () => {
  const { own: db } = value(t.app.site());
  for (const [old, problem] of [
    ['password', 'too-short'],
    ['passwordpassword', 'common'],
    ['test site test site', 'common'],
  ] as const) {
    value(await setSecret(db, 'admin-password', old));
    value(await signIn(old));
    expect(t.app.state().askPassword).toBe(problem);
    value(await t.call('session.signOut', null));
  }
  value(await setSecret(db, 'admin-password', SETUP.password));
  value(await signIn(SETUP.password));
  expect(t.app.state().askPassword).toBeNull();
});

test('a new password or PIN that is guessed first is refused, at the first run and later', async () => {
  value(await signIn(SETUP.password));
  const change = (part: object) =>
    t.call('settings.changeSecrets', { currentPassword: SETUP.password, password: null, kioskPin: null, ...part });
  expect(await change({ password: 'password' })).toEqual({ ok: false, error: { code: 'password-weak', reason: 'too-short' } });
  expect(await change({ password: 'passwordpassword' })).toEqual({
    ok: false,
    error: { code: 'password-weak', reason: 'common' },
  });
  expect(await change({ password: 'lintel test site' })).toEqual({
    ok: false,
    error: { code: 'password-weak', reason: 'common' },
  });
  expect(await change({ kioskPin: '0000' })).toEqual({ ok: false, error: { code: 'bad-input', field: 'kioskPin' } });
  value(await change({ password: '滨'.repeat(3) + '江边的燕子每年三月十二日回来', kioskPin: '9305' }));
  const fresh = await startTestApp();
  for (const part of [
    { password: '123456789012345' },
    { kioskPin: '1234' },
    { keyKind: 'passphrase', passphrase: 'short' },
  ] as const) {
    expect(await fresh.call('setup.complete', { ...SETUP, ...part })).toMatchObject({ ok: false });
    expect(fresh.app.state().stage).toBe('first-run');
  }
  fresh.close();
});

test('whether something may be a password is answered before it is one', async () => {
  const ask = async (password: string, siteName = '') =>
    value(await t.call('session.checkPassword', { password, siteName })).problem;
  expect(await ask('sunshineprincess')).toBe('common');
  expect(await ask('harbour-harbour', 'Harbour')).toBe('common');
  expect(await ask(SETUP.password)).toBeNull();
});
