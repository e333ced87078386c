/** Main's side of the stand-in, against a page written here: what may come in, IPC, windows, life and death. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { decode, encode } from './codec.ts';
import type { WindowMessage } from './host.ts';
import { MainProcess } from './launch.ts';

const root = fileURLToPath(new URL('small-app', import.meta.url));
let profile: string;
let mains: MainProcess[];

function start(): MainProcess {
  const main = new MainProcess({ root, userData: profile, output: 'pipe', args: ['--demo'] });
  mains.push(main);
  return main;
}
const windowOf = (main: MainProcess): Promise<WindowMessage> =>
  new Promise((resolve, reject) => {
    main.once('window', resolve);
    main.once('exit', () => reject(new Error(main.log)));
  });

/** A page of the stand-in, reduced to what it says over the socket. */
class Page {
  readonly socket: WebSocket;
  #last = 0;
  readonly events: unknown[] = [];
  readonly #calls = new Map<number, (message: Record<string, unknown>) => void>();

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      const message = decode(data.toString()) as Record<string, unknown>;
      if (message['t'] === 'reply') this.#calls.get(message['id'] as number)?.(message);
      else this.events.push(message);
    });
  }
  static async open(window: WindowMessage): Promise<Page> {
    const { cookie, origin } = await enter(window);
    const page = new Page(await connect(`${origin}/__stand-in/ipc?window=${String(window.id)}`, { cookie, origin }));
    page.post({ t: 'at', url: `${origin}/index.html?a=1#/here` });
    page.post({ t: 'loaded' });
    return page;
  }
  post(message: object): void {
    this.socket.send(encode(message));
  }
  ask(message: object): Promise<Record<string, unknown>> {
    const id = ++this.#last;
    this.post({ ...message, id });
    return new Promise((resolve) => this.#calls.set(id, resolve));
  }
  async call(name: string, input?: unknown): Promise<unknown> {
    const { value, error } = await this.ask({ t: 'invoke', channel: 'call', args: [name, input] });
    if (error !== undefined) throw new Error(error as string);
    return value;
  }
}
async function enter(window: WindowMessage): Promise<{ cookie: string; origin: string }> {
  const answer = await fetch(window.url);
  return { cookie: answer.headers.get('set-cookie')!.split(';')[0]!, origin: new URL(window.url).origin };
}
function connect(url: string, headers: Record<string, string>): Promise<WebSocket> {
  const socket = new WebSocket(url.replace('http:', 'ws:'), { headers });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}
const logged = (main: MainProcess, text: string): Promise<void> => expect.poll(() => main.log).toContain(text);
const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'lintel-stand-in-'));
  mains = [];
});
afterEach(async () => {
  await Promise.all(mains.filter((main) => main.running).map((main) => main.cut()));
  rmSync(profile, { recursive: true, force: true });
});

describe('who may come in', () => {
  it('needs the token for the cookie, the cookie for everything else, and our own origin for the socket', async () => {
    const window = await windowOf(start());
    const { cookie, origin } = await enter(window);
    const status = async (path: string, headers: Record<string, string> = {}): Promise<number> =>
      (await fetch(origin + path, { headers })).status;
    expect(await status('/index.html')).toBe(403);
    expect(await status('/__stand-in/page.js')).toBe(403);
    expect(await status('/__stand-in/open?window=1&to=/&token=0')).toBe(403);
    expect(await status('/index.html', { cookie })).toBe(200);
    expect(await status('/index.html', { cookie: cookie.replace(/.$/, (c) => (c === '0' ? '1' : '0')) })).toBe(403);

    // Its address was used: it opens nothing any more, and the page it led to can still be loaded again.
    expect((await fetch(window.url)).status).toBe(403);
    expect((await fetch(window.url, { headers: { cookie } })).status).toBe(403);
    expect(await status('/index.html', { cookie })).toBe(200);
    // What a window shows before it knows its address says nothing of the app.
    const waiting = await fetch(`${origin}/__stand-in/wait`);
    expect([waiting.status, waiting.headers.get('set-cookie')]).toEqual([200, null]);

    const ipc = `${origin}/__stand-in/ipc?window=1`;
    await expect(connect(ipc, { cookie })).rejects.toThrow('403');
    await expect(connect(ipc, { cookie, origin: 'http://evil.example' })).rejects.toThrow('403');
    await expect(connect(ipc, { origin })).rejects.toThrow('403');
    const stranger = await connect(`${origin}/__stand-in/ipc?window=9`, { cookie, origin });
    expect(await new Promise((resolve) => stranger.once('close', resolve))).toBe(4004);
  });

  it('sends the app its page with one script more, and its policy as it was', async () => {
    const window = await windowOf(start());
    const { cookie, origin } = await enter(window);
    const answer = await fetch(`${origin}/index.html`, { headers: { cookie } });
    expect(await answer.text()).toContain(
      '<head><meta name="google" content="notranslate"><script type="module" src="/__stand-in/page.js"></script><title>',
    );
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; script-src 'self'; connect-src 'self'");
    expect((await fetch(`${origin}/other`, { headers: { cookie } })).status).toBe(404);
    const script = await (await fetch(`${origin}/__stand-in/page.js`, { headers: { cookie } })).text();
    expect(script).toContain("exposeInMainWorld('small'");
    const library = await fetch(`${origin}/__stand-in/devalue/index.js`, { headers: { cookie } });
    expect(library.headers.get('content-type')).toContain('javascript');
    expect((await fetch(`${origin}/__stand-in/devalue/..%2f..%2f..%2fpackage.json`, { headers: { cookie } })).status).toBe(404);
  });
});

describe('a window', () => {
  it('calls main, which knows it by its app:// address; main asks its utility process', async () => {
    const page = await Page.open(await windowOf(start()));
    expect(await page.call('who')).toEqual({ top: true, url: 'app://small/index.html?a=1#/here', origin: 'app://small' });
    expect(await page.call('sum', new Uint8Array([1, 2, 250]))).toBe(253);
    await expect(page.call('nonsense')).rejects.toThrow("Error invoking remote method 'call': Error: no call nonsense");
    await page.call('tell-me', { at: new Date(5) });
    expect(page.events).toContainEqual({ t: 'event', channel: 'event', args: ['told', { at: new Date(5) }] });
  });

  it('asks for the camera at main', async () => {
    const main = start();
    const page = await Page.open(await windowOf(main));
    expect(await page.ask({ t: 'permission', mediaTypes: ['video'] })).toMatchObject({ value: true });
    await main.evaluate(({ session }) =>
      session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false)),
    );
    expect(await page.ask({ t: 'permission', mediaTypes: ['video'] })).toMatchObject({ value: false });
  });

  it('is asked for again when its close is refused, and ends the app when not', async () => {
    const main = start();
    const window = await windowOf(main);
    const page = await Page.open(window);
    await page.call('may-close', false);
    main.windowClosed(window.id);
    expect((await windowOf(main)).id).toBe(window.id);
    await page.call('may-close', true);
    page.post({ t: 'close' });
    expect(await main.ended).toBe(0);
    expect(main.log).toMatch(/closed\n.*before-quit\n.*will-quit/s);
  });

  it('opened a second time, by an address asked for anew, takes the place of the first', async () => {
    const main = start();
    const window = await windowOf(main);
    const first = await Page.open(window);
    const closed = new Promise((resolve) => first.socket.once('close', resolve));
    const again = windowOf(main);
    main.askForWindow(window.id);
    expect((await again).url).not.toBe(window.url);
    const second = await Page.open(await again);
    expect(await closed).toBe(4001);
    expect(await second.call('sum', [1, 1])).toBe(2);
  });
});

describe('a page that ends', () => {
  it('as the browser says: main hears of it, and another page is asked for in its place', async () => {
    const main = start();
    const window = await windowOf(main);
    const page = await Page.open(window);
    const next = windowOf(main);
    page.socket.close();
    main.pageCrashed(window.id);
    expect(await next).toMatchObject({ id: window.id, again: true });
    expect(main.log).toContain('gone: crashed 11');
    const other = await Page.open(await next);
    expect(await other.call('sum', [1, 1])).toBe(2);
    expect(main.log.match(/navigates: true/g)).toHaveLength(2);
  });

  it('because main ends it: the host is told, and its end is heard once', async () => {
    const main = start();
    const window = await windowOf(main);
    const page = await Page.open(window);
    const told = new Promise((resolve) => main.once('crash', resolve));
    const next = windowOf(main);
    page.post({ t: 'invoke', id: 99, channel: 'call', args: ['end-me'] });
    expect(await told).toBe(window.id);
    expect(main.log).not.toContain('gone:');
    page.socket.terminate();
    expect((await next).again).toBe(true);
    expect(main.log.match(/gone: killed 9/g)).toHaveLength(1);
  });

  it('by being left or closed is no fault', async () => {
    const main = start();
    const page = await Page.open(await windowOf(main));
    page.socket.close(1001);
    await new Promise((resolve) => page.socket.once('close', resolve));
    expect(await main.evaluate(() => 1)).toBe(1);
    expect(main.log).not.toContain('gone:');
  });
});

describe('desktop', () => {
  it('has no keychain, and saves inside the profile', async () => {
    const page = await Page.open(await windowOf(start()));
    expect(await page.call('keychain')).toBe(false);
    expect(await page.call('save')).toEqual({ canceled: false, filePath: join(profile, 'downloads/log.csv') });
  });
});

describe('life and death', () => {
  it('quits in Electron’s order, and leaves no child and no lock', async () => {
    const main = start();
    await Page.open(await windowOf(main));
    const metrics = await main.evaluate(({ app }) => app.getAppMetrics());
    expect(metrics.map(({ type }) => type)).toEqual(['Browser', 'Utility']);
    const engine = metrics.find(({ name }) => name === 'Small engine')!;
    expect(await main.quit()).toBe(0);
    expect(main.log).toMatch(/before-quit\n.*closed\n.*will-quit/s);
    await expect.poll(() => alive(engine.pid)).toBe(false);
    expect(readdirSync(profile).filter((name) => name.startsWith('Singleton'))).toEqual([]);
  });

  it('tells main when its utility process is killed', async () => {
    const main = start();
    await Page.open(await windowOf(main));
    const pid = await main.evaluate(({ app }) => app.getAppMetrics().find(({ type }) => type === 'Utility')!.pid);
    process.kill(pid, 'SIGKILL');
    await logged(main, 'engine ended');
    await logged(main, 'child gone: Utility killed Small engine');
    expect(main.running).toBe(true);
  });

  it('lets one instance in and hears the second knock; a lock left by a killed one is taken over', async () => {
    const first = start();
    await windowOf(first);
    const second = start();
    expect(await second.ended).toBe(3);
    await logged(first, 'knocked: --demo');
    await first.cut();
    const third = start();
    await windowOf(third);
    expect(third.running).toBe(true);
  });

  it('asks its host to start it again, with the arguments that it wants', async () => {
    const main = start();
    const page = await Page.open(await windowOf(main));
    const wanted = new Promise<readonly string[]>((resolve) => main.once('relaunch', resolve));
    page.post({ t: 'invoke', id: 99, channel: 'call', args: ['relaunch'] });
    expect(await main.ended).toBe(70);
    expect((await wanted).slice(1)).toEqual(['--demo', '--again']);
  });

  it('ends its utility process when it is killed itself', async () => {
    const main = start();
    await windowOf(main);
    const pid = await main.evaluate(({ app }) => app.getAppMetrics().find(({ type }) => type === 'Utility')!.pid);
    await main.cut();
    await expect.poll(() => alive(pid)).toBe(false);
  });
});
