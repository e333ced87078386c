/** The built app under the stand-in: main in Node, its windows as pages of Chromium. */
import type * as Electron from 'electron';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/lib/chromium.mjs';
import { GATE_SWITCHES } from '../stand-in/gates.ts';
import type { WindowMessage } from '../stand-in/host.ts';
import { MainProcess } from '../stand-in/launch.ts';
import type { Driver, DriverOptions } from './lintel.ts';

export class StandInDriver implements Driver {
  readonly kind = 'stand-in';
  readonly #options: DriverOptions;
  #context: BrowserContext | null = null;
  #main: MainProcess | null = null;
  #earlierLogs = '';
  readonly #pages = new Map<number, Promise<Page>>();
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
    const { root, userData, args = [], env = {}, locale = 'en_US.UTF-8' } = this.#options;
    await this.#browser();
    const main = new MainProcess({ root, userData, args, output: 'pipe', env: { ...env, LANG: locale, LC_ALL: locale } });
    this.#main = main;
    this.#firstPage = new Promise<Page>((resolve, reject) => {
      main.on('window', (message) => {
        const page = this.#open(main, message);
        this.#pages.set(message.id, page);
        page.then(resolve, reject);
      });
      main.once('exit', (code, signal) =>
        reject(new Error(`main ended (${String(code ?? signal)}) before its window was there\n${main.log}`)),
      );
    });
    // Nobody may be waiting for a window when main ends early.
    this.#firstPage.catch(() => undefined);
    main.on('window-gone', (id) => {
      const page = this.#pages.get(id);
      this.#pages.delete(id);
      page?.then((p) => p.close()).catch(() => undefined);
    });
  }

  async #open(main: MainProcess, message: WindowMessage): Promise<Page> {
    const context = await this.#browser();
    const page = await context.newPage();
    await page.setViewportSize(this.#options.viewport ?? { width: message.width, height: message.height });
    page.on('console', (entry) => (main.log += `[page ${entry.type()}] ${entry.text()}\n`));
    page.on('pageerror', (error) => (main.log += `[page error] ${error.stack ?? error.message}\n`));
    page.on('crash', () => (main.log += '[page crashed]\n'));
    page.on('close', () => {
      // Closed by the test, as by a person; what main closed is not in the list any more.
      if (this.#pages.has(message.id)) main.windowClosed(message.id);
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
  async stopMain(how: 'quit' | 'cut'): Promise<void> {
    const open = [...this.#pages.values()];
    // First, so that closing them is not taken for a person's doing.
    this.#pages.clear();
    if (how === 'quit') await this.#main?.quit();
    else await this.#main?.cut();
    for (const page of open) await page.then((p) => p.close()).catch(() => undefined);
    this.#earlierLogs = this.log();
    this.#main = null;
  }
  async dispose(): Promise<void> {
    await this.stopMain('quit');
    await this.#context?.close();
    this.#context = null;
  }
}
