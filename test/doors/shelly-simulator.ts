/**
 * Shelly relays as the tests need them, after shelly-api-docs.shelly.cloud: Gen1's `/relay/N` and `/status` with HTTP Basic, Gen2's
 * `POST /rpc` with Digest SHA-256 (RFC 7616; nonces that are used once a count and go stale), timers, and their ways of saying no.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { shellyDoor } from '../../src/doors/shelly.ts';
import type { ConfigOf } from '../../src/shared/outputs.ts';
import { lineOf, lock as newLock, tcpPeer, wiredBy, type Peer } from './peer.ts';

type Options = {
  readonly generation: 1 | 2;
  readonly lock?: 'secure' | 'safe';
  /** What the device wants; '' = no password set. */
  readonly password?: string;
  /** What the output is given. */
  readonly given?: string;
  readonly contact?: ConfigOf<'shelly'>['contact'];
  readonly channel?: number;
  /** A firmware that ignores the timer. */
  readonly timerless?: boolean;
};

export type ShellySimulator = Peer & {
  readonly port: number;
  readonly requests: string[];
  /** 500 to everything. */
  broken: boolean;
  /** The input's state. */
  input: boolean;
  relay(): boolean;
  /** Makes all nonces stale, as a restart does. */
  forgetNonces(): void;
};

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

export async function shellySimulator(options: Options): Promise<ShellySimulator> {
  const { generation, password = '', given = password, contact = null, channel = 0, timerless = false } = options;
  const safe = options.lock === 'safe';
  const lock = newLock();
  const requests: string[] = [];
  const nonces = new Map<string, number>();
  // Energised means locked where it is fail-safe.
  let on = safe;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let timerEnds = 0;

  function turn(to: boolean, seconds: number | null): boolean {
    const was = on;
    clearTimeout(timer);
    timerEnds = 0;
    on = to;
    lock.hear(on !== safe);
    if (seconds !== null && !timerless) {
      timerEnds = performance.now() + seconds * 1000;
      timer = setTimeout(() => {
        timerEnds = 0;
        on = !to;
        lock.set(on !== safe);
      }, seconds * 1000);
    }
    return was;
  }

  function gen1(request: IncomingMessage, response: ServerResponse): unknown {
    const url = new URL(request.url ?? '/', 'http://shelly');
    const authorised =
      password === '' || request.headers.authorization === `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;
    const say = (status: number, body: string, headers = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
    if (!authorised) return say(401, '401 Unauthorized', { 'www-authenticate': 'Basic realm="shelly1-A4CF12F45E7A"' });
    if (request.method !== 'GET') return say(405, 'Method Not Allowed');
    if (url.pathname === '/status')
      return say(
        200,
        JSON.stringify({ relays: [{ ison: on }], inputs: [{ input: simulator.input ? 1 : 0, event: '', event_cnt: 0 }] }),
      );
    if (url.pathname !== '/relay/0') return say(404, 'Not Found');
    const to = url.searchParams.get('turn');
    const seconds = url.searchParams.get('timer');
    if (to !== null && to !== 'on' && to !== 'off') return say(400, 'Bad turn!');
    if (seconds !== null && !/^\d+$/.test(seconds)) return say(400, 'Bad timer!');
    if (to !== null) turn(to === 'on', seconds === null ? null : Number(seconds));
    const left = Math.max(0, timerEnds - performance.now());
    return say(
      200,
      JSON.stringify({
        ison: on,
        has_timer: timerEnds > 0,
        timer_started: 0,
        timer_duration: Number(seconds ?? 0),
        timer_remaining: Math.ceil(left / 1000),
        source: 'http',
      }),
    );
  }

  const realm = 'shellyplus1-a8032abe54dc';
  function digestOk(header: string): boolean {
    if (password === '') return true;
    const pairs = new Map(Array.from(header.matchAll(/(\w+)="?([^",]*)"?/g), ([, name = '', value = '']) => [name, value]));
    const get = (name: string): string => pairs.get(name) ?? '';
    const last = nonces.get(get('nonce'));
    const count = parseInt(get('nc'), 16);
    // A count that was seen is a replay.
    if (!header.startsWith('Digest ') || last === undefined || !(count > last)) return false;
    const expected = sha(
      [sha(`admin:${realm}:${password}`), get('nonce'), get('nc'), get('cnonce'), 'auth', sha(`POST:${get('uri')}`)].join(':'),
    );
    const right =
      get('username') === 'admin' &&
      get('realm') === realm &&
      get('uri') === '/rpc' &&
      get('algorithm') === 'SHA-256' &&
      get('response') === expected;
    if (right) nonces.set(get('nonce'), count);
    return right;
  }

  function gen2(request: IncomingMessage, response: ServerResponse, body: string): unknown {
    if (request.url !== '/rpc' || request.method !== 'POST') return response.writeHead(404).end();
    if (!digestOk(request.headers.authorization ?? '')) {
      const nonce = randomBytes(6).toString('hex');
      nonces.set(nonce, 0);
      return response
        .writeHead(401, { 'www-authenticate': `Digest qop="auth", realm="${realm}", nonce="${nonce}", algorithm=SHA-256` })
        .end();
    }
    const frame = JSON.parse(body) as {
      id: number;
      method: string;
      params: { id?: number; on?: boolean; toggle_after?: number };
    };
    const answer = (rest: object) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: frame.id, src: realm, ...rest }));
    const { id, on: to, toggle_after: seconds } = frame.params;
    if (frame.method === 'Input.GetStatus')
      return id === 0
        ? answer({ result: { id, state: simulator.input } })
        : answer({ error: { code: -105, message: `Argument 'id', value ${id} not found!` } });
    if (frame.method !== 'Switch.Set') return answer({ error: { code: 404, message: `No handler for ${frame.method}` } });
    if (id !== 0) return answer({ error: { code: -105, message: `Argument 'id', value ${id} not found!` } });
    if (typeof to !== 'boolean') return answer({ error: { code: -103, message: "Missing required argument 'on'!" } });
    return answer({ result: { was_on: turn(to, seconds ?? null) } });
  }

  const http = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      requests.push(`${request.method ?? ''} ${request.url ?? ''}${body === '' ? '' : ` ${body}`}`);
      if (simulator.broken) return response.writeHead(500).end('oops');
      return generation === 1 ? gen1(request, response) : gen2(request, response, body);
    });
  });
  const tcp = await tcpPeer((socket: Socket) => http.emit('connection', socket));

  const config: ConfigOf<'shelly'> = {
    kind: 'shelly',
    host: '127.0.0.1',
    port: tcp.port,
    generation,
    channel,
    username: '',
    lock: options.lock ?? 'secure',
    contact,
  };
  const simulator: ShellySimulator = {
    port: tcp.port,
    requests,
    lock,
    broken: false,
    input: false,
    relay: () => on,
    forgetNonces: () => nonces.clear(),
    output: () => shellyDoor(config, given),
    wired: wiredBy(config, { password: given }),
    ...lineOf(tcp, () => {
      clearTimeout(timer);
      timerEnds = 0;
      // Its output after a power cut is off, as it comes from the factory.
      on = false;
      lock.set(on !== safe);
      nonces.clear();
    }),
    close: async () => {
      clearTimeout(timer);
      await tcp.down();
      http.close();
    },
  };
  return simulator;
}
