/** The built app in real Electron, through Playwright. */
import type * as Electron from 'electron';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { Driver, DriverOptions } from './lintel.ts';

export class ElectronDriver implements Driver {
  readonly kind = 'electron';
  readonly #options: DriverOptions;
  #app: ElectronApplication | null = null;
  #log = '';
  #ended: Promise<number | null> = Promise.resolve(null);

  constructor(options: DriverOptions) {
    this.#options = options;
  }
  async start(): Promise<void> {
    const { root, userData, camera, args = [], env = {}, locale = 'en_US.UTF-8', colorScheme, noCamera } = this.#options;
    const executablePath = process.env['LINTEL_ELECTRON'];
    if (!executablePath) throw new Error('LINTEL_ELECTRON names no binary');
    const app = await _electron.launch({
      executablePath,
      cwd: root,
      colorScheme: colorScheme ?? 'light',
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        `--user-data-dir=${userData}`,
        '--disable-gpu',
        '--autoplay-policy=no-user-gesture-required',
        ...(noCamera ? ['--use-fake-device-for-media-stream=device-count=0'] : camera.switches()),
        root,
        ...args,
      ],
      env: { ...(process.env as Record<string, string>), ...env, LANG: locale, LC_ALL: locale, LINTEL_USER_DATA: userData },
    });
    this.#app = app;
    const child = app.process();
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (this.#log += data.toString()));
    app.on('window', (page) => {
      page.on('console', (entry) => (this.#log += `[page ${entry.type()}] ${entry.text()}\n`));
      page.on('pageerror', (error) => (this.#log += `[page error] ${error.stack ?? error.message}\n`));
    });
    this.#ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  }
  async page(): Promise<Page> {
    const first = await this.#app!.firstWindow();
    const page = this.pages().at(-1) ?? first;
    await page.waitForLoadState('load');
    if (this.#options.viewport) await page.setViewportSize(this.#options.viewport);
    return page;
  }
  pages(): readonly Page[] {
    return this.#app?.windows() ?? [];
  }
  evaluate<A, R>(fn: (electron: typeof Electron, arg: A) => R | Promise<R>, arg: A): Promise<R> {
    return this.#app!.evaluate(fn as never, arg as never);
  }
  log(): string {
    return this.#log;
  }
  running(): boolean {
    const child = this.#app?.process();
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }
  ended(): Promise<number | null> {
    return this.#ended;
  }
  async crashPage(): Promise<void> {
    await this.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
      undefined,
    );
  }
  async stopMain(how: 'quit' | 'cut'): Promise<void> {
    const app = this.#app;
    if (!app) return;
    this.#app = null;
    if (how === 'cut') app.process().kill('SIGKILL');
    // close() is app.quit(), and waits.
    await app.close().catch(() => undefined);
    await this.#ended;
  }
  async dispose(): Promise<void> {
    await this.stopMain('quit');
  }
}
