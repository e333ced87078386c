/** A receiver of Lintel's signed POSTs, whose lock has a timer of its own. */
import { createServer as createHttp } from 'node:http';
import type { Socket } from 'node:net';
import { httpDoor, signature } from '../../src/doors/http.ts';
import type { ConfigOf } from '../../src/shared/outputs.ts';
import { lineOf, lock as newLock, type Peer, tcpPeer, wiredBy } from './peer.ts';

export const KEY = Array.from({ length: 32 }, (_, i) => i.toString(16).padStart(2, '0')).join('');

/** A receiver whose lock has a timer of its own, in this process: it can be hung and garbled. */
export async function receiver(): Promise<
  Peer & { readonly bodies: string[]; status: number; readonly headers: Record<string, unknown>[] }
> {
  const lock = newLock();
  const bodies: string[] = [];
  const headers: Record<string, unknown>[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const http = createHttp((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      bodies.push(`${request.method ?? ''} ${body}`);
      headers.push(request.headers);
      const { 'x-lintel-timestamp': timestamp, 'x-lintel-nonce': nonce, 'x-lintel-signature': given } = request.headers;
      const host = `127.0.0.1:${tcp.port}`;
      const right = signature(2, KEY, {
        host,
        path: request.url ?? '',
        timestamp: String(timestamp),
        nonce: String(nonce),
        body,
      });
      if (given !== right) return void response.writeHead(401).end();
      if (peer.status !== 204) return void response.writeHead(peer.status, { location: '/elsewhere' }).end('no');
      const { action, milliseconds } = JSON.parse(body) as { action: string; milliseconds: number };
      clearTimeout(timer);
      if (action === 'open') timer = setTimeout(() => lock.set(false), milliseconds);
      lock.hear(action !== 'lock');
      response.writeHead(204).end();
    });
  });
  const tcp = await tcpPeer((socket: Socket) => http.emit('connection', socket));
  const config: ConfigOf<'http'> = { kind: 'http', url: `http://127.0.0.1:${tcp.port}/door?id=1`, signature: 2 };
  const peer = {
    bodies,
    headers,
    status: 204,
    lock,
    output: () => httpDoor(config, KEY, 7, Date.now),
    wired: wiredBy(config, { key: KEY }),
    ...lineOf(tcp, () => {
      clearTimeout(timer);
      lock.set(false);
    }),
    close: async () => {
      clearTimeout(timer);
      await tcp.down();
      http.close();
    },
  };
  return peer;
}
