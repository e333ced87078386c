/**
 * Tells systemd that main lives, where it asks for that (`WatchdogSec=` in the unit, docs/install.md): a main that hangs is ended and started again.
 * By systemd's own `systemd-notify`, since Node speaks no datagrams over Unix sockets; the unit needs `NotifyAccess=all` for it.
 */
import { execFile } from 'node:child_process';
import type { Log } from '../base/log.ts';

/** @returns how to stop; null where nobody asks */
export function feedWatchdog(env: Readonly<Record<string, string | undefined>>, log: Log): (() => void) | null {
  const usec = Number(env['WATCHDOG_USEC'] ?? '');
  if (!env['NOTIFY_SOCKET'] || !Number.isFinite(usec) || usec <= 0) return null;
  let failing = false;
  const tell = (): void => {
    execFile('systemd-notify', ['WATCHDOG=1'], { timeout: 5_000 }, (error) => {
      if (error && !failing) log.warn({ err: error }, 'the watchdog could not be told');
      failing = error !== null;
    });
  };
  tell();
  const timer = setInterval(tell, usec / 1000 / 2);
  timer.unref();
  return () => clearInterval(timer);
}
