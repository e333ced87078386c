// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { installBridge } from '../../../test/fakes/render.tsx';
import { BEAT_EVERY_MS, tellOfInput } from './beat.ts';

afterEach(() => vi.restoreAllMocks());

test('a touch is told at once and then once in a while; nothing without a touch, nothing from a kiosk', () => {
  const bridge = installBridge();
  let now = 1_000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  let kiosk = false;
  const stop = tellOfInput(() => !kiosk);
  const told = () => bridge.calls.filter((c) => c.name === 'session.beat').length;
  expect(told()).toBe(0);
  for (const name of ['pointermove', 'keydown', 'wheel', 'pointerdown'])
    document.body.dispatchEvent(new Event(name, { bubbles: true }));
  expect(told()).toBe(1);
  now += BEAT_EVERY_MS;
  expect(told()).toBe(1);
  document.body.dispatchEvent(new Event('keydown', { bubbles: true }));
  expect(told()).toBe(2);
  now += BEAT_EVERY_MS;
  kiosk = true;
  document.body.dispatchEvent(new Event('keydown', { bubbles: true }));
  expect(told()).toBe(2);
  kiosk = false;
  stop();
  document.body.dispatchEvent(new Event('keydown', { bubbles: true }));
  expect(told()).toBe(2);
});
