/**
 * Keeps one engine process alive and asks it one question at a time.
 *
 * A process that dies, or does not answer in time, is replaced after a growing pause, and the question in hand is asked again: a
 * visit never notices. When it dies too often the state is a fault, questions are answered with it at once, and a new process is
 * tried when the minute is over, so that a kiosk comes back by itself. A model that is refused is not tried again.
 */
import type { AppError } from '../../domain/errors.ts';
import { err, type Result } from '../../domain/result.ts';
import type { Embedding, EngineKind } from '../../engine/embedder.ts';
import { FromEngine, type ToEngine } from '../../engine/protocol.ts';
import { parse } from '../../shared/parse.ts';
import type { EngineState } from '../../shared/schemas.ts';
import type { Log } from '../base/log.ts';

/** What is used of Electron's UtilityProcess; tests give a plain child process. */
export type EngineChild = {
  readonly pid?: number | undefined;
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number | null) => void): unknown;
  /** V8 gave up, or the process could not be started; without a listener Node would end the app for it. */
  on(event: 'error', listener: (type: string, location: string) => void): unknown;
  kill(): unknown;
};

export const LIMITS = {
  /** Deaths within a minute before the state is a fault. */
  deathsPerMinute: 5,
  minuteMs: 60_000,
  /** Pause before a new process: none after the first death, then this, doubled each time. */
  firstPauseMs: 250,
  /** Loading folds the packed weights, checks eight inputs, and may fall back to a slow engine. */
  startMs: 90_000,
  /** The slowest engine takes under a second. */
  answerMs: 15_000,
  /** A process that has not ended this long after it was told to is killed outright, and no longer waited for. */
  endMs: 2_000,
  /** A question whose process died this often is answered with an error: it may be the reason. */
  askedAtMost: 3,
  /** Questions waiting; more are refused, since a caller that does not wait for its answers is a bug. */
  waiting: 64,
};

export type EngineProcess = {
  /** @returns the embedding; `engine-down`, or the model's fault, where there is none to be had. Never rejects. */
  embed(crop: Uint8Array): Promise<Result<Embedding>>;
  state(): EngineState;
  /** What the engine runs on, for the about page; null until it is ready. */
  runtime(): string | null;
  pid(): number | null;
  /** Called at each change; returns the function that ends it. */
  onState(listener: (state: EngineState) => void): () => void;
  /** Tries a fault again at once: somebody has put the model right, or does not want to wait. */
  restart(): void;
  /** Ends the process; open questions are answered `engine-down`. */
  close(): void;
};

type Question = {
  readonly id: number;
  readonly crop: Uint8Array;
  asked: number;
  readonly answer: (r: Result<Embedding>) => void;
};

function killOutright(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has just ended by itself
  }
}

export function createEngineProcess(options: {
  readonly fork: () => EngineChild;
  readonly modelFile: string;
  readonly cardFile: string;
  readonly log: Log;
  readonly prefer?: EngineKind;
  readonly limits?: Partial<typeof LIMITS>;
}): EngineProcess {
  const limits = { ...LIMITS, ...options.limits };
  const { log } = options;
  const listeners = new Set<(state: EngineState) => void>();
  const waiting: Question[] = [];
  let child: EngineChild | null = null;
  let state: EngineState = { status: 'starting', kind: null, modelId: null, fault: null };
  let runtime: string | null = null;
  let deaths: number[] = [];
  let nextId = 1;
  let closed = false;
  let watchdog: NodeJS.Timeout | undefined;
  let pause: NodeJS.Timeout | undefined;

  function setState(next: EngineState): void {
    state = next;
    for (const listener of listeners) listener(state);
  }

  function answerAll(error: AppError): void {
    for (const q of waiting.splice(0)) q.answer(err(error));
  }

  /** Ends the process, gently and then not; its exit does the rest. */
  function end(ending: EngineChild): void {
    const { pid } = ending;
    clearTimeout(watchdog);
    ending.kill();
    watchdog = setTimeout(() => {
      if (pid !== undefined) killOutright(pid);
      onExit(ending, null);
    }, limits.endMs);
  }

  /** Ends the process when `ms` pass without `clearTimeout(watchdog)`. */
  function watch(ms: number, what: string): void {
    clearTimeout(watchdog);
    const watched = child;
    watchdog = setTimeout(() => {
      log.error({ what, ms }, 'the engine process does not answer');
      if (watched) end(watched);
    }, ms);
  }

  function ask(): void {
    const question = waiting[0];
    if (state.status !== 'ready' || !child || !question || question.asked > 0) return;
    post(question);
  }

  function post(question: Question): void {
    question.asked += 1;
    watch(limits.answerMs, 'embed');
    child?.postMessage({ type: 'embed', id: question.id, crop: question.crop } satisfies ToEngine);
  }

  function onMessage(from: EngineChild, raw: unknown): void {
    if (from !== child) return;
    const parsed = parse(FromEngine, raw);
    if (!parsed.ok) {
      log.error({ field: parsed.error.field }, 'the engine process said something strange');
      end(from);
      return;
    }
    const message = parsed.value;
    switch (message.type) {
      case 'ready': {
        clearTimeout(watchdog);
        runtime = message.runtime;
        log.info({ kind: message.kind, runtime, modelId: message.modelId, note: message.note }, 'engine ready');
        setState({ status: 'ready', kind: message.kind, modelId: message.modelId, fault: null });
        if (waiting[0]) post(waiting[0]);
        return;
      }
      case 'fault':
        clearTimeout(watchdog);
        log.error({ error: message.error, note: message.note }, 'the model is refused');
        setState({ status: 'fault', kind: null, modelId: null, fault: message.error });
        answerAll(message.error);
        return;
      case 'answer': {
        const question = waiting[0];
        if (question?.id !== message.id) return;
        clearTimeout(watchdog);
        waiting.shift();
        question.answer(message.result);
        ask();
      }
    }
  }

  function onExit(from: EngineChild, code: number | null): void {
    if (from !== child) return;
    child = null;
    runtime = null;
    clearTimeout(watchdog);
    // a refused model stays refused
    if (closed || state.status === 'fault') return;
    const now = performance.now();
    deaths = [...deaths.filter((t) => now - t < limits.minuteMs), now];
    log.warn({ code, deaths: deaths.length }, 'the engine process died');
    const inHand = waiting[0];
    if (inHand && inHand.asked >= limits.askedAtMost) {
      waiting.shift();
      inHand.answer(err({ code: 'engine-down' }));
    }
    if (deaths.length > limits.deathsPerMinute) {
      setState({ ...state, status: 'fault', fault: { code: 'engine-down' } });
      answerAll({ code: 'engine-down' });
      deaths = [];
      pause = setTimeout(start, limits.minuteMs);
      return;
    }
    setState({ ...state, status: 'restarting' });
    pause = setTimeout(start, deaths.length === 1 ? 0 : limits.firstPauseMs * 2 ** (deaths.length - 2));
  }

  function start(): void {
    if (closed) return;
    const started = options.fork();
    child = started;
    started.on('message', (raw) => onMessage(started, raw));
    started.on('exit', (code) => onExit(started, code));
    started.on('error', (type, location) => log.error({ type, location }, 'the engine process failed'));
    setState({ ...state, status: state.modelId === null ? 'starting' : 'restarting', fault: null });
    watch(limits.startMs, 'start');
    const { modelFile, cardFile, prefer } = options;
    started.postMessage({ type: 'start', modelFile, cardFile, ...(prefer && { prefer }) } satisfies ToEngine);
  }

  start();

  return {
    embed(crop) {
      if (closed) return Promise.resolve(err({ code: 'engine-down' }));
      if (state.status === 'fault') return Promise.resolve(err(state.fault ?? { code: 'engine-down' }));
      if (waiting.length >= limits.waiting) return Promise.resolve(err({ code: 'engine-down' }));
      return new Promise((answer) => {
        waiting.push({ id: nextId++, crop, asked: 0, answer });
        ask();
      });
    },
    state: () => state,
    runtime: () => runtime,
    pid: () => child?.pid ?? null,
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    restart() {
      if (state.status !== 'fault' || child) return;
      clearTimeout(pause);
      start();
    },
    close() {
      closed = true;
      clearTimeout(watchdog);
      clearTimeout(pause);
      answerAll({ code: 'engine-down' });
      child?.kill();
      child = null;
    },
  };
}
