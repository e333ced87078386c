import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findProgram } from '../../../test/doors/program.ts';
import { quiet } from '../../../test/fakes/app.ts';
import { feedWatchdog } from './watchdog.ts';

test.each([
  {},
  { WATCHDOG_USEC: '30000000' },
  { NOTIFY_SOCKET: '/run/x' },
  { NOTIFY_SOCKET: '/run/x', WATCHDOG_USEC: 'soon' },
  { NOTIFY_SOCKET: '/run/x', WATCHDOG_USEC: '0' },
])('where nobody asks, nothing is told: %j', (env) => {
  expect(feedWatchdog(env, quiet)).toBeNull();
});

const tools = findProgram('systemd-notify') !== null && findProgram('socat') !== null;
test.skipIf(!tools)(
  `${tools ? '' : 'SKIPPED, systemd-notify or socat is not installed: '}systemd hears of it again and again`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lintel-watchdog-'));
    const socket = join(folder, 'notify');
    const listener = spawn('socat', ['-u', `UNIX-RECV:${socket}`, 'STDOUT'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const before = process.env['NOTIFY_SOCKET'];
    let heard = '';
    listener.stdout.on('data', (data: Buffer) => (heard += data.toString()));
    // As systemd gives it: to the process and to what it starts.
    process.env['NOTIFY_SOCKET'] = socket;
    const stop = feedWatchdog({ NOTIFY_SOCKET: socket, WATCHDOG_USEC: '400000' }, quiet);
    onTestFinished(() => {
      stop?.();
      listener.kill();
      if (before === undefined) delete process.env['NOTIFY_SOCKET'];
      else process.env['NOTIFY_SOCKET'] = before;
      rmSync(folder, { recursive: true, force: true });
    });
    await expect.poll(() => heard.match(/WATCHDOG=1/g)?.length ?? 0).toBeGreaterThanOrEqual(3);
  },
);
