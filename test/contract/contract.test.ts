/** Walks the whole table of calls with wrong roles, strange callers and any input at all. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dispatch, mayHear } from '../../src/main/ipc/dispatch.ts';
import { calls, type CallName } from '../../src/shared/contract.ts';
import { Role } from '../../src/shared/schemas.ts';
import { supportCode } from '../../src/domain/errors.ts';
import { fakeFace, quiet, SETUP, startTestApp, type TestApp } from '../fakes/app.ts';

const names = Object.keys(calls) as CallName[];
const roles: readonly Role[] = Role.options;
const mayCall = (name: CallName): readonly Role[] => calls[name].may;

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
  expect(await t.call('setup.complete', SETUP)).toMatchObject({ ok: true });
});
afterAll(() => t.close());

describe.each(names)('%s', (name) => {
  test('is for the roles that it names and for no other, nor for a caller that is no window of ours, before it looks at the input', async () => {
    const reached: Role[] = [];
    const handlers = { ...t.handlers, [name]: () => Promise.resolve({ ok: false, error: { code: 'internal' } }) };
    for (const role of roles) {
      // No call takes it: whoever is allowed is told that it is bad input, or reaches the handler.
      const answer = await dispatch(handlers, { role }, name, Symbol('of no call'), quiet);
      if (answer.ok || answer.error.code !== 'not-allowed') reached.push(role);
    }
    expect(reached).toEqual(roles.filter((role) => mayCall(name).includes(role)));
    expect(reached).toContain('admin');
    expect(await dispatch(t.handlers, null, name, null, quiet)).toEqual({ ok: false, error: { code: 'not-allowed' } });
  });

  test('answers anything with a Result: no throw, no unknown code, no bug', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything({ withTypedArray: true, withNullPrototype: true, withBigInt: true }), async (input) => {
        const answer = await dispatch(t.handlers, { role: 'admin' }, name, input, quiet);
        if (answer.ok) return;
        expect(Object.keys(supportCode)).toContain(answer.error.code);
        expect(answer.error.code).not.toBe('internal');
      }),
      { numRuns: 60 },
    );
  });
});

test('what throws while it is parsed is bad input: a typed array where a frozen list is meant', async () => {
  const lines: string[] = [];
  const log = { ...quiet, error: (_facts: unknown, message?: string) => void lines.push(message ?? '') } as typeof quiet;
  const face = { ...fakeFace([1, 2, 3]), points: new Uint8Array(5) };
  expect(await dispatch(t.handlers, { role: 'kiosk' }, 'recognition.face', face, log)).toMatchObject({
    ok: false,
    error: { code: 'bad-input' },
  });
  const trap = {
    get id(): never {
      throw new Error('a getter of theirs');
    },
  };
  expect(await dispatch(t.handlers, { role: 'admin' }, 'people.get', trap, log)).toEqual({
    ok: false,
    error: { code: 'bad-input', field: '' },
  });
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  expect(await dispatch(t.handlers, { role: 'admin' }, 'people.get', revoked.proxy, log)).toEqual({
    ok: false,
    error: { code: 'bad-input', field: '' },
  });
  // Theirs, not ours: no stack in the log for it.
  expect(lines).toEqual([]);
});

test('names that are not in the table are refused, those of every object too', async () => {
  for (const name of [
    '',
    'people',
    'people.list ',
    '__proto__',
    'constructor',
    'toString',
    7,
    null,
    undefined,
    ['people.list'],
  ]) {
    expect(await dispatch(t.handlers, { role: 'admin' }, name, null, quiet)).toEqual({
      ok: false,
      error: { code: 'not-allowed' },
    });
  }
});

test('a handler that throws, or answers what the table does not allow, is an internal error and a log line', async () => {
  const lines: string[] = [];
  const log = { ...quiet, error: (_facts: unknown, message?: string) => void lines.push(message ?? '') } as typeof quiet;
  const throwing = { ...t.handlers, 'app.retry': () => Promise.reject(new Error('boom')) };
  expect(await dispatch(throwing, { role: 'anyone' }, 'app.retry', null, log)).toEqual({
    ok: false,
    error: { code: 'internal' },
  });
  const lying = { ...t.handlers, 'app.retry': () => Promise.resolve({ ok: true, value: 'not null' } as never) };
  expect(await dispatch(lying, { role: 'anyone' }, 'app.retry', null, log)).toEqual({ ok: false, error: { code: 'internal' } });
  expect(lines).toEqual(['a handler threw', 'a handler answered what the contract does not allow']);
});

test('the log and the people are announced to administrators only; a stranger hears nothing', () => {
  const told = [
    'app.changed',
    'door.changed',
    'log.appended',
    'people.changed',
    'faces.changed',
    'credentials.changed',
    'lookAlikes.changed',
  ] as const;
  const hears = (role: Role) => told.filter((name) => mayHear({ role }, name));
  expect(hears('anyone')).toEqual(['app.changed']);
  expect(hears('kiosk')).toEqual(['app.changed', 'door.changed']);
  expect(hears('front-desk')).toEqual(['app.changed', 'people.changed', 'credentials.changed']);
  expect(hears('auditor')).toEqual(told.filter((name) => name !== 'door.changed'));
  expect(hears('admin')).toEqual(told);
  expect(mayHear(null, 'app.changed')).toBe(false);
});
