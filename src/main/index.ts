/** The main process: builds everything by hand, once, and ties it to Electron. */
import type { ReasonOf } from '../domain/log/events.ts';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  app,
  dialog,
  Menu,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  session,
  utilityProcess,
  type BrowserWindow,
  type WebContents,
} from 'electron';
import { drawnDoor } from '../doors/drawn.ts';
import { noDoor } from '../doors/none.ts';
import { createApp, type App, type Dialogs } from './app.ts';
import { serveApp } from './window/app-protocol.ts';
import { createEngineProcess } from './gallery/engine-process.ts';
import { createExporter } from './exports/export-process.ts';
import { createImports } from './imports/import-process.ts';
import { createPhotoArchives } from './imports/photo-archives.ts';
import { closeGates, confine } from './window/gates.ts';
import { followKiosk } from './window/kiosk-window.ts';
import { createRouter, type Router } from './ipc/router.ts';
import { electronVersion } from './base/runtime.ts';
import { createLog, type Log } from './base/log.ts';
import { builtAt, machineClock } from './site/machine-clock.ts';
import { readModel } from './gallery/model-card.ts';
import type { Keychain } from './opening/key-keeping.ts';
import { createPasswordRules } from './session/passwords.ts';
import { createPower } from './window/power.ts';
import { guardMain, restartPauseMs, restartsOf } from './supervisor/main-process.ts';
import type { PageSupervisor } from './supervisor/page.ts';
import { feedWatchdog } from './supervisor/watchdog.ts';
import { superviseWindow } from './supervisor/window.ts';
import { openWindow } from './window/window.ts';

const here = import.meta.dirname;
const demo = app.commandLine.hasSwitch('demo') || process.argv.includes('--demo');

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);

// The kiosk's two notes must sound before anybody has touched the screen.
app.commandLine.appendSwitch('autoplay-policy', 'no-user-gesture-required');

/** Only one Lintel a user: two would write one database and fight for one camera. */
if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(async () => {
    await sleep(restartPauseMs(restartsOf(process.argv)));
    await run();
  });
} else {
  process.stderr.write('Lintel is running already; its window is shown instead.\n');
  app.exit(0);
}

/** What there is by now of what the app speaks to. */
type Here = { window: BrowserWindow | null; router: Router | null; page: PageSupervisor | null; quitting: boolean };

async function run(): Promise<void> {
  const userData = app.getPath('userData');
  const log = createLog(join(userData, 'logs', 'lintel.log'));
  let stop = (): Promise<void> => Promise.resolve();
  lastResort(log, () => stop());
  feedWatchdog(process.env, log);
  const now: Here = { window: null, router: null, page: null, quitting: false };

  const lintel = await build(userData, log, now);
  stop = () => lintel.stop('main-died');
  const isOurWindow = (sender: WebContents): boolean => sender.id === now.window?.webContents.id;
  const router = createRouter(
    lintel.handlers,
    (sender) => (isOurWindow(sender) ? { role: lintel.role() } : null),
    () => (now.window ? [now.window.webContents] : []),
    log,
  );
  now.router = router;

  const renderer = join(here, '../renderer');
  protocol.handle('app', (request) => serveApp(renderer, request));
  const development = !app.isPackaged;
  app.on('web-contents-created', (_event, contents) => confine(contents));
  await closeGates(session.defaultSession, development);
  Menu.setApplicationMenu(null);
  followMachine(lintel, router);

  const window = openWindow(join(here, '../preload/index.cjs'), development);
  now.window = window;
  const power = createPower({
    start: () => powerSaveBlocker.start('prevent-display-sleep'),
    stop: (id) => powerSaveBlocker.stop(id),
  });
  const { role, onChanged, session: whoIsThere } = lintel;
  followKiosk(window, { role, onChanged, windowHidden: whoIsThere.windowHidden, quitting: () => now.quitting, power });
  window.on('closed', () => {
    now.window = null;
  });
  const book = (reason: ReasonOf<'fault'>): void => void lintel.withSite((site) => site.record({ kind: 'fault', reason }));
  const ping = (): void => router.emit('app.ping', null);
  now.page = superviseWindow({ window, ping, book, back: () => lintel.pageRestarted(), log });
  followApp(lintel, now, book, log);

  await lintel.start();
}

async function build(userData: string, log: Log, now: Readonly<Here>): Promise<App> {
  const resources = join(app.getAppPath(), 'resources');
  const modelFile = join(resources, 'model', 'q.onnx');
  const cardFile = join(resources, 'model', 'q.json');
  return createApp({
    userData,
    version: app.getVersion(),
    language: app.getPreferredSystemLanguages()[0] ?? app.getLocale(),
    model: readModel(cardFile),
    engine: createEngineProcess({
      fork: () => utilityProcess.fork(join(here, 'engine.js'), [], { serviceName: 'Lintel engine' }),
      ...{ modelFile, cardFile, log },
    }),
    imports: createImports({
      fork: () => utilityProcess.fork(join(here, 'importer.js'), [], { serviceName: 'Lintel importer' }),
      log,
    }),
    photos: createPhotoArchives({
      fork: () => utilityProcess.fork(join(here, 'photos.js'), [], { serviceName: 'Lintel photos' }),
      log,
    }),
    exporter: createExporter({
      fork: () => utilityProcess.fork(join(here, 'exporter.js'), [], { serviceName: 'Lintel exporter' }),
      log,
    }),
    door: demo ? drawnDoor((open) => now.router?.emit('door.changed', { open })) : noDoor(),
    keychain: await keychain(),
    dialogs: dialogs(() => now.window),
    passwords: createPasswordRules(join(resources, 'passwords', 'common.txt.gz'), log),
    clock: machineClock(),
    builtAt,
    emit: (name, payload) => now.router?.emit(name, payload),
    pageAlive: (printing) => now.page?.alive(printing),
    log,
    demo,
    standIn: electronVersion().includes('stand-in'),
  });
}

/** The machine sleeps, wakes, and is locked. */
function followMachine({ session }: App, router: Router): void {
  const resumed = (): void => router.emit('app.resumed', null);
  powerMonitor.on('resume', resumed);
  powerMonitor.on('unlock-screen', resumed);
  // An administrator's session goes with the machine's own lock, and with its sleep.
  for (const away of ['lock-screen', 'suspend'] as const) powerMonitor.on(away as 'suspend', () => session.lock('screen'));
}

/** The app's processes, its second start, and its end. */
function followApp(lintel: App, now: Here, book: (reason: ReasonOf<'fault'>) => void, log: Log): void {
  app.on('child-process-gone', (_event, { type, reason, exitCode, name }) => {
    if (now.quitting || reason === 'clean-exit') return;
    log.warn({ type, reason, exitCode, name }, 'a process of the app has ended');
    // Our own are supervised where they are started; Chromium starts its own again by itself.
    if (type === 'GPU') book('gpu-died');
  });
  app.on('second-instance', () => {
    // Whoever starts it is not said to be who signed in.
    lintel.session.lock('second-start');
    if (now.window?.isMinimized()) now.window.restore();
    now.window?.focus();
  });
  app.on('before-quit', () => {
    now.quitting = true;
  });
  // Doors are left locked before the process goes.
  app.on('will-quit', (event) => {
    event.preventDefault();
    void lintel.stop().finally(() => app.exit(0));
  });
  app.on('window-all-closed', () => app.quit());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}

function lastResort(log: Log, stop: () => Promise<void>): void {
  guardMain({
    on: (event, listener) => process.on(event, listener),
    stop,
    relaunch: (args) => app.relaunch({ args }),
    exit: (code) => app.exit(code),
    args: process.argv.slice(1),
    // Set by the units of docs/install.md: whatever started it starts it again.
    supervised: process.env['LINTEL_SUPERVISED'] === '1',
    monotonic: () => performance.now(),
    log,
  });
}

/** Where the system has no keychain worth the name (`basic_text` is obfuscation), there is none. */
async function keychain(): Promise<Keychain | null> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return null;
  if (process.platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())) return null;
  return {
    seal: async (plain) => new Uint8Array(await safeStorage.encryptStringAsync(Buffer.from(plain).toString('base64'))),
    unseal: async (sealed) =>
      new Uint8Array(Buffer.from((await safeStorage.decryptStringAsync(Buffer.from(sealed))).result, 'base64')),
  };
}

function dialogs(window: () => BrowserWindow | null): Dialogs {
  return {
    chooseFolder: async () => {
      const parent = window();
      const options: Electron.OpenDialogOptions = { properties: ['openDirectory', 'createDirectory'] };
      const answer = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
      return answer.canceled ? null : (answer.filePaths[0] ?? null);
    },
    openFile: async (extension) => {
      const parent = window();
      const filters = [{ name: extension.toUpperCase(), extensions: [extension] }];
      const options: Electron.OpenDialogOptions = { properties: ['openFile'], filters };
      const answer = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
      return answer.canceled ? null : (answer.filePaths[0] ?? null);
    },
    saveFile: async (suggestedName) => {
      const parent = window();
      const options: Electron.SaveDialogOptions = {
        defaultPath: join(app.getPath('documents'), suggestedName),
        filters: [extname(suggestedName).slice(1)].map((end) => ({ name: end.toUpperCase(), extensions: [end] })),
      };
      const answer = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options));
      return answer.canceled || !answer.filePath ? null : answer.filePath;
    },
  };
}
