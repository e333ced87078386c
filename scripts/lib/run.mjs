// Child processes with a time limit, and an end that leaves nothing behind: no child, no temporary folder.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const posix = process.platform !== 'win32';
/** Child -> whether it leads a process group of its own (spawned with `detached`). */
const children = new Map();
const folders = new Set();

/** Ends a child, and what it started where it leads a group. */
export function endTree(child, signal = 'SIGTERM') {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  try {
    if (children.get(child)) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // Gone in the meantime.
  }
}

/** From now on the child ends with us. `group`: it was spawned with `detached` (never on Windows, which has no groups). */
export function track(child, { group = false } = {}) {
  children.set(child, group && posix);
  child.once('exit', () => children.delete(child));
  return child;
}

export function temporaryFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `lintel-${name}-`));
  folders.add(folder);
  return folder;
}

process.on('exit', () => {
  for (const child of children.keys()) endTree(child, 'SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

let ending = false;
const goodbyes = [];
/** Work to do when a signal asks us to end, before children are ended. */
export function beforeEnd(work) {
  goodbyes.push(work);
}
for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
  ['SIGHUP', 1],
]) {
  process.on(signal, () => {
    if (ending) process.exit(128 + number);
    ending = true;
    const limit = new Promise((resolve) => setTimeout(resolve, 8_000).unref());
    Promise.race([Promise.allSettled(goodbyes.map((work) => work())), limit]).then(() => {
      for (const child of children.keys()) endTree(child);
      // Group members that ignore SIGTERM get SIGKILL in the exit handler above.
      setTimeout(() => process.exit(128 + number), children.size ? 500 : 0);
    });
  });
}

/**
 * Runs a program to its end. Answers { status, timedOut, output }; never throws for a program that fails or is not there.
 * show: 'all' hands its output on as it comes, a function is given it; 'none' only keeps the last 64 KiB of it. limitMs: in all; silentMs: since it
 * last said something, for what tells of its progress: it may take as long as a busy machine needs. signal: ends it before its time.
 */
export function run(command, args, { limitMs, silentMs, cwd, env, show = 'none', signal } = {}) {
  if (!limitMs && !silentMs) throw new Error('every child has a time limit');
  return new Promise((resolve) => {
    const all = show !== 'none';
    const hand = typeof show === 'function' ? show : (text, error) => void (error ? process.stderr : process.stdout).write(text);
    const keep = show !== 'all' || silentMs !== undefined;
    const child = track(
      spawn(command, args, {
        cwd,
        env: { ...process.env, ...(all && keep && process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}), ...env },
        stdio: keep ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
        detached: posix,
      }),
      { group: true },
    );
    let output = '';
    let timedOut = false;
    const stop = () => {
      timedOut = true;
      endTree(child);
      setTimeout(() => endTree(child, 'SIGKILL'), 3_000).unref();
    };
    const timer = setTimeout(stop, limitMs ?? silentMs);
    const cancel = () => endTree(child);
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
    for (const stream of keep ? [child.stdout, child.stderr] : []) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        output = (output + text).slice(-65_536);
        if (all) hand(text, stream === child.stderr);
        if (silentMs) timer.refresh();
      });
    }
    let done = false;
    const end = (status) => {
      // When we are ending, what a killed child answers is no news, and nobody should go on with it.
      if (done || ending) return;
      done = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      resolve({ status, timedOut, output });
    };
    child.once('error', (error) => end(((output += String(error)), 127)));
    child.once('close', (status) => end(status ?? 1));
    // A grandchild may hold the pipe open after the program itself is gone.
    child.once('exit', (status) => setTimeout(() => end(status ?? 1), 2_000).unref());
  });
}

const colours = /\u001b\[[\d;]*m/g;
/** The last lines of a program's output, for a failure, without colours. */
export const tail = (output, lines = 15) => output.replace(colours, '').trim().split('\n').slice(-lines).join('\n');

// npm starts us through a shell; when that is killed alone, nobody hands the signal on.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) {
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 1_000).unref();
}
