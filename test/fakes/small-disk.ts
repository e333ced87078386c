/** A small disk of its own, as root on Linux can have one: a tmpfs that fills up, turns read-only, and goes. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

export type SmallDisk = {
  readonly at: string;
  resize(kib: number): void;
  readOnly(on: boolean): void;
  /** Away, as a disk that was unplugged; what is still open on it stays open. */
  end(): void;
};

/** @returns null where this user may not mount */
export function smallDisk(at: string, kib: number): SmallDisk | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  mkdirSync(at, { recursive: true });
  const run = (command: string, ...args: string[]): void => void execFileSync(command, args, { stdio: 'pipe' });
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${String(kib)}k`, 'lintel-test', at);
  } catch {
    return null;
  }
  let there = true;
  return {
    at,
    resize: (size) => run('mount', '-o', `remount,size=${String(size)}k`, at),
    readOnly: (on) => run('mount', '-o', `remount,${on ? 'ro' : 'rw'}`, at),
    end() {
      if (there) run('umount', '-l', at);
      there = false;
    },
  };
}
