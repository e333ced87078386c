/** Cuts the power of a disk that saw everything that a real process did to it, at random moments, and looks at what is left. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { seeded, type Random } from '../../../tools/random.ts';
import { FIRST_START, makeSite, type Said } from '../crash/busy-site.ts';
import { judgeFirstRun, judgeSite, type Verdict } from '../crash/judge.ts';
import { startChild, type ChildOptions } from '../crash/process.ts';
import { createDisk } from './disk.ts';
import { readTrace, shimEnvironment, type Act, type Trace } from './trace.ts';

export type Tally = {
  cuts: number;
  /** Of the cut before which most was confirmed. */
  confirmed: number;
  lost: number;
  torn: number;
  notOpening: number;
  /** Flushes of the write-ahead log, and what was said in the same runs: nothing is said before it is on disk. */
  walSyncs: number;
  said: number;
  readonly faults: string[];
};

export const emptyTally = (): Tally => ({
  cuts: 0,
  confirmed: 0,
  lost: 0,
  torn: 0,
  notOpening: 0,
  walSyncs: 0,
  said: 0,
  faults: [],
});

export const RUNS = ['visits', 'set-up', 'set-up-elsewhere'] as const;
export type Run = (typeof RUNS)[number];

/** What a process is not allowed to have done: a rig that then finds nothing is blind. */
export type Without = {
  /** As a PRAGMA of SQLite says it. */
  readonly synchronous?: string;
  /** Flushes that the disk did not get. */
  readonly ignored?: (act: Act) => boolean;
};

export type CutOptions = {
  /** As `buildShim` made it. */
  readonly shim: string;
  readonly run: Run;
  readonly cuts: number;
  /** Visits and other acts that are confirmed before the process ends. */
  readonly acts: number;
  readonly seed: number;
  readonly without?: Without;
};

const DATA = join('disk', 'lintel', 'data');

/** Adds to the tally. */
export async function cutPower({ shim, run, cuts, acts, seed, without = {} }: CutOptions, tally: Tally): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-cut-'));
  try {
    const root = join(folder, 'machine');
    const before = join(folder, 'before');
    const profile = join(root, 'profile');
    mkdirSync(profile, { recursive: true });
    mkdirSync(join(root, 'disk'));
    if (run === 'visits') await makeSite(profile);
    cpSync(root, before, { recursive: true, preserveTimestamps: true });
    const traced = join(folder, 'trace');
    await live(run, acts, {
      what: run === 'visits' ? 'visits' : 'set-up',
      profile,
      seed,
      start: FIRST_START + 86_400_000,
      env: {
        ...shimEnvironment(shim, root, traced),
        ...(without.synchronous ? { LINTEL_SYNCHRONOUS: without.synchronous } : {}),
        ...(run === 'set-up-elsewhere' ? { LINTEL_DATA_FOLDER: join(root, DATA) } : {}),
      },
    });
    const trace = readTrace(traced);
    count(trace, tally);
    rmSync(root, { recursive: true });
    cpSync(before, root, { recursive: true, preserveTimestamps: true });
    const next = seeded(seed);
    const disk = createDisk(root);
    const image = join(folder, 'image');
    const said: Said[] = [];
    let recoveryKey: string | null = null;
    let at = 0;
    for (const cut of moments(trace, cuts, next)) {
      for (; at < cut; at++) {
        const act = trace[at]!;
        if (act.op !== 'said') {
          if (!without.ignored?.(act)) disk.happened(act);
        } else if (act.line.what === 'set-up') recoveryKey = String(act.line['recoveryKey']);
        else if (!['ready', 'began', 'alarm'].includes(act.line.what)) said.push(act.line as unknown as Said);
      }
      // Half of them with nothing but what was flushed, half with something of the rest.
      const some = tally.cuts % 2 === 1;
      disk.image(image, some ? next : null);
      const there = join(image, 'profile');
      const verdict =
        run === 'visits'
          ? await judgeSite(there, said)
          : await judgeFirstRun(there, recoveryKey, (data) =>
              basename(data) === 'data' && data.includes(DATA) ? join(image, DATA) : join(there, 'data'),
            );
      add(tally, verdict, said.length, `${run}, seed ${seed}, act ${cut} of ${trace.length}${some ? ' and some' : ''}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Until so much was confirmed, then it is ended; what it did is in the trace. */
async function live(run: Run, acts: number, options: ChildOptions): Promise<void> {
  const child = startChild(options);
  await child.ready;
  child.go();
  if (run === 'visits') await child.until(({ what }) => what !== 'ready' && what !== 'alarm', acts);
  else await child.until(({ what }) => what === 'set-up', 1);
  await child.kill();
}

/** Moments at which the power goes, in order: every second one right after something was said. */
function moments(trace: Trace, cuts: number, next: Random): number[] {
  const spoken = trace.flatMap(({ op }, i) => (op === 'said' ? [i + 1] : []));
  return Array.from({ length: cuts }, (_, n) =>
    n % 2 === 0 ? spoken[Math.floor(next() * spoken.length)]! : Math.floor(next() * (trace.length + 1)),
  ).sort((a, b) => a - b);
}

function count(trace: Trace, tally: Tally): void {
  const logs = new Set(trace.flatMap((act) => (act.op === 'opened' && act.path.endsWith('-wal') ? [act.inode] : [])));
  for (const act of trace) {
    if (act.op === 'flushed' && logs.has(act.inode)) tally.walSyncs++;
    if (act.op === 'said' && !['ready', 'began', 'alarm'].includes(act.line.what)) tally.said++;
  }
}

function add(tally: Tally, verdict: Verdict, confirmed: number, where: string): void {
  tally.cuts++;
  tally.confirmed = Math.max(tally.confirmed, confirmed);
  tally.lost += verdict.lost.length;
  tally.torn += verdict.torn.length;
  if (verdict.notOpening.length > 0) tally.notOpening++;
  for (const why of [...verdict.notOpening, ...verdict.lost.map((line) => `lost: ${line}`), ...verdict.torn])
    tally.faults.push(`${where}: ${why}`);
}

/** Flushes of folders, and of files that are not the database's. */
export const folderFlush = (act: Act): boolean => act.op === 'folder-flushed';
export function keyFileFlush(): (act: Act) => boolean {
  const files = new Set<string>();
  return (act) => {
    if (act.op === 'opened' && /\.json\.new$/.test(act.path)) files.add(act.inode);
    else if (act.op === 'opened') files.delete(act.inode);
    return act.op === 'flushed' && files.has(act.inode);
  };
}
