/** One engine process, from its start to its end. It is ended when it does not answer in time, or says what it may not. */
import type { EngineKind } from '../../engine/embedder.ts';
import { FromEngine, type ToEngine } from '../../engine/protocol.ts';
import { parse } from '../../shared/parse.ts';
import { follow, type ChildProcess } from '../base/child-process.ts';
import type { Log } from '../base/log.ts';
import type { Later } from '../base/timers.ts';
import type { Question } from './questions.ts';

export type EngineChild = {
  pid(): number | null;
  /** One at a time: the next when `heard` had the answer. */
  ask(question: Question): void;
  /** Told to end; nothing is heard of it any more. */
  kill(): void;
};

export type EngineChildOptions = {
  readonly fork: () => ChildProcess;
  readonly modelFile: string;
  readonly cardFile: string;
  readonly prefer?: EngineKind;
  readonly limits: {
    /** Loading folds the packed weights, checks eight inputs, and may fall back to a slow engine. */
    readonly startMs: number;
    /** The slowest engine takes under a second. */
    readonly answerMs: number;
    /** A process that has not ended this long after it was told to is killed outright, and no longer waited for. */
    readonly endMs: number;
  };
  readonly log: Log;
  readonly later: Later;
};

/**
 * @param heard what it says, in time; an answer is to what was asked last
 * @param ended it has ended, or was killed outright; once, and nothing is heard after it
 */
export function startEngineChild(
  { fork, modelFile, cardFile, prefer, limits, log, later }: EngineChildOptions,
  heard: (message: FromEngine) => void,
  ended: (code: number | null) => void,
): EngineChild {
  let asked: number | null = null;
  let unheard = false;
  let stopWatching = (): void => undefined;

  function end(): void {
    stopWatching();
    child.end();
  }

  /** Ends it when it says nothing in so many ms. */
  function watch(ms: number, what: string): void {
    stopWatching();
    stopWatching = later(ms, () => {
      log.error({ what, ms }, 'the engine process does not answer');
      end();
    });
  }

  const child = follow(fork(), limits.endMs, later, {
    message(raw) {
      const message = parse(FromEngine, raw);
      if (!message.ok) {
        log.error({ field: message.error.field }, 'the engine process said something strange');
        end();
        return;
      }
      if (message.value.type === 'answer' && message.value.id !== asked) return;
      stopWatching();
      logSaid(log, message.value);
      heard(message.value);
    },
    error: (type, location) => log.error({ type, location }, 'the engine process failed'),
    ended(code) {
      stopWatching();
      if (!unheard) ended(code);
    },
  });
  watch(limits.startMs, 'start');
  child.post({ type: 'start', modelFile, cardFile, ...(prefer && { prefer }) } satisfies ToEngine);

  return {
    pid: () => child.pid(),
    ask({ id, crop }) {
      asked = id;
      watch(limits.answerMs, 'embed');
      child.post({ type: 'embed', id, crop } satisfies ToEngine);
    },
    kill() {
      unheard = true;
      end();
    },
  };
}

function logSaid(log: Log, message: FromEngine): void {
  if (message.type === 'ready') {
    const { kind, runtime, modelId, note } = message;
    log.info({ kind, runtime, modelId, note }, 'engine ready');
  } else if (message.type === 'fault') log.error({ error: message.error, note: message.note }, 'the model is refused');
}
