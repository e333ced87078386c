/** Whose work Lintel is built of is written down, under licences that a person has read. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isKnown, notices, productionPackages, readLockfile } from '../../scripts/lib/licences.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'THIRD-PARTY-NOTICES.txt'), 'utf8');

test('THIRD-PARTY-NOTICES.txt names what the lockfile has (stale? npm run notices)', () => {
  const wanted = productionPackages(readLockfile(root)).map(
    ({ name, version, licence }) => `${name} ${version}: ${licence ?? 'none'}`,
  );
  const said = page
    .split('\nTheir licence')[0]!
    .split('\n')
    .filter((line) => /^\S+ \S+: /.test(line));
  expect(said).toEqual(wanted);
});

// Elsewhere other packages are installed (Node's own, an optional one), so that some texts are not here.
test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'and their texts as they came (stale? npm run notices)',
  () => {
    expect(page === notices(root)).toBe(true);
  },
);

test.each<[string | null, boolean]>([
  ['MIT', true],
  ['(MIT OR CC0-1.0)', true],
  ['GPL-3.0 OR Apache-2.0', true],
  ['MIT OR Apache', true],
  ['MIT AND ISC AND BSD-3-Clause', true],
  ['(BSD-3-Clause AND Apache-2.0)', true],
  ['OFL-1.1', true],
  ['(MIT AND Zlib)', true],
  ['MIT AND GPL-3.0', false],
  ['MIT AND (GPL-3.0 OR Apache-2.0)', false],
  ['GPL-3.0-or-later', false],
  ['SEE LICENSE IN LICENSE.md', false],
  ['UNLICENSED', false],
  ['', false],
  [null, false],
])('%s: known %s', (licence, known) => {
  expect(isKnown(licence)).toBe(known);
});

/** A checkout whose lockfile has these packages, each with a licence text. */
function checkout(packages: Record<string, { license?: string; dev?: boolean; text: string }>): string {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-notices-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const locked: Record<string, object> = { '': { name: 'lintel' } };
  for (const [path, { text, ...rest }] of Object.entries(packages)) {
    locked[path] = { version: '1.0.0', ...rest };
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    mkdirSync(join(folder, path));
    writeFileSync(join(folder, path, 'LICENSE'), text);
  }
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: locked }));
  return folder;
}

test('a licence that nobody has read stops it, by name; one that is for development alone does not', () => {
  const folder = checkout({
    'node_modules/good': { license: 'MIT', text: 'x' },
    'node_modules/tool': { license: 'GPL-3.0', dev: true, text: 'x' },
    'node_modules/bad': { license: 'GPL-3.0', text: 'x' },
    'node_modules/good/node_modules/silent': { text: 'x' },
  });
  expect(() => notices(folder)).toThrow('unknown licence: bad 1.0.0 (GPL-3.0), silent 1.0.0 (none)');
});

test('a text that two have is there once, with both copyright lines', () => {
  const text = 'MIT License\n\nCopyright (c) WHO\n\nPermission is granted, whatever copyright\nlicense to whoever.\n';
  const found = notices(
    checkout({
      'node_modules/a': { license: 'MIT', text: text.replace('WHO', '2001 Ana') },
      'node_modules/b': {
        license: 'MIT',
        text: text.replace('WHO', '2002 Bo').replace('MIT License\n\n', '').replaceAll('\n', '\r\n'),
      },
    }),
  );
  expect(found.split('Permission').length).toBe(2);
  expect(found).toContain('a 1.0.0; Copyright (c) 2001 Ana\nb 1.0.0; Copyright (c) 2002 Bo\n');
  expect(found).toContain('whatever copyright\nlicense to whoever');
});

test('a second licence beside the first is there, whatever joins its name', () => {
  const folder = checkout({ 'node_modules/font': { license: 'MIT AND OFL-1.1', text: 'the code' } });
  for (const name of ['LICENSE_FONT', 'LICENSE-OFL', 'COPYING.OFL'])
    writeFileSync(join(folder, 'node_modules/font', name), `the font, in ${name}`);
  const found = notices(folder);
  for (const text of ['the code', 'in LICENSE_FONT', 'in LICENSE-OFL', 'in COPYING.OFL']) expect(found).toContain(text);
});
