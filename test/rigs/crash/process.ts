/** A child as its parent sees it: what it said, line by line, and its end. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { once } from 'node:events';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));

export type Line = Readonly<Record<string, unknown>> & { readonly what: string };

export type Child = {
  /** It has loaded what it needs, and touches nothing before it is told to. */
  readonly ready: Promise<void>;
  go(): void;
  /** Resolves when it has said so many lines that are `counted`. Rejects where it ends by itself: it is never meant to. */
  until(counted: (line: Line) => boolean, lines: number): Promise<void>;
  /** SIGKILL. Resolves when it is gone, with everything that it had said. */
  kill(): Promise<readonly Line[]>;
};

export type ChildOptions = {
  readonly what: 'visits' | 'set-up' | 'migrate';
  readonly profile: string;
  readonly seed?: number;
  /** ms since the epoch. */
  readonly start?: number;
  readonly env?: Readonly<Record<string, string>>;
};

export function startChild({ what, profile, seed = 1, start = 0, env = {} }: ChildOptions): Child {
  const child = spawn(process.execPath, ['--no-warnings', CHILD, what, profile, String(seed), String(start)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  let trouble = '';
  let ended = false;
  child.stderr.on('data', (data: Buffer) => (trouble += data.toString()));
  // What was asked of a child that is gone already.
  child.stdin.on('error', () => undefined);
  createInterface(child.stdout).on('line', (text) => {
    lines.push(JSON.parse(text) as Line);
    for (const wake of [...waiting]) wake();
  });
  const gone = once(child, 'close').then(() => {
    ended = true;
    for (const wake of [...waiting]) wake();
  });

  function until(counted: (line: Line) => boolean, needed: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const wake = (): void => {
        if (lines.filter(counted).length < needed && !ended) return;
        waiting.delete(wake);
        if (lines.filter(counted).length >= needed) resolve();
        else reject(new Error(`the child ended by itself: ${trouble.trim()}`));
      };
      waiting.add(wake);
      wake();
    });
  }

  const ready = until(({ what: said }) => said === 'ready', 1);
  // Of one that is given up before it was ready.
  ready.catch(() => undefined);
  return {
    ready,
    go: () => void child.stdin.write('\n'),
    until,
    async kill() {
      child.kill('SIGKILL');
      await gone;
      if (trouble !== '') throw new Error(`the child complained: ${trouble.trim()}`);
      return lines.filter(({ what: said }) => said !== 'ready');
    },
  };
}
