/** Kills real processes at random moments and looks at what they have left. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MIGRATIONS } from '../../../src/storage/migrations/index.ts';
import { openDatabase } from '../../../src/storage/file/open.ts';
import { quiet, SETUP, startTestApp } from '../../fakes/app.ts';
import { seeded, type Random } from '../../../tools/random.ts';
import { FIRST_START, makeSite, type Said } from './busy-site.ts';
import { judgeFirstRun, judgeSite, type Verdict } from './judge.ts';
import { lookAt, makeOldSite, OLD_KEY, OLD_ROWS, shapes } from './old-site.ts';
import { startChild, type Child, type ChildOptions } from './process.ts';

export type Tally = {
  kills: number;
  readonly byKind: Record<Kind, number>;
  confirmed: number;
  lost: number;
  retractions: number;
  retractionsLost: number;
  torn: number;
  notOpening: number;
  /** Kills of a busy site that left a write-ahead log: only those came while something was on its way. */
  uncleanWal: number;
  readonly recoveryMs: number[];
  readonly faults: string[];
};

export const KINDS = ['visits', 'set-up', 'migrate'] as const;
export type Kind = (typeof KINDS)[number];
const DAY_MS = 86_400_000;
/** Lines that a busy site says before it is killed: few mostly, up to this. */
const MOST_LINES = 60;
/** So that a kill falls anywhere in an act. */
const ACT_MS = 6;

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** @param progress called after each kill */
export async function crash(
  kills: readonly Kind[],
  seed: number,
  progress: (tally: Tally) => void = () => undefined,
): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-crash-'));
  const next = seeded(seed);
  const tally: Tally = {
    kills: 0,
    byKind: { visits: 0, 'set-up': 0, migrate: 0 },
    confirmed: 0,
    lost: 0,
    retractions: 0,
    retractionsLost: 0,
    torn: 0,
    notOpening: 0,
    uncleanWal: 0,
    recoveryMs: [],
    faults: [],
  };
  const profile = join(folder, 'site');
  const old = join(folder, 'old');
  mkdirSync(old);
  makeOldSite(old);
  const shape = shapes(join(folder, 'shapes'));
  await makeSite(profile);
  const all: Said[] = [];

  const options = (kind: Kind, n: number): ChildOptions => ({
    what: kind,
    env: { NODE_COMPILE_CACHE: join(folder, 'compiled') },
    ...(kind === 'visits'
      ? { profile, seed: seed * 100_003 + n, start: FIRST_START + (n + 1) * DAY_MS }
      : { profile: join(folder, `${kind}-${n}`) }),
  });

  async function one(kind: Kind, child: Child, own: string): Promise<Verdict> {
    if (kind === 'visits') {
      const said = await killVisits(child, next);
      all.push(...said);
      for (const line of said) if (line.what === 'alarm') tally.faults.push(`a false alarm: ${line.kind}`);
      tally.retractions += said.filter(({ what }) => what === 'taken-back').length;
      tally.confirmed += said.filter(({ what }) => what !== 'alarm').length;
      const verdict = await judgeSite(profile, said);
      tally.recoveryMs.push(verdict.recoveryMs);
      if (verdict.uncleanWal) tally.uncleanWal++;
      return verdict;
    }
    if (kind === 'set-up') return killSetUp(child, own, next);
    return killMigration(child, own, shape, next);
  }

  try {
    let ahead: Child | null = null;
    for (const [n, kind] of kills.entries()) {
      const { profile: own } = options(kind, n);
      if (kind === 'migrate') cpSync(old, own, { recursive: true });
      const child = ahead ?? startChild(options(kind, n));
      const after = kills[n + 1];
      // The next one loads while this one works.
      ahead = after ? startChild(options(after, n + 1)) : null;
      await child.ready;
      const verdict = await one(kind, child, own);
      if (own !== profile) rmSync(own, { recursive: true, force: true });
      add(tally, kind, verdict, `kill ${n + 1}, ${kind}`);
      progress(tally);
    }
    // What was there after a kill is there after all of them.
    add(tally, null, await judgeSite(profile, all), 'at the end');
    return tally;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function add(tally: Tally, kind: Kind | null, verdict: Verdict, where: string): void {
  if (kind) {
    tally.kills++;
    tally.byKind[kind]++;
  }
  tally.lost += verdict.lost.length - verdict.retractionsLost;
  tally.retractionsLost += verdict.retractionsLost;
  tally.torn += verdict.torn.length;
  if (verdict.notOpening.length > 0) tally.notOpening++;
  for (const why of [...verdict.notOpening, ...verdict.lost.map((line) => `lost: ${line}`), ...verdict.torn])
    tally.faults.push(`${where}: ${why}`);
}

/** After so many lines and a moment; one in fifty while the site opens. */
async function killVisits(child: Child, next: Random): Promise<Said[]> {
  const lines = next() < 0.02 ? 0 : 1 + Math.floor(next() ** 2 * MOST_LINES);
  child.go();
  await child.until(({ what }) => what !== 'ready' && what !== 'alarm', lines);
  await wait(next() * (lines === 0 ? 30 : ACT_MS));
  return (await child.kill()) as unknown as Said[];
}

/** How long a first run took that nobody cut off, ms; where the others are cut off follows from it. */
let setUpMs: number | null = null;

async function killSetUp(child: Child, profile: string, next: Random): Promise<Verdict> {
  const done = child.until(({ what }) => what === 'set-up', 1);
  done.catch(() => undefined);
  child.go();
  await child.until(({ what }) => what === 'began', 1);
  const began = performance.now();
  if (setUpMs === null) {
    await done;
    setUpMs = performance.now() - began;
  } else await Promise.race([done, wait(next() * 1.1 * setUpMs)]);
  const said = (await child.kill()).find(({ what }) => what === 'set-up');
  const verdict = await judgeFirstRun(profile, said ? String(said['recoveryKey']) : null);
  return { ...verdict, torn: [...verdict.torn, ...(await againstNextStart(profile))] };
}

/** What a cut-off first run has left stands in nobody's way: the next start opens the site, or makes the first run again. */
async function againstNextStart(profile: string): Promise<string[]> {
  const t = await startTestApp({ userData: profile });
  try {
    if (t.app.state().stage === 'open') return [];
    if (t.app.state().stage !== 'first-run')
      return [`the next start: ${t.app.state().stage} ${JSON.stringify(t.app.state().fault)}`];
    const again = await t.call('setup.complete', SETUP);
    return again.ok ? [] : [`the first run cannot be made again: ${again.error.code}`];
  } finally {
    await t.app.stop();
  }
}

async function killMigration(child: Child, folder: string, shape: ReadonlyMap<number, string>, next: Random): Promise<Verdict> {
  const steps = [...shape.keys()].slice(1);
  const at = Math.floor(next() * (steps.length + 1));
  child.go();
  await child.until(({ what }) => what === 'step' || what === 'migrated', at + 1);
  await wait(next() * 3);
  const said = await child.kill();
  const torn: string[] = [];
  const look = (when: string): number => {
    const found = lookAt(folder);
    if (found.shape !== shape.get(found.version)) torn.push(`${when}: half of a migration, version ${found.version}`);
    if (found.people !== OLD_ROWS.people || found.events !== OLD_ROWS.events)
      torn.push(`${when}: ${found.people} people, ${found.events} events`);
    if (found.damage > 0) torn.push(`${when}: damaged`);
    return found.version;
  };
  const newest = MIGRATIONS.at(-1)!.version;
  const reached = look('cut off');
  // A step that another one followed is on disk.
  const confirmed = said.some(({ what }) => what === 'migrated')
    ? newest
    : Number(said.filter(({ what }) => what === 'step').at(-2)?.['id'] ?? 0);
  const lost = reached < confirmed ? [`version ${confirmed}, found ${reached}`] : [];
  const opened = openDatabase({ file: join(folder, 'lintel.db'), key: OLD_KEY, log: quiet });
  if (opened.ok) {
    opened.value.close();
    if (look('opened again') !== newest) torn.push('not at the newest schema');
  }
  return { notOpening: opened.ok ? [] : [opened.error.code], lost, retractionsLost: 0, torn, uncleanWal: false, recoveryMs: 0 };
}
