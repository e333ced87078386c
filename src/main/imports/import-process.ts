/**
 * Main's side of every import: a process for each file, killed when it has answered, cost too much, or nobody wants its answer any more. What a
 * stranger's file can do to it, it does to that process, and not to the doors.
 */
import { err, ok, type Result } from '../../domain/result.ts';
import { parse } from '../../shared/parse.ts';
import type { Log } from '../base/log.ts';
import {
  FromImporter,
  IMPORTS,
  type ImportInput,
  type ImportName,
  type ImportOutput,
  type ToImporter,
} from '../../imports/protocol.ts';

/** What is used of Electron's UtilityProcess; tests give a plain child process. */
export type ImportChild = {
  readonly pid?: number | undefined;
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number | null) => void): unknown;
  on(event: 'error', listener: (type: string, location: string) => void): unknown;
  kill(): unknown;
};

export const LIMITS = {
  /** A process that has not begun to read by then, on however busy a machine, will not. */
  startMs: 60_000,
  /** It counts the processor's time itself (entry.ts) and says when it is too much; this is for one that cannot say anything any more. */
  readMs: 30_000,
  /** A process that has not ended this long after it was told to is killed outright. */
  endMs: 2_000,
};

export type Imports = {
  /**
   * Errors: the reader's own; import-too-much, import-cancelled, import-failed; bad-input. One file at a time: another one cancels the one
   * before it.
   */
  read<N extends ImportName>(name: N, input: ImportInput<N>): Promise<Result<ImportOutput<N>>>;
  /** Whoever waits for a file is told import-cancelled; without one it does nothing. */
  cancel(): void;
};

export function createImports(options: {
  readonly fork: () => ImportChild;
  readonly log: Log;
  readonly limits?: Partial<typeof LIMITS>;
}): Imports {
  const { fork, log } = options;
  const limits = { ...LIMITS, ...options.limits };
  let cancel: () => void = () => undefined;

  function run(name: ImportName, input: unknown): Promise<Result<unknown>> {
    cancel();
    const { promise, resolve } = Promise.withResolvers<Result<unknown>>();
    /** null once it was told to end, or has ended. */
    let child: ImportChild | null = null;
    let reading = false;
    let timer: NodeJS.Timeout | undefined;
    let endOutright: NodeJS.Timeout | undefined;

    const settle = (result: Result<unknown>): void => {
      clearTimeout(timer);
      const { pid } = child ?? {};
      child?.kill();
      if (child && pid !== undefined) endOutright = setTimeout(() => killOutright(pid), limits.endMs);
      child = null;
      resolve(result);
    };
    const tooMuch = (of: string): void => {
      log.warn({ import: name, of }, 'a file that was to be imported asks for too much');
      settle(err({ code: 'import-too-much' }));
    };
    const failed = (why: string, facts: object = {}): void => {
      log.error({ import: name, ...facts }, why);
      settle(err({ code: 'import-failed' }));
    };
    const take = (raw: unknown): void => {
      const message = parse(FromImporter, raw);
      if (!message.ok) {
        failed('the importer said something strange', { field: message.error.field });
        return;
      }
      switch (message.value.type) {
        case 'reading':
          reading = true;
          clearTimeout(timer);
          timer = setTimeout(() => tooMuch('time, and silent'), limits.readMs);
          return;
        case 'too-much':
          tooMuch(message.value.of);
          return;
        case 'answer':
          settle(message.value.result);
      }
    };

    cancel = () => settle(err({ code: 'import-cancelled' }));
    try {
      const started = fork();
      child = started;
      started.on('message', (raw) => child === started && take(raw));
      started.on('error', (type, location) => log.error({ type, location }, 'the importer failed'));
      started.on('exit', (code) => {
        clearTimeout(endOutright);
        if (child !== started) return;
        child = null;
        // Out of memory in one step: V8 ends the process without a word.
        if (reading) tooMuch(`memory, exit ${String(code)}`);
        else failed('the importer ended before it read', { code });
      });
      timer = setTimeout(() => failed('the importer does not start'), limits.startMs);
      started.postMessage({ name, input } satisfies ToImporter);
    } catch (error) {
      failed('the importer could not be started', { err: error });
    }
    return promise;
  }

  return {
    async read(name, input) {
      const { input: Given, output: Said } = IMPORTS[name];
      const given = parse(Given, input);
      if (!given.ok) return given;
      const answer = await run(name, given.value);
      if (!answer.ok) return answer;
      const said = parse(Said, answer.value);
      if (said.ok) return ok(said.value as ImportOutput<typeof name>);
      log.error({ import: name, field: said.error.field }, 'the importer answered what it may not');
      return err({ code: 'import-failed' });
    },
    cancel: () => cancel(),
  };
}

function killOutright(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
