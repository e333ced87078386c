/**
 * Calls by chance against the whole app without a window, on a real database: by every role and by strangers, with input that the contract allows,
 * nearly allows, and anything at all; two of the same at once; while the clock is set, the disk is full, the engine is down, nothing is open, and
 * whoever is signed in changes in the middle.
 *
 *     npm run bench:hostile [-- --json] [--calls 50000] [--seed 1]
 *
 * Goals: internal = thrown = unhandled = leaks = polluted = 0, reached at least 40 % of the calls, the slowest under 250 ms on an idle machine, memory
 * grows by less than 200 MB, and the database is sound afterwards. A leak is an answer, an announcement or a line of the app's log that holds what its
 * reader may not see (hostile/marks.ts). Exits with 1 where one of the zeros is missed. The short form is hostile/hostile.test.ts.
 */
import { attack } from './hostile/attack.ts';
import { finish, machine, option, round, say, table } from '../../tools/figures.ts';

const asked = option('calls', 50_000);
const seed = option('seed', 1);
/** Calls on one site; the next ones get a new one. */
const A_SITE = 5_000;

say(machine());
const before = process.memoryUsage().rss;
const sum = { calls: 0, reached: 0, ok: 0, welcomed: 0, internal: 0, thrown: 0, unhandled: 0, leaks: 0, polluted: 0 };
let slowestMs = 0;
let slowest = '';
let databaseSound = true;
const faults: string[] = [];
for (let i = 0; sum.calls < asked; i++) {
  const tally = await attack(Math.min(A_SITE, asked - sum.calls), seed + i);
  for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += tally[key];
  if (tally.slowestMs > slowestMs) [slowestMs, slowest] = [tally.slowestMs, tally.slowest];
  databaseSound &&= tally.databaseSound;
  faults.push(...tally.faults);
  for (const fault of tally.faults) say(fault);
  say(`${sum.calls} of ${asked} calls`);
}
const rssGrowthMb = round((process.memoryUsage().rss - before) / 1e6, 0);
finish(
  { ...sum, rssGrowthMb, slowestMs: round(slowestMs, 0), slowest, databaseSound, seed },
  table(
    ['', ''],
    [
      ...Object.entries(sum),
      ['memory grew by, MB', rssGrowthMb],
      [`slowest (${slowest}), ms`, round(slowestMs, 0)],
      ['database sound', databaseSound ? 'yes' : 'no'],
    ],
  ),
);
process.exit(faults.length > 0 || sum.reached < 0.4 * sum.calls ? 1 : 0);
