/**
 * The one place where files that are not the database are made, replaced and set aside. Folders and files are this user's alone, a
 * link is never followed, a file is the old one or the new one and never half of either, and nothing but our own unfinished file is
 * ever removed (test/contract/nothing-removed.test.ts refuses removal elsewhere).
 */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Windows knows neither of the two, and has no special files to wait for. */
const NO_LINK = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW;
const NO_WAIT = process.platform === 'win32' ? 0 : constants.O_NONBLOCK;

/**
 * Makes a folder, and those above it that are missing, for this user alone. One that is there stays as it is: it may be shared on purpose.
 * Each new one is flushed into the one above it: a power cut must not take the folder away with everything that was flushed in it.
 */
export function makeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = resolve(folder); made.length >= resolve(first).length; made = dirname(made)) flushFolder(dirname(made));
}

/** The same for a folder that is only ours: where others may look into it they may no longer. */
export function privateFolder(folder: string): void {
  makeFolder(folder);
  tighten(folder);
}

/** What others may read is this user's alone again, as far as the file system knows of users (FAT does not). */
export function tighten(path: string): void {
  if (process.platform === 'win32') return;
  try {
    const stat = statSync(path);
    if ((stat.mode & 0o077) !== 0) chmodSync(path, stat.isDirectory() ? 0o700 : 0o600);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Opens for appending, makes the file where it is missing. Throws ELOOP for a link. */
export function openPrivateAppend(file: string): { readonly fd: number; readonly size: number } {
  const fd = openSync(file, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | NO_LINK, 0o600);
  try {
    tighten(file);
    return { fd, size: fstatSync(fd).size };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** Writes all of it; a disk may take less than it was given, and says why at the next try. */
export function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
}

/**
 * The text of a small file. Throws what the disk says (ENOENT where nothing is there), and EFBIG for what is no plain file of at most
 * `most` bytes: a pipe or a device in its place must not make the app wait for ever.
 */
export function readSmall(file: string, most: number): string {
  const fd = openSync(file, constants.O_RDONLY | NO_WAIT);
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile() || stat.size > most)
      throw Object.assign(new Error(`not a file of at most ${most} bytes: ${file}`), { code: 'EFBIG' });
    return readFileSync(fd, 'utf8');
  } finally {
    closeSync(fd);
  }
}

/** The only removal that there is: of a file that is not finished, of a mark (main/doors/mark.ts) that is over, of a copy made before an update. */
export function removeOwn(file: string): void {
  if (!/(\.(new|part|on)|-before-\d+\.db)$/.test(file)) throw new RangeError(`this is not removed: ${file}`);
  rmSync(file, { force: true });
}

/** Replaces a small file by another: beside it first, flushed, then renamed, then the folder flushed, so that a power cut leaves the old one or the new one. */
export function writeWhole(file: string, text: string): void {
  const part = `${file}.new`;
  // Left behind by a power cut; a link in its place goes as a link.
  removeOwn(part);
  const fd = openSync(part, 'wx', 0o600);
  try {
    writeAll(fd, Buffer.from(text));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(part, file);
  flushFolder(dirname(file));
}

/** A file that is being written beside the one that it is to become. */
export type Part = {
  readonly path: string;
  /** Flushes it and puts it in the file's place. */
  keep(): void;
  /** Takes it away again. */
  drop(): void;
};

/** Made empty, under a name that nothing else has; with a `mark`, in the place of what an earlier try with it has left. */
export function openPart(file: string, mark?: string): Part {
  const path = `${file}.${mark ?? randomBytes(6).toString('hex')}.part`;
  if (mark !== undefined) removeOwn(path);
  closeSync(openSync(path, 'wx', 0o600));
  return {
    path,
    keep() {
      flush(path);
      renameSync(path, file);
      flushFolder(dirname(file));
    },
    drop: () => removeOwn(path),
  };
}

function flush(file: string): void {
  const fd = openSync(file, 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Makes the folder and proves that a file can be made, written and flushed in it. Throws what the disk says. */
export function proveWritable(folder: string): void {
  makeFolder(folder);
  const probe = openPart(join(folder, '.lintel-write-test'));
  try {
    writeFileSync(probe.path, 'x', { flag: 'r+', flush: true });
  } finally {
    probe.drop();
  }
}

/** File systems that cannot flush a folder, and folders that may be written but not read: there is nothing more to be done. */
const CANNOT_FLUSH = new Set(['EINVAL', 'ENOTSUP', 'ENOSYS', 'EACCES', 'EPERM', 'EISDIR']);

/** A rename must itself survive a power cut: a database whose key is gone is gone. Windows cannot flush a folder. */
export function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  try {
    const fd = openSync(folder, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (!CANNOT_FLUSH.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/**
 * Gives a file or folder a name under which nobody looks for it; its bytes stay. Does nothing where nothing is. Throws what the disk says.
 * @param now ms since the epoch, for the name alone
 */
export function setAside(path: string, now: number): void {
  if (!isThere(path)) return;
  renameSync(path, asideName(path, now));
  flushFolder(dirname(path));
}

/** A name that nothing begins with yet. */
export function asideName(path: string, now: number): string {
  const stamp = new Date(now).toISOString().replace(/\D/g, '').slice(0, 14);
  const taken = new Set(readdirSync(dirname(path)).map((name) => name.replace(/\.db(-wal|-shm)?$/, '')));
  for (let n = 1; ; n++) {
    const aside = `${path}-set-aside-${stamp}${n === 1 ? '' : `-${n}`}`;
    if (!taken.has(basename(aside))) return aside;
  }
}

/** The copy of a database as it was before an update took it from that schema. */
export const copyName = (file: string, schema: number): string => file.replace(/\.db$/, `-before-${schema}.db`);

/** The copies that lie beside a database, unfinished ones included. */
export function copiesOf(file: string): string[] {
  const folder = dirname(file);
  const stem = basename(file).replace(/\.db$/, '-before-');
  return readdirSync(folder)
    .filter((name) => name.startsWith(stem) && /^\d+\.db(\.\w+\.part)?$/.test(name.slice(stem.length)))
    .map((name) => join(folder, name));
}

/** Removes the copies that lie beside a database, but the one of that name. */
export function dropCopies(file: string, keep = ''): void {
  for (const copy of copiesOf(file)) if (copy !== keep) removeOwn(copy);
}

/** Whether anything has that name, a link that leads nowhere included. Throws where the disk does not say. */
export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
