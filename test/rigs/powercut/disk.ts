/**
 * A disk that keeps what POSIX says that it keeps, and no more: a file's bytes when the file was flushed, a name in a folder when the folder was flushed. What
 * was not flushed may be there or not, each write for itself and in pieces of 512 bytes; names come in the order in which they were given.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Random } from '../../../tools/random.ts';
import type { Act } from './trace.ts';

const SECTOR = 512;

type Change = Extract<Act, { op: 'written' | 'cut' }>;
type File = { bytes: Buffer; length: number; readonly unflushed: Change[] };
type Entry = File | 'folder';
/** What happened to the names of one folder: what has one from now on, and what has none. */
type Naming = { readonly gone: string | null; readonly path: string | null; readonly entry: Entry };

export type Disk = {
  happened(act: Act): void;
  /**
   * Puts into a folder what is there after a power cut now.
   * @param chance which of what was not flushed is there; null = none of it
   */
  image(folder: string, chance: Random | null): void;
};

/** @param root what was traced, as it was before: all of it on disk */
export function createDisk(root: string): Disk {
  const named = new Map<string, Entry>();
  const flushed = new Map<string, Entry>();
  const unflushed = new Map<string, Naming[]>();
  const byInode = new Map<string, File>();
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name))) {
    const isFolder = statSync(path).isDirectory();
    const bytes = isFolder ? Buffer.alloc(0) : readFileSync(path);
    const entry: Entry = isFolder ? 'folder' : { bytes, length: bytes.length, unflushed: [] };
    named.set(path, entry);
    flushed.set(path, entry);
  }

  function name(naming: Naming): void {
    if (naming.gone !== null) named.delete(naming.gone);
    if (naming.path !== null) named.set(naming.path, naming.entry);
    const folder = dirname(naming.path ?? naming.gone!);
    unflushed.set(folder, [...(unflushed.get(folder) ?? []), naming]);
  }
  function entryAt(path: string): Entry {
    const entry = named.get(path);
    if (entry === undefined) throw new Error(`nothing has that name: ${path}`);
    return entry;
  }
  function fileOf(inode: string): File {
    const file = byInode.get(inode);
    if (!file) throw new Error(`no file was opened under that inode: ${inode}`);
    return file;
  }

  return {
    happened(act) {
      switch (act.op) {
        case 'opened': {
          if (act.made) {
            const file: File = { bytes: Buffer.alloc(0), length: 0, unflushed: [] };
            byInode.set(act.inode, file);
            name({ gone: null, path: act.path, entry: file });
            return;
          }
          const file = entryAt(act.path);
          if (file === 'folder') return;
          byInode.set(act.inode, file);
          if (act.emptied) file.unflushed.push({ op: 'cut', inode: act.inode, length: 0 });
          return;
        }
        case 'written':
        case 'cut':
          fileOf(act.inode).unflushed.push(act);
          return;
        case 'flushed': {
          const file = fileOf(act.inode);
          for (const change of file.unflushed.splice(0)) apply(file, change);
          return;
        }
        case 'folder-made':
          name({ gone: null, path: act.path, entry: 'folder' });
          return;
        case 'renamed':
          if (entryAt(act.path) === 'folder' || dirname(act.path) !== dirname(act.to))
            throw new Error(`not known here: ${act.path} renamed`);
          name({ gone: act.path, path: act.to, entry: entryAt(act.path) });
          return;
        case 'removed':
          name({ gone: act.path, path: null, entry: entryAt(act.path) });
          return;
        case 'folder-flushed':
          for (const naming of unflushed.get(act.path)?.splice(0) ?? []) enter(flushed, naming);
          return;
        case 'said':
      }
    },
    image(folder, chance) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      const there = new Map(flushed);
      if (chance)
        for (const namings of unflushed.values())
          for (const naming of namings.slice(0, Math.floor(chance() * (namings.length + 1)))) enter(there, naming);
      for (const [path, entry] of [...there].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const to = join(folder, relative(root, path));
        // Shared memory is made anew by whoever opens; and what is in a folder that is not there is not there.
        if (path.endsWith('-shm') || !existsSync(dirname(to))) continue;
        if (entry === 'folder') mkdirSync(to, { mode: 0o700 });
        else writeFileSync(to, bytesOf(entry, chance), { mode: 0o600 });
      }
    },
  };
}

/** `there` as it is when a folder has heard of it. */
function enter(there: Map<string, Entry>, { gone, path, entry }: Naming): void {
  if (gone !== null) {
    there.delete(gone);
    for (const below of [...there.keys()]) if (below.startsWith(gone + sep)) there.delete(below);
  }
  if (path !== null) there.set(path, entry);
}

function bytesOf(file: File, chance: Random | null): Buffer {
  if (!chance || file.unflushed.length === 0) return file.bytes.subarray(0, file.length);
  const copy: File = { bytes: Buffer.from(file.bytes), length: file.length, unflushed: [] };
  for (const change of file.unflushed) {
    if (chance() < 0.5) continue;
    const isTorn = change.op === 'written' && chance() < 0.3;
    const whole = isTorn ? Math.floor((chance() * change.data.length) / SECTOR) * SECTOR : 0;
    apply(copy, isTorn ? { ...change, data: change.data.subarray(0, whole) } : change);
  }
  return copy.bytes.subarray(0, copy.length);
}

function apply(file: File, change: Change): void {
  const end = change.op === 'cut' ? change.length : change.offset + change.data.length;
  if (end > file.bytes.length) {
    const larger = Buffer.alloc(Math.max(end, 2 * file.bytes.length));
    file.bytes.copy(larger);
    file.bytes = larger;
  }
  if (change.op === 'written') change.data.copy(file.bytes, change.offset);
  // What is cut off and comes back is zeros.
  else file.bytes.fill(0, change.length);
  file.length = change.op === 'cut' ? end : Math.max(file.length, end);
}
