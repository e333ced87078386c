/**
 * Main's side of every import: a process for each file, killed when it has answered, cost too much, or nobody wants its answer any more. What a
 * stranger's file can do to it, it does to that process, and not to the doors.
 */
import { err, ok, type Result } from '../../domain/result.ts';
import { parse } from '../../shared/parse.ts';
import { follow, type ChildProcess, type Running } from '../base/child-process.ts';
import type { Log } from '../base/log.ts';
import { later } from '../base/timers.ts';
import {
  FromImporter,
  IMPORTS,
  type ImportInput,
  type ImportName,
  type ImportOutput,
  type ToImporter,
} from '../../imports/protocol.ts';

export const LIMITS = {
  /** A process that has not begun to read by then, on however busy a machine, will not. */
  startMs: 60_000,
  /** It counts the processor's time itself (entry.ts) and says when it is too much; this is for one that cannot say anything any more. */
  readMs: 30_000,
  /** A process that has not ended this long after it was told to is killed outright. */
  endMs: 2_000,
};

type Limits = typeof LIMITS;

export type Imports = {
  /**
   * Errors: the reader's own; import-too-much, import-cancelled, import-failed; bad-input. One file at a time: another one cancels the one
   * before it.
   */
  read<N extends ImportName>(name: N, input: ImportInput<N>): Promise<Result<ImportOutput<N>>>;
  /** Whoever waits for a file is told import-cancelled; without one it does nothing. */
  cancel(): void;
};

type Options = {
  readonly fork: () => ChildProcess;
  readonly log: Log;
  readonly limits?: Partial<Limits>;
};

export function createImports(options: Options): Imports {
  const { log } = options;
  const limits = { ...LIMITS, ...options.limits };
  let cancel: () => void = () => undefined;

  return {
    async read(name, input) {
      const { input: Given, output: Said } = IMPORTS[name];
      const given = parse(Given, input);
      if (!given.ok) return given;
      cancel();
      const reading = readOnce({ ...options, limits }, name, given.value);
      ({ cancel } = reading);
      const answer = await reading.answer;
      if (!answer.ok) return answer;
      const said = parse(Said, answer.value);
      if (said.ok) return ok(said.value as ImportOutput<typeof name>);
      log.error({ import: name, field: said.error.field }, 'the importer answered what it may not');
      return err({ code: 'import-failed' });
    },
    cancel: () => cancel(),
  };
}

type Reading = {
  readonly answer: Promise<Result<unknown>>;
  /** Answers import-cancelled; nothing where it has been answered. */
  readonly cancel: () => void;
};

/** One file, in a process of its own: it has ended, or is told to, when the answer is there. */
function readOnce({ fork, log, limits }: Options & { readonly limits: Limits }, name: ImportName, input: unknown): Reading {
  const { promise, resolve } = Promise.withResolvers<Result<unknown>>();
  let child: Running | null = null;
  let reading = false;
  let stopWaiting = (): void => undefined;

  function settle(result: Result<unknown>): void {
    stopWaiting();
    child?.end();
    resolve(result);
  }
  function tooMuch(of: string): void {
    log.warn({ import: name, of }, 'a file that was to be imported asks for too much');
    settle(err({ code: 'import-too-much' }));
  }
  function failed(why: string, facts: object = {}): void {
    log.error({ import: name, ...facts }, why);
    settle(err({ code: 'import-failed' }));
  }
  function take(raw: unknown): void {
    const message = parse(FromImporter, raw);
    if (!message.ok) {
      failed('the importer said something strange', { field: message.error.field });
      return;
    }
    switch (message.value.type) {
      case 'reading':
        reading = true;
        stopWaiting();
        stopWaiting = later(limits.readMs, () => tooMuch('time, and silent'));
        return;
      case 'too-much':
        tooMuch(message.value.of);
        return;
      case 'answer':
        settle(message.value.result);
    }
  }

  try {
    child = follow(fork(), limits.endMs, later, {
      message: take,
      error: (type, location) => log.error({ type, location }, 'the importer failed'),
      ended: (code, told) => {
        if (told) return;
        // Out of memory in one step: V8 ends the process without a word.
        if (reading) tooMuch(`memory, exit ${String(code)}`);
        else failed('the importer ended before it read', { code });
      },
    });
    stopWaiting = later(limits.startMs, () => failed('the importer does not start'));
    child.post({ name, input } satisfies ToImporter);
  } catch (error) {
    failed('the importer could not be started', { err: error });
  }
  return { answer: promise, cancel: () => settle(err({ code: 'import-cancelled' })) };
}
