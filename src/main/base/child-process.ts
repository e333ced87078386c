/** Processes of the app's own, as the engine and the importer have them: told to end gently first, and then not. */
import type { Later } from './timers.ts';

/** What is used of Electron's UtilityProcess; tests give a plain child process. */
export type ChildProcess = {
  /** undefined until it runs, and when it has ended. */
  readonly pid?: number | undefined;
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number | null) => void): unknown;
  /** V8 gave up, or the process could not be started; without a listener Node would end the app for it. */
  on(event: 'error', listener: (type: string, location: string) => void): unknown;
  kill(): unknown;
};

/** What is heard of it, as long as it has not been told to end. */
export type Heard = {
  message(message: unknown): void;
  error(type: string, location: string): void;
  /**
   * Once, and the last: it has ended, or was killed outright after it had been told to end.
   * @param told whether it had been told to
   */
  ended(code: number | null, told: boolean): void;
};

export type Running = {
  /** null until it runs, and when it has ended. */
  pid(): number | null;
  /** Nothing, once it has been told to end. */
  post(message: unknown): void;
  /** Tells it to end; from here on no message of it is heard. Once is enough. */
  end(): void;
};

/** @param endMs a process that has not ended so long after it was told to is killed outright */
export function follow(child: ChildProcess, endMs: number, later: Later, heard: Heard): Running {
  let state: 'alive' | 'ending' | 'over' = 'alive';
  let stopWaiting = (): void => undefined;

  function over(code: number | null): void {
    if (state === 'over') return;
    const told = state === 'ending';
    state = 'over';
    stopWaiting();
    heard.ended(code, told);
  }

  child.on('message', (message) => state === 'alive' && heard.message(message));
  child.on('error', heard.error);
  child.on('exit', over);
  return {
    pid: () => child.pid ?? null,
    post(message) {
      if (state === 'alive') child.postMessage(message);
    },
    end() {
      if (state !== 'alive') return;
      // First all that is ours, then its: it may end, or say something, before `kill` has returned.
      state = 'ending';
      stopWaiting = later(endMs, () => {
        // Asked for now: a number that was its own a while ago may be another's.
        if (child.pid !== undefined) killOutright(child.pid);
        over(null);
      });
      child.kill();
    },
  };
}

function killOutright(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
