import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { READING, readBadges, type BadgeReaderWorld } from './badge-reader.ts';
import type { FromBadgeWorker, ToBadgeWorker } from './badge-messages.ts';

const A = `0${'1'.repeat(69)}`;
const B = `0${'2'.repeat(69)}`;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A worker that answers at once with what is in the picture; `dead` ones never do. */
function bench(options: { busy?: boolean; dead?: boolean } = {}) {
  const seen: [string, number][] = [];
  let inView: string | null = null;
  let looks = 0;
  let workers = 0;
  let camera = true;
  const now = () => Date.now();
  const world: BadgeReaderWorld = {
    createWorker: () => {
      workers++;
      let listener: ((event: MessageEvent<FromBadgeWorker>) => void) | null = null;
      return {
        postMessage: ({ id }: ToBadgeWorker) => {
          looks++;
          if (!options.dead) listener?.({ data: { id, token: inView, ms: 5 } } as MessageEvent<FromBadgeWorker>);
        },
        terminate: () => undefined,
        addEventListener: (name: string, heard: never) => {
          if (name === 'message') listener = heard;
        },
      };
    },
    grab: () => (camera ? ({} as VideoFrame) : null),
    busy: () => options.busy ?? false,
    now,
    onBadge: (token, at) => seen.push([token, at]),
  };
  const end = readBadges(world);
  return {
    seen,
    end,
    looks: () => looks,
    workers: () => workers,
    show: (token: string | null) => (inView = token),
    unplug: () => (camera = false),
  };
}

test('looks a few times a second, and less while a face is checked', () => {
  const idle = bench();
  const busy = bench({ busy: true });
  vi.advanceTimersByTime(6000);
  expect(idle.looks()).toBe(6000 / READING.every);
  expect(busy.looks()).toBe(6000 / READING.busy);
  idle.end();
  busy.end();
  vi.advanceTimersByTime(1000);
  expect(idle.looks()).toBe(6000 / READING.every);
});

test('a badge that stays is told once, another at once, and the same again after it was gone', () => {
  const b = bench();
  b.show(A);
  vi.advanceTimersByTime(5000);
  expect(b.seen.map(([t]) => t)).toEqual([A]);
  b.show(B);
  vi.advanceTimersByTime(400);
  expect(b.seen.map(([t]) => t)).toEqual([A, B]);
  b.show(null);
  vi.advanceTimersByTime(READING.gone - 500);
  b.show(B);
  vi.advanceTimersByTime(400);
  expect(b.seen).toHaveLength(2);
  b.show(null);
  vi.advanceTimersByTime(READING.gone + 200);
  b.show(B);
  vi.advanceTimersByTime(400);
  expect(b.seen.map(([t]) => t)).toEqual([A, B, B]);
  b.end();
});

test('without a camera nothing is started; a worker that is silent is started anew', () => {
  const none = bench();
  none.unplug();
  vi.advanceTimersByTime(3000);
  expect(none.workers()).toBe(0);
  const dead = bench({ dead: true });
  vi.advanceTimersByTime(READING.silence * 2 + 1000);
  expect(dead.workers()).toBe(3);
  none.end();
  dead.end();
});
