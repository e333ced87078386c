import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const scripts = readdirSync(join(root, 'scripts'), { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.m?[jt]s$/.test(name),
);
/** Files of the repository that a script starts or reads; what is built comes later. */
const named = scripts.flatMap((script) =>
  [...readFileSync(join(root, 'scripts', script), 'utf8').matchAll(/inRoot\(((?:'[^']+'(?:, )?)+)\)/g)].map(
    ([, parts]) => [script, [...parts!.matchAll(/'([^']+)'/g)].map(([, part]) => part!).join('/')] as const,
  ),
);

test.each(named.filter(([, path]) => !/^(out|node_modules|dist)\b|^\./.test(path)))('%s finds %s', (_script, path) => {
  expect(existsSync(join(root, path))).toBe(true);
});

test('there are such files', () => {
  expect(named.map(([, path]) => path)).toContain('demo/seed.ts');
});
