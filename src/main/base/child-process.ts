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

/**
 * Tells it to end, and ends it outright when it has not after `ms`.
 * @param outright called after that; its exit may never be heard
 * @returns called when it has ended: nothing more is done
 */
export function endChild(child: ChildProcess, ms: number, later: Later, outright: () => void = () => undefined): () => void {
  const { pid } = child;
  child.kill();
  return later(ms, () => {
    if (pid !== undefined) killOutright(pid);
    outright();
  });
}

function killOutright(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
