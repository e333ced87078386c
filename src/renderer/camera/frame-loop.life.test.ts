/** Hours of frames, with a worker that dies and one that hangs: every frame is closed, no listener and no timer stays. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runFrameLoop, type FrameSource } from './frame-loop.ts';
import { createVisionClient, type WorkerLike } from './vision-client.ts';
import type { FromWorker, ToWorker } from './vision-messages.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A worker that answers, dies at its n-th frame, or goes silent. */
class FakeWorker extends EventTarget implements WorkerLike {
  static started = 0;
  static alive = 0;
  readonly #fate: 'dies' | 'hangs';
  #frames = 0;
  constructor() {
    super();
    FakeWorker.started++;
    FakeWorker.alive++;
    this.#fate = FakeWorker.started % 2 === 0 ? 'hangs' : 'dies';
  }
  #say(data: FromWorker) {
    queueMicrotask(() => this.dispatchEvent(Object.assign(new Event('message'), { data })));
  }
  postMessage(message: ToWorker) {
    if (message.kind === 'start') this.#say({ kind: 'started', backend: 'wasm', milliseconds: 1 });
    if (message.kind !== 'frame') return;
    if (++this.#frames < 500) this.#say({ kind: 'faces', id: message.id, faces: [] });
    else if (this.#fate === 'dies') queueMicrotask(() => this.dispatchEvent(new Event('error')));
  }
  terminate() {
    FakeWorker.alive--;
  }
}

test('three hours at ten frames a second', async () => {
  const client = createVisionClient({ createWorker: () => new FakeWorker(), assets: 'none' });
  const ending = new AbortController();
  let listening = 0;
  const signal = new Proxy(ending.signal, {
    get(target, key) {
      if (key === 'addEventListener' || key === 'removeEventListener') {
        return (...a: Parameters<AbortSignal['addEventListener']>) => {
          listening += key === 'addEventListener' ? 1 : -1;
          target[key](...a);
        };
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  let taken = 0;
  let closed = 0;
  let looked = 0;
  const source: FrameSource = {
    next: () =>
      new Promise((resolve) => {
        taken++;
        setTimeout(
          () =>
            resolve({
              picture: { close: () => closed++ } as unknown as VideoFrame,
              size: { width: 640, height: 480 },
              capturedAt: 0,
            }),
          100,
        );
      }),
  };
  const running = runFrameLoop({
    source,
    observe: client.observeFrame,
    onFaces: () => {
      looked++;
    },
    liveness: () => false,
    signal,
  });
  for (let minute = 0; minute < 180; minute++) {
    await vi.advanceTimersByTimeAsync(60_000);
    expect(vi.getTimerCount()).toBeLessThan(5);
    expect(listening).toBeLessThanOrEqual(1);
    expect(FakeWorker.alive).toBeLessThanOrEqual(1);
    expect(taken - closed).toBeLessThanOrEqual(1);
  }
  expect(FakeWorker.started).toBeGreaterThan(100);
  // A hung worker costs its fifteen seconds of silence in each thousand frames, a dead one half a second.
  expect(looked).toBeGreaterThan(80_000);
  ending.abort();
  await vi.advanceTimersByTimeAsync(20_000);
  await running;
  client.close();
  expect(vi.getTimerCount()).toBe(0);
  expect(FakeWorker.alive).toBe(0);
});
