/** Programs that a test starts (a broker, a pty pair): found on the path, ended with the test or with this process. */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** Debian puts daemons into /usr/sbin, which is on root's path alone. */
export function findProgram(name: string): string | null {
  for (const folder of [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin']) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not here.
    }
  }
  return null;
}

export type Program = {
  readonly pid: number;
  signal(name: NodeJS.Signals): void;
  /** Kills it and waits until it is gone. */
  stop(): Promise<void>;
};

/** The shell ends the program when its own input ends: when it is told to, and when this process is gone, however it went. */
const KEEPER = '"$@" </dev/null >/dev/null 2>&1 & p=$!; echo $p; cat >/dev/null; kill -KILL $p; wait $p';

export async function start(path: string, args: readonly string[]): Promise<Program> {
  const keeper = spawn('/bin/sh', ['-c', KEEPER, 'sh', path, ...args], { stdio: ['pipe', 'pipe', 'ignore'] });
  const gone = Promise.withResolvers<undefined>();
  keeper.once('exit', () => gone.resolve(undefined));
  const said = Promise.withResolvers<number>();
  keeper.stdout.once('data', (data: Buffer) => said.resolve(Number(data.toString())));
  const pid = await said.promise;
  return {
    pid,
    signal: (name) => void process.kill(pid, name),
    async stop() {
      keeper.stdin.end();
      await gone.promise;
    },
  };
}
