import { expect, onTestFinished, test } from 'vitest';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { D as DAY_SHIFT } from '../../../test/hours/fixtures.ts';
import { quiet } from '../../../test/fakes/app.ts';
import { openTemp, rawPerson, tempFolder, value } from '../../../test/storage/support.ts';
import { firstDayOf, lastDayOf, monthOf } from '../../domain/hours/balance.ts';
import { dayNumber } from '../../domain/hours/days.ts';
import type { PersonId } from '../../domain/ids.ts';
import type { OpenDb } from '../../storage/file/open.ts';
import { openDaysOf } from '../../storage/hours/days.ts';
import { waiting } from '../../storage/hours/dirty.ts';
import { saveAssignment, savePattern, saveShift } from '../../storage/hours/plan.ts';
import { storedDays } from '../../storage/hours/stored.ts';
import { createHooks } from '../site/hooks.ts';
import { createSite } from '../site/site.ts';
import { bookOf } from './book.ts';
import { createReckoning, HOLD_MS, SLICE_MS, START_HOLD_MS } from './reckoning.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const JUNE = dayNumber('2026-06-01');

/** People who work by a week since June. */
function filled(open: OpenDb, people: number): PersonId[] {
  const { db } = open;
  const ids = Array.from({ length: people }, (_, i) => rawPerson(db, `P${i}`));
  db.run('UPDATE people SET enrolled_at = :at', { at: JUNE * 86_400_000 });
  const { segments, before, after, breaks, halfDayAt, needIn, needOut } = structuredClone(DAY_SHIFT);
  const body = { segments: [...segments], before, after, breaks: [...breaks], flex: null, halfDayAt, needIn, needOut };
  const day = value(saveShift(db, null, 'Day', 0, body, 0));
  const week = { days: [day, day, day, day, day, null, null], anchor: dayNumber('2026-01-05'), followsCalendar: true };
  const pattern = value(savePattern(db, null, 'Week', 0, week, 0));
  value(saveAssignment(db, null, { to: 'everybody', from: 0, until: null, target: { pattern } }));
  return ids;
}

function start(people: number) {
  const open = openTemp();
  const ids = filled(open, people);
  const clock = { at: NOW, ms: 0, share: 1 };
  const hooks = createHooks(quiet);
  const tick = { now: () => clock.at, monotonic: () => (clock.ms += 1), uptime: () => clock.ms };
  const site = createSite(open, 'a-kiosk', tick, hooks, quiet, NOW);
  const waits: { due: number; ms: number; then: () => void }[] = [];
  const told: { people: readonly number[] | null; from: number; to: number }[] = [];
  const progress: unknown[] = [];
  const reckoning = createReckoning({
    hooks,
    log: quiet,
    clock: tick,
    emit: (_name, payload) => void told.push(payload as (typeof told)[number]),
    changed: () => progress.push(reckoning.progress()),
    worked: () => clock.ms * clock.share,
    wait: (ms, then) => void waits.push({ due: clock.ms + ms, ms, then }),
  });
  onTestFinished(() => reckoning.end());
  const step = (): number | null => {
    waits.sort((a, b) => a.due - b.due);
    const next = waits.shift();
    if (!next) return null;
    clock.ms = Math.max(clock.ms, next.due);
    next.then();
    return next.ms;
  };
  const finish = (): number => {
    let steps = 0;
    while (step() !== null) steps++;
    return steps;
  };
  return { open, ids, site, clock, reckoning, waits, told, progress, step, finish };
}

const punch = (site: ReturnType<typeof start>['site'], personId: PersonId) =>
  value(site.record({ kind: 'recognised', reason: null, personId, direction: 'in', at: NOW - 3_600_000 }));

test('all that waits is worked off in slices, and how far it is can be seen', () => {
  const { open, ids, site, reckoning, progress, finish, told } = start(60);
  reckoning.begin(site);
  expect(waiting(open.db)?.people).toBe(60);
  // A reading of the clock is a millisecond here, and each stretch of months reads it once.
  expect(finish()).toBeGreaterThan((60 * 6) / SLICE_MS);
  expect(waiting(open.db)).toBeNull();
  const read = bookOf(site);
  const [from, to] = [firstDayOf(monthOf(JUNE)), lastDayOf(monthOf(dayNumber('2026-11-01')))];
  expect([...storedDays(open.db, read, ids, from, to).values()].flat()).toEqual(openDaysOf(open.db, read, ids, from, to, NOW));
  expect(progress.length).toBeGreaterThan(1);
  expect(progress.at(-1)).toBeNull();
  expect(told.at(-1)).toMatchObject({ people: null, to: dayNumber('2026-11-30') });
});

test('a punch is worked off soon, and told once', () => {
  const { ids, site, reckoning, told, finish, open } = start(3);
  reckoning.begin(site);
  finish();
  told.length = 0;
  for (let i = 0; i < 5; i++) punch(site, ids[1]!);
  expect(waiting(open.db)).toMatchObject({ people: 1 });
  finish();
  expect(waiting(open.db)).toBeNull();
  // The whole month that was reckoned anew.
  expect(told).toEqual([{ people: [ids[1]], from: dayNumber('2026-11-01'), to: dayNumber('2026-11-30') }]);
});

test('nothing is done while somebody stands at the kiosk', () => {
  const { ids, site, reckoning, finish, step, open, waits } = start(3);
  reckoning.begin(site);
  finish();
  punch(site, ids[0]!);
  for (let i = 0; i < 20; i++) {
    reckoning.hold();
    step();
    expect(waiting(open.db)).not.toBeNull();
  }
  expect(waits.at(-1)!.ms).toBeLessThanOrEqual(HOLD_MS);
  finish();
  expect(waiting(open.db)).toBeNull();
});

test('a start comes first, and somebody at the kiosk makes that no shorter', () => {
  const { site, reckoning, clock, finish, step, open, waits } = start(3);
  reckoning.begin(site);
  const begun = clock.ms;
  reckoning.hold();
  step();
  // The look of each minute aside.
  const next = Math.min(...waits.map(({ due }) => due));
  expect(next - begun).toBeGreaterThan(START_HOLD_MS - 100);
  expect(waiting(open.db)?.people).toBe(3);
  finish();
  expect(waiting(open.db)).toBeNull();
});

test('others who want the processor have it: the rests grow', () => {
  const { site, reckoning, clock, waits, step } = start(60);
  const longest = (share: number): number => {
    clock.share = share;
    let most = 0;
    for (let i = 0; i < 6; i++) {
      step();
      most = Math.max(most, ...waits.filter((w) => w.ms !== 1_000).map((w) => w.ms));
    }
    return most;
  };
  reckoning.begin(site);
  clock.ms += START_HOLD_MS;
  const alone = longest(1);
  expect(longest(0.5)).toBeGreaterThan(5 * alone);
});

test('a window that closes is judged by itself, and a closed site is left alone', () => {
  const { open, site, reckoning, finish, clock, ids } = start(1);
  reckoning.begin(site);
  finish();
  const today = Math.floor(NOW / 86_400_000);
  const verdict = () => storedDays(open.db, bookOf(site), ids, today, today).get(ids[0]!)?.[0]?.verdict;
  expect(verdict()).toBe('open');
  clock.at += 86_400_000;
  reckoning.end();
  expect(finish()).toBe(0);
  reckoning.begin(site);
  finish();
  expect(verdict()).toBe('absent');
});

test('by a clock that is wrong nothing is reckoned, and by a right one all of it', () => {
  const { open, site, reckoning, finish, clock, step } = start(2);
  clock.at = Date.UTC(2231, 0, 1);
  reckoning.begin(site);
  expect(step()).toBeNull();
  expect(waiting(open.db)).toMatchObject({ people: 2 });
  clock.at = NOW;
  reckoning.end();
  reckoning.begin(site);
  finish();
  expect(waiting(open.db)).toBeNull();
});

test('whatever kills the app in the middle, what waits is worked off at the next start', async () => {
  const folder = tempFolder();
  const open = openTemp({ folder });
  const ids = filled(open, 40);
  const script = fileURLToPath(new URL('../../../test/hours/work-off.ts', import.meta.url));
  const child = spawn(process.execPath, [script, open.file, String(NOW)], { stdio: ['ignore', 'pipe', 'inherit'] });
  // A few pieces are done, and not all.
  let pieces = 0;
  for await (const text of child.stdout) {
    pieces += String(text).split('\n').length - 1;
    if (pieces >= 20) break;
  }
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  const left = waiting(open.db)?.people ?? 0;
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(40);
  const { reckoning, site, finish } = startOn(open);
  const read = bookOf(site);
  const [from, to] = [JUNE, dayNumber('2026-11-30')];
  const before = openDaysOf(open.db, read, ids, from, to, NOW);
  reckoning.begin(site);
  finish();
  expect(waiting(open.db)).toBeNull();
  expect([...storedDays(open.db, read, ids, from, to).values()].flat()).toEqual(before);
});

function startOn(open: OpenDb) {
  const hooks = createHooks(quiet);
  let ms = 0;
  const clock = { now: () => NOW, monotonic: () => (ms += 1), uptime: () => ms };
  const site = createSite(open, 'a-kiosk', clock, hooks, quiet, NOW);
  const waits: (() => void)[] = [];
  const reckoning = createReckoning({
    ...{ hooks, log: quiet, clock, emit: () => undefined, changed: () => undefined },
    wait: (_ms, then) => void waits.push(then),
  });
  onTestFinished(() => reckoning.end());
  const finish = (): void => {
    for (let next = waits.shift(); next; next = waits.shift()) next();
  };
  return { site, reckoning, finish };
}
