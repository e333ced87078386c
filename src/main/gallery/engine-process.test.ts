import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { checkPicture } from '../../engine/self-check.ts';
import { ok } from '../../domain/result.ts';
import type { EngineState } from '../../shared/schemas.ts';
import { utilityProcess } from '../../../stand-in/processes.ts';
import type { ChildProcess } from '../base/child-process.ts';
import { later, type Later } from '../base/timers.ts';
import { createEngineProcess, LIMITS, type EngineProcess } from './engine-process.ts';

const path = (relative: string): string => fileURLToPath(new URL(`../../../${relative}`, import.meta.url));
const entry = path('src/engine/entry.ts');
const modelFile = path('resources/model/q.onnx');
const cardFile = path('resources/model/q.json');

/** 112 x 112 x 3, made from a picture of the self-check. */
const crop = (seed: number): Uint8Array => {
  const picture = checkPicture(seed);
  return Uint8Array.from({ length: 112 * 112 * 3 }, (_, i) => picture[((i * 6) / 7) | 0]!);
};

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const open: EngineProcess[] = [];
afterEach(() => open.splice(0).forEach((e) => e.close()));

type Options = {
  onFork?: (child: ChildProcess, nth: number) => void;
  model?: string;
  limits?: Partial<typeof LIMITS>;
  later?: Later;
};

/** The real entry in a real process, through the stand-in's utilityProcess. */
function engine(options: Options = {}) {
  const states: EngineState['status'][] = [];
  let forks = 0;
  const made = createEngineProcess({
    fork: () => {
      const child = utilityProcess.fork(entry, []) as ChildProcess;
      forks += 1;
      options.onFork?.(child, forks);
      return child;
    },
    modelFile: options.model ?? modelFile,
    cardFile,
    log: silent,
    ...(options.limits && { limits: options.limits }),
    ...(options.later && { later: options.later }),
  });
  made.onState((s) => states.push(s.status));
  open.push(made);
  return { engine: made, states, forks: () => forks };
}

describe('the engine process', () => {
  it('embeds, in the order asked, and says what it runs on', async () => {
    const { engine: e } = engine();
    expect(e.state()).toMatchObject({ status: 'starting', kind: null });
    const [a, b, again] = await Promise.all([e.embed(crop(1)), e.embed(crop(2)), e.embed(crop(1))]);
    if (!a.ok || !b.ok || !again.ok) throw new Error('no embedding');
    expect(a.value.vector).toHaveLength(2048);
    expect(a.value.vector.reduce((s, v) => s + v * v, 0)).toBeCloseTo(1, 5);
    expect(again.value.vector).toEqual(a.value.vector);
    expect(b.value.vector).not.toEqual(a.value.vector);
    expect(e.state()).toMatchObject({ status: 'ready', modelId: expect.stringMatching(/^q-/) as string, fault: null });
    expect(e.runtime()).toContain('onnxruntime');
    expect(e.pid()).toBeGreaterThan(0);
  });

  it('answers the question in hand although the process is killed in its middle', async () => {
    const { engine: e, states, forks } = engine();
    const before = await e.embed(crop(3));
    const killed = e.pid()!;
    const inHand = e.embed(crop(3));
    const behind = e.embed(crop(4));
    // An embedding takes 20 ms and more: by now it is being computed.
    await new Promise((r) => setTimeout(r, 8));
    process.kill(killed, 'SIGKILL');
    const after = await inHand;
    expect(before).toMatchObject({ ok: true });
    expect(after).toMatchObject({ ok: true });
    if (before.ok && after.ok) expect(after.value.vector).toEqual(before.value.vector);
    expect(await behind).toMatchObject({ ok: true });
    expect(forks()).toBe(2);
    expect(e.pid()).not.toBe(killed);
    expect(states).toEqual(['ready', 'restarting', 'restarting', 'ready']);
  });

  it('kills and replaces a process that does not answer', async () => {
    let frozen = false;
    const { engine: e, forks } = engine({
      onFork: (child, nth) => {
        // Frozen as soon as it is ready: alive, silent, and deaf to a gentle signal.
        if (nth === 1) child.on('message', () => (frozen = process.kill(child.pid!, 'SIGSTOP')));
      },
      // Only the one that answers nothing is out of time, however slow this machine is with the next.
      later: (ms, call) => later(frozen && forks() === 1 ? 0 : ms, call),
    });
    expect(await e.embed(crop(5))).toMatchObject({ ok: true });
    expect(forks()).toBe(2);
  });

  it('gives up on a question whose process dies each time, and goes on with the next', async () => {
    let poison: ChildProcess | null = null;
    const { engine: e, forks } = engine({
      limits: { firstPauseMs: 1, askedAtMost: 2 },
      onFork: (child) => {
        const send = child.postMessage.bind(child);
        child.postMessage = (m) => {
          if ((m as { id?: number }).id === 1) process.kill((poison = child).pid!, 'SIGKILL');
          else send(m);
        };
      },
    });
    const [first, second] = await Promise.all([e.embed(crop(1)), e.embed(crop(2))]);
    expect(poison).not.toBeNull();
    expect(first).toEqual({ ok: false, error: { code: 'engine-down' } });
    expect(second).toMatchObject({ ok: true });
    expect(forks()).toBe(3);
  });

  it('is a fault when it dies too often, says so at once, and comes back by itself', async () => {
    let deadly = true;
    let minuteIsOver = (): void => undefined;
    const { engine: e, forks } = engine({
      limits: { deathsPerMinute: 2, firstPauseMs: 1 },
      later(ms, call) {
        if (ms !== LIMITS.minuteMs) return later(ms, call);
        minuteIsOver = call;
        return () => undefined;
      },
      onFork: (child) => {
        if (deadly) child.kill();
      },
    });
    expect(await e.embed(crop(1))).toEqual({ ok: false, error: { code: 'engine-down' } });
    expect(e.state()).toMatchObject({ status: 'fault', fault: { code: 'engine-down' } });
    expect(await e.embed(crop(1))).toEqual({ ok: false, error: { code: 'engine-down' } });
    expect(forks()).toBe(3);
    deadly = false;
    minuteIsOver();
    await expect.poll(() => e.state().status).toBe('ready');
    expect(await e.embed(crop(1))).toMatchObject({ ok: true });
  });

  it('tells why a model is refused, and does not start again for it', async () => {
    const { engine: e, forks } = engine({ model: path('resources/model/none.onnx') });
    expect(await e.embed(crop(1))).toEqual({ ok: false, error: { code: 'model-missing' } });
    expect(e.state()).toEqual({ status: 'fault', kind: null, modelId: null, fault: { code: 'model-missing' } });
    await expect.poll(() => e.pid()).toBeNull();
    expect(forks()).toBe(1);
    e.restart();
    expect(forks()).toBe(2);
  });

  it('kills a process that talks nonsense', async () => {
    let child: ChildProcess | undefined;
    let kills = 0;
    const { engine: e } = engine({
      onFork: (c) => {
        child ??= c;
        const kill = c.kill.bind(c);
        c.kill = () => {
          kills += 1;
          return kill();
        };
      },
    });
    await expect.poll(() => e.state().status).toBe('ready');
    (child as unknown as { emit(event: string, m: unknown): void }).emit('message', {
      type: 'answer',
      id: 1,
      result: ok('nonsense'),
    });
    expect(kills).toBe(1);
    expect(await e.embed(crop(1))).toMatchObject({ ok: true });
  });

  it('answers engine-down when it is closed, open questions too', async () => {
    const { engine: e } = engine();
    const inHand = e.embed(crop(1));
    e.close();
    expect(await inHand).toEqual({ ok: false, error: { code: 'engine-down' } });
    expect(await e.embed(crop(1))).toEqual({ ok: false, error: { code: 'engine-down' } });
    expect(e.pid()).toBeNull();
  });
});
