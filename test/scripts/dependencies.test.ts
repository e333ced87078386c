/** docs/dependencies.md names every package with its licence, and package.json has none that nobody uses. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readGraph } from '../../scripts/lib/graph.ts';
import { productionPackages, readLockfile } from '../../scripts/lib/licences.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
type Versions = Record<string, string>;
const pack = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Versions>;
const inTheApp = { ...pack.dependencies, ...pack.optionalDependencies };

const page = read('docs/dependencies.md');
const [app, work] = page.split('\n## ').slice(1) as [string, string];
const rows = (part: string): Record<string, { why: string; licence: string }> =>
  Object.fromEntries(
    [...part.matchAll(/^\| `([^`]+)` *\| *(.*?) *\| *(.*?) *\|$/gm)].map(([, name, why, licence]) => [
      name!,
      { why: why!, licence: licence! },
    ]),
  );

test('each package is on the page, in its part, and none that is not here', () => {
  expect(Object.keys(rows(app)).sort()).toEqual(Object.keys(inTheApp).sort());
  expect(Object.keys(rows(work)).sort()).toEqual(Object.keys(pack.devDependencies).sort());
});

test('each has a reason, and the licence of the lockfile', () => {
  const { packages } = readLockfile(root);
  const own = new Map(productionPackages({ packages }).map(({ path, licence }) => [path, licence]));
  for (const [name, { why, licence }] of Object.entries({ ...rows(app), ...rows(work) })) {
    expect([name, why.length > 0]).toEqual([name, true]);
    const at = `node_modules/${name}`;
    expect([name, licence]).toEqual([name, own.get(at) ?? packages[at]?.license]);
  }
});

test('versions are exact', () => {
  const loose = Object.entries({ ...inTheApp, ...pack.devDependencies }).filter(
    ([, version]) => !/^(npm:[\w-]+@)?\d+\.\d+\.\d+$/.test(version),
  );
  expect(loose).toEqual([]);
});

test('each is named by our code, or by what is known to need it', () => {
  const config = ['package.json', 'tsconfig.base.json', 'scripts/lib/checks.mjs', 'scripts/lib/install.mjs'].map((path) =>
    path === 'package.json' ? JSON.stringify((JSON.parse(read(path)) as { scripts: object }).scripts) : read(path),
  );
  const text = [...readGraph(root).files.map(({ syntax }) => syntax.text), ...config].join('\n');
  const unused = Object.keys({ ...inTheApp, ...pack.devDependencies }).filter((name) => {
    // A compiler reads them.
    if (name.startsWith('@types/')) return false;
    // What @testing-library/react stands on, and asks to be installed beside it.
    if (name === '@testing-library/dom') return !text.includes('@testing-library/react');
    // The environment of a test, in its first line.
    if (name === 'happy-dom') return !text.includes('@vitest-environment happy-dom');
    return !new RegExp(`['"/]${name}(['"/])`).test(text);
  });
  expect(unused).toEqual([]);
});
