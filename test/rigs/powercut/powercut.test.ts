/** The short form of `npm run bench:powercut`, its controls, and the disk that it is cut off from. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import { seeded } from '../../../tools/random.ts';
import { createDisk } from './disk.ts';
import { cutPower, emptyTally, folderFlush, keyFileFlush, type CutOptions, type Tally } from './rig.ts';
import { buildShim, type Act } from './trace.ts';

let folder: string;
let shim: string | null;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-power-'));
  shim = buildShim(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function cut(context: TestContext, options: Omit<CutOptions, 'shim' | 'seed'>): Promise<Tally> {
  if (!shim) return context.skip('needs Linux and a C compiler');
  const tally = emptyTally();
  await cutPower({ ...options, shim, seed: 5 }, tally);
  return tally;
}
const SOUND = { lost: 0, torn: 0, notOpening: 0, faults: [] };

test('the power goes while people come: whatever was said is there, and nothing by half', async (context) => {
  const tally = await cut(context, { run: 'visits', cuts: 40, acts: 60 });
  expect(tally).toMatchObject({ cuts: 40, ...SOUND });
  expect(tally.confirmed).toBeGreaterThan(20);
  expect(tally.walSyncs).toBeGreaterThanOrEqual(tally.said);
}, 300_000);

test('the power goes in a first run, into a folder that is made on another disk', async (context) => {
  expect(await cut(context, { run: 'set-up-elsewhere', cuts: 60, acts: 1 })).toMatchObject({ cuts: 60, ...SOUND });
}, 300_000);

test('control: with synchronous = NORMAL visits are lost that were confirmed', async (context) => {
  const tally = await cut(context, { run: 'visits', cuts: 10, acts: 40, without: { synchronous: 'NORMAL' } });
  expect(tally.lost).toBeGreaterThan(0);
}, 300_000);

test('control: where folders are not flushed the first run is lost; where key files are not they are torn', async (context) => {
  const folders = await cut(context, { run: 'set-up', cuts: 60, acts: 1, without: { ignored: folderFlush } });
  expect(folders.lost).toBeGreaterThan(0);
  const files = await cut(context, { run: 'set-up', cuts: 60, acts: 1, without: { ignored: keyFileFlush() } });
  expect(files.torn).toBeGreaterThan(0);
}, 300_000);

test('the disk keeps what was flushed, and of the rest what chance leaves', () => {
  const root = join(folder, 'root');
  mkdirSync(root);
  writeFileSync(join(root, 'old'), 'old');
  const at = (name: string): string => join(root, name);
  const bytes = (text: string): Buffer => Buffer.from(text);
  const disk = createDisk(root);
  const image = join(folder, 'image');
  const there = (chance = false): Record<string, string> => {
    disk.image(image, chance ? seeded(1) : null);
    const names = readdirSync(image, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return Object.fromEntries(names.map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')]));
  };
  const happened = (...acts: readonly Act[]): void => acts.forEach((act) => disk.happened(act));

  happened({ op: 'opened', inode: '1', path: at('old'), made: false, emptied: false });
  happened({ op: 'written', inode: '1', offset: 3, data: bytes('er') });
  expect(there()).toEqual({ old: 'old' });
  happened({ op: 'flushed', inode: '1' });
  expect(there()).toEqual({ old: 'older' });
  // A file that nobody has named to its folder, and one whose bytes were never flushed.
  happened({ op: 'opened', inode: '2', path: at('new.part'), made: true, emptied: false });
  happened({ op: 'written', inode: '2', offset: 0, data: bytes('new') }, { op: 'flushed', inode: '2' });
  expect(there()).toEqual({ old: 'older' });
  happened({ op: 'renamed', path: at('new.part'), to: at('old') });
  expect(there()).toEqual({ old: 'older' });
  happened({ op: 'folder-flushed', path: root });
  expect(there()).toEqual({ old: 'new' });
  happened({ op: 'opened', inode: '3', path: at('empty'), made: true, emptied: false });
  happened({ op: 'written', inode: '3', offset: 0, data: bytes('lost') }, { op: 'folder-flushed', path: root });
  expect(there()).toEqual({ old: 'new', empty: '' });
  // In a folder that is not there yet nothing is.
  happened(
    { op: 'folder-made', path: at('deep') },
    { op: 'opened', inode: '4', path: at('deep/file'), made: true, emptied: false },
  );
  happened(
    { op: 'written', inode: '4', offset: 0, data: bytes('x') },
    { op: 'flushed', inode: '4' },
    { op: 'folder-flushed', path: at('deep') },
  );
  expect(there()).toEqual({ old: 'new', empty: '' });
  happened({ op: 'folder-flushed', path: root });
  expect(there()).toEqual({ old: 'new', empty: '', file: 'x' });
  happened({ op: 'cut', inode: '2', length: 1 }, { op: 'removed', path: at('empty') });
  expect(there()).toEqual({ old: 'new', empty: '', file: 'x' });
  happened({ op: 'flushed', inode: '2' }, { op: 'folder-flushed', path: root });
  expect(there()).toEqual({ old: 'n', file: 'x' });
  expect(Object.keys(there(true)).sort()).toEqual(['file', 'old']);
});
