/**
 * Reckons again, in the background, the days that something has changed: in slices of a few milliseconds with rests between them, and not at all while
 * somebody stands at the kiosk, or the app has only just started. What waits is on disk (step 310), so that nothing is lost with the app; whoever asks
 * for a day that waits has it reckoned there and then (storage/hours/days.ts), so that nobody waits for this. Windows are told which people's days
 * have changed, once a second.
 */
import { ok } from '../../domain/result.ts';
import { guardRead } from '../../storage/file/db.ts';
import { markDue, waiting, whoWaits } from '../../storage/hours/dirty.ts';
import { workOff } from '../../storage/hours/recompute.ts';
import type { Log } from '../base/log.ts';
import { every } from '../base/timers.ts';
import type { Hooks } from '../site/hooks.ts';
import type { Emit, Site } from '../site/site.ts';
import type { Clock } from '../site/time.ts';
import { bookOf } from './book.ts';
import { createTelling, FEW } from './telling.ts';

/** A slice of work, and as much of a rest after it as others need to be served, ms. */
export const SLICE_MS = 15;
const REST_MS = 5;
/** A slice that took longer than the processor worked at it had to share: others want it. The rest is so many times as long as that. */
const REST_FOR_OTHERS = 8;
const LONGEST_REST_MS = 1_000;
/** So long after a face was seen at the kiosk nothing is done, ms. */
export const HOLD_MS = 1_000;
/** A start comes first: models are loaded and frames are seen for the first time, and whoever stands at the kiosk waits longest then, ms. */
export const START_HOLD_MS = 5_000;
/** Whatever else follows from a change comes first. */
const SOON_MS = 200;
/** Windows of shifts close, days and months begin. */
const DUE_EVERY_MS = 60_000;
const PROGRESS_EVERY_MS = 1_000;

export type Reckoning = {
  begin(site: Site): void;
  end(): void;
  /** Somebody stands at the kiosk: not now. */
  readonly hold: () => void;
  /** How many people are done, while many wait. */
  progress(): { readonly done: number; readonly total: number } | null;
};

export type ReckoningWorld = {
  readonly hooks: Hooks;
  readonly emit: Emit;
  readonly log: Log;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  /** What every window shows of the app has changed. */
  changed(): void;
  /** What the processor has worked for this process, ms; for tests. */
  readonly worked?: () => number;
  /** For tests, which let time go by themselves. */
  readonly wait?: (ms: number, then: () => void) => void;
};

export function createReckoning(world: ReckoningWorld): Reckoning {
  const { hooks, emit, log, clock } = world;
  const cpu = world.worked ?? workedMs;
  const wait = world.wait ?? ((ms, then) => void setTimeout(then, ms).unref());
  let site: Site | null = null;
  let heldUntil = -Infinity;
  const progress = createProgress(world);
  /** Whose days could not be reckoned: tried again with the next look. */
  let failed = new Set<number>();
  const tell = createTelling(wait, (what) => {
    if (site) emit('days.changed', what);
  });
  const looking = every(DUE_EVERY_MS, due);
  const soon = once(wait, slice);
  const lookSoon = once(wait, look);
  /** Whoever waits at the kiosk for their answer does not wait for this: the row has marked its days, and they are looked at later. */
  const heard = (): void => lookSoon(SOON_MS);

  /** What is marked by now is what windows may have to show anew. */
  function look(): void {
    if (!site) return;
    const { db } = site;
    const marked = guardRead(db, () => ({ all: waiting(db), who: whoWaits(db, FEW) }));
    if (!marked.ok || !marked.value.all) return;
    const { all, who } = marked.value;
    tell({ people: who && new Set(who), from: all.from, to: all.to });
    soon(0);
  }
  hooks.onRecorded((row) => {
    if (row.kind === 'recognised' || row.kind === 'retracted') heard();
  });
  for (const area of ['hours', 'people', 'access'] as const) hooks.onChanged(area, heard);
  hooks.onChanged('settings', due);

  function due(): void {
    // By a clock that is wrong there are a thousand months to reckon, or none.
    if (!site || site.time.state() === 'wrong') return;
    failed = new Set();
    const marked = markDue(site.own, bookOf(site), clock.now());
    if (!marked.ok) log.warn({ error: marked.error }, 'it cannot be written which days are to be reckoned; it is tried again');
    soon(0);
  }

  function slice(): void {
    const on = site;
    if (!on || on.time.state() === 'wrong') return;
    const begun = clock.monotonic();
    if (begun < heldUntil) {
      soon(heldUntil - begun);
      return;
    }
    const { worked, shared } = workSlice(on, { clock, cpu, failed });
    if (!worked.ok) {
      log.warn({ error: worked.error }, 'days could not be reckoned; it is tried again');
      return;
    }
    const { done, changed } = worked.value;
    for (const { personId, error } of worked.value.failed) {
      failed.add(personId);
      log.error({ err: error, personId }, "somebody's days could not be reckoned; others' go on");
    }
    for (const [id, days] of changed) tell({ people: new Set([id]), ...days });
    progress.follow(on, done);
    if (!done) soon(Math.min(LONGEST_REST_MS, REST_MS + REST_FOR_OTHERS * shared));
  }

  return {
    begin(opened) {
      site = opened;
      heldUntil = clock.monotonic() + START_HOLD_MS;
      looking.begin();
      due();
    },
    end() {
      site = null;
      progress.forget();
      looking.end();
    },
    hold() {
      heldUntil = Math.max(heldUntil, clock.monotonic() + HOLD_MS);
    },
    progress: progress.now,
  };
}

function workedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Runs something after so many ms; whoever asks again until then has asked for the same. */
function once(wait: (ms: number, then: () => void) => void, run: () => void): (ms: number) => void {
  let planned = false;
  return (ms) => {
    if (planned) return;
    planned = true;
    wait(ms, () => {
      planned = false;
      run();
    });
  };
}

type SliceWorld = { readonly clock: ReckoningWorld['clock']; readonly cpu: () => number; readonly failed: ReadonlySet<number> };

/** @returns what was worked off, and for how long others had the processor meanwhile, ms */
function workSlice(on: Site, { clock, cpu, failed }: SliceWorld) {
  const [begun, before] = [clock.monotonic(), cpu()];
  // Of the reckoning alone: whoever waits for the disk at its end takes the processor from nobody.
  let shared = 0;
  const enough = (): boolean => {
    const took = clock.monotonic() - begun;
    shared = Math.max(0, took - (cpu() - before));
    return took >= SLICE_MS;
  };
  const read = guardRead(on.db, () => bookOf(on));
  return { worked: read.ok ? workOff(on.own, read.value, clock.now(), enough, failed) : read, shared };
}

/** How far the work is, while many wait: once a second, and at its end. */
function createProgress({ clock, changed }: Pick<ReckoningWorld, 'clock' | 'changed'>) {
  let [total, left, last] = [0, 0, -Infinity];
  const now = (): { done: number; total: number } | null => (total > FEW ? { done: total - left, total } : null);
  return {
    now,
    forget() {
      [total, left] = [0, 0];
    },
    follow({ db }: Site, done: boolean): void {
      const at = clock.monotonic();
      if (!done && at - last < PROGRESS_EVERY_MS) return;
      const before = now();
      last = at;
      const counted = done ? ok(null) : guardRead(db, () => waiting(db));
      left = (counted.ok && counted.value?.people) || 0;
      total = left === 0 ? 0 : Math.max(total, left);
      if (before || now()) changed();
    },
  };
}
