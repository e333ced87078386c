/** The log must not hurt what it watches: a full disk, a folder that is none, a value that throws; and its own size and rights. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { smallDisk } from '../../../test/fakes/small-disk.ts';
import { createLog } from './log.ts';

function temp(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
const linesOf = (file: string): Record<string, unknown>[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
/** A clock that is set by hand, ms. */
function clock(): { now: () => number; at: number } {
  const made = { at: 0, now: () => made.at };
  return made;
}

test('lines that found no file are counted, tried again after a minute, and said', () => {
  const folder = temp();
  const file = join(folder, 'logs', 'lintel.log');
  writeFileSync(join(folder, 'logs'), 'no folder');
  const time = clock();
  const log = createLog(file, time.now);
  for (let i = 0; i < 3; i++) log.warn({ i }, 'not written');
  rmSync(join(folder, 'logs'));
  time.at = 59_000;
  log.info({}, 'too early to try');
  expect(readdirSync(folder)).toEqual([]);
  time.at = 60_001;
  log.error({}, 'written');
  log.info({}, 'and on');
  expect(linesOf(file).map(({ msg, lost }) => [msg, lost])).toEqual([
    ['lines of this log could not be written', 4],
    ['written', undefined],
    ['and on', undefined],
  ]);
});

test('a full disk under the log: nothing throws, no half line stays, and the log goes on with room', (context) => {
  const disk = smallDisk(join(temp(), 'disk'), 64);
  if (!disk) return context.skip('needs root on Linux to mount a small disk');
  onTestFinished(disk.end);
  const file = join(disk.at, 'logs', 'lintel.log');
  const time = clock();
  const log = createLog(file, time.now);
  for (let i = 0; i < 2000; i++) log.warn({ i, filler: 'x'.repeat(90) }, 'a line');
  expect(statSync(file).size).toBeLessThanOrEqual(64 * 1024);
  const before = readFileSync(file, 'utf8');
  expect(before.endsWith('\n')).toBe(false);
  disk.resize(1024);
  time.at = 61_000;
  log.warn({}, 'room again');
  const whole = readFileSync(file, 'utf8')
    .slice(before.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(1);
  const [note, last] = whole.filter(Boolean).map((line) => JSON.parse(line) as { msg: string; lost?: number; code?: string });
  expect(note).toMatchObject({ msg: 'lines of this log could not be written', code: 'ENOSPC' });
  expect(note!.lost! + before.split('\n').length - 1).toBe(2000);
  expect(last).toMatchObject({ msg: 'room again' });
});

test('a full disk under the log does not end the process, wherever the line is written from', (context) => {
  const disk = smallDisk(join(temp(), 'disk'), 16);
  if (!disk) return context.skip('needs root on Linux to mount a small disk');
  onTestFinished(disk.end);
  mkdirSync(join(disk.at, 'logs'));
  writeFileSync(join(disk.at, 'ballast'), Buffer.alloc(64 * 1024).subarray(0, 12 * 1024));
  const script = join(temp(), 'main.ts');
  writeFileSync(
    script,
    `import { createLog } from ${JSON.stringify(join(import.meta.dirname, 'log.ts'))};
     const log = createLog(${JSON.stringify(join(disk.at, 'logs', 'lintel.log'))});
     for (let i = 0; i < 500; i++) log.warn({ i, filler: 'x'.repeat(200) }, 'a line');
     setTimeout(() => log.error({}, 'in a timer'), 5);
     void Promise.reject(new Error('x')).catch((err) => log.error({ err }, 'in a catch'));
     setTimeout(() => process.stdout.write('alive'), 60);`,
  );
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'alive' });
  // Said once where nothing else can say it, not once a line: whoever reads standard error may be nobody.
  expect(stderr.split('\n').filter(Boolean)).toHaveLength(1);
  expect(stderr).toContain('ENOSPC');
});

test('what cannot be written as JSON is counted like a line without a disk', () => {
  const file = join(temp(), 'logs', 'lintel.log');
  const log = createLog(file);
  const hostile = {
    get facts(): string {
      throw new Error('from a getter');
    },
    toJSON(): never {
      throw new Error('from toJSON');
    },
  };
  log.info(hostile, 'one');
  log.error({ hostile }, 'two');
  log.warn({}, 'three');
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('three');
  expect(text).not.toContain('from a getter');
});

test('five files of a megabyte are kept, the newest first, none larger', () => {
  const folder = temp();
  const file = join(folder, 'logs', 'lintel.log');
  const log = createLog(file);
  const filler = 'x'.repeat(10_000);
  for (let i = 0; i < 700; i++) log.info({ i, filler }, 'a line');
  const names = readdirSync(join(folder, 'logs')).sort();
  expect(names).toEqual(['lintel.1.log', 'lintel.2.log', 'lintel.3.log', 'lintel.4.log', 'lintel.log']);
  for (const name of names) expect(statSync(join(folder, 'logs', name)).size).toBeLessThanOrEqual(1_000_000);
  const first = (name: string): number => Number(linesOf(join(folder, 'logs', name))[0]?.['i']);
  const starts = ['lintel.log', 'lintel.1.log', 'lintel.2.log', 'lintel.3.log', 'lintel.4.log'].map(first);
  expect(starts).toEqual([...starts].sort((a, b) => b - a));
  expect(linesOf(file).at(-1)?.['i']).toBe(699);
});

test('one line larger than a whole file is written, and is the end of that file', () => {
  const file = join(temp(), 'logs', 'lintel.log');
  const log = createLog(file);
  log.info({ filler: 'x'.repeat(1_200_000) }, 'large');
  log.info({}, 'small');
  expect(linesOf(file).map(({ msg }) => msg)).toEqual(['small']);
});

test.skipIf(process.platform === 'win32')(
  'readable by this user alone, also where an older Lintel left it open; no link is followed',
  () => {
    const folder = temp();
    const file = join(folder, 'logs', 'lintel.log');
    mkdirSync(join(folder, 'logs'), { mode: 0o755 });
    writeFileSync(file, '', { mode: 0o644 });
    chmodSync(join(folder, 'logs'), 0o755);
    chmodSync(file, 0o644);
    createLog(file).info({}, 'a line');
    expect(statSync(join(folder, 'logs')).mode & 0o777).toBe(0o700);
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, 'kept');
    const linked = join(folder, 'logs', 'linked.log');
    symlinkSync(elsewhere, linked);
    createLog(linked).info({}, 'a line');
    expect(readFileSync(elsewhere, 'utf8')).toBe('kept');
  },
);
