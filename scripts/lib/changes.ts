/** changes/<slug>.md: what changed, for those who use Lintel; joined into CHANGELOG.md at a release. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** In the order in which a reader wants them. */
export const KINDS = ['Security', 'Added', 'Changed', 'Fixed', 'Removed'] as const;
export type Kind = (typeof KINDS)[number];
export interface Change {
  /** Relative to the root. */
  file: string;
  kind: Kind;
  /** One paragraph. */
  text: string;
}

/** A file's first line is its kind, then an empty line, then one paragraph. Throws an Error that says what is wrong with it. */
export function parseChange(file: string, content: string): Change {
  if (!/^changes\/[a-z0-9]+(-[a-z0-9]+)*\.md$/.test(file)) throw new Error(`${file}: a name is words in lower case, joined by -`);
  const [kind, ...paragraphs] = content.trim().split(/\n\s*\n/);
  if (!KINDS.some((one) => one === kind)) throw new Error(`${file}: its first line must be one of ${KINDS.join(', ')}`);
  const text = paragraphs.join('\n\n').replace(/\s+/g, ' ').trim();
  if (paragraphs.length !== 1 || text === '') throw new Error(`${file}: after its kind and an empty line comes one paragraph`);
  return { file, kind: kind as Kind, text };
}

/** All of them, by name. Throws as parseChange does. */
export function readChanges(root: string): Change[] {
  return readdirSync(resolve(root, 'changes'))
    .filter((name) => name !== 'README.md')
    .sort()
    .map((name) => parseChange(`changes/${name}`, readFileSync(resolve(root, 'changes', name), 'utf8')));
}

/** As Markdown, by kind. */
export const join = (changes: readonly Change[]): string =>
  KINDS.flatMap((kind) => {
    const lines = changes.filter((change) => change.kind === kind).map(({ text }) => `- ${text}`);
    return lines.length === 0 ? [] : [`### ${kind}\n\n${lines.join('\n')}`];
  }).join('\n\n');

/**
 * The changelog with one version more, above the others. Throws an Error where that version is there, is no version, or nothing changed.
 * @param day YYYY-MM-DD
 */
export function release(changelog: string, version: string, day: string, changes: readonly Change[]): string {
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`${version} is no version such as 0.2.0`);
  if (changelog.includes(`\n## ${version} `)) throw new Error(`CHANGELOG.md has ${version} already`);
  if (changes.length === 0) throw new Error('there is nothing in changes/');
  const at = changelog.search(/^## \d/m);
  const [before, after] = at < 0 ? [`${changelog.trimEnd()}\n\n`, ''] : [changelog.slice(0, at), changelog.slice(at)];
  return `${before}## ${version} (${day})\n\n${join(changes)}\n${after === '' ? '' : `\n${after}`}`;
}
