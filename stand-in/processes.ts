/** `utilityProcess`: a child process of Node, with `process.parentPort` inside (utility.mjs). */
import { fork as forkChild, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const utility = fileURLToPath(new URL('utility.mjs', import.meta.url));

type Stdio = 'pipe' | 'ignore' | 'inherit';

interface ForkOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly execArgv?: readonly string[];
  readonly cwd?: string;
  readonly stdio?: Stdio | readonly [Stdio, Stdio, Stdio];
  readonly serviceName?: string;
}

const running = new Map<number, { pid: number; serviceName: string; child: ChildProcess }>();
export const runningChildren = (): { pid: number; serviceName: string }[] => [...running.values()];
process.on('exit', () => {
  for (const { child } of running.values()) child.kill();
});

/** Resident memory in KiB; 0 where /proc is absent. */
export function memoryKiB(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

export type ChildGone = {
  readonly type: 'Utility';
  readonly reason: 'clean-exit' | 'abnormal-exit' | 'killed';
  readonly exitCode: number;
  readonly name: string;
  readonly serviceName: string;
};
let childGone: (details: ChildGone) => void = () => undefined;
export function onChildGone(listener: (details: ChildGone) => void): void {
  childGone = listener;
}

class UtilityProcess extends EventEmitter {
  pid: number | undefined;
  readonly stdout: ChildProcess['stdout'];
  readonly stderr: ChildProcess['stderr'];
  readonly #child: ChildProcess;

  constructor(modulePath: string, args: readonly string[], options: ForkOptions) {
    super();
    const { stdio = 'inherit' } = options;
    const [, out, error] = typeof stdio === 'string' ? [stdio, stdio, stdio] : stdio;
    this.#child = forkChild(modulePath, [...args], {
      execArgv: ['--import', utility, ...(options.execArgv ?? [])],
      env: options.env ?? process.env,
      ...(options.cwd ? { cwd: options.cwd } : {}),
      serialization: 'advanced',
      stdio: ['ignore', out, error, 'ipc'],
    });
    this.stdout = this.#child.stdout;
    this.stderr = this.#child.stderr;
    const { pid } = this.#child;
    this.#child.once('spawn', () => {
      this.pid = pid;
      this.emit('spawn');
    });
    if (pid !== undefined)
      running.set(pid, { pid, serviceName: options.serviceName ?? 'Node Utility Process', child: this.#child });
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.once('error', (error) => this.emit('error', 'FatalError', modulePath, String(error)));
    this.#child.once('exit', (code, signal) => {
      if (pid !== undefined) running.delete(pid);
      this.pid = undefined;
      const exitCode = code ?? (signal ? 15 : 1);
      this.emit('exit', exitCode);
      const name = options.serviceName ?? 'Node Utility Process';
      childGone({
        type: 'Utility',
        reason: signal ? 'killed' : exitCode === 0 ? 'clean-exit' : 'abnormal-exit',
        exitCode,
        name,
        serviceName: name,
      });
    });
  }
  postMessage(message: unknown, transfer?: readonly unknown[]): void {
    if (transfer?.length) throw new Error('stand-in: utilityProcess.postMessage transfers nothing');
    // Electron drops a message to a process that has ended; Node would throw.
    if (this.#child.connected) this.#child.send(structuredClone(message) as object);
  }
  kill(): boolean {
    return this.#child.kill();
  }
}

export const utilityProcess = {
  fork: (modulePath: string, args: readonly string[] = [], options: ForkOptions = {}): UtilityProcess =>
    new UtilityProcess(modulePath, args, options),
};
