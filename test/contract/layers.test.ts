/** The layer check must be able to fail: a forbidden import is planted and must be reported. (Under a TypeScript without a compiler API it cruises nothing and passes.) */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const planted: string[] = [];
afterEach(() => {
  for (const file of planted.splice(0)) rmSync(file, { force: true });
});

function cruise(...places: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/.bin/depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'err', ...places],
    { cwd: root, encoding: 'utf8' },
  );
  return { status, output: stdout + stderr };
}

function plant(file: string, text: string): void {
  const path = join(root, file);
  planted.push(path);
  writeFileSync(path, text, { flag: 'wx' });
}

const forbidden: [string, string, string][] = [
  ['domain must not reach storage', 'src/domain/planted.ts', "export * from '../storage/file/open.ts';\n"],
  ['a type alone counts too', 'src/shared/planted.ts', "export type { App } from '../main/app.ts';\n"],
  ['domain must not reach Node', 'src/domain/planted.ts', "export { readFileSync } from 'node:fs';\n"],
  ['base must not reach ui', 'src/renderer/base/planted.ts', "export * from '../ui/escape.ts';\n"],
  ['ui must not reach parts', 'src/renderer/ui/planted.ts', "export * from '../parts/errorRate.ts';\n"],
  ['ui must not reach base', 'src/renderer/ui/planted.ts', "export * from '../base/routes.ts';\n"],
  ['ui must not know our data', 'src/renderer/ui/planted.ts', "export type { LogRow } from '../../shared/schemas.ts';\n"],
  ['parts must not reach a feature', 'src/renderer/parts/planted.ts', "export * from '../features/calendar/hours.ts';\n"],
  ['a feature must not reach app', 'src/renderer/features/log/planted.ts', "export * from '../../app/beat.ts';\n"],
  ['a feature must not reach a feature', 'src/renderer/features/log/planted.ts', "export * from '../calendar/hours.ts';\n"],
  ['only main and preload know electron', 'src/storage/planted.ts', "import 'electron';\nexport const planted = 1;\n"],
];

test.each(forbidden)('%s', { timeout: 30_000 }, (_name, file, text) => {
  plant(file, text);
  const { status, output } = cruise(file);
  expect(output).toContain('planted.ts');
  expect(status).not.toBe(0);
});
