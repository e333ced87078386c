/** The layer check: dependency-cruiser's rules about files, and circles of folders. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTypeScript from 'dependency-cruiser/config-utl/extract-ts-config';
import beside from './beside.json' with { type: 'json' };
import { arrowsOf, folderCircles, readGraph } from './graph.ts';

const here = join(import.meta.dirname, '../..');
const CONFIG = join(here, '.dependency-cruiser.cjs');
const CIRCLES = 'no-circles-of-folders';

export interface Violation {
  rule: string;
  from: string;
  to: string;
}
export interface Layers {
  violations: Violation[];
  /** Circles of folders that are excused and no longer there. */
  mended: string[];
  /** Files looked at. */
  files: string[];
}

/**
 * Folders whose parts still reach each other in a circle. Nothing may be added: a folder is taken off when its circle is broken (the check fails
 * until it is).
 */
export const CIRCLES_TODAY: readonly string[] = [];

/** Names of all rules. */
export function rules(): string[] {
  const { forbidden } = createRequire(import.meta.url)(CONFIG) as { forbidden: { name: string }[] };
  return [...forbidden.map(({ name }) => name), CIRCLES];
}

const ROOTS = ['src', ...Object.keys(beside), 'test'];

/** @param root the checkout to look at; the rules are always ours. */
export async function lookAtLayers(root: string = here, excused: readonly string[] = CIRCLES_TODAY): Promise<Layers> {
  const options = await extractOptions(CONFIG);
  const roots = ROOTS.filter((folder) => existsSync(join(root, folder)));
  const { output } = await cruise(roots, { ...options, baseDir: root }, undefined, {
    tsConfig: extractTypeScript(join(here, 'tsconfig.json')),
  });
  const { modules, summary } = output as ICruiseResult;
  const violations = summary.violations.map(({ rule, from, to }): Violation => ({ rule: rule.name, from, to }));

  const { files, arrows } = readGraph(root);
  const circles = folderCircles(arrows);
  for (const circle of circles) {
    if (excused.includes(circle.inside)) continue;
    for (const { from, to } of arrowsOf(circle, arrows)) violations.push({ rule: CIRCLES, from, to });
  }
  const seen = new Set(modules.map(({ source }) => source));
  // A check that looks at nothing passes: so it does under a TypeScript without a compiler API.
  for (const { path } of files)
    if (roots.some((folder) => path.startsWith(`${folder}/`)) && !seen.has(path))
      violations.push({ rule: 'every-file-is-looked-at', from: path, to: '' });
  return {
    violations,
    mended: excused.filter((folder) => !circles.some(({ inside }) => inside === folder)),
    files: [...seen].filter((path) => roots.some((folder) => path.startsWith(`${folder}/`))),
  };
}
