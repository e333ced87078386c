/**
 * What can be done with the clock? Random stories of steps, restarts, reboots, visits, deletions and guesses, each lived by the whole app without a
 * window and by a twin whose clock nobody sets.
 *
 *     npm run test:clock [-- --json] [--scenarios 150] [--seed 1] [--length 24]
 *
 * Goals: every screen opens at every clock (screensOpen = screensAsked); every step of more than two seconds, sums of smaller ones too, is said by a
 * row (flagged = steps); whoever was deleted is erased when their time to undo is over, and no sooner (erasedInTime = deleted); and no more tries
 * are looked at than without steps (triesAllowed = triesWithoutSteps). Exits with 1 where one is missed. The short form is clock/clock.test.ts.
 */
import fc from 'fast-check';
import { emptyTally, live, makeTemplate } from './clock/scenario.ts';
import { story } from './clock/stories.ts';
import { finish, machine, option, say, table } from '../../tools/figures.ts';

const scenarios = option('scenarios', 150);
const seed = option('seed', 1);
const length = option('length', 24);

say(machine());
const template = await makeTemplate();
const tally = emptyTally();
let done = 0;
for (const ops of fc.sample(story(length), { numRuns: scenarios, seed })) {
  const before = tally.faults.length;
  await live(template, ops, tally);
  done++;
  for (const fault of tally.faults.slice(before)) say(`scenario ${done}: ${fault}`);
  if (done % 10 === 0) say(`${done} of ${scenarios}`);
}
template.close();
const { faults, ...figures } = tally;
finish(
  { scenarios: done, ...figures, faults: faults.length, seed },
  table(
    ['', 'of', 'held'],
    [
      ['screens open', figures.screensAsked, figures.screensOpen],
      ['steps that a row says', figures.steps, figures.flagged],
      ['deleted people erased in time', figures.deleted, figures.erasedInTime],
      ['tries looked at, as without steps', figures.triesWithoutSteps, figures.triesAllowed],
    ],
  ),
);
process.exitCode = faults.length > 0 ? 1 : 0;
