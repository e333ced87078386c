/** One running Lintel, as a test holds it; the same in the stand-in and in real Electron. */
import type * as Electron from 'electron';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { SceneName } from '../demo/people-video.ts';
import { FakeCamera } from './camera.ts';

export const root = fileURLToPath(new URL('../', import.meta.url));

export interface LaunchOptions {
  /** What the camera sees first. */
  readonly scene?: SceneName;
  /** Arguments of the app, e.g. --demo. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The language of the machine, as LANG says it; the default is English. */
  readonly locale?: 'en_US.UTF-8' | 'zh_CN.UTF-8';
  /** A profile made by an earlier launch, or by hand: not removed at the end. */
  readonly profile?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  /** No camera at all. */
  readonly noCamera?: boolean;
  /** Done with a page each time it is asked for. */
  readonly onPage?: (page: Page) => Promise<void>;
  /** The folder with package.json and out/; this project's. */
  readonly root?: string;
}

type ElectronModule = typeof Electron;

/** What a driver (stand-in-driver.ts, electron-driver.ts) has to be able to do. */
export interface Driver {
  readonly kind: 'stand-in' | 'electron';
  start(): Promise<void>;
  /** The newest window's page. */
  page(): Promise<Page>;
  pages(): readonly Page[];
  evaluate<A, R>(fn: (electron: ElectronModule, arg: A) => R | Promise<R>, arg: A): Promise<R>;
  log(): string;
  running(): boolean;
  /** The page's process dies, as for want of memory. */
  crashPage(): Promise<void>;
  /** Ends main in order (app.quit), or at once, as a power cut. The browser of the stand-in stays. */
  stopMain(how: 'quit' | 'cut'): Promise<void>;
  /** When main ends by itself: its exit code. */
  ended(): Promise<number | null>;
  /** Ends everything. */
  dispose(): Promise<void>;
}

export interface DriverOptions extends LaunchOptions {
  readonly root: string;
  readonly profile: string;
  readonly userData: string;
  readonly camera: FakeCamera;
}

export class Lintel {
  readonly #driver: Driver;
  readonly #ownProfile: boolean;
  readonly #onPage: (page: Page) => Promise<void>;
  /** Holds userData/, the browser's profile and the camera's file. */
  readonly profile: string;
  /** `app.getPath('userData')`. */
  readonly userData: string;
  readonly camera: FakeCamera;

  private constructor(driver: Driver, options: DriverOptions, ownProfile: boolean) {
    this.#driver = driver;
    this.#onPage = options.onPage ?? (() => Promise.resolve());
    this.#ownProfile = ownProfile;
    this.profile = options.profile;
    this.userData = options.userData;
    this.camera = options.camera;
  }

  static async launch(makeDriver: (options: DriverOptions) => Driver, options: LaunchOptions = {}): Promise<Lintel> {
    const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'lintel-e2e-'));
    const camera = new FakeCamera(profile);
    await camera.prepare(options.scene ?? 'empty');
    const full: DriverOptions = { ...options, root: options.root ?? root, profile, userData: join(profile, 'userData'), camera };
    const lintel = new Lintel(makeDriver(full), full, options.profile === undefined);
    try {
      await lintel.#driver.start();
    } catch (error) {
      await lintel.close();
      throw error;
    }
    return lintel;
  }

  get kind(): Driver['kind'] {
    return this.#driver.kind;
  }
  /** The newest window. */
  async page(): Promise<Page> {
    const page = await this.#driver.page();
    await this.#onPage(page);
    return page;
  }
  pages(): readonly Page[] {
    return this.#driver.pages();
  }
  /** Runs `fn` in main; like Playwright's, it sees `electron` and `arg` only. */
  evaluate<R>(fn: (electron: ElectronModule) => R | Promise<R>): Promise<R>;
  evaluate<A, R>(fn: (electron: ElectronModule, arg: A) => R | Promise<R>, arg: A): Promise<R>;
  evaluate<A, R>(fn: (electron: ElectronModule, arg: A) => R | Promise<R>, arg?: A): Promise<R> {
    return this.#driver.evaluate(fn, arg as A);
  }
  /** All that main and its pages printed. */
  log(): string {
    return this.#driver.log();
  }
  running(): boolean {
    return this.#driver.running();
  }
  ended(): Promise<number | null> {
    return this.#driver.ended();
  }

  /** The next file dialogs are answered with this path; null: cancelled. */
  answerSaveDialog(path: string | null): Promise<void> {
    return this.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' });
    }, path);
  }
  answerOpenDialog(path: string | null): Promise<void> {
    return this.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = () =>
        Promise.resolve({ canceled: filePath === null, filePaths: filePath === null ? [] : [filePath] });
    }, path);
  }
  /** From the next request on; a running camera keeps running. `allow` grants everything, whatever main's own handler says. */
  setCameraPermission(answer: 'allow' | 'deny'): Promise<void> {
    return this.evaluate(({ session }, granted) => {
      session.defaultSession.setPermissionRequestHandler((_contents, _permission, callback) => callback(granted));
      session.defaultSession.setPermissionCheckHandler(() => granted);
    }, answer === 'allow');
  }

  /** The page's process dies, as for want of memory. */
  crashPage(): Promise<void> {
    return this.#driver.crashPage();
  }
  /** The engine's process id; null while there is none. */
  enginePid(): Promise<number | null> {
    return this.evaluate(
      ({ app }) =>
        app.getAppMetrics().find((metric) => metric.type === 'Utility' && metric.name === 'Lintel engine')?.pid ?? null,
    );
  }
  /** SIGKILL, as the system does when memory runs out. */
  async killEngine(): Promise<number> {
    const pid = await this.enginePid();
    if (pid === null) throw new Error('there is no engine process');
    process.kill(pid, 'SIGKILL');
    return pid;
  }

  /** The same profile, a new main: after an orderly end, or after a power cut. */
  async restart(how: 'quit' | 'cut' = 'quit'): Promise<Page> {
    await this.stop(how);
    return this.start();
  }
  /** Ends main and its windows; the profile, and the stand-in's browser, stay. */
  stop(how: 'quit' | 'cut' = 'quit'): Promise<void> {
    return this.#driver.stopMain(how);
  }
  /** A new main after `stop`. */
  async start(): Promise<Page> {
    await this.#driver.start();
    return this.page();
  }
  /** Ends the app; the profile is removed unless the test brought it. */
  async close(): Promise<void> {
    await this.#driver.dispose();
    if (this.#ownProfile) rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
