/** What the door tests talk to: peers on loopback that can be well, silent, confused or gone, and that remember when the lock was open. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DoorOutput } from '../../src/doors/door.ts';
import { NO_SECRETS, type OutputConfig, type OutputSecrets } from '../../src/shared/outputs.ts';

/** The lock itself: what it did, and when. */
export type Lock = {
  readonly history: readonly { readonly open: boolean; readonly at: number }[];
  /** What its device was told and obeyed, each time. */
  readonly words: readonly { readonly open: boolean; readonly at: number }[];
  isOpen(): boolean;
  /** By itself: a timer, a loss of power. */
  set(open: boolean): void;
  /** By a command that its device obeys. */
  hear(open: boolean): void;
  /** Moments at which it was open, ms after `from`; for "never after its time". */
  lastOpenAfter(from: number): number;
};

export function lock(): Lock {
  const history: { open: boolean; at: number }[] = [];
  const words: { open: boolean; at: number }[] = [];
  const isOpen = (): boolean => history.at(-1)?.open ?? false;
  function set(open: boolean): void {
    if (open !== isOpen()) history.push({ open, at: performance.now() });
  }
  return {
    history,
    words,
    isOpen,
    set,
    hear(open) {
      words.push({ open, at: performance.now() });
      set(open);
    },
    lastOpenAfter: (from) => (isOpen() ? Infinity : (history.at(-1)?.at ?? from) - from),
  };
}

export type Wired = { readonly config: OutputConfig; readonly secrets: OutputSecrets };
export const wiredBy = (config: OutputConfig, secrets: Partial<OutputSecrets> = {}): Wired => ({
  config,
  secrets: { ...NO_SECRETS, ...secrets },
});

export type Peer = {
  /** A new output wired to this peer. */
  output(held?: boolean): DoorOutput;
  /** What an administrator would enter for it. */
  readonly wired: Wired;
  readonly lock: Lock;
  down(): Promise<void>;
  up(): Promise<void>;
  /** The relay loses its power for a moment: it is as it is without any, its timers are gone, and nobody is told. */
  forget(): void;
  /** The same with its network: gone for so long, and back. Resolves when it can be reached again. */
  reboot(offMs: number): Promise<void>;
  /** Takes connections and says nothing; null where a peer cannot. */
  readonly hang: ((on: boolean) => void) | null;
  /** Answers with bytes that mean nothing; null where a peer cannot. */
  readonly garble: ((on: boolean) => void) | null;
  close(): Promise<void>;
};

export type TcpPeer = {
  readonly port: number;
  mode: 'well' | 'hang' | 'garble';
  down(): Promise<void>;
  up(): Promise<void>;
};

/** A TCP server in front of a protocol: the same port before and after it was down. */
export async function tcpPeer(serve: (socket: Socket) => void): Promise<TcpPeer> {
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  let port = 0;
  const peer = { mode: 'well' as TcpPeer['mode'] };
  async function up(): Promise<void> {
    const made = createServer((socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => undefined);
      if (peer.mode === 'well') serve(socket);
      else if (peer.mode === 'garble')
        socket.on('data', () => socket.write(Buffer.from('\u0000\u0001garbage ½\r\n\r\n'.repeat(5), 'latin1')));
      else socket.resume();
    });
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    made.once('error', reject);
    made.listen(port, '127.0.0.1', () => resolve(undefined));
    await promise;
    const address = made.address();
    port = typeof address === 'object' && address ? address.port : port;
    server = made;
  }
  async function down(): Promise<void> {
    const old = server;
    server = null;
    for (const socket of sockets) socket.destroy();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    if (old) old.close(() => resolve(undefined));
    else resolve(undefined);
    await promise;
  }
  await up();
  return Object.assign(peer, { port, down, up });
}

/** What a `Peer` behind such a server does with its line. @param forget what a loss of power does to the relay */
export const lineOf = (tcp: TcpPeer, forget: () => void) => ({
  forget,
  reboot: async (offMs: number): Promise<void> => {
    forget();
    await tcp.down();
    await sleep(offMs);
    await tcp.up();
  },
  down: tcp.down,
  up: tcp.up,
  hang: (on: boolean) => void (tcp.mode = on ? 'hang' : 'well'),
  garble: (on: boolean) => void (tcp.mode = on ? 'garble' : 'well'),
});

/** A port that nobody has just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  server.listen(0, '127.0.0.1', () => resolve(undefined));
  await promise;
  const { port } = server.address() as AddressInfo;
  const closed = Promise.withResolvers<undefined>();
  server.close(() => closed.resolve(undefined));
  await closed.promise;
  return port;
}

/** Closes one after the other, for onTestFinished. */
export function closing(...parts: readonly { close(): Promise<unknown> }[]): () => Promise<void> {
  return async () => {
    for (const part of parts) await part.close();
  };
}
