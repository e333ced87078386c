/** The two commands must not hang and must leave nothing behind; scripts/lib is run here as they run it, in a process of its own. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const lib = (name: string): string => new URL(`../../scripts/lib/${name}`, import.meta.url).href;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-scripts-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a module's text to its end. */
function node(text: string, env: NodeJS.ProcessEnv = {}): { status: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', text], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: 240_000,
  });
  return { status, out: stdout + stderr };
}
const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a child process of the two commands', () => {
  it('ends at its time limit, with what it started', async () => {
    const { out } = node(`
      import { run } from '${lib('run.mjs')}';
      const result = await run('sh', ['-c', 'sleep 60 & echo $!; wait'], { limitMs: 500 });
      console.log(JSON.stringify(result));
      process.exit(0);`);
    const result = JSON.parse(out) as { timedOut: boolean; output: string };
    expect(result.timedOut).toBe(true);
    await expect.poll(() => alive(Number(result.output))).toBe(false);
  });

  it('that tells of its progress may take longer than it may be silent, and what it says is handed on', () => {
    const { out } = node(`
      import { run } from '${lib('run.mjs')}';
      const speaks = await run('sh', ['-c', 'for i in 1 2 3 4 5 6 7 8 9; do echo step $i; sleep 0.5; done'], { silentMs: 3_000, show: 'all' });
      const silent = await run('sh', ['-c', 'sleep 60'], { silentMs: 300, show: 'all' });
      console.log(speaks.timedOut, speaks.status, silent.timedOut);
      process.exit(0);`);
    expect(out).toContain('step 1\nstep 2\n');
    expect(out.trim()).toMatch(/false 0 true$/);
  });

  it('that is not there is a failure and no throw', () => {
    const { out } = node(`
      import { run } from '${lib('run.mjs')}';
      console.log((await run('no-such-program', [], { limitMs: 500 })).status);`);
    expect(out.trim()).toBe('127');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('is ended by %s to the command, and its temporary folder goes', async (signal) => {
    const child = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { run, temporaryFolder } from '${lib('run.mjs')}';
        console.log(temporaryFolder('test'));
        await run('sh', ['-c', 'echo $$ > ${folder}/pid; exec sleep 60'], { limitMs: 60_000 });
        console.log('went on');`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    await expect.poll(() => existsSync(join(folder, 'pid'))).toBe(true);
    const temporary = out.trim();
    expect(existsSync(temporary)).toBe(true);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    expect(await ended).toBe(signal === 'SIGINT' ? 130 : 143);
    expect(out).not.toContain('went on');
    expect(existsSync(temporary)).toBe(false);
    const pid = Number(spawnSync('cat', [join(folder, 'pid')], { encoding: 'utf8' }).stdout);
    await expect.poll(() => alive(pid)).toBe(false);
  });
});

describe('an Electron that is not to be had', () => {
  const find = (): string =>
    node(
      `import { findElectron } from '${lib('electron.mjs')}';
       console.log((await findElectron({ fetch: false })).reason);
       process.exit(0);`,
      { ELECTRON_OVERRIDE_DIST_PATH: folder },
    ).out.trim();
  const binary = (script: string): void => writeFileSync(join(folder, 'electron'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });

  it('is missing where it was said to be', () => {
    expect(find()).toContain('is not there');
  });
  it.runIf(process.platform === 'linux')('does not start', () => {
    binary('echo error while loading shared libraries >&2; exit 127');
    expect(find()).toMatch(/does not start: error while loading/);
  });
  it.runIf(process.platform === 'linux')('is too old to run an ES module', () => {
    binary('echo 22.3.25');
    expect(find()).toBe('is 22.3.25, too old: Lintel needs 28 or newer');
  });
});
