/**
 * Keeps one engine process alive and asks it one question at a time.
 *
 * A process that dies, or does not answer in time, is replaced after a growing pause, and the question in hand is asked again: a
 * visit never notices. When it dies too often the state is a fault, questions are answered with it at once, and a new process is
 * tried when the minute is over, so that a kiosk comes back by itself. A model that is refused is not tried again.
 */
import { err, type Result } from '../../domain/result.ts';
import type { Embedding } from '../../engine/embedder.ts';
import type { FromEngine } from '../../engine/protocol.ts';
import { createListeners } from '../../shared/listeners.ts';
import type { EngineState } from '../../shared/schemas.ts';
import { later, type Later } from '../base/timers.ts';
import { afterDeath } from './deaths.ts';
import { startEngineChild, type EngineChild, type EngineChildOptions } from './engine-child.ts';
import { createQuestions } from './questions.ts';

export const LIMITS = {
  deathsPerMinute: 5,
  minuteMs: 60_000,
  firstPauseMs: 250,
  startMs: 90_000,
  answerMs: 15_000,
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

export type EngineOptions = Omit<EngineChildOptions, 'limits' | 'later'> & {
  readonly limits?: Partial<typeof LIMITS>;
  /** For tests. */
  readonly later?: Later;
};

export function createEngineProcess(given: EngineOptions): EngineProcess {
  const limits = { ...LIMITS, ...given.limits };
  const options = { later, ...given, limits };
  const changes = createListeners<[state: EngineState]>();
  const questions = createQuestions(limits);
  let child: EngineChild | null = null;
  let state: EngineState = { status: 'starting', kind: null, modelId: null, fault: null };
  let runtime: string | null = null;
  let deaths: readonly number[] = [];
  let closed = false;
  let cancelStart = (): void => undefined;

  function setState(next: EngineState): void {
    state = next;
    changes.tell(state);
  }

  function ask(): void {
    const question = state.status === 'ready' && child ? questions.take() : null;
    if (question) child?.ask(question);
  }

  function heard(message: FromEngine): void {
    switch (message.type) {
      case 'ready':
        runtime = message.runtime;
        setState({ status: 'ready', kind: message.kind, modelId: message.modelId, fault: null });
        break;
      case 'fault':
        setState({ status: 'fault', kind: null, modelId: null, fault: message.error });
        questions.answerAll(message.error);
        break;
      case 'answer':
        questions.answered(message.id, message.result);
    }
    ask();
  }

  function ended(code: number | null): void {
    child = null;
    runtime = null;
    // A refused model stays refused.
    if (state.status === 'fault') return;
    const next = afterDeath(deaths, performance.now(), limits);
    ({ deaths } = next);
    options.log.warn({ code, deaths: deaths.length }, 'the engine process died');
    questions.lost();
    if (next.tooOften) {
      setState({ ...state, status: 'fault', fault: { code: 'engine-down' } });
      questions.answerAll({ code: 'engine-down' });
    } else setState({ ...state, status: 'restarting' });
    cancelStart = options.later(next.pauseMs, start);
  }

  function start(): void {
    child = startEngineChild(options, heard, ended);
    setState({ ...state, status: state.modelId === null ? 'starting' : 'restarting', fault: null });
  }

  start();

  return {
    embed(crop) {
      if (closed) return Promise.resolve(err({ code: 'engine-down' }));
      if (state.status === 'fault') return Promise.resolve(err(state.fault ?? { code: 'engine-down' }));
      const answer = questions.add(crop);
      ask();
      return answer;
    },
    state: () => state,
    runtime: () => runtime,
    pid: () => child?.pid() ?? null,
    onState: changes.on,
    restart() {
      if (state.status !== 'fault' || child) return;
      cancelStart();
      start();
    },
    close() {
      closed = true;
      cancelStart();
      questions.answerAll({ code: 'engine-down' });
      child?.kill();
      child = null;
    },
  };
}
