// `npm run pictures`: makes the pictures of the READMEs anew (docs/pictures/), in the stand-in. The specs are test/e2e/pictures-screens.spec.ts.
//   npm run pictures -- -g hours       some of them
import { readdirSync, statSync } from 'node:fs';
import { build } from './lib/build.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { inRoot } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { say } from './lib/say.mjs';

const some = process.argv.slice(2);
const begun = Date.now();
await build();
/** A spec has a limit of its own, of 15 minutes. */
const SILENT_MS = 16 * 60_000;
const playwright = inRoot('node_modules/@playwright/test/cli.js');
const { status } = await run(process.execPath, [playwright, 'test', '--project=stand-in', 'pictures-screens', ...some], {
  cwd: inRoot(),
  show: 'all',
  silentMs: SILENT_MS,
  env: { LINTEL_TOUR: '1', LINTEL_CHROMIUM: await ensureChromium() },
});
const folder = inRoot('docs/pictures');
const old = readdirSync(folder).filter((name) => statSync(`${folder}/${name}`).mtimeMs < begun);
if (some.length === 0 && status === 0 && old.length > 0) say(`no spec makes ${old.join(', ')}`);
process.exit(status === 0 && some.length === 0 && old.length > 0 ? 1 : (status ?? 1));
