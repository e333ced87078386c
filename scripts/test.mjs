// `npm test`: all set-up, then every check, each named and timed; stops at the first that fails.
// Plain JavaScript on Node 20 built-ins: it runs before anything is installed.
//   npm test -- unit e2e      only these
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { install, underNode24 } from './lib/install.mjs';
import { say, seconds, Stop } from './lib/say.mjs';
import { sideBySide } from './lib/side-by-side.mjs';

const started = performance.now();

/** Neighbours that may run side by side; each of the others is alone. */
function groups(checks) {
  const found = [];
  for (const check of checks) {
    if (check.beside && found.at(-1)?.at(-1)?.beside) found.at(-1).push(check);
    else found.push([check]);
  }
  return found;
}

const task = ({ beside, run }, _, { length }) => ({
  weight: beside?.weight,
  run: (given) =>
    // Alone, it has the terminal.
    run(length > 1 ? given : undefined).catch((error) => {
      console.error(error instanceof Stop ? `lintel: ${error.message}` : error);
      return { ok: false };
    }),
});

/** One line of the summary; adds to the sum. */
function line(name, { ok, ms, passed = 0, failed = 0, skipped = 0, note = '' }, sum) {
  sum.passed += passed;
  // A failed check that counts no tests (types, lint, a build) is one failure all the same.
  sum.failed += ok ? failed : Math.max(1, failed);
  sum.skipped += skipped;
  const counts =
    passed + failed + skipped > 0 ? `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}` : '';
  const took = `${(ms / 1000).toFixed(1)} s`.padStart(8);
  return `  ${name.padEnd(10)} ${ok ? 'ok    ' : 'FAILED'} ${took}  ${[counts, note].filter(Boolean).join('; ')}`;
}

async function main() {
  await install();
  await underNode24(fileURLToPath(import.meta.url));
  const { checks } = await import('./lib/checks.mjs');
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !checks.some((check) => check.name === name));
  if (unknown.length > 0)
    throw new Stop(`no such check: ${unknown.join(', ')}; there are ${checks.map((check) => check.name).join(', ')}`);

  const sum = { passed: 0, failed: 0, skipped: 0 };
  const summary = [];
  let ok = true;
  for (const group of groups(checks.filter(({ name }) => asked.length === 0 || asked.includes(name)))) {
    const results = await sideBySide(group.map(task), availableParallelism(), {
      begin: (index) => console.log(`\n=== ${group[index].name}: ${group[index].what} ===`),
      write: (text, error) => void (error ? process.stderr : process.stdout).write(text),
    });
    results.forEach((result, index) => {
      if (result) summary.push(line(group[index].name, result, sum));
    });
    ok = results.every((result) => result?.ok);
    if (!ok) break;
  }
  console.log(`\n=== summary (${seconds(started)}) ===\n${summary.join('\n')}`);
  if (!ok) say('the first failure stops the rest');
  console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`);
  return ok ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof Stop ? `lintel: ${error.message}` : error);
    console.log('0 passed, 1 failed');
    process.exit(1);
  },
);
