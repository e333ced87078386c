/**
 * The app removes no file but its own unfinished ones and its marks, and those in one place: `src/storage/file/files.ts`. A database or a key
 * that is in the way is set aside. Here: nobody else in src/ can remove or cut a file, and that place refuses every other.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { removeOwn } from '../../src/storage/file/files.ts';

const root = join(import.meta.dirname, '../..');
const REMOVERS = [
  'rm',
  'rmSync',
  'rmdir',
  'rmdirSync',
  'unlink',
  'unlinkSync',
  'truncate',
  'truncateSync',
  'ftruncate',
  'ftruncateSync',
];
const FILES = 'src/storage/file/files.ts';

/** What a source takes from `fs` that removes; a whole module under one name counts as all of it. */
function removersIn(source: string): string[] {
  const found: string[] = [];
  for (const [, clause = ''] of source.matchAll(/^import\s+([^;]*?)\s+from\s+['"](?:node:)?fs(?:\/promises)?['"]/gm)) {
    if (!clause.trimStart().startsWith('{')) found.push(clause.trim());
    const names = clause.replace(/[{}]/g, '').split(',');
    found.push(...names.map((name) => name.trim().split(/\s+as\s+/)[0] ?? '').filter((name) => REMOVERS.includes(name)));
  }
  if (/\b(?:import|require)\(\s*['"](?:node:)?fs/.test(source)) found.push('fs at run time');
  return found;
}

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => join('src', name));

test('nobody but files.ts can remove a file', () => {
  const offenders = sources.filter(
    (name) => name !== join(FILES) && removersIn(readFileSync(join(root, name), 'utf8')).length > 0,
  );
  expect(offenders).toEqual([]);
  expect(sources.length).toBeGreaterThan(200);
});

test('files.ts removes in one place, and no database, key or log there', () => {
  const source = readFileSync(join(root, FILES), 'utf8');
  expect(removersIn(source)).toEqual(['rmSync']);
  expect(source.match(/rmSync\(/g)).toHaveLength(1);
  const folder = mkdtempSync(join(tmpdir(), 'lintel-removed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of [
    'lintel.db',
    'lintel.db-wal',
    'lintel-before-.db',
    'key.json',
    'recovery.json',
    'location.json',
    'lintel.log',
    'export.csv',
    '',
  ]) {
    const path = join(folder, name);
    if (name !== '') writeFileSync(path, 'kept');
    expect(() => removeOwn(path)).toThrow('this is not removed');
  }
  expect(readdirSync(folder)).toHaveLength(8);
  for (const name of ['location.json.new', 'export.csv.part', 'emergency.on', 'lintel-before-240.db']) {
    writeFileSync(join(folder, name), '');
    removeOwn(join(folder, name));
  }
  expect(readdirSync(folder)).toHaveLength(8);
});

test.each([
  ["import { rmSync } from 'node:fs';", ['rmSync']],
  ["import { existsSync, unlink as gone } from 'fs';", ['unlink']],
  ["import {\n  rm,\n  rename,\n} from 'node:fs/promises';", ['rm']],
  ["import * as fs from 'node:fs';", ['* as fs']],
  ["const { rm } = await import('node:fs/promises');", ['fs at run time']],
  ["import { readFileSync } from 'node:fs';", []],
])('the check finds it: %s', (source, found) => {
  expect(removersIn(source)).toEqual(found);
});
