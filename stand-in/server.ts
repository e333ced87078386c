/**
 * app:// as a web server on 127.0.0.1, and the WebSocket that carries IPC.
 *
 * [Note: who may come in] Any program of this machine, and any web site in its browser, can reach a port on 127.0.0.1. So each address
 * that opens a window holds a random token, good for one use; it is exchanged for a cookie (HttpOnly, SameSite=Strict), by which the same
 * page can be loaded again, and without the cookie nothing is answered. An address that was seen later, in a history or a list of
 * processes, opens nothing. The Host header must be our own (a site that points its name at 127.0.0.1 has another), and a WebSocket must come from
 * our own origin.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { allowStandIn, injectScript } from './page-rules.ts';
import { defaultSession, schemeHandler } from './session.ts';

const PREFIX = '/__stand-in';
/** scripts/lib/app-window.mjs names the same. */
const WAITING = `${PREFIX}/wait`;
/** Tokens that nobody has used yet. */
const tokens = new Set<string>();
const cookie = randomBytes(24).toString('hex');
const devalue = dirname(createRequire(import.meta.url).resolve('devalue'));
const pageScript = readFileSync(new URL('page.js', import.meta.url), 'utf8');

export interface Door {
  /** The preload script of each open window. */
  preloads(): Record<number, string | null>;
  attach(id: number, socket: WebSocket): boolean;
}

let door: Door | null = null;
let port = 0;
let appOrigin: string | null = null;

export const pageOrigin = (): string => `http://127.0.0.1:${String(port)}`;
/** http://127.0.0.1:PORT/x as the app knows it: app://host/x */
export const toAppUrl = (url: string): string =>
  appOrigin && url.startsWith(pageOrigin()) ? appOrigin + url.slice(pageOrigin().length) : url;

function same(a: string | null | undefined, b: string): boolean {
  return typeof a === 'string' && a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
function isOurs(request: IncomingMessage): boolean {
  return request.headers.host === `127.0.0.1:${String(port)}`;
}
function hasCookie(request: IncomingMessage): boolean {
  const name = `stand-in-${String(port)}=`;
  const pair = (request.headers.cookie ?? '').split('; ').find((part) => part.startsWith(name));
  return same(pair?.slice(name.length), cookie);
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

/** Remembers in the tab which window it is, then goes to the page itself, so that its address is as the app expects it. */
function openTab(url: URL, response: ServerResponse): void {
  const given = url.searchParams.get('token');
  const token = [...tokens].find((unused) => same(given, unused));
  if (token === undefined) {
    refuse(
      response,
      403,
      'This address was used already, or never was one: each opens once. Ask for another where it was printed.',
    );
    return;
  }
  const id = Number(url.searchParams.get('window'));
  const to = url.searchParams.get('to') ?? '/';
  if (!Number.isInteger(id) || !to.startsWith('/') || to.startsWith('//')) {
    refuse(response, 400, 'Bad address.');
    return;
  }
  tokens.delete(token);
  const script = `sessionStorage.setItem('stand-in-window', '${String(id)}'); location.replace(${JSON.stringify(to).replaceAll('<', '\\u003c')});`;
  response
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'set-cookie': `stand-in-${String(port)}=${cookie}; HttpOnly; SameSite=Strict; Path=/`,
    })
    .end(`<!doctype html><meta charset="utf-8"><title>Lintel</title><script>${script}</script>`);
}

/** The page's side: the preload scripts and page.js. The app's own CSP stays in force, so it is a file of our origin. */
function pageModule(): string {
  const preloads = Object.entries(door?.preloads() ?? {})
    .map(([id, path]) => `${id}: function (require, process, module, exports) {${path ? readFileSync(path, 'utf8') : ''}\n}`)
    .join(',\n');
  const main = { platform: process.platform, arch: process.arch, versions: process.versions };
  return `const PRELOADS = {${preloads}};\nconst MAIN = ${JSON.stringify(main)};\n${pageScript}`;
}

/** page.js, and the files of the library that it imports. */
function serveOwn(name: string, response: ServerResponse): void {
  const library = /^devalue\/([\w-]+\.js)$/.exec(name)?.[1];
  if (name !== 'page.js' && !library) {
    refuse(response, 404, 'Not found.');
    return;
  }
  const text = library ? readFileSync(join(devalue, library)) : pageModule();
  response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' }).end(text);
}

/** What a window shows before it is told its address: the same to everybody, and nothing of the app. */
function serveWaiting(response: ServerResponse): void {
  response
    .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    .end('<!doctype html><meta charset="utf-8"><title>Lintel</title>');
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | null> {
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return new Uint8Array(Buffer.concat(chunks));
}

async function serveApp(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const scheme = appOrigin?.split(':')[0] ?? '';
  const handler = schemeHandler(scheme);
  if (!appOrigin || !handler) {
    refuse(response, 503, 'The app has not opened a window yet.');
    return;
  }
  const url = appOrigin + (request.url ?? '/');
  const method = request.method ?? 'GET';
  if (await defaultSession.refusesRequest(url, method)) {
    refuse(response, 403, 'Blocked by the app.');
    return;
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (!['host', 'connection', 'cookie', 'origin', 'referer'].includes(name)) headers.set(name, String(value));
  }
  const answer = await handler(new Request(url, { method, headers, body: await bodyOf(request) }));
  const asLists: Record<string, string[]> = {};
  for (const [name, value] of answer.headers) asLists[name] = [...(asLists[name] ?? []), value];
  const changed = await defaultSession.changeHeaders(url, method, answer.status, asLists);
  if (!changed) {
    refuse(response, 403, 'Blocked by the app.');
    return;
  }
  let body = Buffer.from(await answer.arrayBuffer());
  const out: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(changed)) out[name.toLowerCase()] = value;
  const csp = out['content-security-policy'];
  if (csp) out['content-security-policy'] = [csp].flat().map((policy) => allowStandIn(policy, appOrigin ?? '', pageOrigin()));
  if (String(out['content-type'] ?? '').startsWith('text/html')) {
    body = Buffer.from(injectScript(body.toString('utf8'), `${PREFIX}/page.js`));
    out['cache-control'] = 'no-store';
  }
  delete out['content-length'];
  response.writeHead(answer.status, out).end(method === 'HEAD' ? undefined : body);
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', pageOrigin());
  if (!isOurs(request)) refuse(response, 421, 'Not for this server.');
  else if (url.pathname === `${PREFIX}/open`) openTab(url, response);
  else if (url.pathname === WAITING) serveWaiting(response);
  else if (!hasCookie(request)) refuse(response, 403, 'Open the address that npm start printed: it holds the key.');
  else if (url.pathname.startsWith(`${PREFIX}/`)) serveOwn(url.pathname.slice(PREFIX.length + 1), response);
  else await serveApp(request, response);
}

const server = createServer((request, response) => {
  serve(request, response).catch((error: unknown) => {
    console.error('stand-in: a request failed:', error);
    if (response.headersSent) response.destroy();
    else refuse(response, 500, 'The app failed to answer; see its log.');
  });
});

const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 * 1024 });
server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
  const url = new URL(request.url ?? '/', pageOrigin());
  const id = Number(url.searchParams.get('window'));
  if (url.pathname !== `${PREFIX}/ipc` || !isOurs(request) || request.headers.origin !== pageOrigin() || !hasCookie(request)) {
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    return;
  }
  sockets.handleUpgrade(request, socket, head, (ws) => {
    if (!door?.attach(id, ws)) ws.close(4004, 'no such window');
  });
});

const listening = new Promise<void>((resolve, reject) => {
  server.once('error', reject);
  // The port is chosen by the system; nothing but this machine reaches the loopback address.
  server.listen(0, '127.0.0.1', () => {
    port = (server.address() as AddressInfo).port;
    resolve();
  });
});

/** An address that opens `url` (app://host/path) as window `id`, once. */
export async function addressOf(id: number, url: string, asked: Door): Promise<string> {
  await listening;
  door = asked;
  const { protocol, host, pathname, search, hash } = new URL(url);
  const origin = `${protocol}//${host}`;
  if (appOrigin && appOrigin !== origin) throw new Error(`stand-in: one origin only, ${appOrigin}; asked for ${origin}`);
  appOrigin = origin;
  const token = randomBytes(24).toString('hex');
  tokens.add(token);
  return `${pageOrigin()}${PREFIX}/open?window=${String(id)}&to=${encodeURIComponent(pathname + search + hash)}&token=${token}`;
}
