/**
 * The layer check must be able to fail: of each rule a violation is planted in a made-up checkout, and must be reported by that rule's name. And the
 * picture in docs/architecture.md must be the table that is checked.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import beside from '../../scripts/lib/beside.json' with { type: 'json' };
import table from '../../scripts/lib/boxes.json' with { type: 'json' };
import { circles, folderCircles, type Arrow } from '../../scripts/lib/graph.ts';
import { CIRCLES_TODAY, lookAtLayers, rules, type Layers } from '../../scripts/lib/layers.ts';

const root = join(import.meta.dirname, '../..');
type Planted = [rule: string, file: string, imports: string];

const boxes: Record<string, string[]> = table.src;

/** For each box and room another that it must not know, from a file of a name of its own. */
const betweenBoxes = Object.entries(table).flatMap(([folder, boxes]) =>
  Object.entries(boxes).map(([box, allowed]): Planted => {
    const other = Object.keys(boxes).find((name) => name !== box && !(allowed as string[]).includes(name)) ?? 'app';
    const rule = folder === 'src' ? box : `${folder.slice('src/'.length)}-${box}`;
    return [`${rule}-imports-only-its-own`, `${folder}/${box}/planted.ts`, `../${other}/target.ts`];
  }),
);

const besideSrc = Object.entries(beside).flatMap(([box, allowed]): Planted[] => [
  [`beside-${box}-imports-only-its-own`, `${box}/with-test.ts`, '../test/target.ts'],
  ...Object.keys(beside)
    .filter((other) => other !== box && !allowed.includes(other))
    .map((other): Planted => [`beside-${box}-imports-only-its-own`, `${box}/with-${other}.ts`, `../${other}/target.ts`]),
]);

const planted: Planted[] = [
  ...betweenBoxes,
  ...besideSrc,
  // A type alone counts too.
  ['shared-imports-only-its-own', 'src/shared/planted-type.ts', 'type ../main/target.ts'],
  ['only-main-and-preload-know-electron', 'src/storage/electric.ts', 'electron'],
  ['domain-is-pure', 'src/domain/with-node.ts', 'node:fs'],
  ['domain-is-pure', 'src/domain/with-package.ts', 'zod'],
  ['src-needs-no-development-package', 'src/vision/with-sharp.ts', 'sharp'],
  ['ui-knows-none-of-our-data', 'src/renderer/ui/knows.ts', 'type ../../shared/target.ts'],
  ['src-imports-nothing-beside-it', 'src/main/with-test.ts', '../../test/target.ts'],
  ['src-imports-nothing-beside-it', 'src/main/with-bench.ts', '../../bench/target.ts'],
  ['a-feature-imports-no-feature', 'src/renderer/features/people/planted.ts', '../log/target.ts'],
  // By a type alone.
  ['no-circles', 'src/storage/and-round.ts', 'type ./round.ts'],
  // Two folders, by four files of which none is in a circle.
  ['no-circles-of-folders', 'src/doors/north/out.ts', '../south/in.ts'],
  ['no-circles-of-folders', 'src/doors/south/out.ts', '../north/in.ts'],
  // A folder and the files beside it.
  ['no-circles-of-folders', 'src/engine/top.ts', './inner/one.ts'],
  ['no-circles-of-folders', 'src/engine/inner/two.ts', 'type ../top.ts'],
];
/** What is allowed, and must not be reported. */
const innocent: Planted[] = [
  // Its other half, `and-round`, is what is reported.
  ['', 'src/storage/round.ts', './and-round.ts'],
  ['', 'src/main/innocent.ts', '../storage/target.ts'],
  ['', 'src/main/innocent.test.ts', '../../test/target.ts'],
  ['', 'src/domain/with-zones.ts', 'temporal-polyfill'],
  ['', 'src/renderer/features/people/innocent.ts', '../../../domain/target.ts'],
  ['', 'bench/innocent.ts', '../evaluate/target.ts'],
  ['', 'tools/innocent.test.ts', '../test/target.ts'],
  // Tests import what is above them.
  ['', 'src/vision/inner/one.test.ts', '../user.ts'],
  ['', 'src/vision/user.ts', './inner/one.ts'],
];

/** A checkout with these files, and with every file that they import. */
function checkout(files: readonly Planted[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-layers-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  for (const file of ['package.json', 'tsconfig.json', 'tsconfig.base.json', 'tsconfig.test.json'])
    write(file, readFileSync(join(root, file), 'utf8'));
  const paths = new Set(files.map(([, path]) => path));
  for (const [, path, imports] of files) {
    const name = imports.replace(/^type /, '');
    write(path, `import${name === imports ? '' : ' type'} * as it from '${name}';\nexport { it };\n`);
    const target = join(dirname(path), name);
    if (name.startsWith('.') && !paths.has(target)) write(target, 'export const target = 1;\n');
  }
  return folder;
}

const reported = (found: Layers): string[] => [...new Set(found.violations.map(({ rule, from }) => `${rule}: ${from}`))].sort();

test('each planted violation is reported by its rule, and nothing else is', async () => {
  // Boxes that import what they must not are in circles, too: that is said by their own rules.
  const found = await lookAtLayers(checkout([...planted, ...innocent]), ['', 'src', 'src/renderer']);
  expect(reported(found)).toEqual(planted.map(([rule, file]) => `${rule}: ${file}`).sort());
});

test('there is a planted violation of every rule', () => {
  expect([...new Set(planted.map(([rule]) => rule))].sort()).toEqual(rules().sort());
});

test('a folder that is excused is not reported, until its circle is gone', async () => {
  const folder = checkout([
    ['', 'src/main/north/out.ts', '../south/in.ts'],
    ['', 'src/main/south/out.ts', '../north/in.ts'],
    ['', 'src/storage/north/out.ts', '../south/in.ts'],
  ]);
  const { violations, mended } = await lookAtLayers(folder, ['src/main', 'src/storage']);
  expect({ violations, mended }).toEqual({ violations: [], mended: ['src/storage'] });
});

test('the command looks at every file of the repository, and passes', () => {
  const { status, stdout } = spawnSync(process.execPath, ['scripts/layers.ts'], { cwd: root, encoding: 'utf8' });
  expect(stdout).toMatch(/^layers: \d{3,} files, no import that the rules forbid\n$/);
  expect(status).toBe(0);
});

test('the boxes of the table are the folders of src, and the table of docs/architecture.md', () => {
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(boxes).sort());
  const [page = '', besidePage = ''] = readFileSync(join(root, 'docs/architecture.md'), 'utf8').split(/\nBeside `src\/`|\n### /);
  const rowsOf = (text: string) =>
    [...text.matchAll(/^\| `([\w-]+)\/` *\|[^|]*\| *([^|;]*?) *(?:;[^|]*)?\|/gm)].map(([, box, may]) => [box!, may!] as const);
  const rows = rowsOf(page);
  const said = (may: string): string[] => {
    if (may === 'nothing of ours') return [];
    const others = /^all but (.*)$/.exec(may)?.[1]?.split(', ');
    return others ? Object.keys(boxes).filter((name) => name !== 'main' && !others.includes(name)) : may.split(', ');
  };
  expect(Object.fromEntries(rows.map(([box, may]) => [box, said(may).sort()]))).toEqual(
    Object.fromEntries(Object.entries(boxes).map(([box, may]) => [box, [...may].sort()])),
  );
  expect(rowsOf(besidePage)).toEqual([...Object.entries(beside).map(([box, may]) => [box, may.join(', ')]), ['test', 'all']]);
});

test('circles: two of them, a chain, and one node', () => {
  const edges = (text: string): Map<string, Set<string>> => {
    const found = new Map<string, Set<string>>();
    for (const [from, to] of text.split(' ').map((pair) => pair.split('>') as [string, string]))
      found.set(from, (found.get(from) ?? new Set()).add(to));
    return found;
  };
  expect(circles(edges('a>b b>c c>a c>d d>e e>d e>f f>f'))).toEqual([
    ['d', 'e'],
    ['a', 'b', 'c'],
  ]);
  expect(circles(edges('a>b b>c a>c'))).toEqual([]);
});

test('a circle of folders is said where its folders lie, and not again above', () => {
  const arrow = (from: string, to: string): Arrow => ({ from, to, typeOnly: false });
  const found = folderCircles([arrow('a/x/1.ts', 'a/y/2.ts'), arrow('a/y/3.ts', 'a/x/4.ts'), arrow('a/x/1.ts', 'b/5.ts')]);
  expect(found).toEqual([{ inside: 'a', members: ['a/x', 'a/y'] }]);
});

test('what is excused is a folder of the repository', () => {
  for (const folder of CIRCLES_TODAY) expect(readdirSync(join(root, folder)).length).toBeGreaterThan(0);
});
