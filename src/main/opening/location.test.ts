import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { value } from '../../../tools/value.ts';
import { proveFolder, readLocation, writeLocation, type Location } from './location.ts';

function temp(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-location-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
const here: Location = { version: 2, dataFolder: '/data', complete: true, siteId: '6f1c0d8e-52a7-4b7a-9a39-0d6d5f3f3a10' };

test('absent is nothing; what was written is read; one from before there were ids has none', () => {
  const userData = join(temp(), 'profile');
  expect(readLocation(userData)).toEqual({ ok: true, value: null });
  value(writeLocation(userData, here));
  expect(value(readLocation(userData))).toEqual(here);
  expect(readdirSync(userData)).toEqual(['location.json']);
  writeFileSync(join(userData, 'location.json'), JSON.stringify({ version: 1, dataFolder: '/data', complete: true }));
  expect(value(readLocation(userData))).toEqual({ ...here, siteId: null });
});

test('a power cut while it was written leaves the old one: the half one is another file', () => {
  const userData = temp();
  value(writeLocation(userData, here));
  writeFileSync(join(userData, 'location.json.new'), '{"ver');
  expect(value(readLocation(userData))).toEqual(here);
  value(writeLocation(userData, { ...here, dataFolder: '/other' }));
  expect(JSON.parse(readFileSync(join(userData, 'location.json'), 'utf8'))).toMatchObject({ dataFolder: '/other' });
});

test('a folder is made, proven and left as it was; one that is none, or lies on another machine, is refused', () => {
  const folder = join(temp(), 'a', 'b');
  expect(proveFolder(folder, () => false)).toEqual({ ok: true, value: null });
  expect(readdirSync(folder)).toEqual([]);
  expect(proveFolder(folder, () => true)).toEqual({ ok: false, error: { code: 'folder-network', path: folder } });
  const file = join(temp(), 'file');
  writeFileSync(file, '');
  expect(proveFolder(join(file, 'data'))).toEqual({ ok: false, error: { code: 'folder-unusable', path: join(file, 'data') } });
});
