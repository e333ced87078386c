/**
 * Electron's security checklist (electronjs.org, "Security", its twenty points) as this code has it: printed, and each point tried on the
 * code itself. Electron cannot run everywhere that these tests do; what it does with what it is told is Electron's.
 */
import type { Session, WebContents } from 'electron';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { serveApp } from '../../src/main/window/app-protocol.ts';
import { APP_ORIGIN, closeGates, confine, mayRequest, mayUse, webPreferences } from '../../src/main/window/gates.ts';
import { dispatch } from '../../src/main/ipc/dispatch.ts';
import { quiet } from '../fakes/app.ts';

const root = join(import.meta.dirname, '../..');
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(root, 'src', file), 'utf8') }));
/** Files outside tests in which a thing is spelt. */
const where = (what: RegExp): string[] => sources.filter(({ text }) => what.test(text)).map(({ file }) => file);

const lines: string[] = [];
const point = (number: number, name: string, how: string, check: () => unknown): void => {
  test(`${number}. ${name}`, async () => {
    await check();
    lines.push(`${String(number).padStart(2)}  ${name}: ${how}`);
  });
};
afterAll(() => console.log(`Electron's security checklist\n${lines.join('\n')}`));

const preferences = webPreferences('/preload.cjs', false);

/** A web contents that remembers what it was told. */
function contents() {
  const said = new Map<string, (...given: never[]) => unknown>();
  const fake = {
    on: (name: string, listener: (...given: never[]) => unknown) => void said.set(name, listener),
    setWindowOpenHandler: (handler: (...given: never[]) => unknown) => void said.set('open', handler),
    setWebRTCIPHandlingPolicy: (policy: string) => void said.set('webrtc', () => policy),
  };
  confine(fake as unknown as WebContents);
  const prevented = (name: string, url: string): boolean => {
    let stopped = false;
    const event = { url, preventDefault: () => void (stopped = true) };
    (said.get(name) as ((event: object, url: string) => void) | undefined)?.(event, url);
    return stopped;
  };
  return { said, prevented };
}

/** A session that remembers what it was told. */
async function session() {
  const told: Record<string, unknown> = {};
  const note = (name: string) => (value: unknown) => void (told[name] = value);
  const fake = {
    webRequest: { onBeforeRequest: note('before') },
    setPermissionRequestHandler: note('request'),
    setPermissionCheckHandler: note('check'),
    setDevicePermissionHandler: note('device'),
    setProxy: (proxy: unknown) => {
      note('proxy')(proxy);
      return Promise.resolve();
    },
  };
  await closeGates(fake as unknown as Session, false);
  return told as {
    before: (facts: { url: string }, answer: (said: { cancel: boolean }) => void) => void;
    request: (c: null, permission: string, answer: (granted: boolean) => void, facts: object) => void;
    check: (c: null, permission: string, origin: string, facts: object) => boolean;
    device: () => boolean;
    proxy: { mode: string; proxyRules: string };
  };
}

point(
  1,
  'Only load secure content',
  'app:// from the package; every other request is cancelled, and finds a proxy where nobody listens',
  async () => {
    expect(where(/loadURL\((?!`\$\{APP_ORIGIN\}\/index\.html`)/)).toEqual([]);
    const { before, proxy } = await session();
    for (const url of ['http://example.com/', 'https://example.com/', 'ws://a/', 'file:///etc/passwd']) {
      before({ url }, ({ cancel }) => expect(cancel, url).toBe(true));
      expect(mayRequest(url, true)).toBe(false);
    }
    before({ url: `${APP_ORIGIN}/index.html` }, ({ cancel }) => expect(cancel).toBe(false));
    expect(proxy).toMatchObject({ mode: 'fixed_servers', proxyRules: '127.0.0.1:1' });
  },
);

point(2, 'No Node.js in the page', 'nodeIntegration false', () => {
  expect(preferences.nodeIntegration).toBe(false);
  expect(where(/nodeIntegration\w*: true/)).toEqual([]);
});

point(3, 'Context isolation', 'contextIsolation true; preload shows three functions by contextBridge', () => {
  expect(preferences.contextIsolation).toBe(true);
  expect(where(/exposeInMainWorld/)).toEqual([join('preload', 'index.ts')]);
});

point(4, 'Process sandboxing', 'sandbox true', () => expect(preferences.sandbox).toBe(true));

point(
  5,
  'Permission requests',
  'the camera alone, and plain text to the clipboard, for our own origin and main frame',
  async () => {
    const { request, check, device } = await session();
    const asked = (permission: string, facts: object): boolean => {
      let granted = false;
      request(null, permission, (yes) => void (granted = yes), {
        requestingUrl: `${APP_ORIGIN}/index.html`,
        isMainFrame: true,
        ...facts,
      });
      return granted;
    };
    expect(asked('media', { mediaTypes: ['video'] })).toBe(true);
    expect(asked('clipboard-sanitized-write', {})).toBe(true);
    expect(asked('media', { mediaTypes: ['video', 'audio'] })).toBe(false);
    expect(asked('media', { mediaTypes: ['video'], requestingUrl: `${APP_ORIGIN}.evil/` })).toBe(false);
    expect(asked('media', { mediaTypes: ['video'], isMainFrame: false })).toBe(false);
    expect(asked('geolocation', {})).toBe(false);
    // The check says what the request would.
    expect(check(null, 'media', `${APP_ORIGIN}/`, { isMainFrame: true, mediaType: 'video' })).toBe(true);
    expect(check(null, 'media', `${APP_ORIGIN}/`, { isMainFrame: true, mediaType: 'audio' })).toBe(false);
    expect(check(null, 'media', `${APP_ORIGIN}.evil`, { isMainFrame: true, mediaType: 'video' })).toBe(false);
    expect(check(null, 'clipboard-sanitized-write', APP_ORIGIN, { isMainFrame: true })).toBe(true);
    expect(check(null, 'clipboard-read', APP_ORIGIN, { isMainFrame: true })).toBe(false);
    expect(device()).toBe(false);
    expect(mayUse('media', { origin: 'https://lintel', isMainFrame: true, mediaTypes: ['video'] })).toBe(false);
  },
);

point(6, 'webSecurity is on', 'webSecurity true', () => {
  expect(preferences.webSecurity).toBe(true);
  expect(where(/webSecurity: false|disable-web-security/)).toEqual([]);
});

point(7, 'Content-Security-Policy', "default-src 'none', sent with every file; no inline script, no eval", async () => {
  const folder = join(root, 'src', 'renderer');
  const policy = (await serveApp(folder, new Request(`${APP_ORIGIN}/index.html`))).headers.get('content-security-policy') ?? '';
  const rules = new Map(policy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]));
  expect(rules.get('default-src')).toEqual(["'none'"]);
  expect(rules.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(rules.get('connect-src')).toEqual(["'self'"]);
  for (const name of ['base-uri', 'form-action', 'frame-ancestors']) expect(rules.get(name)).toEqual(["'none'"]);
  expect(policy).not.toMatch(/'unsafe-eval'|https?:|\*/);
});

point(8, 'No insecure content', 'allowRunningInsecureContent is nowhere', () =>
  expect(where(/allowRunningInsecureContent/)).toEqual([]),
);
point(9, 'No experimental features', 'experimentalFeatures is nowhere', () => expect(where(/experimentalFeatures/)).toEqual([]));
point(10, 'No Blink features', 'enableBlinkFeatures is nowhere', () =>
  expect(where(/enableBlinkFeatures|enable-blink-features/)).toEqual([]),
);
point(11, 'No allowpopups', 'no webview', () => expect(where(/allowpopups|<webview/)).toEqual([]));

point(12, 'WebViews', 'webviewTag false, and each attachment is prevented', () => {
  expect(preferences.webviewTag).toBe(false);
  expect(contents().prevented('will-attach-webview', '')).toBe(true);
});

point(13, 'Navigation', 'to our own origin alone, of every frame of every web contents, redirects too', () => {
  const { prevented } = contents();
  for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
    for (const url of ['https://example.com/', `${APP_ORIGIN}.evil/`, 'file:///x', 'about:blank'])
      expect(prevented(name, url), `${name} ${url}`).toBe(true);
    expect(prevented(name, `${APP_ORIGIN}/index.html#/log`)).toBe(false);
  }
  expect(where(/'web-contents-created'/)).toEqual([join('main', 'index.ts')]);
});

point(14, 'New windows', 'denied', () => {
  expect((contents().said.get('open') as () => unknown)()).toEqual({ action: 'deny' });
});

point(15, 'shell.openExternal', 'nowhere', () => expect(where(/openExternal\(|\bshell\b.*from 'electron'/)).toEqual([]));

point(
  16,
  'A current Electron',
  `${(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> }).devDependencies['electron'] ?? ''}, pinned; renewing it is a matter of every release`,
  () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
  },
);

point(
  17,
  'The sender of every message',
  "one channel; the top frame of our own window, its role, then the input's schema",
  async () => {
    expect(where(/ipcMain\.(handle|on)\(/)).toEqual([join('main', 'ipc', 'router.ts')]);
    const router = sources.find(({ file }) => file === join('main', 'ipc', 'router.ts'))?.text;
    expect(router).toContain('event.senderFrame === event.sender.mainFrame');
    expect(await dispatch({} as never, null, 'app.state', null, quiet)).toEqual({ ok: false, error: { code: 'not-allowed' } });
  },
);

point(18, 'No file://', 'app://lintel, by protocol.handle', () => {
  expect(where(/loadFile\(|['"`]file:\/\//)).toEqual([]);
  expect(mayRequest('file:///etc/passwd', true)).toBe(false);
});

point(19, 'Fuses', 'NOT YET: there is no packed build; developer tools are off in one', () => {
  expect(preferences.devTools).toBe(false);
});

point(20, 'No Electron in the page', 'call, on, platform; an event object never reaches a listener', () => {
  expect(where(/from 'electron'/).filter((file) => !file.startsWith('main') && !file.startsWith('preload'))).toEqual([]);
  const preload = sources.find(({ file }) => file === join('preload', 'index.ts'))?.text ?? '';
  expect(preload).toContain('listener(payload)');
  expect(preload).not.toMatch(/listener\(_?event/);
});
