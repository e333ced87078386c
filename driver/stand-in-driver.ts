/** The built app under the stand-in: main in Node, its windows as pages of Chromium. */
import type * as Electron from 'electron';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { findChromium } from '../scripts/lib/chromium.mjs';
import { GATE_SWITCHES } from '../stand-in/gates.ts';
import type { WindowMessage } from '../stand-in/host.ts';
import { MainProcess } from '../stand-in/launch.ts';
import type { Driver, DriverOptions } from './lintel.ts';

const closePage = (page: Promise<Page>): Promise<void> => page.then((p) => p.close()).catch(() => undefined);

export class StandInDriver implements Driver {
  readonly kind = 'stand-in';
  readonly #options: DriverOptions;
  #context: BrowserContext | null = null;
  #main: MainProcess | null = null;
  #earlierLogs = '';
  readonly #pages = new Map<number, Promise<Page>>();
  /** Pages that main has ended. */
  readonly #ended = new WeakSet<Promise<Page>>();
  #firstPage: Promise<Page> = Promise.reject(new Error('not started'));

  constructor(options: DriverOptions) {
    this.#options = options;
    this.#firstPage.catch(() => undefined);
  }

  async #browser(): Promise<BrowserContext> {
    if (this.#context) return this.#context;
    const { profile, camera, colorScheme, noCamera } = this.#options;
    // A folder of its own: two apps of one profile are two browsers.
    const executablePath = findChromium();
    if (!executablePath) throw new Error('no Chromium: see scripts/lib/chromium.mjs, or set LINTEL_CHROMIUM');
    this.#context = await chromium.launchPersistentContext(mkdtempSync(join(profile, 'browser-')), {
      executablePath,
      headless: true,
      chromiumSandbox: process.getuid?.() !== 0,
      colorScheme: colorScheme ?? 'light',
      args: [
        '--disable-gpu',
        ...GATE_SWITCHES,
        '--autoplay-policy=no-user-gesture-required',
        ...(noCamera
          ? ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=0']
          : camera.switches()),
      ],
    });
    return this.#context;
  }

  async start(): Promise<void> {
    await this.#browser();
    this.#startMain(this.#options.args ?? []);
  }

  #startMain(args: readonly string[]): void {
    const { root, userData, env = {}, locale = 'en_US.UTF-8' } = this.#options;
    const main = new MainProcess({ root, userData, args, output: 'pipe', env: { ...env, LANG: locale, LC_ALL: locale } });
    this.#main = main;
    this.#firstPage = new Promise<Page>((resolve, reject) => {
      main.on('window', (message) => {
        const before = this.#pages.get(message.id);
        const page = this.#open(main, message, () => this.#pages.get(message.id) === page);
        this.#pages.set(message.id, page);
        page.then(resolve, reject);
        if (before) void closePage(before);
      });
      main.once('exit', (code, signal) =>
        reject(new Error(`main ended (${String(code ?? signal)}) before its window was there\n${main.log}`)),
      );
    });
    // As Electron does, the page's process is ended; it stays in the list until another takes its place.
    main.on('crash', (id) => {
      const page = this.#pages.get(id);
      if (page) {
        this.#ended.add(page);
        void closePage(page);
      }
    });
    let again: readonly string[] | null = null;
    main.on('relaunch', (given) => (again = given));
    main.once('exit', () => {
      if (again === null || this.#main !== main) return;
      this.#dropPages();
      this.#earlierLogs = this.log();
      // The first argument is the program that Node runs.
      this.#startMain(again.slice(1));
    });
    // Nobody may be waiting for a window when main ends early.
    this.#firstPage.catch(() => undefined);
    main.on('window-gone', (id) => {
      const page = this.#pages.get(id);
      this.#pages.delete(id);
      page?.then((p) => p.close()).catch(() => undefined);
    });
  }

  #dropPages(): void {
    const open = [...this.#pages.values()];
    // First, so that closing them is not taken for a person's doing.
    this.#pages.clear();
    for (const page of open) void closePage(page);
  }

  /** @param isShown it is still the window's page */
  async #open(main: MainProcess, message: WindowMessage, isShown: () => boolean): Promise<Page> {
    const context = await this.#browser();
    const page = await context.newPage();
    await page.setViewportSize(this.#options.viewport ?? { width: message.width, height: message.height });
    page.on('console', (entry) => (main.log += `[page ${entry.type()}] ${entry.text()}\n`));
    page.on('pageerror', (error) => (main.log += `[page error] ${error.stack ?? error.message}\n`));
    page.on('crash', () => {
      main.log += '[page crashed]\n';
      main.pageCrashed(message.id);
    });
    page.on('close', () => {
      // Closed by the test, as by a person; what main closed is not in the list any more, what it ended is marked.
      const shown = this.#pages.get(message.id);
      if (shown && isShown() && !this.#ended.has(shown)) main.windowClosed(message.id);
    });
    await page.goto(message.url);
    await page.waitForURL((url) => !url.pathname.startsWith('/__stand-in/'), { waitUntil: 'load' });
    return page;
  }

  async page(): Promise<Page> {
    await this.#firstPage;
    const last = [...this.#pages.values()].at(-1);
    return last ?? this.#firstPage;
  }
  pages(): readonly Page[] {
    return this.#context?.pages().filter((page) => page.url() !== 'about:blank') ?? [];
  }
  evaluate<A, R>(fn: (electron: typeof Electron, arg: A) => R | Promise<R>, arg: A): Promise<R> {
    return this.#main!.evaluate(fn, arg);
  }
  log(): string {
    return this.#earlierLogs + (this.#main?.log ?? '');
  }
  running(): boolean {
    return this.#main?.running ?? false;
  }
  ended(): Promise<number | null> {
    return this.#main!.ended;
  }
  async crashPage(): Promise<void> {
    const page = await this.page();
    const session = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    // Never answered: whoever should answer is gone.
    session.send('Page.crash').catch(() => undefined);
    await crashed;
  }
  async stopMain(how: 'quit' | 'cut'): Promise<void> {
    const open = [...this.#pages.values()];
    // First, so that closing them is not taken for a person's doing.
    this.#pages.clear();
    if (how === 'quit') await this.#main?.quit();
    else await this.#main?.cut();
    for (const page of open) await closePage(page);
    this.#earlierLogs = this.log();
    this.#main = null;
  }
  async dispose(): Promise<void> {
    await this.stopMain('quit');
    await this.#context?.close();
    this.#context = null;
  }
}
