import { afterEach, describe, expect, it, vi } from 'vitest';
import { createVisionClient } from './vision-client.ts';
import type { FromWorker, ToWorker } from './vision-messages.ts';

/** A worker of ours: answers as the test says, and can die. */
class FakeWorker extends EventTarget {
  readonly heard: ToWorker[] = [];
  ended = false;
  readonly answer: (message: ToWorker, worker: FakeWorker) => void;
  constructor(answer: (message: ToWorker, worker: FakeWorker) => void) {
    super();
    this.answer = answer;
  }
  postMessage(message: ToWorker): void {
    this.heard.push(message);
    queueMicrotask(() => this.answer(message, this));
  }
  say(data: FromWorker): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  terminate(): void {
    this.ended = true;
  }
}

function clientWith(answer: (message: ToWorker, worker: FakeWorker, count: number) => void) {
  const workers: FakeWorker[] = [];
  const client = createVisionClient({
    assets: 'http://127.0.0.1/vision/',
    createWorker: () => {
      const count = workers.length + 1;
      const worker = new FakeWorker((message, self) => answer(message, self, count));
      workers.push(worker);
      return worker;
    },
  });
  return { client, workers };
}
const started: FromWorker = { kind: 'started', backend: 'wasm', milliseconds: 400 };
function picture(): ImageBitmap & { closed: boolean } {
  const it = { closed: false, width: 1, height: 1, close: () => void (it.closed = true) };
  return it;
}
const internal = { ok: false, error: { code: 'internal' } };

afterEach(() => void vi.useRealTimers());

describe('createVisionClient', () => {
  it('starts one worker, waits for its models, and pairs answers with questions', async () => {
    const { client, workers } = clientWith((message, worker) => {
      if (message.kind === 'start') worker.say(started);
      else worker.say({ kind: 'faces', id: message.id, faces: [] });
    });
    const frames = [picture(), picture()];
    const answers = await Promise.all(frames.map((frame) => client.observeFrame(frame, { liveness: false, capturedAt: 1 })));
    expect(answers).toEqual([
      { ok: true, value: [] },
      { ok: true, value: [] },
    ]);
    expect(frames.every((frame) => frame.closed)).toBe(true);
    expect(workers).toHaveLength(1);
    expect(await client.start()).toEqual({ ok: true, value: { backend: 'wasm', milliseconds: 400 } });
  });

  it('calls a photograph without a face by name, and one that is none', async () => {
    const { client } = clientWith((message, worker) => {
      if (message.kind === 'start') worker.say(started);
      else if (message.kind === 'photo' && message.file.size > 0) worker.say({ kind: 'faces', id: message.id, faces: [] });
      else if (message.kind === 'photo') worker.say({ kind: 'fault', id: message.id, code: 'photo-unreadable' });
    });
    expect(await client.observePhoto(new Blob(['x']))).toEqual({ ok: false, error: { code: 'face-none' } });
    expect(await client.observePhoto(new Blob([]))).toEqual({ ok: false, error: { code: 'photo-unreadable' } });
  });

  it('answers everybody when the worker dies, and starts another for the next question', async () => {
    const { client, workers } = clientWith((message, worker, count) => {
      if (message.kind === 'start') worker.say(started);
      else if (count === 1) worker.dispatchEvent(new Event('error'));
      else worker.say({ kind: 'faces', id: message.id, faces: [] });
    });
    expect(await client.observeFrame(picture(), { liveness: false, capturedAt: 1 })).toEqual(internal);
    expect(workers[0]!.ended).toBe(true);
    expect(await client.observeFrame(picture(), { liveness: false, capturedAt: 2 })).toEqual({ ok: true, value: [] });
    expect(workers).toHaveLength(2);
  });

  it('gives up a worker whose models do not load, and one that says nothing', async () => {
    const failing = clientWith((_, worker) => worker.say({ kind: 'failed' }));
    expect(await failing.client.start()).toEqual(internal);
    expect(failing.workers[0]!.ended).toBe(true);

    vi.useFakeTimers();
    const silent = clientWith((message, worker) => {
      if (message.kind === 'start') worker.say(started);
    });
    const answer = silent.client.observeFrame(picture(), { liveness: false, capturedAt: 1 });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await answer).toEqual(internal);
    expect(silent.workers[0]!.ended).toBe(true);
  });

  it('tells how far the start is, until nobody wants to know', async () => {
    const { client, workers } = clientWith((message, worker) => {
      if (message.kind !== 'start') return;
      worker.say({ kind: 'progress', progress: 'warming-up' });
      worker.say(started);
    });
    const heard: string[] = [];
    const end = client.onProgress((progress) => heard.push(progress));
    await client.start();
    end();
    workers[0]!.say({ kind: 'progress', progress: 'ready' });
    expect(heard).toEqual(['warming-up']);
  });
});
