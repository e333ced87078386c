/**
 * Is what was erased gone? Sites with people of whom everything is kept go through every way of erasing in orders by chance. Whatever a row said before
 * and none says after is looked for in every file of the profile: the database and its log decrypted page by page, free pages too, copies, the app's
 * own log, an export that is made afterwards.
 *
 *     npm run test:erased [-- --json] [--sites 20] [--people 8] [--seed 1]
 *
 * Goals: inDb = inWal = inBackups = inLog = 0, and seenBefore = needles, or the rig is blind. Exits with 1 where one is missed. The short form is
 * erased/erased.test.ts. A key that is stolen with an older copy of the file, kept elsewhere, opens that copy: this looks at what is in reach.
 */
import { emptyTally, trial } from './erased/trial.ts';
import { finish, machine, option, say, table } from '../../tools/figures.ts';

const sites = option('sites', 20);
const people = option('people', 8);
const seed = option('seed', 1);

say(machine());
const tally = emptyTally();
for (let i = 0; i < sites; i++) {
  const known = tally.faults.length;
  await trial(seed + i, people, tally);
  for (const fault of tally.faults.slice(known)) say(fault);
  say(`${i + 1} of ${sites} sites`);
}
const { faults, ...figures } = tally;
finish(
  { sites, people, ...figures, faults: faults.length, seed },
  table(
    ['', 'pieces of rows'],
    [
      ['erased', figures.needles],
      ['found before (the control)', figures.seenBefore],
      ['in the database', figures.inDb],
      ['in its log', figures.inWal],
      ['in copies, exports and notes', figures.inBackups],
      ['in the app’s log', figures.inLog],
    ],
  ),
);
process.exit(faults.length > 0 || figures.seenBefore < figures.needles ? 1 : 0);
