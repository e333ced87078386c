/** Starts the built app's main process under the stand-in, and keeps hold of it: for `npm start`, the tests and the benches. */
import type * as Electron from 'electron';
import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FromMain, ToMain, WindowMessage } from './host.ts';

const register = fileURLToPath(new URL('register.mjs', import.meta.url));

export interface MainOptions {
  /** The folder with package.json, whose `main` is started. */
  readonly root: string;
  /** `app.getPath('userData')`. */
  readonly userData: string;
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** 'inherit' shows what main prints; 'pipe' keeps it in `log`. */
  readonly output: 'inherit' | 'pipe';
}

interface MainEvents {
  window: [WindowMessage];
  'window-gone': [id: number];
  kiosk: [id: number, on: boolean];
  crash: [id: number];
  relaunch: [args: readonly string[]];
  said: [text: string];
  exit: [code: number | null, signal: NodeJS.Signals | null];
}

export class MainProcess extends EventEmitter<MainEvents> {
  readonly child: ChildProcess;
  log = '';
  readonly ended: Promise<number | null>;
  #lastCall = 0;
  readonly #calls = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();

  constructor(options: MainOptions) {
    super();
    const { main } = JSON.parse(readFileSync(join(options.root, 'package.json'), 'utf8')) as { main: string };
    this.child = fork(join(options.root, main), [...(options.args ?? [])], {
      cwd: options.root,
      execArgv: ['--import', register],
      env: { ...process.env, ...options.env, LINTEL_USER_DATA: options.userData },
      stdio: ['ignore', options.output, options.output, 'ipc'],
      serialization: 'advanced',
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (data: Buffer) => (this.log += data.toString()));
    this.child.on('message', (message) => this.#take(message as FromMain));
    this.ended = new Promise((resolve) => {
      this.child.once('exit', (code, signal) => {
        for (const { reject } of this.#calls.values())
          reject(new Error(`main has ended (${String(code ?? signal)})\n${this.log}`));
        this.#calls.clear();
        this.emit('exit', code, signal);
        resolve(code);
      });
    });
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  #take(message: FromMain): void {
    switch (message.type) {
      case 'window':
        this.emit('window', message);
        return;
      case 'window-gone':
        this.emit('window-gone', message.id);
        return;
      case 'kiosk':
        this.emit('kiosk', message.id, message.on);
        return;
      case 'crash':
        this.emit('crash', message.id);
        return;
      case 'relaunch':
        this.emit('relaunch', message.args);
        return;
      case 'said':
        this.log += `[said] ${message.text}\n`;
        this.emit('said', message.text);
        return;
      case 'result': {
        const call = this.#calls.get(message.id);
        this.#calls.delete(message.id);
        if (message.error === undefined) call?.resolve(message.value);
        else call?.reject(new Error(message.error));
      }
    }
  }
  #send(message: ToMain): boolean {
    if (!this.running || !this.child.connected) return false;
    this.child.send(message);
    return true;
  }

  /** Runs `fn` in main with the electron module; it sees nothing of what surrounds it here, `arg` apart. */
  evaluate<A, R>(fn: (electron: typeof Electron, arg: A) => R | Promise<R>, arg?: A): Promise<R> {
    const id = ++this.#lastCall;
    return new Promise<R>((resolve, reject) => {
      this.#calls.set(id, { resolve: resolve as (value: unknown) => void, reject });
      if (!this.#send({ type: 'evaluate', id, fn: fn.toString(), arg })) {
        this.#calls.delete(id);
        reject(new Error(`main has ended\n${this.log}`));
      }
    });
  }
  /** The person closed the browser's page or window. */
  windowClosed(id: number): void {
    this.#send({ type: 'window-closed', id });
  }
  /** Has main say 'window' again, with an address that was not used yet. */
  askForWindow(id: number): void {
    this.#send({ type: 'window-again', id });
  }
  /** The browser says that the page's process has ended: to a socket it looks like a page that was left. */
  pageCrashed(id: number): void {
    this.#send({ type: 'page-crashed', id });
  }
  /** app.quit(), and if that is refused or takes longer than `limitMs`, an end. Answers the exit code; null if it had to be ended. */
  async quit(limitMs = 10_000): Promise<number | null> {
    this.#send({ type: 'quit' });
    const timer = setTimeout(() => this.child.kill('SIGKILL'), limitMs);
    const code = await this.ended;
    clearTimeout(timer);
    return code;
  }
  /** As a power cut. */
  async cut(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
