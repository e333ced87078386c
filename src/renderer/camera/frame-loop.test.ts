import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FaceObservation } from '../../domain/recognition/face.ts';
import { err, ok } from '../../domain/result.ts';
import { ANSWER_MS, runFrameLoop, type FrameSource } from './frame-loop.ts';

/** A camera with a new frame at every 30 ms. */
function camera(): { readonly source: FrameSource; taken: number } {
  const it = {
    taken: 0,
    source: {
      next: (signal: AbortSignal) =>
        new Promise<Awaited<ReturnType<FrameSource['next']>>>((resolve) => {
          const timer = setTimeout(() => {
            it.taken++;
            resolve({ picture: {} as ImageBitmap, size: { width: 640, height: 480 }, capturedAt: Date.now() });
          }, 30);
          signal.addEventListener('abort', () => {
            clearTimeout(timer);
            resolve(null);
          });
        }),
    },
  };
  return it;
}
const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const nobody: readonly FaceObservation[] = [];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('runFrameLoop', () => {
  it.each([
    { main: 60, period: 100, what: 'a main that is faster than the worker costs nothing' },
    { main: 150, period: 150, what: 'a slower one sets the pace' },
  ])("finds the next frame's faces while main thinks, never two at once and never two ahead: $what", async ({ main, period }) => {
    const { source } = camera();
    const ending = new AbortController();
    const [inside, most] = [
      { worker: 0, main: 0 },
      { worker: 0, main: 0 },
    ];
    const enter = async (where: 'worker' | 'main', ms: number) => {
      most[where] = Math.max(most[where], ++inside[where]);
      await after(ms);
      inside[where]--;
    };
    let [found, told, ahead] = [0, 0, 0];
    const loop = runFrameLoop({
      source,
      observe: async () => {
        await enter('worker', 70);
        ahead = Math.max(ahead, ++found - told);
        return ok(nobody);
      },
      onFaces: async () => {
        await enter('main', main);
        told++;
      },
      liveness: () => false,
      signal: ending.signal,
    });
    // 30 + 70 milliseconds to the first faces; then, one after the other, twenty answers.
    await vi.advanceTimersByTimeAsync(100 + 20 * period - 1);
    ending.abort();
    await vi.advanceTimersByTimeAsync(1000);
    await loop;
    expect(most).toEqual({ worker: 1, main: 1 });
    expect(told).toBe(20);
    // The one that main thinks about, and the next.
    expect(ahead).toBeLessThanOrEqual(2);
  });

  it('goes on after a second when the answer does not come', async () => {
    const { source } = camera();
    const ending = new AbortController();
    const at: number[] = [];
    const started = Date.now();
    const loop = runFrameLoop({
      source,
      observe: () => Promise.resolve(ok(nobody)),
      onFaces: () => {
        at.push(Date.now() - started);
        return new Promise(() => undefined);
      },
      liveness: () => false,
      signal: ending.signal,
    });
    await vi.advanceTimersByTimeAsync(2500);
    ending.abort();
    await loop;
    expect(at).toEqual([30, 30 + ANSWER_MS, 30 + 2 * ANSWER_MS]);
  });

  it('survives a fault of the worker, and what the screen throws', async () => {
    const { source } = camera();
    const ending = new AbortController();
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    let asked = 0;
    let told = 0;
    const loop = runFrameLoop({
      source,
      observe: () => Promise.resolve(++asked === 1 ? err({ code: 'internal' as const }) : ok(nobody)),
      onFaces: () => {
        if (++told === 1) throw new Error('a bug in the screen');
      },
      liveness: () => false,
      signal: ending.signal,
    });
    await vi.advanceTimersByTimeAsync(1000);
    ending.abort();
    await loop;
    vi.unstubAllGlobals();
    expect(told).toBeGreaterThan(3);
    expect(reported).toHaveLength(1);
  });

  it('ends at once, while it waits for a frame and while it waits for an answer', async () => {
    for (const wait of [10, 40]) {
      const { source } = camera();
      const ending = new AbortController();
      let ended = false;
      void runFrameLoop({
        source,
        observe: () => Promise.resolve(ok(nobody)),
        onFaces: () => new Promise(() => undefined),
        liveness: () => false,
        signal: ending.signal,
      }).then(() => (ended = true));
      await vi.advanceTimersByTimeAsync(wait);
      ending.abort();
      await vi.advanceTimersByTimeAsync(0);
      expect(ended).toBe(true);
    }
  });

  it('asks for liveness as it is wanted at that frame, and says which frame is the first', async () => {
    const { source } = camera();
    const ending = new AbortController();
    const asked: boolean[] = [];
    const first: unknown[] = [];
    let wanted = false;
    const loop = runFrameLoop({
      source,
      observe: (_, options) => {
        asked.push(options.liveness);
        first.push(options.first);
        wanted = true;
        return Promise.resolve(ok(nobody));
      },
      onFaces: () => undefined,
      liveness: () => wanted,
      signal: ending.signal,
    });
    await vi.advanceTimersByTimeAsync(100);
    ending.abort();
    await loop;
    expect(asked.slice(0, 2)).toEqual([false, true]);
    expect(first.slice(0, 2)).toEqual([true, false]);
  });
});
