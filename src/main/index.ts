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
import { createApp, type Dialogs } from './app.ts';
import { serveApp } from './window/app-protocol.ts';
import { createEngineProcess } from './gallery/engine-process.ts';
import { createImports } from './imports/import-process.ts';
import { closeGates, confine, mayPress } from './window/gates.ts';
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

async function run(): Promise<void> {
  const userData = app.getPath('userData');
  const log = createLog(join(userData, 'logs', 'lintel.log'));
  let stop = (): Promise<void> => Promise.resolve();
  lastResort(log, () => stop());
  feedWatchdog(process.env, log);
  const resources = join(app.getAppPath(), 'resources', 'model');
  const modelFile = join(resources, 'q.onnx');
  const cardFile = join(resources, 'q.json');
  let window: BrowserWindow | null = null;
  let router: Router | null = null;
  let page: PageSupervisor | null = null;

  const engine = createEngineProcess({
    fork: () => utilityProcess.fork(join(here, 'engine.js'), [], { serviceName: 'Lintel engine' }),
    modelFile,
    cardFile,
    log,
  });
  const lintel = createApp({
    userData,
    version: app.getVersion(),
    language: app.getPreferredSystemLanguages()[0] ?? app.getLocale(),
    model: readModel(cardFile),
    engine,
    imports: createImports({
      fork: () => utilityProcess.fork(join(here, 'importer.js'), [], { serviceName: 'Lintel importer' }),
      log,
    }),
    door: demo ? drawnDoor((open) => router?.emit('door.changed', { open })) : noDoor(),
    keychain: await keychain(),
    dialogs: dialogs(() => window),
    passwords: createPasswordRules(join(app.getAppPath(), 'resources', 'passwords', 'common.txt.gz'), log),
    clock: machineClock(),
    builtAt,
    emit: (name, payload) => router?.emit(name, payload),
    pageAlive: (printing) => page?.alive(printing),
    log,
    demo,
    standIn: electronVersion().includes('stand-in'),
  });
  stop = () => lintel.stop('main-died');
  router = createRouter(
    lintel.handlers,
    (sender: WebContents) => (window && sender.id === window.webContents.id ? { role: lintel.role() } : null),
    () => (window ? [window.webContents] : []),
    log,
  );

  const renderer = join(here, '../renderer');
  protocol.handle('app', (request) => serveApp(renderer, request));
  const development = !app.isPackaged;
  app.on('web-contents-created', (_event, contents) => confine(contents));
  await closeGates(session.defaultSession, development);
  Menu.setApplicationMenu(null);
  const power = createPower({
    start: () => powerSaveBlocker.start('prevent-display-sleep'),
    stop: (id) => powerSaveBlocker.stop(id),
  });
  const resumed = (): void => router.emit('app.resumed', null);
  powerMonitor.on('resume', resumed);
  powerMonitor.on('unlock-screen', resumed);
  // An administrator's session goes with the machine's own lock, and with its sleep.
  for (const away of ['lock-screen', 'suspend'] as const) powerMonitor.on(away as 'suspend', () => lintel.session.lock('screen'));

  window = openWindow(join(here, '../preload/index.cjs'), development);
  const showKiosk = (): void => {
    if (!window || window.isDestroyed()) return;
    const kiosk = lintel.role() === 'kiosk';
    power.keepAwake(kiosk);
    if (window.isKiosk() !== kiosk) window.setKiosk(kiosk);
  };
  lintel.onChanged(showKiosk);
  window.webContents.on('before-input-event', (event, input) => {
    if (lintel.role() === 'kiosk' && !mayPress(input)) event.preventDefault();
  });
  // A kiosk is left by its PIN, not by Alt-F4; the system can still end the program.
  window.on('close', (event) => {
    if (lintel.role() === 'kiosk' && !quitting) event.preventDefault();
  });
  for (const name of ['hide', 'minimize'] as const) window.on(name as 'hide', () => lintel.session.windowHidden(true));
  for (const name of ['show', 'restore'] as const) window.on(name as 'show', () => lintel.session.windowHidden(false));
  window.on('closed', () => {
    window = null;
  });
  const book = (reason: ReasonOf<'fault'>): void => void lintel.withSite((site) => site.record({ kind: 'fault', reason }));
  page = superviseWindow({ window, ping: () => router.emit('app.ping', null), book, back: () => lintel.pageRestarted(), log });
  app.on('child-process-gone', (_event, { type, reason, exitCode, name }) => {
    if (quitting || reason === 'clean-exit') return;
    log.warn({ type, reason, exitCode, name }, 'a process of the app has ended');
    // Our own are supervised where they are started; Chromium starts its own again by itself.
    if (type === 'GPU') book('gpu-died');
  });
  app.on('second-instance', () => {
    // Whoever starts it is not said to be who signed in.
    lintel.session.lock('second-start');
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });

  let quitting = false;
  app.on('before-quit', () => {
    quitting = true;
  });
  // Doors are left locked before the process goes.
  app.on('will-quit', (event) => {
    event.preventDefault();
    void lintel.stop().finally(() => app.exit(0));
  });
  app.on('window-all-closed', () => app.quit());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());

  await lintel.start();
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
