// out/, when missing or older than what it is made of.
import { existsSync } from 'node:fs';
import { hashOf, inRoot, readJson, writeJson } from './project.mjs';
import { run, tail } from './run.mjs';
import { step, Stop } from './say.mjs';

const STAMP = inRoot('out/.lintel-build.json');
const SOURCES = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'scripts/vision-assets.mjs',
  'package-lock.json',
  'tsconfig.base.json',
];
const RESULTS = ['out/main/index.js', 'out/main/engine.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
const LIMIT_MS = 5 * 60_000;

/** Answers whether anything had to be done. */
export async function build() {
  // Tests stand beside the code; the model is read at run time, not built in.
  const sources = hashOf(SOURCES, (file) => /\.test\.tsx?$/.test(file) || file.includes('/resources/model/'));
  if (readJson(STAMP)?.sources === sources && RESULTS.every((path) => existsSync(inRoot(path)))) return false;
  await step('building the app', async () => {
    const vite = inRoot('node_modules/electron-vite/bin/electron-vite.js');
    const { status, timedOut, output } = await run(process.execPath, [vite, 'build'], {
      cwd: inRoot(),
      limitMs: LIMIT_MS,
      env: { NODE_ENV: 'production', NO_COLOR: '1' },
    });
    if (timedOut || status !== 0)
      throw new Stop(`${timedOut ? 'The build did not finish in time' : 'The build failed'}:\n${tail(output, 40)}`);
    const missing = RESULTS.filter((path) => !existsSync(inRoot(path)));
    if (missing.length > 0) throw new Stop(`The build ended well but did not make ${missing.join(', ')}.`);
    writeJson(STAMP, { sources });
  });
  return true;
}
