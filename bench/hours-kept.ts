/** What is kept of hours: how long all of it takes to be reckoned again, a day after a punch, and what the screens ask. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstDayOf, lastDayOf, monthOf, type Month } from '../src/domain/hours/balance.ts';
import { dayNumber } from '../src/domain/hours/days.ts';
import { SLICE_MS } from '../src/main/hours/reckoning.ts';
import { openDatabase } from '../src/storage/file/open.ts';
import { daysOf } from '../src/storage/hours/days.ts';
import { dayDetail } from '../src/storage/hours/detail.ts';
import { markDays, markDue, waiting } from '../src/storage/hours/dirty.ts';
import { hoursGrid } from '../src/storage/hours/grid.ts';
import { readPlan } from '../src/storage/hours/plan.ts';
import { workOff } from '../src/storage/hours/recompute.ts';
import { hoursCharts, hoursTeam } from '../src/storage/hours/team.ts';
import { hoursToday } from '../src/storage/hours/today.ts';
import { monthsOfAll, totalsOf } from '../src/storage/hours/totals.ts';
import type { WritableDb } from '../src/storage/file/db.ts';
import { addPunches, beginSource, finishSource, SLICE_LINES, type NewPunch } from '../src/storage/imports/punches.ts';
import { p95, round, say } from '../tools/figures.ts';
import { seeded, type Random } from '../tools/random.ts';
import { value } from '../tools/value.ts';
import { fillPlan, fillPunches } from './hours-site.ts';

const ZONE = 'Europe/Berlin';
const TODAY = dayNumber('2026-11-20');
const NOW = TODAY * 86_400_000 + 12 * 3_600_000;
/** Page cache while the database is filled, which is not what is measured. */
const FILLING_KIB = 1_500_000;
/** The first of each reads from the disk what the later find in the cache: as one who opens a screen for the first time. */
const TIMES = 60;

export type Kept = {
  readonly people: number;
  readonly years: number;
  readonly rows: number;
  readonly megabytes: number;
  /** All of it from nothing, work alone: the app rests a third as long as it works. */
  readonly first_s: number;
  /** The same once more, where nothing has changed. */
  readonly recompute_s: number;
  /** What the processor worked for it: on a busy machine the better figure. */
  readonly recompute_cpu_s: number;
  /** How long the main process was held at once. */
  readonly slice_ms: { readonly p95: number; readonly most: number };
  readonly punch_ms: number;
  /** A hundred thousand punches of an old terminal are stored in slices, and their days marked; `most`: how long main is held at once. */
  readonly import_ms: { readonly ms: number; readonly cpu: number; readonly p95: number; readonly most: number };
  readonly p95_ms: Readonly<Record<string, number>>;
  readonly p95_cpu_ms: Readonly<Record<string, number>>;
};

export function keptFigures(people: number, years: number): Kept {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-bench-hours-'));
  const file = join(folder, 'lintel.db');
  const log = { info: () => undefined, warn: () => undefined };
  const open = value(openDatabase({ file, key: new Uint8Array(32).fill(7), log, create: true }));
  try {
    const { db } = open;
    const first = TODAY - 365 * years;
    const ids = fillPlan(db, people, first);
    say(`filling a database with the punches of ${people} people and ${years} years …`);
    const { cache_size: cache } = db.get<{ cache_size: number }>('PRAGMA cache_size')!;
    db.run(`PRAGMA cache_size = ${-FILLING_KIB}`);
    const punches = fillPunches(db, ids, first, TODAY, ZONE);
    db.run(`PRAGMA cache_size = ${cache}`);
    say(`${people} people, ${years} years, ${punches} punches; reckoning all of them …`);
    value(markDue(db, readPlan(db, ZONE, 1), NOW));
    const slices: number[] = [];
    const firstTime = recompute(db, slices);
    markDays(db, null, 0, TODAY + 31);
    const cpu = process.cpuUsage();
    const again = recompute(db, slices);
    const { user, system } = process.cpuUsage(cpu);
    const next = seeded(3);
    return {
      ...{ people, years, rows: db.get<{ n: number }>('SELECT count(*) AS n FROM day_records')!.n },
      ...{ first_s: round(firstTime / 1000, 1), recompute_s: round(again / 1000, 1) },
      recompute_cpu_s: round((user + system) / 1e6, 1),
      slice_ms: { p95: round(p95(slices), 1), most: round(Math.max(...slices), 1) },
      punch_ms: afterPunch(db, ids, next),
      ...screens(db, ids, first, next),
      import_ms: importPunches(db, ids, first),
      megabytes: Math.round(statSync(file).size / 2 ** 20),
    };
  } finally {
    open.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As the app does it, without its rests. @returns ms */
function recompute(db: WritableDb, slices: number[]): number {
  const begun = performance.now();
  for (let done = false; !done;) {
    const started = performance.now();
    ({ done } = value(workOff(db, readPlan(db, ZONE, 1), NOW, () => performance.now() - started >= SLICE_MS)));
    slices.push(performance.now() - started);
  }
  if (waiting(db)) throw new Error('somebody waits still');
  return performance.now() - begun;
}

/** A punch is on disk: until that person's days are kept anew, p95. */
function afterPunch(db: WritableDb, ids: readonly number[], next: Random): number {
  const ms: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    fillPunches(db, [ids[Math.floor(next() * ids.length)]!], TODAY - 1, TODAY, ZONE);
    ms.push(recompute(db, []));
  }
  return round(p95(ms), 1);
}

const IMPORTED = 100_000;

function importPunches(db: WritableDb, ids: readonly number[], first: number): Kept['import_ms'] {
  const punches = Array.from({ length: IMPORTED }, (_, i): NewPunch => {
    const at = first * 86_400_000 + Math.floor(i / ids.length) * 3_600_000;
    const said = {
      status: '0',
      direction: 'in',
      doubt: null,
      line: i + 1,
      raw: `${i}\t2026-01-01 08:00:00\t1\t0\t1\t0`,
    } as const;
    return { personId: ids[i % ids.length]!, at, wall: at / 1000, ...said };
  });
  const counts = { rows: IMPORTED, added: IMPORTED, changed: 0, known: 0, leftOut: 0 };
  const of = { kind: 'attlog', fileName: 'attlog.dat', sha256: '', at: NOW, operator: '', timeZone: ZONE } as const;
  const ordered = punches.toSorted((a, b) => a.personId - b.personId || a.at - b.at);
  const slices: number[] = [];
  const slice = <T>(work: () => T): T => {
    const begun = performance.now();
    const done = db.transaction(work);
    slices.push(performance.now() - begun);
    return done;
  };
  const cpu = process.cpuUsage();
  const source = slice(() => beginSource(db, of));
  for (let at = 0; at < IMPORTED; at += SLICE_LINES)
    slice(() => addPunches(db, source, ZONE, ordered.slice(at, at + SLICE_LINES)));
  slice(() => finishSource(db, source, counts));
  const { user, system } = process.cpuUsage(cpu);
  return {
    ...{ ms: Math.round(slices.reduce((sum, ms) => sum + ms, 0)), cpu: Math.round((user + system) / 1000) },
    ...{ p95: round(p95(slices), 1), most: round(Math.max(...slices), 1) },
  };
}

function screens(db: WritableDb, ids: readonly number[], first: number, next: Random): Pick<Kept, 'p95_ms' | 'p95_cpu_ms'> {
  const read = readPlan(db, ZONE, 1);
  const some = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const months: Month[] = Array.from({ length: monthOf(TODAY) - monthOf(first) }, (_, i) => monthOf(first) + 1 + i);
  const asked: Record<string, { readonly ms: number; readonly cpu: number }[]> = {};
  const timed = (name: string, work: () => unknown, times = TIMES): void => {
    asked[name] = Array.from({ length: times }, () => {
      const [begun, cpu] = [performance.now(), process.cpuUsage()];
      work();
      const { user, system } = process.cpuUsage(cpu);
      return { ms: performance.now() - begun, cpu: (user + system) / 1000 };
    });
  };
  const month = (people: readonly number[], m: Month) => daysOf(db, read, people, firstDayOf(m), lastDayOf(m), NOW);
  timed('person', () => month([some(ids)], some(months)));
  timed('grid', () => {
    const at = Math.floor(next() * Math.max(1, ids.length - 50));
    return month(ids.slice(at, at + 50), some(months));
  });
  timed('totals', () => totalsOf(db, read, ids, some(months), NOW));
  timed('today', () => hoursToday(db, read, NOW));
  const asked50 = { month: '2026-11', search: '', department: null, page: 3 };
  timed('month', () => hoursGrid(db, read, { ...asked50, problems: false }, NOW));
  timed('problems', () => hoursGrid(db, read, { ...asked50, problems: true }, NOW));
  timed('team', () => hoursTeam(db, read, '2026-11', NOW));
  timed('day', () => dayDetail(db, read, some(ids), TODAY - 3, NOW));
  timed('flagged', () =>
    db.all(
      `SELECT person_id, day, flags FROM day_records INDEXED BY day_records_flagged WHERE flags <> 0 AND day BETWEEN :from AND :to LIMIT 200`,
      { from: TODAY - 30, to: TODAY },
    ),
  );
  timed('charts', () => monthsOfAll(db, read, months[0]!, months.at(-1)!));
  timed('month charts', () => [...hoursCharts(db, read, '2026-11', NOW)], 3);
  const by = (of: (one: { ms: number; cpu: number }) => number): Record<string, number> =>
    Object.fromEntries(Object.entries(asked).map(([name, ones]) => [name, round(p95(ones.map(of)), 1)]));
  return { p95_ms: by((one) => one.ms), p95_cpu_ms: by((one) => one.cpu) };
}
