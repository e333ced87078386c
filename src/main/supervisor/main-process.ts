/**
 * The last resort of main itself: what nobody caught is written down, the doors are left locked (or open, where an emergency holds them), and the
 * app starts itself again, a little later each time. After an error that nobody expected nothing in memory can be believed, so nothing goes on.
 */
import type { Log } from '../base/log.ts';

export const LIMITS = {
  /** Doors are given so long (`outputs.stop` takes two seconds at most). */
  stopMs: 5_000,
  firstPauseMs: 1_000,
  longestPauseMs: 60_000,
  /** An app that ran for so long is well: the next restart is the first one again. */
  calmMs: 600_000,
};

/** Says to the next start how many restarts came before it, one shortly after the other. */
const SWITCH = '--restarted=';

/** Restarts in a row that led to this start, as its arguments say; 0 = somebody started it. */
export function restartsOf(argv: readonly string[]): number {
  const given = argv.find((argument) => argument.startsWith(SWITCH))?.slice(SWITCH.length) ?? '';
  return /^\d{1,4}$/.test(given) ? Number(given) : 0;
}

/** How long a start waits before it does anything: 0, 1, 2, 4 … 60 s. */
export function restartPauseMs(restarts: number): number {
  return restarts < 2 ? 0 : Math.min(LIMITS.longestPauseMs, LIMITS.firstPauseMs * 2 ** Math.min(restarts - 2, 10));
}

export type MainWorld = {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown;
  /** Leaves every door as it should be and closes what is open. */
  stop(): Promise<void>;
  /** Electron's: starts the app again once it has ended. */
  relaunch(args: string[]): void;
  exit(code: number): void;
  /** process.argv without the program. */
  readonly args: readonly string[];
  /** Something outside starts the app again when it ends: a service. Two of us would fight for the database. */
  readonly supervised: boolean;
  /** Monotonic milliseconds. */
  monotonic(): number;
  readonly log: Log;
};

/** Exit code of an app that ended itself for a fault: what starts it again may tell it from one that was closed. */
export const FAULT_EXIT = 70;

/** From now on. */
export function guardMain(world: MainWorld): void {
  const { log, args, supervised } = world;
  const began = world.monotonic();
  let over = false;

  function end(error: unknown, what: string): void {
    // A second one while the first is being seen to: doors come first.
    attempt(() => log.error({ err: error, again: over }, what));
    if (over) return;
    over = true;
    const leave = (): void => {
      if (left) return;
      left = true;
      const restarts = world.monotonic() - began >= LIMITS.calmMs ? 1 : restartsOf(args) + 1;
      if (!supervised) attempt(() => world.relaunch([...args.filter((a) => !a.startsWith(SWITCH)), `${SWITCH}${restarts}`]));
      world.exit(FAULT_EXIT);
    };
    let left = false;
    const limit = setTimeout(leave, LIMITS.stopMs);
    // Whatever broke may break this as well.
    Promise.resolve()
      .then(() => world.stop())
      .catch((failed: unknown) => attempt(() => log.error({ err: failed }, 'and the doors could not be seen to')))
      .finally(() => {
        clearTimeout(limit);
        leave();
      });
  }

  world.on('uncaughtException', (error) => end(error, 'nobody caught an error; the app starts itself again'));
  world.on('unhandledRejection', (error) => end(error, 'nobody caught a rejection; the app starts itself again'));
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // There is nobody left to tell.
  }
}
