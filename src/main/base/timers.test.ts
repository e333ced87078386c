import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { every, unlessBusy } from './timers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('it calls between begin and end and never besides, however often it is begun', () => {
  let calls = 0;
  const looking = every(100, () => calls++);
  vi.advanceTimersByTime(1_000);
  expect(calls).toBe(0);
  looking.begin();
  vi.advanceTimersByTime(50);
  looking.begin();
  vi.advanceTimersByTime(99);
  expect(calls).toBe(0);
  vi.advanceTimersByTime(201);
  expect(calls).toBe(3);
  looking.end();
  vi.advanceTimersByTime(1_000);
  expect(calls).toBe(3);
  looking.begin();
  vi.advanceTimersByTime(100);
  expect(calls).toBe(4);
  looking.end();
});

test('what takes its time is not begun again meanwhile, and is begun again when it has failed', async () => {
  const begun: PromiseWithResolvers<unknown>[] = [];
  const look = unlessBusy(async () => {
    const one = Promise.withResolvers<unknown>();
    begun.push(one);
    await one.promise.catch(() => undefined);
  });
  look();
  look();
  expect(begun).toHaveLength(1);
  begun[0]!.reject(new Error('gone'));
  await vi.advanceTimersByTimeAsync(1);
  look();
  expect(begun).toHaveLength(2);
});
