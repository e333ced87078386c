/** What `npm run counts` says of a checkout is counted here by hand. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { count } from '../../scripts/lib/counts.ts';

function checkout(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-counts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
const lines = (n: number, line: (at: number) => string): string => Array.from({ length: n }, (_, at) => `${line(at)}\n`).join('');

test('files, lines, tests, the longest function and file, by box', () => {
  const { boxes, all } = count(
    checkout({
      'src/domain/sum.ts':
        'export function sum(a: number, b: number): number {\n\n  // What is empty or said is not counted.\n  return a + b;\n}\n',
      'src/domain/sum.test.ts': lines(9, (at) => `export const test${at} = 1;`),
      'tools/look.ts': 'export const look = () => {\n  const deep = () => 1;\n  return deep();\n};\n',
      'node_modules/theirs.ts': lines(1000, () => ''),
    }),
  );
  const domain = { box: 'src/domain', files: 1, lines: 5, tests: 1, testLines: 9 };
  expect(boxes).toEqual([
    {
      ...domain,
      longestFunction: { name: 'sum', file: 'src/domain/sum.ts', lines: 3 },
      longestFile: { file: 'src/domain/sum.test.ts', lines: 9 },
    },
    {
      ...{ box: 'tools', files: 1, lines: 4, tests: 0, testLines: 0 },
      longestFunction: { name: 'look', file: 'tools/look.ts', lines: 4 },
      longestFile: { file: 'tools/look.ts', lines: 4 },
    },
  ]);
  expect(all).toMatchObject({ files: 2, lines: 9, tests: 1, testLines: 9 });
});

test('what is too long, imports that go up, and circles', () => {
  const found = count(
    checkout({
      'src/main/long.ts': `export const long = () => {\n${lines(79, (at) => `  void ${at};`)}};\n`,
      'src/renderer/long.tsx': `export const Long = () => {\n${lines(119, (at) => `  void ${at};`)}};\n`,
      'src/renderer/just.tsx': `export const Just = () => {\n${lines(118, (at) => `  void ${at};`)}};\n`,
      'tools/long.ts': `export const long = () => {\n${lines(200, (at) => `  void ${at};`)}};\n`,
      'src/main/just.ts': `export const just = () => {\n${lines(78, (at) => `  void ${at};`)}};\n`,
      'src/storage/long.ts': lines(401, () => '// and long'),
      'src/storage/up.ts': "import type { long } from '../main/long.ts';\nexport type Long = typeof long;\n",
      'src/storage/down.ts': "export * from '../shared/calls.ts';\n",
      'src/shared/calls.ts': "export * from './more.ts';\n",
      'src/shared/more.ts': "export type * from './calls.ts';\n",
      'src/doors/a/one.ts': "export * from '../b/one.ts';\n",
      'src/doors/a/two.ts': 'export const two = 2;\n',
      'src/doors/b/one.ts': "export const two = () => import('../a/two.ts');\n",
      'bench/uses.ts': "export * from '../test/fake.ts';\n",
      'test/fake.ts': "export * from '../src/doors/a/two.ts';\n",
    }),
  );
  expect(found).toMatchObject({
    longFunctions: ['81 long (src/main/long.ts)', '121 Long (src/renderer/long.tsx)'],
    longFiles: ['401 src/storage/long.ts'],
    up: ['bench/uses.ts → test/fake.ts', 'src/storage/up.ts → src/main/long.ts'],
    fileCircles: ['src/shared/calls.ts src/shared/more.ts'],
    folderCircles: ['src/doors: src/doors/a src/doors/b'],
  });
});
