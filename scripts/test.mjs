// `npm test`: all set-up, then every check, each named and timed; stops at the first that fails.
// Plain JavaScript on Node 20 built-ins: it runs before anything is installed.
//   npm test -- unit e2e      only these
import { fileURLToPath } from 'node:url';
import { install, underNode24 } from './lib/install.mjs';
import { say, seconds, Stop } from './lib/say.mjs';

const started = performance.now();

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
  for (const check of checks.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
    const from = performance.now();
    console.log(`\n=== ${check.name}: ${check.what} ===`);
    const result = await check.run().catch((error) => {
      console.error(error instanceof Stop ? `lintel: ${error.message}` : error);
      return { ok: false };
    });
    // A failed check that counts no tests (types, lint, a build) is one failure all the same.
    const { passed = 0, failed = 0, skipped = 0, note = '' } = result;
    sum.passed += passed;
    sum.failed += result.ok ? failed : Math.max(1, failed);
    sum.skipped += skipped;
    ok &&= result.ok;
    const counts =
      passed + failed + skipped > 0 ? `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}` : '';
    summary.push(
      `  ${check.name.padEnd(10)} ${result.ok ? 'ok    ' : 'FAILED'} ${seconds(from).padStart(8)}  ${[counts, note].filter(Boolean).join('; ')}`,
    );
    if (!result.ok) break;
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
