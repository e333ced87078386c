/**
 * Watches the one page: a page that died, that is frozen, or that shows nothing is brought back, booked, and said. Knows nothing of Electron.
 * [Note: beats] Main asks the page every five seconds whether it lives, and the page answers from what draws its screens: so neither a timer that
 * Chromium throttles in a hidden window, nor a page whose screens fell over while its script runs on, is taken for the other. What is counted is
 * beats that main itself was awake for: a machine that slept, or that is too busy for main as well, says nothing about the page.
 */
import type { Log } from '../base/log.ts';

/** died: its process ended. frozen: it answers no more. white: it never answered, or could not be loaded. */
export const PAGE_FAULTS = ['page-died', 'page-frozen', 'page-white'] as const;
export type PageFault = (typeof PAGE_FAULTS)[number];

export const LIMITS = {
  beatMs: 5_000,
  /** Without an answer, a page that is there is frozen. */
  silentMs: 20_000,
  /** Without being there at all: files are read and scripts compiled meanwhile. */
  loadMs: 60_000,
  /** Chromium says that it is unresponsive, and does not take it back. */
  unresponsiveMs: 15_000,
  /** It was told to end, and did not. */
  endMs: 5_000,
  /** Before it is loaded again, doubled each time. */
  firstPauseMs: 1_000,
  longestPauseMs: 60_000,
  /** A page that lived for so long is well: the next pause is the first one again. */
  calmMs: 120_000,
  /** A print dialog holds the page up, and may stand there for as long as somebody looks for paper. */
  printingMs: 1_800_000,
};

export type PageWorld = {
  /** Asks the page for an answer. */
  ask(): void;
  /** Loads it again, in whatever state it is. */
  reload(): void;
  /** Ends its process at once; `gone` is called when it has. */
  crash(): void;
  book(fault: PageFault): void;
  /** It is back, after a fault. */
  back(fault: PageFault): void;
  /** Monotonic milliseconds. */
  monotonic(): number;
  /** @returns how to give it up */
  later(ms: number, call: () => void): () => void;
  readonly log: Log;
};

export type PageSupervisor = {
  /** It begins to load, by us or by itself. */
  loading(): void;
  loaded(): void;
  /** @param code Chromium's network error */
  failed(code: number): void;
  /** Its process has ended. */
  gone(reason: string, exitCode: number): void;
  unresponsive(): void;
  responsive(): void;
  /** It answers. @param printing its print dialog is about to hold it up */
  alive(printing: boolean): void;
  stop(): void;
};

/** Another page was asked for in the middle of this one. */
const ABORTED = -3;

/** unopened: nothing has begun yet. loading: not there yet. there: loaded. ending: told to end. waiting: for its next load. */
type State = 'unopened' | 'loading' | 'there' | 'ending' | 'waiting' | 'stopped';
/** What a page may be in that is not being ended. */
const up = (state: State): boolean => state === 'unopened' || state === 'loading' || state === 'there';

export function supervisePage(world: PageWorld, given: Partial<typeof LIMITS> = {}): PageSupervisor {
  const limits = { ...LIMITS, ...given };
  const { log } = world;
  const never = (): void => undefined;
  let state: State = 'unopened';
  /** Milliseconds of beats since the last answer, or since the load began. */
  let silent = 0;
  let answered = false;
  let livedMs = 0;
  let printing = false;
  let pause = limits.firstPauseMs;
  let fault: PageFault | null = null;
  let lastBeat = world.monotonic();
  let cancelBeat = never;
  let cancelNext = never;
  let cancelUnresponsive = never;

  function fresh(next: State): void {
    if (state === 'stopped') return;
    state = next;
    silent = 0;
    livedMs = 0;
    answered = false;
    printing = false;
    cancelUnresponsive();
    cancelNext();
  }

  function reloadLater(): void {
    fresh('waiting');
    const ms = pause;
    pause = Math.min(pause * 2, limits.longestPauseMs);
    log.warn({ fault, ms }, 'the page is loaded again');
    cancelNext = world.later(ms, () => {
      fresh('loading');
      world.reload();
    });
  }

  function book(what: PageFault, facts: object): void {
    log.error({ fault: what, ...facts }, 'the page is not well');
    fault = what;
    world.book(what);
  }

  /** It is there and no good: ends it; `gone` goes on, or the time for that. */
  function end(what: PageFault): void {
    book(what, {});
    fresh('ending');
    cancelNext = world.later(limits.endMs, reloadLater);
    world.crash();
  }

  function beat(): void {
    const now = world.monotonic();
    // Late beats are main's own silence, or the machine's: one beat of it counts.
    const passed = Math.min(now - lastBeat, limits.beatMs);
    lastBeat = now;
    cancelBeat = world.later(limits.beatMs, beat);
    if (state !== 'loading' && state !== 'there') return;
    silent += passed;
    livedMs += passed;
    if (answered && livedMs >= limits.calmMs) pause = limits.firstPauseMs;
    const most = printing ? limits.printingMs : state === 'loading' ? limits.loadMs : limits.silentMs;
    if (silent > most) end(answered ? 'page-frozen' : 'page-white');
    else world.ask();
  }
  cancelBeat = world.later(limits.beatMs, beat);

  return {
    loading() {
      if (up(state)) fresh('loading');
    },
    loaded() {
      if (state !== 'loading' && state !== 'unopened') return;
      state = 'there';
      silent = 0;
    },
    failed(code) {
      if (code === ABORTED || !up(state)) return;
      book('page-white', { code });
      reloadLater();
    },
    gone(reason, exitCode) {
      if (state === 'stopped' || state === 'waiting') return;
      if (state !== 'ending') book('page-died', { reason, exitCode });
      reloadLater();
    },
    unresponsive() {
      cancelUnresponsive();
      if (printing) return;
      cancelUnresponsive = world.later(limits.unresponsiveMs, () => {
        if (up(state)) end('page-frozen');
      });
    },
    responsive() {
      cancelUnresponsive();
    },
    alive(isPrinting) {
      if (!up(state)) return;
      silent = 0;
      answered = true;
      printing = isPrinting;
      state = 'there';
      cancelUnresponsive();
      if (fault) world.back(fault);
      fault = null;
    },
    stop() {
      fresh('stopped');
      state = 'stopped';
      cancelBeat();
    },
  };
}
