/** `app`: paths, life and death, one instance only. */
import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { cancellable } from './cancellable.ts';
import { tell } from './host.ts';
import { takeInstanceLock } from './instance-lock.ts';
import { memoryKiB, onChildGone, runningChildren } from './processes.ts';

function findRoot(): string {
  let folder = dirname(resolve(process.argv[1] ?? '.'));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

const root = findRoot();
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string; version: string };

function startFolder(): string {
  const folder = process.env['LINTEL_USER_DATA'];
  // A profile that nobody named would be found by the next run, or fill the disk: the one who starts us names it.
  if (!folder) throw new Error('stand-in: LINTEL_USER_DATA must name the folder for this profile');
  return resolve(folder);
}

const userData = startFolder();
const paths = new Map<string, string>([
  ['userData', userData],
  ['sessionData', userData],
  ['temp', tmpdir()],
  ['home', homedir()],
]);
mkdirSync(userData, { recursive: true });

/** As Chromium reads LANG: zh_CN.UTF-8 -> zh-CN; C and POSIX -> en-US. */
function localeFrom(lang: string | undefined): string {
  const [language, region] = (lang ?? '').split('.')[0]!.split('_');
  if (!language || language === 'C' || language === 'POSIX') return 'en-US';
  return region ? `${language}-${region}` : language;
}
const locale = localeFrom(process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG']);

const switches = new Map<string, string>();
for (const argument of process.argv.slice(2)) {
  const match = /^--([^=]+)(?:=(.*))?$/.exec(argument);
  if (match) switches.set(match[1]!, match[2] ?? '');
}

let ready = false;
let markReady: () => void;
const whenReady = new Promise<void>((resolve) => (markReady = resolve));

/** Set by windows.ts; asking each window may be refused by its `close` listener. */
let closeAllWindows: () => boolean = () => true;
export function setCloseAllWindows(close: () => boolean): void {
  closeAllWindows = close;
}

class App extends EventEmitter {
  readonly name = manifest.name;
  readonly isPackaged = false;
  readonly commandLine = {
    appendSwitch: (name: string, value = ''): void => void switches.set(name, value),
    appendArgument: (): void => undefined,
    hasSwitch: (name: string): boolean => switches.has(name),
    getSwitchValue: (name: string): string => switches.get(name) ?? '',
    removeSwitch: (name: string): void => void switches.delete(name),
  };
  quitting = false;
  #exiting = false;

  getName(): string {
    return this.name;
  }
  getVersion(): string {
    return manifest.version;
  }
  getAppPath(): string {
    return root;
  }
  getLocale(): string {
    return locale;
  }
  getSystemLocale(): string {
    return locale;
  }
  getPreferredSystemLanguages(): string[] {
    return [locale];
  }
  isReady(): boolean {
    return ready;
  }
  whenReady(): Promise<void> {
    return whenReady;
  }
  /** Everything that Electron would put in the person's own folders stays inside the profile. */
  getPath(name: string): string {
    const path = paths.get(name) ?? join(userData, name);
    mkdirSync(path, { recursive: true });
    return path;
  }
  setPath(name: string, path: string): void {
    paths.set(name, path);
  }
  /** pid, kind, name and memory of main and its utility processes; the browser's own are not ours and not here. */
  getAppMetrics(): object[] {
    return [
      { pid: process.pid, type: 'Browser', memory: { workingSetSize: memoryKiB(process.pid) } },
      ...runningChildren().map(({ pid, serviceName }) => ({
        pid,
        type: 'Utility',
        name: serviceName,
        serviceName,
        memory: { workingSetSize: memoryKiB(pid) },
      })),
    ];
  }
  requestSingleInstanceLock(): boolean {
    return takeInstanceLock(this.getPath('userData'), (argv, cwd) => this.emit('second-instance', {}, argv, cwd, null));
  }
  releaseSingleInstanceLock(): void {
    return undefined;
  }
  /** Whoever started us starts us again when we have ended; without such a host nobody does. */
  relaunch(options: { readonly args?: readonly string[] } = {}): void {
    tell({ type: 'relaunch', args: options.args ?? process.argv.slice(1) });
  }
  setAppUserModelId(): void {
    return undefined;
  }
  setLoginItemSettings(): void {
    return undefined;
  }
  enableSandbox(): void {
    return undefined;
  }
  focus(): void {
    return undefined;
  }
  /** Electron's order: before-quit, each window's close, will-quit, quit; whoever prevents one of the first three stays. */
  quit(): void {
    if (this.#exiting) return;
    if (!cancellable(this, 'before-quit')) return;
    this.quitting = true;
    if (!closeAllWindows()) {
      this.quitting = false;
      return;
    }
    if (!cancellable(this, 'will-quit')) {
      this.quitting = false;
      return;
    }
    this.exit(0);
  }
  exit(code = 0): void {
    if (this.#exiting) return;
    this.#exiting = true;
    this.emit('quit', {}, code);
    process.exit(code);
  }
}

export const app = new App();
onChildGone((details) => app.emit('child-process-gone', {}, details));

export function startApp(): void {
  ready = true;
  app.emit('will-finish-launching');
  app.emit('ready', {}, {});
  markReady();
}
