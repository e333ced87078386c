// The last step of `npm start`: the app itself. Under Node 24, with everything installed.
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { people, sceneVideo } from '../../test/fakes/people-video.ts';
import { overwriteVideo } from '../../test/fakes/y4m.ts';
import { MainProcess } from '../../test/stand-in/launch.ts';
import { AppWindow } from './app-window.mjs';
import { inRoot, isRoot, root } from './project.mjs';
import { beforeEnd, endTree, run, tail, temporaryFolder, track } from './run.mjs';
import { say, step, Stop } from './say.mjs';
import { DEMO_PASSWORD, DEMO_PIN } from '../demo-secrets.ts';

/** In front of the demo's camera, one after the other, seconds each. */
const DEMO = [
  ['empty', 4],
  ...people.flatMap((person) => [
    [person, 9],
    ['empty', 4],
  ]),
];

/** The recorded camera: one file, whose picture changes as people come and go. Answers the switches for the browser. */
async function demoCamera(folder) {
  const file = join(folder, 'camera.y4m');
  const videos = new Map();
  await step('making the recorded camera from sample photographs', async () => {
    for (const [scene] of DEMO) if (!videos.has(scene)) videos.set(scene, await sceneVideo(scene));
  });
  copyFileSync(videos.get(DEMO[0][0]), file);
  let at = 0;
  const next = () => {
    const [scene, seconds] = DEMO[at++ % DEMO.length];
    overwriteVideo(file, videos.get(scene));
    setTimeout(next, seconds * 1000).unref();
  };
  next();
  // Not --use-fake-ui-for-media-stream: beside --auto-accept-camera-and-microphone-capture it crashes Chromium 156.
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
}

/** People of the sample photographs, enrolled by the app's own calls. */
async function seedDemo(folder) {
  await step('enrolling the people of the sample photographs', async () => {
    const { status, output } = await run(process.execPath, [inRoot('scripts', 'demo-seed.ts'), folder], {
      limitMs: 180_000,
      cwd: root,
    });
    if (status !== 0) throw new Stop(`the demonstration could not be prepared:\n${tail(output)}`);
  });
  say(`demo: the administrator's password is "${DEMO_PASSWORD}", the kiosk's PIN ${DEMO_PIN}`);
}

function profileFolder(demo) {
  if (demo) {
    const folder = temporaryFolder('demo');
    say(`demo: the profile is ${folder}, and is removed at the end`);
    return folder;
  }
  const base = process.env.XDG_DATA_HOME || join(homedir(), '.local/share');
  const folder = process.env.LINTEL_USER_DATA || join(base, 'lintel-stand-in');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  say(`its data are in ${folder}`);
  return folder;
}

function endOf(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      say(`does not start: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

export async function startInElectron({ path, version }, args) {
  const demo = args.includes('--demo');
  const switches = [];
  let profile = process.env.LINTEL_USER_DATA;
  if (demo) {
    profile = profileFolder(true);
    await seedDemo(profile);
    switches.push(...(await demoCamera(profile)));
  }
  if (profile) switches.push(`--user-data-dir=${profile}`);
  if (isRoot() && process.platform === 'linux') {
    say('running as root: Electron gets --no-sandbox, without which it refuses to start');
    switches.push('--no-sandbox');
  }
  say(`Lintel in Electron ${version}; Ctrl-C or closing its window ends it`);
  const child = track(
    spawn(path, [...switches, root, ...args], { stdio: 'inherit', cwd: root, detached: process.platform !== 'win32' }),
    { group: true },
  );
  beforeEnd(() => {
    endTree(child);
    return endOf(child);
  });
  return endOf(child);
}

export async function startInStandIn({ args, display, chromium }) {
  const demo = args.includes('--demo');
  const profile = profileFolder(demo);
  if (demo) await seedDemo(profile);
  const cameraSwitches = demo ? await demoCamera(profile) : [];
  const main = new MainProcess({ root, userData: profile, args, output: 'inherit' });
  track(main.child);
  const windows = new Map();
  let failed = false;
  beforeEnd(() => main.quit(6_000));

  /** The window whose address was printed last. */
  let printed = null;
  if (!display) {
    say('there is no display here');
    process.stdin.on('data', () => printed !== null && main.askForWindow(printed)).unref?.();
  }
  main.on('said', (text) => say(text));
  main.on('window', (message) => {
    if (!display) {
      printAddress(message.url, cameraSwitches, printed === message.id);
      printed = message.id;
      return;
    }
    say(`Lintel is open in ${chromium}; Ctrl-C or closing its window ends it`);
    const window = new AppWindow(chromium, join(profile, `browser-${message.id}`), message, cameraSwitches);
    windows.set(message.id, window);
    const opened = performance.now();
    window.ended.then(() => {
      if (windows.get(message.id) !== window) return;
      windows.delete(message.id);
      // A kiosk's window is opened again when it is closed. One that ends at once was not closed by a person.
      if (performance.now() - opened > 5_000) {
        main.windowClosed(message.id);
        return;
      }
      say(`${chromium} ended at once:\n${window.lastWords()}`);
      failed = true;
      void main.quit();
    });
  });
  main.on('kiosk', (id, on) => windows.get(id)?.setFullScreen(on));
  main.on('window-gone', (id) => {
    const window = windows.get(id);
    windows.delete(id);
    window?.close();
  });
  const code = await main.ended;
  const left = [...windows.values()];
  windows.clear();
  await Promise.all(left.map((window) => window.close()));
  return failed ? 1 : (code ?? 1);
}

function printAddress(url, cameraSwitches, again) {
  say('open this address in a browser on this machine; it lets in whoever opens it first, once. Press Enter here for another.');
  console.log(`\n    ${url}\n`);
  if (again) return;
  if (cameraSwitches.length > 0) {
    say('and for the recorded camera start that browser with');
    console.log(`\n    ${cameraSwitches.join(' ')}\n`);
  }
  say('running; Ctrl-C ends it');
}
