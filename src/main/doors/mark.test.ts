import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../../../test/storage/support.ts';
import { keepSpare, readMark, writeMark } from './mark.ts';

const ALL = { site: true, doors: [] };
const OFF = { site: false, doors: [] };

test('on is one line that only this user reads; off is no file', () => {
  const folder = join(tempFolder(), 'not there yet');
  expect(readMark(folder, 'emergency')).toBeNull();
  expect(writeMark(folder, 'emergency', { reach: { site: false, doors: [3, 7] }, at: 5 })).toBe(true);
  const file = join(folder, 'emergency.on');
  expect(readFileSync(file, 'utf8')).toBe('{"version":1,"at":5,"site":false,"doors":[3,7]}\n');
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readMark(folder, 'emergency')).toEqual({ reach: { site: false, doors: [3, 7] }, at: 5 });
  expect(readMark(folder, 'lockdown')).toBeNull();
  expect(writeMark(folder, 'emergency', { reach: OFF, at: 6 })).toBe(true);
  expect(existsSync(file)).toBe(false);
  expect(readMark(folder, 'emergency')).toBeNull();
});

test.each([
  ['empty', ''],
  ['half', '{"version":1,"at":5,"si'],
  ['of another version', '{"version":2,"at":5,"site":true,"doors":[]}'],
  ['with a key that nobody knows', '{"version":1,"at":5,"site":false,"doors":[1],"x":1}'],
  ['that says nothing is on', '{"version":1,"at":null,"site":false,"doors":[]}'],
])('a mark that is there and %s is on, for the whole site', (_what, text) => {
  const folder = tempFolder();
  writeFileSync(join(folder, 'lockdown.on'), text);
  expect(readMark(folder, 'lockdown')).toEqual({ reach: ALL, at: null });
});

test('what stands in its place and is no file is on as well', () => {
  const folder = tempFolder();
  mkdirSync(join(folder, 'emergency.on'));
  expect(readMark(folder, 'emergency')?.reach).toEqual(ALL);
});

test('where nothing new can be written, the spare one is put in its place', () => {
  const folder = tempFolder();
  keepSpare(folder, 'emergency');
  // A full disk takes no new file; here a folder stands in the new one's way.
  mkdirSync(join(folder, 'emergency.on.new'));
  expect(writeMark(folder, 'emergency', { reach: { site: false, doors: [3] }, at: 5 })).toBe(true);
  // More than was meant, and only after a restart.
  expect(readMark(folder, 'emergency')).toEqual({ reach: ALL, at: null });
  expect(writeMark(folder, 'emergency', { reach: OFF, at: 6 })).toBe(true);
  expect(readMark(folder, 'emergency')).toBeNull();
  expect(readdirSync(folder)).toContain('emergency.spare');
});

test('neither: it says so, and does not throw', () => {
  const folder = tempFolder();
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'a file where a folder should be');
  keepSpare(folder, 'emergency');
  expect(writeMark(folder, 'emergency', { reach: ALL, at: 5 })).toBe(false);
  expect(readMark(folder, 'emergency')).toBeNull();
});

test.skipIf(process.getuid?.() === 0)('a mark that this user may not read is on', () => {
  const folder = tempFolder();
  writeMark(folder, 'emergency', { reach: ALL, at: 5 });
  chmodSync(join(folder, 'emergency.on'), 0);
  expect(readMark(folder, 'emergency')?.reach).toEqual(ALL);
});
