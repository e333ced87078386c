/**
 * Is anything lost when the power goes at any moment? Every write, flush and rename of a real process is traced (an LD_PRELOAD shim), and the files are put
 * together as they would be on the disk at random moments: with nothing but what was flushed, and with a random part of the rest, torn at 512 bytes.
 *
 *     npm run bench:powercut [-- --json] [--cuts 2000] [--seed 1]
 *
 * Seven in ten cuts are of a busy site (crash/busy-site.ts), the rest of first runs, half of those into a folder on another disk. Goals: lost = torn = notOpening = 0,
 * and at least one flush of the write-ahead log for whatever was said. The controls must lose, or the rig is blind: SQLite with synchronous = NORMAL, folders
 * whose flushes are ignored, key files whose flushes are. Exits with 1 where one is missed. Linux with a C compiler. The short form is powercut/powercut.test.ts.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finish, machine, option, say, table } from '../../tools/figures.ts';
import { cutPower, emptyTally, folderFlush, keyFileFlush, type Run } from './powercut/rig.ts';
import { buildShim } from './powercut/trace.ts';

const cuts = option('cuts', 2000);
const seed = option('seed', 1);
/** Of one run of a process. */
const PER_RUN = 200;
const ACTS = 500;
const CONTROL = 60;

const scratch = mkdtempSync(join(tmpdir(), 'lintel-shim-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const built = buildShim(scratch);
if (!built) throw new Error('this needs Linux and a C compiler (cc)');
const shim = built;

say(machine());
const tally = emptyTally();
for (let n = 0; tally.cuts < cuts; n++) {
  const run: Run = n % 10 < 7 ? 'visits' : n % 2 === 0 ? 'set-up' : 'set-up-elsewhere';
  await cutPower({ shim, run, cuts: Math.min(PER_RUN, cuts - tally.cuts), acts: ACTS, seed: seed * 1009 + n }, tally);
  say(`${tally.cuts} of ${cuts} cuts${tally.faults.length > 0 ? `, ${tally.faults.length} faults` : ''}`);
}
for (const fault of tally.faults.slice(0, 20)) say(fault);

async function control(run: Run, without: Parameters<typeof cutPower>[0]['without']): Promise<number> {
  const found = emptyTally();
  await cutPower({ shim, run, cuts: CONTROL, acts: ACTS, seed, ...(without ? { without } : {}) }, found);
  return found.faults.length;
}
const controls = {
  normal: await control('visits', { synchronous: 'NORMAL' }),
  folders: await control('set-up', { ignored: folderFlush }),
  keyFiles: await control('set-up', { ignored: keyFileFlush() }),
};
const { faults, ...figures } = tally;
const blind = Object.values(controls).includes(0);
finish(
  { ...figures, mode: 'synced and some', faults: faults.length, control_cuts: CONTROL, controls, seed },
  table(
    ['', 'number'],
    [
      ...Object.entries(figures),
      ...Object.entries(controls).map(([name, n]): [string, number] => [`found by the control ${name}`, n]),
    ],
  ),
);
if (blind) say('a control lost nothing: the rig is blind');
process.exitCode = faults.length > 0 || blind || figures.walSyncs < figures.said ? 1 : 0;
