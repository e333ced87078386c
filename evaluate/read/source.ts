/** Photographs by person, from folders or from tar shards of such folders, read one at a time. */
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { extract } from 'tar-stream';
import { err, ok, type Result } from '../../src/domain/result.ts';

export type Entry = {
  /** Path inside its folder or shard: unique in a source. */
  readonly path: string;
  /** File name without its ending: what a pairs file names. */
  readonly name: string;
  readonly person: string;
};
export type Photo = { readonly entry: Entry; readonly bytes: Uint8Array };
export type Source = {
  readonly entries: readonly Entry[];
  /** The photographs whose paths are wanted, in the source's own order. Rejects where a file vanished meanwhile. */
  read(wanted: ReadonlySet<string>): AsyncGenerator<Photo>;
};

/** Also what the app does not read: such pictures are then counted and named, and not passed over. */
const PICTURES: ReadonlySet<string> = new Set('.webp .jpg .jpeg .png .avif .heic .heif .tif .tiff .gif'.split(' '));
const isPicture = (path: string): boolean => PICTURES.has(extname(path).toLowerCase());
const nameOf = (path: string): string => basename(path, extname(path));

/** First column of each row: the person of picture 000000, 000001, … Blank = nobody knows. */
export function readLabels(tsv: string): string[] {
  return tsv
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => line.split('\t')[0]!.trim());
}

/** By the label of its number where there are labels, else by the folder it lies in. Null: belongs to nobody. */
export function personOf(path: string, labels: readonly string[] | null): string | null {
  if (labels) return (/^\d+$/.test(nameOf(path)) && labels[Number(nameOf(path))]) || null;
  const folder = basename(dirname(path));
  return folder === '.' || folder === '' ? null : folder;
}

function entriesOf(paths: readonly string[], labels: readonly string[] | null): Entry[] {
  return paths.filter(isPicture).flatMap((path) => {
    const person = personOf(path, labels);
    return person === null ? [] : [{ path, name: nameOf(path), person }];
  });
}

/**
 * @param places folders (a folder a person) and tar files, together one source.
 * @param labels names for pictures whose file names are numbers, or null.
 * @returns an error sentence where a place cannot be read or holds no picture of anybody.
 */
export async function openSource(places: readonly string[], labels: readonly string[] | null): Promise<Result<Source, string>> {
  const opened: { place: string; tar: boolean; entries: Entry[] }[] = [];
  for (const place of places) {
    try {
      const tar = (await stat(place)).isFile();
      const paths = tar ? await tarPaths(place) : (await readdir(place, { recursive: true })).sort();
      opened.push({ place, tar, entries: entriesOf(paths, labels) });
    } catch (e) {
      return err(`${place}: ${e instanceof Error ? e.message : String(e)}`);
    }
  }
  const entries = opened.flatMap((o) => o.entries);
  if (entries.length === 0) return err(`no pictures by person in ${places.join(', ')}`);
  return ok({
    entries,
    async *read(wanted) {
      for (const { place, tar, entries: own } of opened) {
        const byPath = new Map(own.filter((e) => wanted.has(e.path)).map((e) => [e.path, e]));
        if (byPath.size > 0) yield* tar ? readTar(place, byPath) : readFolder(place, byPath);
      }
    },
  });
}

async function* readFolder(place: string, byPath: ReadonlyMap<string, Entry>): AsyncGenerator<Photo> {
  for (const entry of byPath.values()) yield { entry, bytes: await readFile(join(place, entry.path)) };
}

async function tarPaths(file: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const item of createReadStream(file).pipe(extract())) {
    if (item.header.type === 'file') paths.push(item.header.name);
    item.resume();
  }
  return paths;
}

async function* readTar(file: string, byPath: ReadonlyMap<string, Entry>): AsyncGenerator<Photo> {
  for await (const item of createReadStream(file).pipe(extract())) {
    const entry = byPath.get(item.header.name);
    if (!entry) {
      item.resume();
      continue;
    }
    const parts: Uint8Array[] = [];
    for await (const part of item) parts.push(part as Uint8Array);
    yield { entry, bytes: Buffer.concat(parts) };
  }
}
