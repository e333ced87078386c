import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { httpDoor, signature } from '../../src/doors/http.ts';
import { OutputConfig, type ConfigOf } from '../../src/shared/outputs.ts';
import { tempFolder } from '../storage/support.ts';
import { behaves } from './behaves.ts';
import { KEY, receiver } from './http-receiver.ts';
import { closing, freePort, type Lock, lock as newLock } from './peer.ts';
import { ownTime, within } from '../fakes/patience.ts';

const docs = readFileSync(new URL('../../docs/formats.md', import.meta.url), 'utf8');

/** The receiver of docs/formats.md, as it stands there, in a process of its own. */
async function documented(port: number, lock: Lock): Promise<{ stop(): Promise<void> }> {
  const code = /```js\n(import \{ createHmac[\s\S]+?)```/.exec(docs)?.[1];
  if (!code) throw new Error('docs/formats.md has no receiver');
  const file = join(tempFolder(), 'receiver.mjs');
  writeFileSync(file, code);
  const child: ChildProcess = spawn(process.execPath, [file, `127.0.0.1:${port}`, KEY], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = Promise.withResolvers<undefined>();
  child.once('exit', () => gone.resolve(undefined));
  const ready = Promise.withResolvers<undefined>();
  child.stdout!.on('data', (data: Buffer) => {
    for (const line of data.toString().split('\n')) {
      if (line === 'ready') ready.resolve(undefined);
      if (line === 'open' || line === 'locked') lock.hear(line === 'open');
    }
  });
  await ready.promise;
  return {
    async stop() {
      child.kill('SIGKILL');
      await gone.promise;
    },
  };
}

behaves('HTTP', { make: receiver, locks: ['secure'], gone: ['door-unreachable'], closes: 'by its timer', locksFirst: false });

test('the documented receiver opens, closes by itself, and refuses a wrong key, an old time and a replay', async () => {
  const port = await freePort();
  const lock = newLock();
  const server = await documented(port, lock);
  onTestFinished(server.stop);
  const url = `http://127.0.0.1:${port}/door`;
  const door = httpDoor({ kind: 'http', url, signature: 2 }, KEY, 1, Date.now);
  expect(await door.pulse(900)).toEqual({ ok: true, value: null });
  expect(await within(500, () => lock.isOpen())).toBe(true);
  expect(await within(1500, () => !lock.isOpen())).toBe(true);

  const wrongKey = httpDoor({ kind: 'http', url, signature: 2 }, 'ff'.repeat(32), 1, Date.now);
  expect(await wrongKey.pulse(900)).toEqual({ ok: false, error: { code: 'door-password' } });
  const slowClock = httpDoor({ kind: 'http', url, signature: 2 }, KEY, 1, () => Date.now() - 40_000);
  expect(await slowClock.pulse(900)).toEqual({ ok: false, error: { code: 'door-password' } });

  const body = '{"version":1,"door":1,"action":"open","milliseconds":600}';
  const signed = (nonce: string, host = `127.0.0.1:${port}`, secondsAgo = 0) => {
    const timestamp = String(Math.floor(Date.now() / 1000) - secondsAgo);
    return {
      'x-lintel-timestamp': timestamp,
      'x-lintel-nonce': nonce,
      'x-lintel-signature': signature(2, KEY, { host, path: '/door', timestamp, nonce, body }),
    };
  };
  const send = async (to: string, what: RequestInit) => (await fetch(to, { method: 'POST', body, ...what })).status;
  const headers = signed('abc');
  expect(await send(url, { headers })).toBe(204);
  expect(await send(url, { headers })).toBe(401);
  const fresh = signed('abd');
  expect(await send(url, { headers: fresh, body: body.replace('600', '30000') })).toBe(401);
  expect(await send(`${url}2`, { headers: fresh })).toBe(401);
  expect((await fetch(url, { headers: fresh })).status).toBe(401);
  expect(await send(url, { headers: fresh })).toBe(204);
  // Signed for another receiver that has the same key, and held back for longer than a door waits.
  expect(await send(url, { headers: signed('abe', '10.0.0.9') })).toBe(401);
  expect(await send(url, { headers: signed('abf', undefined, 8) })).toBe(401);
  const first = httpDoor({ kind: 'http', url, signature: 1 }, KEY, 1, Date.now);
  expect(await first.pulse(900)).toEqual({ ok: false, error: { code: 'door-password' } });
  await Promise.all([door.close(), wrongKey.close(), slowClock.close(), first.close()]);
});

test('the examples in the documentation are right', () => {
  const body = '{"version":1,"door":1,"action":"open","milliseconds":5000}';
  const signed = {
    host: '192.168.1.5:8080',
    path: '/door',
    timestamp: '1764000000',
    nonce: '000102030405060708090a0b0c0d0e0f',
    body,
  };
  for (const version of [1, 2] as const) expect(docs).toContain(`\`${signature(version, KEY, signed)}\``);
  expect(docs).toContain(body);
});

test('what is signed is signed for one host and one version: at another receiver with the same key it is worth nothing', () => {
  const at = (host: string): string => signature(2, KEY, { host, path: '/door', timestamp: '1', nonce: 'a', body: '{}' });
  expect(new Set(['a:80', 'a:81', 'b:80', 'a'].map(at)).size).toBe(4);
  // A version 1 request whose path and time are chosen so that its lines read as those of a version 2 one has another first line.
  const v1 = signature(1, KEY, { host: '', path: 'a\n/door', timestamp: '1', nonce: 'a', body: '{}' });
  expect(v1.slice(3)).not.toBe(at('a').slice(3));
});

test('a door that was wired before there was a second version goes on with the first', async () => {
  expect(OutputConfig.parse({ kind: 'http', url: 'http://a/door' })).toEqual({
    kind: 'http',
    url: 'http://a/door',
    signature: 1,
  });
  const given: string[] = [];
  const server = createHttp((request, response) => {
    given.push(String(request.headers['x-lintel-signature']));
    request.resume().on('end', () => response.writeHead(204).end());
  });
  server.listen(0, '127.0.0.1');
  await sleep(50);
  const { port } = server.address() as AddressInfo;
  const door = httpDoor(
    OutputConfig.parse({ kind: 'http', url: `http://127.0.0.1:${port}/` }) as ConfigOf<'http'>,
    KEY,
    1,
    Date.now,
  );
  onTestFinished(async () => (await door.close(), void server.close()));
  expect((await door.pulse(1000)).ok).toBe(true);
  expect(given[0]).toMatch(/^v1=[0-9a-f]{64}$/);
});

test('the trace of a test shows no signature: one that was not used yet would open the door', async () => {
  const peer = await receiver();
  const door = peer.output();
  onTestFinished(closing(door, peer));
  const said: string[] = [];
  peer.status = 503;
  await door.pulse(700, (_direction, text) => said.push(text));
  const all = said.join('\n');
  expect(all).toContain('x-lintel-signature: v2=••••');
  for (const { 'x-lintel-signature': given } of peer.headers) expect(all).not.toContain(String(given).slice(3));
  expect(all).not.toMatch(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/);
});

test('what goes over the wire: POST alone, a new nonce each time, less time in a second try', async () => {
  const peer = await receiver();
  const door = peer.output();
  onTestFinished(closing(door, peer));
  peer.status = 503;
  setTimeout(() => (peer.status = 204), 500);
  expect((await door.pulse(3000)).ok).toBe(true);
  expect(peer.bodies.length).toBeGreaterThan(1);
  const times = peer.bodies.map((text) => {
    const { milliseconds, ...rest } = JSON.parse(text.replace(/^POST /, '')) as Record<string, number>;
    expect(rest).toEqual({ version: 1, door: 7, action: 'open' });
    return milliseconds!;
  });
  expect(times[0]).toBeGreaterThan(2900);
  for (const [i, time] of times.slice(1).entries()) expect(time).toBeLessThan(times[i]! - 150);
  expect(new Set(peer.headers.map((h) => h['x-lintel-nonce'])).size).toBe(peer.headers.length);
});

test.each([
  [500, 'door-answer'],
  [302, 'door-answer'],
  [404, 'door-answer'],
  [403, 'door-password'],
] as const)('%d is %s; a redirect is not followed', async (status, code) => {
  const peer = await receiver();
  const door = peer.output();
  onTestFinished(closing(door, peer));
  peer.status = status;
  expect(await door.pulse(600)).toEqual({ ok: false, error: { code } });
  expect(peer.bodies.every((b) => b.startsWith('POST'))).toBe(true);
  expect(peer.lock.history).toEqual([]);
});

test('a name that nobody has, and an address where nobody is, are errors within the pulse', async () => {
  for (const url of ['http://nobody.invalid/door', 'http://192.0.2.1:9/door', 'http://[::1]:9/door']) {
    const door = httpDoor({ kind: 'http', url, signature: 2 }, KEY, 1, Date.now);
    const own = ownTime();
    const answer = await door.pulse(1200);
    expect(own.ms()).toBeLessThan(2500);
    expect(answer.ok ? 'opened' : answer.error.code).toMatch(/^door-(unreachable|timeout)$/);
    await door.close();
  }
});

test('an answer without end is done by its status, and its line is cut', async () => {
  const cut = Promise.withResolvers<undefined>();
  const server = createHttp((_request, response) => {
    response.writeHead(200);
    const more = setInterval(() => response.write('x'.repeat(4096)), 5);
    response.on('close', () => {
      clearInterval(more);
      cut.resolve(undefined);
    });
  });
  server.listen(0, '127.0.0.1');
  await sleep(50);
  const door = httpDoor(
    { kind: 'http', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, signature: 2 },
    KEY,
    1,
    Date.now,
  );
  onTestFinished(async () => (await door.close(), server.closeAllConnections(), void server.close()));
  expect(await door.pulse(700)).toEqual({ ok: true, value: null });
  await cut.promise;
});

test('a request that is given up is reset, not closed: nothing of it is left to arrive later', async () => {
  const errors: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', (error: NodeJS.ErrnoException) => errors.push(error.code ?? ''));
    socket.on('end', () => errors.push('end'));
    socket.resume();
  });
  server.listen(0, '127.0.0.1');
  await sleep(50);
  const door = httpDoor(
    { kind: 'http', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, signature: 2 },
    KEY,
    1,
    Date.now,
  );
  onTestFinished(async () => (await door.close(), void server.close()));
  expect(await door.pulse(700)).toEqual({ ok: false, error: { code: 'door-timeout' } });
  expect(await within(1000, () => errors.length > 0)).toBe(true);
  expect(errors).toEqual(['ECONNRESET']);
});

/** What cheap devices answer after their status line. */
const ODD: [string, string, boolean][] = [
  ['LF alone at line ends', 'HTTP/1.1 200 OK\ncontent-length: 2\n\nok', false],
  ['a length that is too long', 'HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nok', true],
  ['a length that is too short', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nokokok', true],
  ['a length that is no number', 'HTTP/1.1 200 OK\r\ncontent-length: two\r\n\r\nok', true],
  ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok', true],
  ['a control character in a header', 'HTTP/1.1 200 OK\r\nx-name: a\x01b\r\n\r\n', true],
  ['a header without a colon', 'HTTP/1.1 200 OK\r\nnonsense\r\n\r\n', true],
  ['nothing more, and the line stays open', 'HTTP/1.1 204 No Content\r\n', false],
  ['a body without an end', `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(200_000)}`, false],
  ['an interim answer first', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n', true],
];
test.each(ODD)('after a 2xx, %s is done: told once, at once, and the trace says so', async (_name, answer, hangsUp) => {
  let told = 0;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      told += 1;
      socket.write(answer);
      if (hangsUp) socket.end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const door = httpDoor({ kind: 'http', url: `http://127.0.0.1:${port}/door`, signature: 2 }, KEY, 1, Date.now);
  expect(await door.pulse(900)).toEqual({ ok: true, value: null });
  expect(told).toBe(1);
});

test('a refusal that is odd is a refusal', async () => {
  const server = createServer(
    (socket) => void socket.on('error', () => undefined).once('data', () => socket.end('HTTP/1.1 403 No\r\nx\x01: y\r\n\r\n')),
  );
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const door = httpDoor({ kind: 'http', url: `http://127.0.0.1:${port}/door`, signature: 2 }, KEY, 1, Date.now);
  expect((await door.pulse(900)).ok).toBe(false);
});
