/** The window of `npm start`, with a real browser: what lets in stands in nobody's list of processes, and serves once. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppWindow } from '../scripts/lib/app-window.mjs';
import { findChromium } from '../scripts/lib/chromium.mjs';
import type { WindowMessage } from './host.ts';
import { MainProcess } from './launch.ts';

const chromium = findChromium();
let folder: string;
let main: MainProcess;
let window: AppWindow | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-window-'));
  main = new MainProcess({
    root: fileURLToPath(new URL('small-app', import.meta.url)),
    userData: join(folder, 'data'),
    output: 'pipe',
  });
});
afterEach(async () => {
  await window?.close();
  if (main.running) await main.cut();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

/** What `ps` shows of every process of this machine. */
const commandLines = (): string =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(join('/proc', pid, 'cmdline'), 'utf8');
      } catch {
        return '';
      }
    })
    .join('\n');

/** As `npm start` opens it, but where nobody looks. */
function headless(): string {
  const program = join(folder, 'chromium');
  writeFileSync(program, `#!/bin/sh\nexec '${chromium ?? ''}' --headless=new "$@"\n`);
  chmodSync(program, 0o755);
  return program;
}

test.skipIf(process.platform !== 'linux' || chromium === null)(
  'the address is in no command line, and is burnt once the window has it',
  async () => {
    const message = await new Promise<WindowMessage>((resolve) => main.once('window', resolve));
    const token = new URL(message.url).searchParams.get('token')!;
    expect(token).toMatch(/^[0-9a-f]{48}$/);
    window = new AppWindow(headless(), join(folder, 'browser'), message, []);
    const seen: string[] = [];
    const address = (): Promise<unknown> => {
      seen.push(commandLines());
      // The page is there when it has told main its address.
      return main.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
    };
    await expect.poll(address, { interval: 100 }).toBe('app://small/index.html?a=1#/here');
    seen.push(commandLines());
    // It looked at the right ones.
    expect(seen.join('\n')).toContain(join(folder, 'browser'));
    expect(seen.join('\n')).not.toContain(token);
    expect((await fetch(message.url)).status).toBe(403);
    // The same page can be loaded again.
    const loaded = main.evaluate(
      ({ BrowserWindow }) =>
        new Promise((resolve) => BrowserWindow.getAllWindows()[0]?.webContents.once('did-finish-load', () => resolve('again'))),
    );
    await main.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
    expect(await loaded).toBe('again');
  },
);

test.skipIf(process.platform !== 'linux' || chromium === null)(
  'a page whose process is killed is told to main, which asks for another in its place',
  async () => {
    const message = await new Promise<WindowMessage>((resolve) => main.once('window', resolve));
    window = new AppWindow(headless(), join(folder, 'browser'), message, [], () => main.pageCrashed(message.id));
    await expect
      .poll(() => main.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL()), { interval: 100 })
      .toContain('app://small');
    const next = new Promise<WindowMessage>((resolve) => main.once('window', resolve));
    // As the system does when memory runs out.
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const words = (() => {
        try {
          return readFileSync(join('/proc', pid, 'cmdline'), 'utf8');
        } catch {
          return '';
        }
      })();
      if (words.includes('--type=renderer') && words.includes(join(folder, 'browser'))) process.kill(Number(pid), 'SIGKILL');
    }
    expect((await next).again).toBe(true);
    expect(main.log).toContain('gone: crashed 11');
  },
);
