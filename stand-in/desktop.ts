/** What the desktop would do: dialogs, the keychain, power, theme, menus, folders. Nobody is asked; what was "shown" is said. */
import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { app } from './app.ts';
import { say } from './host.ts';

interface DialogOptions {
  readonly title?: string;
  readonly message?: string;
  readonly detail?: string;
  readonly defaultPath?: string;
  readonly defaultId?: number;
  readonly cancelId?: number;
  readonly buttons?: readonly string[];
  readonly properties?: readonly string[];
}
/** Every call may have a window in front of its options. */
const optionsOf = (given: readonly unknown[]): DialogOptions => given.at(-1) ?? {};

/** Tests put their own function in the place of one of these, in Electron too. */
export const dialog = {
  showSaveDialog(...given: unknown[]): Promise<{ canceled: boolean; filePath: string }> {
    const filePath = join(app.getPath('downloads'), basename(optionsOf(given).defaultPath ?? 'lintel'));
    say(`no file dialog here: saving as ${filePath}`);
    return Promise.resolve({ canceled: false, filePath });
  },
  showOpenDialog(...given: unknown[]): Promise<{ canceled: boolean; filePaths: string[] }> {
    const options = optionsOf(given);
    if (!options.properties?.includes('openDirectory')) {
      say(`no file dialog here: "${options.title ?? 'open'}" is answered as cancelled`);
      return Promise.resolve({ canceled: true, filePaths: [] });
    }
    const folder = join(app.getPath('userData'), 'data');
    mkdirSync(folder, { recursive: true });
    say(`no folder dialog here: taking ${folder}`);
    return Promise.resolve({ canceled: false, filePaths: [folder] });
  },
  showMessageBox(...given: unknown[]): Promise<{ response: number; checkboxChecked: boolean }> {
    const options = optionsOf(given);
    const response = options.cancelId ?? options.defaultId ?? 0;
    say(`${options.message ?? options.title ?? ''} ${options.detail ?? ''} -> ${options.buttons?.[response] ?? 'OK'}`);
    return Promise.resolve({ response, checkboxChecked: false });
  },
  showErrorBox(title: string, content: string): void {
    say(`${title}: ${content}`);
  },
};

/** No keychain: main takes its key file instead, in a throwaway profile. */
const noKeychain = (): Promise<never> => Promise.reject(new Error('safeStorage: encryption is not available'));
export const safeStorage = {
  isAsyncEncryptionAvailable: (): Promise<boolean> => Promise.resolve(false),
  isEncryptionAvailable: (): boolean => false,
  getSelectedStorageBackend: (): 'basic_text' | 'unknown' => (app.isReady() ? 'basic_text' : 'unknown'),
  encryptStringAsync: noKeychain,
  decryptStringAsync: noKeychain,
  setUsePlainTextEncryption: (): void => undefined,
};

const blockers = new Set<number>();
let lastBlocker = 0;
export const powerSaveBlocker = {
  start(): number {
    blockers.add(++lastBlocker);
    return lastBlocker;
  },
  stop: (id: number): boolean => blockers.delete(id),
  isStarted: (id: number): boolean => blockers.has(id),
};

/** Tests emit 'suspend', 'resume' and the like themselves. */
class PowerMonitor extends EventEmitter {
  getSystemIdleTime(): number {
    return 0;
  }
  isOnBatteryPower(): boolean {
    return false;
  }
}
export const powerMonitor = new PowerMonitor();

class NativeTheme extends EventEmitter {
  #source: 'system' | 'light' | 'dark' = 'system';
  get themeSource(): 'system' | 'light' | 'dark' {
    return this.#source;
  }
  set themeSource(source: 'system' | 'light' | 'dark') {
    this.#source = source;
    this.emit('updated');
  }
  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }
}
export const nativeTheme = new NativeTheme();

class MenuStandIn {
  static setApplicationMenu(): void {
    return undefined;
  }
  static getApplicationMenu(): null {
    return null;
  }
  static buildFromTemplate(): MenuStandIn {
    return new MenuStandIn();
  }
  popup(): void {
    return undefined;
  }
}
export const Menu = MenuStandIn;

export const shell = {
  showItemInFolder: (path: string): void => say(`the file is ${path}`),
  openPath(path: string): Promise<string> {
    say(`to open: ${path}`);
    return Promise.resolve('');
  },
  openExternal(url: string): Promise<void> {
    say(`to open: ${url}`);
    return Promise.resolve();
  },
  beep: (): void => undefined,
};

export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => ({
    id: 1,
    scaleFactor: 1,
    bounds: { x: 0, y: 0, width: 1280, height: 800 },
    workAreaSize: { width: 1280, height: 800 },
  }),
});

export const crashReporter = { start: (): void => undefined };

export const systemPreferences = {
  getMediaAccessStatus: (): 'granted' => 'granted',
  askForMediaAccess: (): Promise<boolean> => Promise.resolve(true),
};
