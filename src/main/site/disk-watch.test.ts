/** The disk under a site that is open: full, read-only, unplugged, damaged, exchanged. What is said, what is not let in, and how it comes back. */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { smallDisk } from '../../../test/fakes/small-disk.ts';
import { value } from '../../../tools/value.ts';
import type { AppState } from '../../shared/contract.ts';

const ALL = { personId: null, from: null, to: null, kinds: [], search: '' };
let folder: string;
let t: TestApp;
let token: string;
/** Mounts of a test, undone before its folder goes. */
let mounts: (() => void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-disk-'));
});
afterEach(async () => {
  await t.app.stop();
  for (const end of mounts) end();
  mounts = [];
  rmSync(folder, { recursive: true, force: true });
});

const start = (): Promise<TestApp> => startTestApp({ userData: join(folder, 'profile'), overrides: { lookEveryMs: 50 } });
async function setUp(dataFolder: string): Promise<void> {
  t = await start();
  value(await t.call('setup.complete', { ...SETUP, dataFolder }));
  value(await t.call('settings.save', { recognition: { cooldownSeconds: 0 } }));
  const { id } = value(await t.call('credentials.addWithoutFace', { employeeNumber: '1', name: 'Ana', department: '' }));
  token = value(await t.call('credentials.print', { personIds: [id], renew: false }))[0]!.token;
  t.app.setRole('kiosk');
}
/** What the kiosk is answered: the state of a decision, or the code of what is wrong. */
async function visit(): Promise<string> {
  t.clock.at += 1000;
  t.clock.monotonic += 1000;
  const answer = await t.call('credentials.badge', { token, waitedMs: 0 });
  return answer.ok ? answer.value.decision.state : answer.error.code;
}
const fault = (): string | null => t.app.state().fault?.code ?? null;
const said = (): Promise<unknown> => expect.poll(fault).toBeNull();
async function rows(): Promise<{ kind: string; reason: string | null }[]> {
  t.app.setRole('admin');
  const { rows: list } = value(await t.call('log.list', { filter: ALL, before: null, limit: 500 }));
  t.app.setRole('kiosk');
  return list.map(({ kind, reason }) => ({ kind, reason }));
}
const visits = async (): Promise<number> => (await rows()).filter((row) => row.kind === 'recognised').length;

test('a disk that fills up: nobody without a row, said on screen, and over by itself when there is room', async (context) => {
  const disk = smallDisk(join(folder, 'disk'), 16 * 1024);
  if (!disk) return context.skip('needs root on Linux to mount a small disk');
  mounts.push(disk.end);
  await setUp(disk.at);
  expect(await visit()).toBe('welcome');
  const { bavail, bsize } = statfsSync(disk.at);
  writeFileSync(join(disk.at, 'filler'), Buffer.alloc(bavail * bsize));
  // What the log has grown to takes some rows yet.
  let came = 1;
  let answer = await visit();
  for (; answer === 'welcome' && came < 3000; came++) answer = await visit();
  expect(answer).toBe('database-full');
  expect(t.app.state()).toMatchObject({ stage: 'open', fault: { code: 'database-full' } });
  rmSync(join(disk.at, 'filler'));
  await said();
  expect(await visit()).toBe('welcome');
  expect(await visits()).toBe(came + 1);
  expect((await rows()).map((row) => row.reason)).toContain('database-full-over');
});

test('a disk that turns read-only, and back', async (context) => {
  const disk = smallDisk(join(folder, 'disk'), 16 * 1024);
  if (!disk) return context.skip('needs root on Linux to mount a small disk');
  mounts.push(disk.end);
  await setUp(disk.at);
  const { own: db } = value(t.app.site());
  // A mount with files open for writing cannot be made read-only: SQLite itself refuses instead.
  db.run('PRAGMA query_only = 1');
  expect(await visit()).toBe('database-read-only');
  expect(fault()).toBe('database-read-only');
  db.run('PRAGMA query_only = 0');
  await said();
  expect(await visit()).toBe('welcome');
});

test('a disk that is unplugged: no green screen for rows that would be nowhere; plugged in again it goes on', async () => {
  const usb = join(folder, 'usb');
  await setUp(usb);
  expect(await visit()).toBe('welcome');
  // What windows were told last.
  const told = () => (t.emitted.findLast((e) => e.name === 'app.changed')?.payload as AppState).fault?.code ?? null;
  for (let outage = 0; outage < 2; outage++) {
    renameSync(usb, join(folder, 'away'));
    await expect.poll(told).toBe('database-missing');
    expect(await visit()).toBe('database-missing');
    expect(existsSync(usb)).toBe(false);
    // It stays said for as long as it holds.
    await new Promise((done) => setTimeout(done, 200));
    expect([told(), fault()]).toEqual(['database-missing', 'database-missing']);
    renameSync(join(folder, 'away'), usb);
    await expect.poll(told).toBeNull();
    expect(await visit()).toBe('welcome');
  }
  expect(t.app.state()).toMatchObject({ stage: 'open', role: 'kiosk' });
  expect(await visits()).toBe(3);
  expect((await rows()).filter(({ reason }) => reason === 'database-missing-over')).toHaveLength(2);
});

test('a mount that goes away, and another that comes', async (context) => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return context.skip('needs root on Linux to mount');
  const usb = join(folder, 'usb');
  const real = join(folder, 'real');
  mkdirSync(usb);
  mkdirSync(real);
  const mount = (): void => void execFileSync('mount', ['--bind', real, usb]);
  const umount = (): void => void execFileSync('umount', ['-l', usb]);
  mount();
  let mounted = true;
  mounts.push(() => {
    if (mounted) umount();
  });
  await setUp(usb);
  umount();
  mounted = false;
  await expect.poll(fault).toBe('database-missing');
  expect(await visit()).toBe('database-missing');
  mount();
  mounted = true;
  await said();
  expect(await visit()).toBe('welcome');
});

test('the file is exchanged for an older copy while the app runs: opened anew, and said', async () => {
  const data = join(folder, 'data');
  await setUp(data);
  await t.app.stop();
  cpSync(data, join(folder, 'old'), { recursive: true });
  t = await start();
  t.app.setRole('kiosk');
  expect(await visit()).toBe('welcome');
  await t.app.freshness.tick();
  renameSync(data, join(folder, 'away'));
  cpSync(join(folder, 'old'), data, { recursive: true });
  await expect.poll(() => t.app.freshness.notices()).toMatchObject([{ kind: 'older' }]);
  await said();
  expect(await visit()).toBe('welcome');
});

test('damage that is found while the app runs stays on screen; the rest works', async () => {
  const data = join(folder, 'data');
  await setUp(data);
  const { own: db } = value(t.app.site());
  db.run('CREATE TABLE victim (a BLOB NOT NULL) STRICT');
  db.run('INSERT INTO victim VALUES (randomblob(900000))');
  db.checkpoint();
  await t.app.stop();
  t = await start();
  t.app.setRole('kiosk');
  const file = join(data, 'lintel.db');
  const bytes = readFileSync(file);
  const fd = openSync(file, 'r+');
  writeSync(fd, Buffer.alloc(4096, 7), 0, 4096, bytes.length - 40 * 4096);
  closeSync(fd);
  const site = value(t.app.site());
  expect(() => site.db.get('SELECT length(a), hex(a) FROM victim')).toThrow();
  expect(fault()).toBe('database-corrupt');
  expect(await visit()).toBe('welcome');
  await new Promise((done) => setTimeout(done, 200));
  expect(fault()).toBe('database-corrupt');
});

test('what stands in the way of a start goes by itself: a disk that is mounted late, another Lintel that ends', async () => {
  const usb = join(folder, 'usb');
  await setUp(usb);
  await t.app.stop();
  renameSync(usb, join(folder, 'away'));
  t = await start();
  expect(t.app.state()).toMatchObject({ stage: 'fault', fault: { code: 'database-missing' } });
  const announced = t.emitted.length;
  await new Promise((done) => setTimeout(done, 300));
  // Tried again and again, and said once.
  expect(t.emitted.length).toBe(announced);
  renameSync(join(folder, 'away'), usb);
  await expect.poll(() => t.app.state().stage).toBe('open');
  const second = await start();
  expect(second.app.state()).toMatchObject({ stage: 'fault', fault: { code: 'database-in-use' } });
  await t.app.stop();
  await expect.poll(() => second.app.state().stage).toBe('open');
  await second.app.stop();
});
