// `npm start`: all set-up, then Lintel in Electron, or, where Electron's binary cannot be had, in its stand-in with Chromium.
// Plain JavaScript on Node 20 built-ins: it runs before anything is installed.
import { fileURLToPath } from 'node:url';
import { build } from './lib/build.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { findElectron } from './lib/electron.mjs';
import { install, underNode24 } from './lib/install.mjs';
import { isRoot } from './lib/project.mjs';
import { say, Stop } from './lib/say.mjs';

const args = process.argv.slice(2);

async function main() {
  if (args.includes('--help')) {
    console.log(
      'npm start               open Lintel\nnpm start -- --demo     with a recorded camera, sample people and a drawn door, in a profile that is thrown away',
    );
    return 0;
  }
  await install();
  await underNode24(fileURLToPath(import.meta.url));
  await build();

  const display = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  const electron = await findElectron();
  // Only here: it imports TypeScript and packages, which the first lines of this file could not.
  const { startInElectron, startInStandIn } = await import('./lib/launch.mjs');
  if (electron.path && display) return startInElectron(electron, args);
  if (electron.path) say(`Electron ${electron.version} is here, but no display is (DISPLAY and WAYLAND_DISPLAY are not set)`);
  else say(`Electron ${electron.reason}`);
  say(
    'so Lintel runs in its stand-in: main in Node, the window in a browser (stand-in/README.md says what that does not protect)',
  );
  if (isRoot() && display) say('running as root: Chromium gets --no-sandbox, without which it refuses to start');
  return startInStandIn({ args, display, chromium: display ? await ensureChromium() : null });
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof Stop ? `lintel: ${error.message}` : error);
    process.exit(1);
  },
);
