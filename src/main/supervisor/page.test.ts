/** The page's supervisor in made-up time: dead, frozen, white and printing pages, sleeping machines, and a page that dies for ever. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quiet } from '../../../test/fakes/app.ts';
import { LIMITS, type PageFault } from './page.machine.ts';
import { supervisePage } from './page.ts';

/** A page as the test wants it, and a clock that the test turns. */
function world(
  page: { alive: boolean; ends: boolean; loads: 'at once' | 'never' | 'fails' } = { alive: true, ends: true, loads: 'at once' },
) {
  let now = 0;
  let timers: { at: number; call: () => void }[] = [];
  const said: string[] = [];
  const booked: { at: number; fault: PageFault }[] = [];
  const reloads: number[] = [];
  const back: PageFault[] = [];
  const supervisor = supervisePage({
    ask: () => {
      if (page.alive) supervisor.alive(false);
    },
    reload: () => {
      reloads.push(now);
      if (page.loads === 'at once') supervisor.loaded();
      else if (page.loads === 'fails') supervisor.failed(-6);
    },
    crash: () => {
      said.push('crash');
      if (page.ends) supervisor.gone('killed', 9);
    },
    book: (fault) => booked.push({ at: now, fault }),
    back: (fault) => back.push(fault),
    monotonic: () => now,
    later: (ms, call) => {
      const timer = { at: now + ms, call };
      timers.push(timer);
      return () => void (timers = timers.filter((t) => t !== timer));
    },
    log: quiet,
  });
  function pass(ms: number): void {
    const end = now + ms;
    for (;;) {
      const next = timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      timers = timers.filter((t) => t !== next);
      now = Math.max(now, next.at);
      next.call();
    }
    now = end;
  }
  /** The machine sleeps: time passes, and no timer is called. */
  const sleep = (ms: number): void => {
    now += ms;
  };
  supervisor.loaded();
  pass(10_000);
  return { page, supervisor, pass, sleep, said, booked, reloads, back, timers: () => timers.length, now: () => now };
}

test('a page that is well is left alone, for a day', () => {
  const w = world();
  w.pass(86_400_000);
  expect(w.booked).toEqual([]);
  expect(w.reloads).toEqual([]);
});

test('a window that nobody has opened yet is no fault', () => {
  let now = 0;
  const timers: { at: number; call: () => void }[] = [];
  const booked: PageFault[] = [];
  supervisePage({
    ask: () => undefined,
    reload: () => undefined,
    crash: () => undefined,
    book: (fault) => booked.push(fault),
    back: () => undefined,
    monotonic: () => now,
    later: (ms, call) => {
      timers.push({ at: now + ms, call });
      return () => undefined;
    },
    log: quiet,
  });
  for (let i = 0; i < 100; i++) {
    const next = timers.shift()!;
    now = next.at;
    next.call();
  }
  expect(booked).toEqual([]);
});

test('a page whose process ends is booked, loaded again after a second, and said to be back', () => {
  const w = world();
  w.supervisor.gone('oom', 5);
  expect(w.booked).toMatchObject([{ fault: 'page-died' }]);
  w.pass(999);
  expect(w.reloads).toHaveLength(0);
  w.pass(1);
  expect(w.reloads).toHaveLength(1);
  expect(w.back).toEqual([]);
  w.pass(LIMITS.beatMs);
  expect(w.back).toEqual(['page-died']);
});

test('a frozen page is ended and back within half a minute of its last answer', () => {
  const w = world();
  w.page.alive = false;
  const from = w.now();
  w.pass(LIMITS.silentMs + 2 * LIMITS.beatMs);
  expect(w.said).toEqual(['crash']);
  expect(w.booked).toMatchObject([{ fault: 'page-frozen' }]);
  w.page.alive = true;
  w.pass(LIMITS.firstPauseMs);
  expect(w.reloads).toHaveLength(1);
  expect(w.reloads[0]! - from).toBeLessThanOrEqual(32_000);
  w.pass(LIMITS.beatMs);
  expect(w.back).toEqual(['page-frozen']);
});

test('one that Chromium finds unresponsive is ended after fifteen seconds, unless it is taken back', () => {
  const w = world();
  w.supervisor.unresponsive();
  w.pass(14_000);
  w.supervisor.responsive();
  w.pass(60_000);
  expect(w.booked).toEqual([]);
  // It answers main, and not Chromium: the next answer takes it back as well.
  w.supervisor.unresponsive();
  w.pass(60_000);
  expect(w.booked).toEqual([]);
  w.page.alive = false;
  w.supervisor.unresponsive();
  w.pass(15_000);
  expect(w.booked).toMatchObject([{ fault: 'page-frozen' }]);
});

test('a white page: its script never ran, or its files could not be loaded', () => {
  const w = world({ alive: false, ends: true, loads: 'at once' });
  w.pass(LIMITS.silentMs + LIMITS.beatMs);
  expect(w.booked[0]?.fault).toBe('page-white');
  const f = world({ alive: false, ends: true, loads: 'fails' });
  f.supervisor.failed(-6);
  f.pass(3_600_000);
  expect(f.booked.every(({ fault }) => fault === 'page-white')).toBe(true);
  // The hour's end: once a minute.
  expect(f.reloads.length).toBeLessThan(70);
  expect(f.reloads.length).toBeGreaterThan(55);
});

test('a load that takes its time is not taken for a white page, one that never ends is', () => {
  const w = world({ alive: false, ends: true, loads: 'never' });
  w.supervisor.loading();
  w.pass(55_000);
  expect(w.booked).toEqual([]);
  w.pass(15_000);
  expect(w.booked).toMatchObject([{ fault: 'page-white' }]);
});

test('a page that is reloaded by itself has the time of a load', () => {
  const w = world();
  w.page.alive = false;
  w.supervisor.loading();
  w.pass(30_000);
  w.supervisor.loaded();
  w.page.alive = true;
  w.pass(60_000);
  expect(w.booked).toEqual([]);
});

test('where no end comes of being told to end, it is loaded again all the same', () => {
  const w = world({ alive: true, ends: false, loads: 'at once' });
  w.page.alive = false;
  w.pass(LIMITS.silentMs + LIMITS.beatMs);
  w.page.alive = true;
  w.pass(LIMITS.endMs + LIMITS.firstPauseMs);
  expect(w.reloads).toHaveLength(1);
  // Its end comes late: of the page that is gone, not of the new one.
  expect(w.booked).toHaveLength(1);
});

test('a machine that slept says nothing about the page', () => {
  const w = world();
  for (let i = 0; i < 50; i++) {
    w.sleep(8 * 3_600_000);
    w.pass(7_000);
  }
  expect(w.booked).toEqual([]);
});

test('a print dialog may stand for half an hour', () => {
  const w = world();
  w.page.alive = false;
  w.supervisor.alive(true);
  w.supervisor.unresponsive();
  w.pass(1_700_000);
  expect(w.booked).toEqual([]);
  w.supervisor.alive(false);
  w.pass(LIMITS.silentMs + LIMITS.beatMs);
  expect(w.booked).toMatchObject([{ fault: 'page-frozen' }]);
});

describe('a page that dies again and again', () => {
  test('is loaded again after 1, 2, 4 … 60 s, and every minute then', () => {
    const w = world();
    const deaths: number[] = [];
    for (let i = 0; i < 12; i++) {
      w.supervisor.gone('crashed', 11);
      deaths.push(w.now());
      w.pass(60_000);
    }
    expect(w.reloads.map((at, i) => (at - deaths[i]!) / 1000)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60]);
  });

  test('and lives for two minutes in between begins anew', () => {
    const w = world();
    for (let i = 0; i < 5; i++) {
      w.supervisor.gone('crashed', 11);
      w.pass(LIMITS.calmMs + 70_000);
    }
    const pauses = w.booked.map(({ at }, i) => w.reloads[i]! - at);
    expect(pauses).toEqual([1000, 1000, 1000, 1000, 1000]);
  });

  test('for a week: no more than a row a minute, and nothing is left behind', () => {
    const w = world();
    const timers = w.timers();
    for (let i = 0; i < 7 * 24 * 60; i++) {
      w.supervisor.gone('crashed', 11);
      w.pass(60_000);
    }
    expect(w.reloads.length).toBe(7 * 24 * 60);
    w.pass(10_000);
    expect(w.timers()).toBe(timers);
    w.supervisor.stop();
    expect(w.timers()).toBe(0);
  });
});

test('whatever happens in whatever order: within two minutes of being well again it is there, and nothing spins', () => {
  const happenings = [
    'gone',
    'loading',
    'loaded',
    'failed',
    'unresponsive',
    'responsive',
    'alive',
    'printing',
    'freeze',
    'thaw',
    'deaf',
    'sleep',
  ] as const;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...happenings), fc.integer({ min: 0, max: 90_000 })), { maxLength: 60 }),
      (story) => {
        const w = world();
        for (const [what, ms] of story) {
          const { supervisor, page } = w;
          if (what === 'gone') supervisor.gone('crashed', 1);
          else if (what === 'failed') supervisor.failed(-6);
          else if (what === 'alive' || what === 'printing') supervisor.alive(what === 'printing');
          else if (what === 'freeze' || what === 'thaw') page.alive = what === 'thaw';
          else if (what === 'deaf') page.ends = !page.ends;
          else if (what === 'sleep') w.sleep(ms);
          else supervisor[what]();
          w.pass(ms);
        }
        w.page.alive = true;
        w.page.ends = true;
        const before = w.booked.length;
        w.pass(130_000);
        const after = w.booked.length;
        // What was waited for is over; from here on it is well for good.
        expect(after - before).toBeLessThanOrEqual(1);
        w.pass(3_600_000);
        expect(w.booked).toHaveLength(after);
        expect(w.timers()).toBeLessThanOrEqual(3);
        for (const at of w.reloads) expect(w.reloads.filter((r) => r >= at && r < at + 60_000).length).toBeLessThanOrEqual(8);
      },
    ),
    { numRuns: 500 },
  );
});

test('once it is stopped it does nothing', () => {
  const w = world();
  w.supervisor.stop();
  w.supervisor.gone('crashed', 1);
  w.supervisor.failed(-6);
  w.supervisor.loaded();
  w.supervisor.alive(false);
  w.pass(3_600_000);
  expect([w.booked, w.reloads, w.said]).toEqual([[], [], []]);
});
