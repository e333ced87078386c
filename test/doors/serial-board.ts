/** An LCUS board on a pty pair. */
import { existsSync, lstatSync, mkdtempSync, rmSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serialDoor } from '../../src/doors/serial.ts';
import type { ConfigOf } from '../../src/shared/outputs.ts';
import { lock as newLock, type Peer, tcpPeer, wiredBy } from './peer.ts';
import { findProgram, start, type Program } from './program.ts';
import { within } from '../fakes/patience.ts';

export const socat = findProgram('socat');

/** A pty whose other end is a board of two relays, behind a socket. Unplugging it ends the pty. */
export async function board(kind: 'secure' | 'safe'): Promise<Peer & { readonly frames: string[] }> {
  const path = join(mkdtempSync(join(tmpdir(), 'lintel-pty-')), 'ttyUSB0');
  const lock = newLock();
  const frames: string[] = [];
  const tcp = await tcpPeer((socket) => {
    let bytes = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      for (; bytes.length >= 4; bytes = bytes.subarray(4)) {
        frames.push(bytes.subarray(0, 4).toString('hex'));
        const [head = 0, channel = 0, on = 0, sum = 0] = bytes;
        // A board takes a frame only when its sum is right.
        if (head === 0xa0 && channel === 2 && sum === ((head + channel + on) & 0xff)) lock.hear((on === 1) !== (kind === 'safe'));
      }
    });
  });
  let pty: Program | null = null;
  async function up(): Promise<void> {
    pty = await start(socat!, [`pty,raw,echo=0,link=${path}`, `tcp:127.0.0.1:${tcp.port}`]);
    if (!(await within(5_000, () => existsSync(path)))) throw new Error('socat made no pty');
  }
  async function down(): Promise<void> {
    await pty?.stop();
    pty = null;
    // Not rmSync: it leaves a link whose end is gone, and the next pty of that number would be found behind it.
    if (lstatSync(path, { throwIfNoEntry: false })) unlinkSync(path);
  }
  await up();
  const config: ConfigOf<'serial'> = { kind: 'serial', path, board: 'lcus', baud: 9600, channel: 2, lock: kind };
  const close = async (): Promise<void> => {
    await down();
    await tcp.down();
    rmSync(dirname(path), { recursive: true, force: true });
  };
  const forget = (): void => lock.set(kind === 'safe');
  return {
    frames,
    lock,
    output: (held = false) => serialDoor(config, held),
    wired: wiredBy(config),
    up,
    down,
    forget,
    reboot: async (offMs) => {
      forget();
      await down();
      await sleep(offMs);
      await up();
    },
    hang: null,
    garble: null,
    close,
  };
}
