/**
 * Is anything lost when the app dies at any moment? Kills real processes: sites with people coming, first runs, migrations.
 *
 *     npm run bench:crash [-- --json] [--kills 1000] [--seed 1]
 *
 * Eight in ten kills are of a busy site (visits by badge and face, taken back, enrolments, erasures, settings), one in ten of a first run, one in ten
 * of a database of the schema of long ago that is brought to the newest. After each the database is opened as the app opens it, every page is looked at, and whatever
 * was confirmed must be there. Goals: lost = retractionsLost = torn = notOpening = 0 (half a transaction, half a migration, half a first run; a note of the newest rows
 * that is ahead of them), at least ten confirmed a kill, and at nine of ten kills of a busy site a write-ahead log that was left: or the kills
 * came too late to mean anything. Exits with 1 where one is missed. The short form is crash/crash.test.ts.
 */
import { crash, type Kind } from './crash/rig.ts';
import { finish, machine, option, p95, round, say, table } from '../../tools/figures.ts';

const kills = option('kills', 1000);
const seed = option('seed', 1);
const kinds = Array.from({ length: kills }, (_, n): Kind => (n % 10 === 3 ? 'set-up' : n % 10 === 7 ? 'migrate' : 'visits'));

say(machine());
const tally = await crash(kinds, seed, ({ kills: done, confirmed, faults }) => {
  if (done % 25 === 0)
    say(`${done} of ${kills} kills, ${confirmed} confirmed${faults.length > 0 ? `, ${faults.length} faults` : ''}`);
});
for (const fault of tally.faults.slice(0, 20)) say(fault);
const { recoveryMs, faults, byKind, ...figures } = tally;
const recoveryMsP95 = round(p95(recoveryMs), 1);
finish(
  { ...figures, recoveryMsP95, faults: faults.length, ...byKind, seed },
  table(
    ['', 'number'],
    [
      ...Object.entries(figures),
      ['recoveryMsP95', recoveryMsP95],
      ...Object.entries(byKind).map(([kind, n]): [string, number] => [`kills: ${kind}`, n]),
    ],
  ),
);
const late = tally.uncleanWal < 0.9 * byKind.visits || tally.confirmed < 10 * byKind.visits;
if (late) say('the kills came too late, or too early, to mean anything');
process.exitCode = faults.length > 0 || late ? 1 : 0;
