import { expect, test, vi } from 'vitest';
import { drawnDoor } from './drawn.ts';

test('a pulse opens the door and its own timer closes it; a second pulse prolongs it', async () => {
  vi.useFakeTimers();
  const seen: boolean[] = [];
  const door = drawnDoor((open) => seen.push(open));
  expect(await door.pulse(3000)).toEqual({ ok: true, value: null });
  await vi.advanceTimersByTimeAsync(2000);
  await door.pulse(3000);
  await vi.advanceTimersByTimeAsync(2000);
  expect(seen).toEqual([true, true]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(seen).toEqual([true, true, false]);
  await door.close();
  expect(seen).toHaveLength(3);
  vi.useRealTimers();
});

test('closing the output leaves the door closed', async () => {
  const seen: boolean[] = [];
  const door = drawnDoor((open) => seen.push(open));
  await door.pulse(60_000);
  await door.close();
  expect(seen).toEqual([true, false]);
});
