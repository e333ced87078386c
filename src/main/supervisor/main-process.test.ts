import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { FAULT_EXIT, guardMain, LIMITS, restartPauseMs, restartsOf, type MainWorld } from './main-process.ts';

afterEach(() => vi.useRealTimers());

function world(given: Partial<Omit<MainWorld, 'on'>> = {}) {
  const fakeProcess = new EventEmitter();
  const did: string[] = [];
  let now = 0;
  const lines: string[] = [];
  const say = (_facts: unknown, message?: string): void => void lines.push(message ?? '');
  guardMain({
    on: (event, listener) => fakeProcess.on(event, listener),
    stop: () => {
      did.push('stop');
      return Promise.resolve();
    },
    relaunch: (args) => did.push(`relaunch ${args.join(' ')}`),
    exit: (code) => did.push(`exit ${code}`),
    args: ['/app', '--demo'],
    supervised: false,
    monotonic: () => now,
    log: { info: say, warn: say, error: say },
    ...given,
  });
  return {
    did,
    lines,
    fail: (what = 'uncaughtException') => fakeProcess.emit(what, new Error('boom')),
    lived: (ms: number) => (now += ms),
    settled: () => new Promise((r) => setTimeout(r, 20)),
  };
}

test.each(['uncaughtException', 'unhandledRejection'])('%s: written down, doors first, then started again', async (what) => {
  const w = world();
  w.fail(what);
  await w.settled();
  expect(w.did).toEqual(['stop', 'relaunch /app --demo --restarted=1', `exit ${FAULT_EXIT}`]);
  expect(w.lines).toHaveLength(1);
});

test('a second error on the way out changes nothing', async () => {
  const w = world();
  w.fail();
  w.fail();
  w.fail('unhandledRejection');
  await w.settled();
  expect(w.did).toEqual(['stop', 'relaunch /app --demo --restarted=1', `exit ${FAULT_EXIT}`]);
});

describe('whatever breaks on the way out, it ends and starts again', () => {
  test.each<[string, Partial<Omit<MainWorld, 'on'>>]>([
    [
      'doors that throw',
      {
        stop: () => {
          throw new Error('no doors');
        },
      },
    ],
    ['doors that reject', { stop: () => Promise.reject(new Error('no doors')) }],
    [
      'a log that throws',
      {
        log: {
          info: () => undefined,
          warn: () => undefined,
          error: () => {
            throw new Error('disk full');
          },
        },
      },
    ],
  ])('%s', async (_name, broken) => {
    const w = world(broken);
    w.fail();
    await w.settled();
    expect(w.did.slice(-2)).toEqual(['relaunch /app --demo --restarted=1', `exit ${FAULT_EXIT}`]);
  });

  test('doors that never answer', async () => {
    vi.useFakeTimers();
    const w = world({ stop: () => new Promise(() => undefined) });
    w.fail();
    await vi.advanceTimersByTimeAsync(LIMITS.stopMs);
    expect(w.did).toEqual(['relaunch /app --demo --restarted=1', `exit ${FAULT_EXIT}`]);
  });

  test('a relaunch that throws', async () => {
    const w = world({
      relaunch: () => {
        throw new Error('no');
      },
    });
    w.fail();
    await w.settled();
    expect(w.did.at(-1)).toBe(`exit ${FAULT_EXIT}`);
  });
});

test('a service starts it: it only ends', async () => {
  const w = world({ supervised: true });
  w.fail();
  await w.settled();
  expect(w.did).toEqual(['stop', `exit ${FAULT_EXIT}`]);
});

describe('it does not spin', () => {
  test('each restart that comes soon waits longer, up to a minute', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 500, 9999].map((n) => restartPauseMs(n) / 1000)).toEqual([
      0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60,
    ]);
  });

  test('the count goes on in the arguments, and begins anew after ten good minutes', async () => {
    const soon = world({ args: ['/app', '--restarted=4'] });
    soon.fail();
    await soon.settled();
    expect(soon.did).toContain('relaunch /app --restarted=5');
    const late = world({ args: ['/app', '--restarted=4'] });
    late.lived(LIMITS.calmMs);
    late.fail();
    await late.settled();
    expect(late.did).toContain('relaunch /app --restarted=1');
  });

  test.each([
    [[], 0],
    [['--restarted=3'], 3],
    [['--restarted='], 0],
    [['--restarted=-1'], 0],
    [['--restarted=1e9'], 0],
    [['--restarted=99999'], 0],
  ] as const)('%j says %i', (argv, n) => {
    expect(restartsOf(argv)).toBe(n);
  });
});
