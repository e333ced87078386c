/** A process that says what it is told to, and ends as soon as it is killed: before `kill` has returned. */
import { EventEmitter } from 'node:events';
import type { ChildProcess } from '../../src/main/base/child-process.ts';

export class ToldChild<Message> extends EventEmitter implements ChildProcess {
  readonly heard: Message[] = [];
  pid: number | undefined;
  kills = 0;
  /** What happens when it is told to end. */
  readonly dies: (child: ToldChild<Message>) => void;
  constructor(dies: (child: ToldChild<Message>) => void = (child) => child.exit()) {
    super();
    this.dies = dies;
  }
  postMessage(message: Message): void {
    this.heard.push(message);
  }
  say(message: unknown): void {
    this.emit('message', message);
  }
  exit(code: number | null = 0): void {
    this.pid = undefined;
    this.emit('exit', code);
  }
  kill(): void {
    this.kills += 1;
    this.dies(this);
  }
}
