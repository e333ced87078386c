/**
 * Watches the one page: a page that died, that is frozen, or that shows nothing is brought back, booked, and said. Knows nothing of Electron.
 * [Note: beats] Main asks the page every five seconds whether it lives, and the page answers from what draws its screens: so neither a timer that
 * Chromium throttles in a hidden window, nor a page whose screens fell over while its script runs on, is taken for the other. What is counted is
 * beats that main itself was awake for: a machine that slept, or that is too busy for main as well, says nothing about the page.
 */
import type { Log } from '../base/log.ts';
import type { Later } from '../base/timers.ts';
import { LIMITS, newPage, step, type PageEffect, type PageFault, type PageInput, type Timer } from './page.machine.ts';

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
  readonly later: Later;
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

export function supervisePage(world: PageWorld, given: Partial<typeof LIMITS> = {}): PageSupervisor {
  const limits = { ...LIMITS, ...given };
  const cancel: Record<Timer | 'beat', () => void> = { next: never, unresponsive: never, beat: never };
  let page = newPage(world.monotonic(), limits);

  /** What is done may be answered at once: the page is then what it has become already. */
  function heard(input: PageInput): void {
    const next = step(page, input, limits);
    page = next.page;
    for (const effect of next.effects) perform(effect);
  }

  function perform(effect: PageEffect): void {
    switch (effect.do) {
      case 'ask':
      case 'reload':
      case 'crash':
        world[effect.do]();
        return;
      case 'book':
        world.log.error({ fault: effect.fault, ...effect.facts }, 'the page is not well');
        world.book(effect.fault);
        return;
      case 'back':
        world.back(effect.fault);
        return;
      case 'clear':
        cancel[effect.timer]();
        return;
      case 'set':
        if (effect.then === 'pause-over') world.log.warn({ fault: page.fault, ms: effect.ms }, 'the page is loaded again');
        cancel[effect.timer]();
        cancel[effect.timer] = world.later(effect.ms, () => heard({ kind: effect.then }));
    }
  }

  function beat(): void {
    cancel.beat = world.later(limits.beatMs, beat);
    heard({ kind: 'beat', now: world.monotonic() });
  }
  cancel.beat = world.later(limits.beatMs, beat);

  return {
    loading: () => heard({ kind: 'loading' }),
    loaded: () => heard({ kind: 'loaded' }),
    failed: (code) => heard({ kind: 'failed', code }),
    gone: (reason, exitCode) => heard({ kind: 'gone', reason, exitCode }),
    unresponsive: () => heard({ kind: 'unresponsive' }),
    responsive: () => heard({ kind: 'responsive' }),
    alive: (printing) => heard({ kind: 'alive', printing }),
    stop() {
      heard({ kind: 'stop' });
      cancel.beat();
    },
  };
}

const never = (): void => undefined;
