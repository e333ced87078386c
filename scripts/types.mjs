// Types, one compiler run a box: each tsconfig gives a box only the names that it may use (domain has neither DOM nor Node).
// What the last run knew is kept, so that the next looks only at what changed.
import { spawnSync } from 'node:child_process';

const tsc = new URL('../node_modules/typescript/bin/tsc', import.meta.url).pathname;
let failed = 0;
for (const box of ['pure', 'node', 'web', 'test']) {
  const started = performance.now();
  const known = new URL(`../node_modules/.cache/types/${box}.tsbuildinfo`, import.meta.url).pathname;
  const args = ['-p', `tsconfig.${box}.json`, '--incremental', '--tsBuildInfoFile', known];
  const { status } = spawnSync(process.execPath, [tsc, ...args], { stdio: 'inherit' });
  console.log(`types: ${box} ${status === 0 ? 'ok' : 'FAILED'} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  if (status !== 0) failed = 1;
}
process.exit(failed);
