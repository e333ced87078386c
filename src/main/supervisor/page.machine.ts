/** The page that is watched as a pure function: its state and what happened -> its state and what is done. `page.ts` has the clock, and does it. */

/** died: its process ended. frozen: it answers no more. white: it never answered, or could not be loaded. */
export type PageFault = 'page-died' | 'page-frozen' | 'page-white';

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

/** unopened: nothing has begun yet. loading: not there yet. there: loaded. ending: told to end. waiting: for its next load. */
type Phase = 'unopened' | 'loading' | 'there' | 'ending' | 'waiting' | 'stopped';

export type Page = {
  readonly phase: Phase;
  /** Milliseconds of beats since the last answer, or since the load began. */
  readonly silent: number;
  /** Whether this load has answered, and for how long it lives. */
  readonly answered: boolean;
  readonly livedMs: number;
  readonly printing: boolean;
  /** Before the next load, ms. */
  readonly pause: number;
  /** What is wrong, until it answers again. */
  readonly fault: PageFault | null;
  /** Monotonic ms. */
  readonly lastBeat: number;
};

export type PageInput =
  | { readonly kind: 'beat'; readonly now: number }
  /** It begins to load, by us or by itself; is there; could not be loaded, with Chromium's network error. */
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded' }
  | { readonly kind: 'failed'; readonly code: number }
  /** Its process has ended. */
  | { readonly kind: 'gone'; readonly reason: string; readonly exitCode: number }
  | { readonly kind: 'unresponsive' }
  | { readonly kind: 'responsive' }
  /** It answers. `printing`: its print dialog is about to hold it up. */
  | { readonly kind: 'alive'; readonly printing: boolean }
  | { readonly kind: 'stop' }
  /** What an effect has set is over. */
  | { readonly kind: Alarm };

/** pause-over: it is loaded again. not-ended: it was told to end, and is there still. still-unresponsive: nobody took it back. */
type Alarm = 'pause-over' | 'not-ended' | 'still-unresponsive';

/** Two alarms, each set anew in place of the one before it. */
export type Timer = 'next' | 'unresponsive';

export type PageEffect =
  | { readonly do: 'ask' | 'reload' | 'crash' }
  | { readonly do: 'book'; readonly fault: PageFault; readonly facts: object }
  | { readonly do: 'back'; readonly fault: PageFault }
  | { readonly do: 'set'; readonly timer: Timer; readonly ms: number; readonly then: Alarm }
  | { readonly do: 'clear'; readonly timer: Timer };

export type PageStep = { readonly page: Page; readonly effects: readonly PageEffect[] };

type Limits = typeof LIMITS;

/** Another page was asked for in the middle of this one. */
const ABORTED = -3;

export const newPage = (now: number, { firstPauseMs }: Limits): Page => ({
  phase: 'unopened',
  ...{ silent: 0, answered: false, livedMs: 0, printing: false },
  pause: firstPauseMs,
  fault: null,
  lastBeat: now,
});

/** What may be in order: it is not being ended. */
const isUp = ({ phase }: Page): boolean => phase === 'unopened' || phase === 'loading' || phase === 'there';

export function step(page: Page, input: PageInput, limits: Limits): PageStep {
  const same: PageStep = { page, effects: [] };
  if (page.phase === 'stopped') return same;
  switch (input.kind) {
    case 'beat':
      return beat(page, input.now, limits);
    case 'loading':
      return isUp(page) ? fresh(page, 'loading') : same;
    case 'loaded':
      return page.phase === 'loading' || page.phase === 'unopened'
        ? { page: { ...page, phase: 'there', silent: 0 }, effects: [] }
        : same;
    case 'failed':
      if (input.code === ABORTED || !isUp(page)) return same;
      return loadLater(book(page, 'page-white', { code: input.code }), limits);
    case 'gone': {
      if (page.phase === 'waiting') return same;
      const { reason, exitCode } = input;
      return loadLater(page.phase === 'ending' ? same : book(page, 'page-died', { reason, exitCode }), limits);
    }
    case 'unresponsive': {
      const alarm: PageEffect = { do: 'set', timer: 'unresponsive', ms: limits.unresponsiveMs, then: 'still-unresponsive' };
      return { page, effects: [page.printing ? { do: 'clear', timer: 'unresponsive' } : alarm] };
    }
    case 'responsive':
      return { page, effects: [{ do: 'clear', timer: 'unresponsive' }] };
    case 'still-unresponsive':
      return isUp(page) ? end(page, 'page-frozen', limits) : same;
    case 'alive':
      return isUp(page) ? alive(page, input.printing) : same;
    case 'not-ended':
      return loadLater(same, limits);
    case 'pause-over':
      return then(fresh(page, 'loading'), { do: 'reload' });
    case 'stop':
      return fresh(page, 'stopped');
  }
}

const then = ({ page, effects }: PageStep, ...more: readonly PageEffect[]): PageStep => ({
  page,
  effects: [...effects, ...more],
});

/** Whatever was known of the page before it is forgotten, and no alarm is left of it. */
const fresh = (page: Page, phase: Phase): PageStep => ({
  page: { ...page, phase, silent: 0, answered: false, livedMs: 0, printing: false },
  effects: [
    { do: 'clear', timer: 'unresponsive' },
    { do: 'clear', timer: 'next' },
  ],
});

const book = (page: Page, fault: PageFault, facts: object): PageStep => ({
  page: { ...page, fault },
  effects: [{ do: 'book', fault, facts }],
});

function loadLater({ page, effects }: PageStep, { longestPauseMs }: Limits): PageStep {
  const waiting = fresh({ ...page, pause: Math.min(page.pause * 2, longestPauseMs) }, 'waiting');
  return {
    page: waiting.page,
    effects: [...effects, ...waiting.effects, { do: 'set', timer: 'next', ms: page.pause, then: 'pause-over' }],
  };
}

/** It is there and no good: ends it; `gone` goes on, or the time for that. */
function end(page: Page, fault: PageFault, { endMs }: Limits): PageStep {
  const booked = book(page, fault, {});
  const ending = fresh(booked.page, 'ending');
  return {
    page: ending.page,
    effects: [...booked.effects, ...ending.effects, { do: 'set', timer: 'next', ms: endMs, then: 'not-ended' }, { do: 'crash' }],
  };
}

function beat(before: Page, now: number, limits: Limits): PageStep {
  // Late beats are main's own silence, or the machine's: one beat of it counts.
  const passed = Math.min(now - before.lastBeat, limits.beatMs);
  const { phase, answered, printing } = before;
  if (phase !== 'loading' && phase !== 'there') return { page: { ...before, lastBeat: now }, effects: [] };
  const silent = before.silent + passed;
  const livedMs = before.livedMs + passed;
  const pause = answered && livedMs >= limits.calmMs ? limits.firstPauseMs : before.pause;
  const page: Page = { ...before, lastBeat: now, silent, livedMs, pause };
  const most = printing ? limits.printingMs : phase === 'loading' ? limits.loadMs : limits.silentMs;
  return silent > most ? end(page, answered ? 'page-frozen' : 'page-white', limits) : { page, effects: [{ do: 'ask' }] };
}

function alive(page: Page, printing: boolean): PageStep {
  const { fault } = page;
  return {
    page: { ...page, phase: 'there', silent: 0, answered: true, printing, fault: null },
    effects: [{ do: 'clear', timer: 'unresponsive' }, ...(fault ? [{ do: 'back', fault } as const] : [])],
  };
}
