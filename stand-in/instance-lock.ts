/**
 * One instance a profile: a lock file with the owner's pid, and a file through which a second instance knocks.
 * (A socket would do without files, but `requestSingleInstanceLock` answers at once and a socket cannot.)
 */
import { readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LOCK = 'SingletonLock.stand-in';
const KNOCK = 'SingletonKnock.stand-in';

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

let held = false;

export function takeInstanceLock(folder: string, onKnock: (argv: string[], cwd: string) => void): boolean {
  if (held) return true;
  const lock = join(folder, LOCK);
  const knock = join(folder, KNOCK);
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      held = true;
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = Number(readFileSync(lock, 'utf8'));
      if (owner !== process.pid && alive(owner)) {
        writeFileSync(knock, JSON.stringify({ argv: process.argv, cwd: process.cwd() }));
        return false;
      }
      // Left by a process that was killed.
      rmSync(lock, { force: true });
    }
  }
  if (!held) return false;
  rmSync(knock, { force: true });
  const watcher = watch(folder, (_event, name) => {
    if (name !== KNOCK) return;
    try {
      const { argv, cwd } = JSON.parse(readFileSync(knock, 'utf8')) as { argv: string[]; cwd: string };
      rmSync(knock, { force: true });
      onKnock(argv, cwd);
    } catch {
      // Half written, or our own removal: the next event has it whole.
    }
  });
  watcher.unref();
  process.on('exit', () => rmSync(lock, { force: true }));
  return true;
}
