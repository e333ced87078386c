// The last step of `npm start`: the app itself. Under Node 24, with everything installed.
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { people, sceneVideo } from '../../demo/people-video.ts';
import { overwriteVideo } from '../../demo/y4m.ts';
import { MainProcess } from '../../stand-in/launch.ts';
import { AppWindow } from './app-window.mjs';
import { FAULT_EXIT, LIMITS } from '../../src/main/supervisor/main-process.ts';
import { inRoot, isRoot, root } from './project.mjs';
import { beforeEnd, endTree, run, tail, temporaryFolder, track } from './run.mjs';
import { say, step, Stop } from './say.mjs';
import { DEMO_PASSWORD, DEMO_PIN } from '../../demo/secrets.ts';

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
  await step('enrolling the people of the sample photographs, and making up a year of hours', async () => {
    const { status, output } = await run(process.execPath, [inRoot('demo', 'seed.ts'), folder], {
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
  let child = null;
  beforeEnd(() => {
    endTree(child);
    return endOf(child);
  });
  for (let restarts = 0; ;) {
    const began = performance.now();
    // Started again from here: Electron's own relaunch would leave this terminal behind.
    const env = { ...process.env, LINTEL_SUPERVISED: '1' };
    const again = restarts > 0 ? [`--restarted=${restarts}`] : [];
    child = track(
      spawn(path, [...switches, root, ...args, ...again], {
        stdio: 'inherit',
        cwd: root,
        env,
        detached: process.platform !== 'win32',
      }),
      { group: true },
    );
    const code = await endOf(child);
    if (code !== FAULT_EXIT || process.env.LINTEL_SUPERVISED === '1') return code;
    restarts = performance.now() - began > LIMITS.calmMs ? 1 : restarts + 1;
    say('Lintel starts itself again');
  }
}

export async function startInStandIn({ args, display, chromium }) {
  const demo = args.includes('--demo');
  const profile = profileFolder(demo);
  if (demo) await seedDemo(profile);
  const cameraSwitches = demo ? await demoCamera(profile) : [];
  let main = null;
  beforeEnd(() => main?.quit(6_000));
  for (let given = args; ;) {
    main = new MainProcess({ root, userData: profile, args: given, output: 'inherit' });
    const { code, again } = await whileMainRuns({ main, profile, display, chromium, cameraSwitches });
    if (again === null) return code;
    // The first argument is the program that Node runs.
    given = again.slice(1);
    say('Lintel starts itself again');
  }
}

/** Shows the windows of one main process until it ends. Answers its exit code, and the arguments that it wants to be started with again (null: not). */
async function whileMainRuns({ main, profile, display, chromium, cameraSwitches }) {
  track(main.child);
  const windows = new Map();
  let failed = false;
  let again = null;
  let closing = Promise.resolve();
  main.on('relaunch', (given) => (again = given));

  /** The window whose address was printed last. */
  let printed = null;
  if (!display) {
    say('there is no display here');
    process.stdin.on('data', () => printed !== null && main.askForWindow(printed)).unref?.();
  }
  main.on('said', (text) => say(text));
  main.on('window', async (message) => {
    if (!display) {
      printAddress(message.url, cameraSwitches, printed === message.id);
      printed = message.id;
      return;
    }
    if (!message.again) say(`Lintel is open in ${chromium}; Ctrl-C or closing its window ends it`);
    // Its page is gone: whatever is left of its browser goes too, before another one takes its folder.
    if (message.again) closeWindow(message.id);
    await closing;
    if (!main.running) return;
    const window = new AppWindow(chromium, join(profile, `browser-${message.id}`), message, cameraSwitches, () =>
      main.pageCrashed(message.id),
    );
    windows.set(message.id, window);
    const opened = performance.now();
    window.ended.then((crashed) => {
      if (windows.get(message.id) !== window) return;
      windows.delete(message.id);
      // Nobody closed it: main has noticed by its page, and asks for another.
      if (crashed && performance.now() - opened > 5_000) return;
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
  const closeWindow = (id) => {
    const window = windows.get(id);
    windows.delete(id);
    if (window) closing = closing.then(() => window.close());
  };
  main.on('window-gone', closeWindow);
  // A page that hangs ends with its browser, whose only one it is.
  main.on('crash', closeWindow);
  const code = await main.ended;
  const left = [...windows.values()];
  windows.clear();
  await Promise.all(left.map((window) => window.close()));
  return { code: failed ? 1 : (code ?? 1), again };
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
