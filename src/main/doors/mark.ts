/**
 * A small file in the user-data folder for an emergency, and one for a lockdown, so that either outlives a restart whatever has become of
 * the database. [Note: on is on] A mark that is there and cannot be read is on, for the whole site: whoever reads "on" where "off" was meant
 * opens doors; the other way round it locks people in.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { NO_REACH, type Reach } from '../../domain/access/model.ts';
import { parseJson } from '../../shared/parse.ts';
import { removeOwn } from '../../storage/file/files.ts';

export type MarkKind = 'emergency' | 'lockdown';
/** `at`: ms since the epoch of when it began; null where nobody knows. */
export type Mark = { readonly reach: Reach; readonly at: number | null };

const Line = z.strictObject({
  version: z.literal(1),
  at: z.number().nullable(),
  site: z.boolean(),
  doors: z.array(z.int().positive()).max(10_000),
});

const isOn = (reach: Reach): boolean => reach.site || reach.doors.length > 0;
const fileOf = (folder: string, kind: MarkKind): string => join(folder, `${kind}.on`);
/**
 * A mark of the whole site, written while there was room: on a full disk nothing new can be written, but a file can be renamed. It says more
 * than was meant where one door was meant, and only after a restart.
 */
const spareOf = (folder: string, kind: MarkKind): string => join(folder, `${kind}.spare`);
const lineOf = ({ reach, at }: Mark): string => `${JSON.stringify({ version: 1, at, site: reach.site, doors: reach.doors })}\n`;

/** null = off. */
export function readMark(folder: string, kind: MarkKind): Mark | null {
  let text: string;
  try {
    text = readFileSync(fileOf(folder, kind), 'utf8');
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
    return gone ? null : { reach: { ...NO_REACH, site: true }, at: null };
  }
  const read = parseJson(Line, text);
  if (!read.ok) return { reach: { ...NO_REACH, site: true }, at: null };
  const { at, site, doors } = read.value;
  const reach = { site, doors };
  return isOn(reach) ? { reach, at } : { reach: { ...NO_REACH, site: true }, at };
}

/** Answers whether it is on disk. */
export function writeMark(folder: string, kind: MarkKind, mark: Mark): boolean {
  const file = fileOf(folder, kind);
  if (!isOn(mark.reach)) return removeMark(folder, kind);
  const written = tried(() => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, lineOf(mark), { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  });
  if (!written && !tried(() => renameSync(spareOf(folder, kind), file))) return false;
  syncFolder(folder);
  return true;
}

/** Makes the mark of a full disk, where it is not there yet. */
export function keepSpare(folder: string, kind: MarkKind): void {
  tried(() => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(spareOf(folder, kind), lineOf({ reach: { ...NO_REACH, site: true }, at: null }), {
      mode: 0o600,
      flush: true,
      flag: 'wx',
    });
  });
}

function removeMark(folder: string, kind: MarkKind): boolean {
  const gone = tried(() => removeOwn(fileOf(folder, kind)));
  syncFolder(folder);
  keepSpare(folder, kind);
  return gone;
}

function tried(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

/** A rename is on disk when its folder is. Windows opens no folders, and needs none. */
function syncFolder(folder: string): void {
  tried(() => {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  });
}
