/** The short form of `npm run bench:hostile`, and its controls. */
import { expect, test } from 'vitest';
import { ok } from '../../../src/domain/result.ts';
import { DEFAULT_SETTINGS, merged } from '../../../src/shared/settings.ts';
import { attack } from './attack.ts';
import { DEPARTMENT, marksOf, NAME, NUMBER, OUTPUT_KEY } from './marks.ts';

const ZEROS = { internal: 0, thrown: 0, unhandled: 0, leaks: 0, polluted: 0 };

test('hostile calls find nothing, by whomever, whatever the matter is', async () => {
  const tally = await attack(1_500, 1);
  expect(tally.faults).toEqual([]);
  expect(tally).toMatchObject({ ...ZEROS, databaseSound: true });
  expect(tally.reached).toBeGreaterThan(0.4 * tally.calls);
  // As deep as a call can go; how often is chance, which each new call of the contract throws anew.
  expect(tally.welcomed).toBeGreaterThan(0);
  // They went everywhere: refused, waited for, and through to the end.
  for (const code of ['ok', 'bad-input', 'not-allowed', 'not-set-up', 'person-gone', 'access-gone'])
    expect(tally.codes.get(code) ?? 0, code).toBeGreaterThan(0);
}, 240_000);

test('the control: an app that throws, lies and tells is found out', async () => {
  const { faults, ...tally } = await attack(600, 2, {
    'people.list': () => Promise.reject(new Error('a bug of ours')),
    'kiosk.light': () => ok('not what the contract says') as never,
    'credentials.pad': () => ok({ triesLeft: 3, waitSeconds: 0, disabled: false }),
    'settings.save': () => ok(merged(DEFAULT_SETTINGS, { site: { name: OUTPUT_KEY.slice(0, 40) } })),
    'access.override': () => ({ ok: false, error: { code: 'employee-number-taken', name: `${NAME} ${DEPARTMENT}` } }),
  });
  expect(tally.internal).toBeGreaterThan(0);
  expect(tally.leaks).toBeGreaterThan(0);
  expect(faults.some((fault) => fault.includes('a bug of ours'))).toBe(true);
  expect(faults.some((fault) => fault.includes('kiosk.light'))).toBe(true);
}, 120_000);

test('who may see what', () => {
  const hash = Uint8Array.from({ length: 32 }, (_, i) => i + 100);
  const marks = marksOf([hash]);
  const leaks = (...given: Parameters<typeof marks.answer>): boolean => marks.answer(...given) !== null;
  expect(leaks('admin', 'people.list', ok([{ name: NAME, number: NUMBER, department: DEPARTMENT }]))).toBe(false);
  expect(leaks('kiosk', 'credentials.badge', ok({ name: `${NAME} 张伟` }))).toBe(false);
  expect(leaks('kiosk', 'kiosk.light', ok({ name: NAME }))).toBe(true);
  expect(leaks('kiosk', 'credentials.badge', ok({ name: NAME, department: `${DEPARTMENT} 张伟` }))).toBe(true);
  expect(leaks('anyone', 'app.state', ok({ siteName: NUMBER }))).toBe(true);
  expect(leaks(null, null, NAME)).toBe(true);
  expect(leaks('admin', 'outputs.get', ok({ key: OUTPUT_KEY }))).toBe(true);
  expect(leaks('admin', 'people.photo', ok(Buffer.concat([Buffer.alloc(9), hash])))).toBe(true);
  expect(leaks('admin', 'people.get', ok(Buffer.from(hash).toString('hex')))).toBe(true);
  expect(leaks('admin', 'people.get', { error: 'at Object.handler (file.ts:3)' })).toBe(true);
  expect(marks.line({ person: NAME })).not.toBe(null);
  expect(marks.line({ code: 'person-gone' })).toBe(null);
});
