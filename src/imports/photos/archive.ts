/**
 * An archive of photographs: its list first, then one entry at a time, never the whole of it in memory. What the list says of an entry decides whether it is
 * opened at all; whoever lied there is found out while it is unpacked. Nothing is ever written to the disk.
 */
import { crc32 } from 'node:zlib';
import { openPromise, validateFileName, type Entry, type ZipFile } from 'yauzl';
import { MOST_PHOTO_BYTES } from '../../domain/recognition/photo.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { LONGEST_PATH, MOST_ENTRIES, type PhotoArchiveList, type Unopened } from '../../shared/photo-archive.ts';
import type { Site } from '../text/decode.ts';
import { entryNames } from './names.ts';

/** How many times as much as is packed. Photographs are hardly packed at all; a picture that is not, to a tenth. */
const MOST_RATIO = 100;
/** Under so much no ratio does harm. */
const HARMLESS_BYTES = 1_000_000;
/** Kind of file in a Unix mode: a file, and what was not said. */
const KIND = 0o170000;
const FOLDER = 0o040000;
const PLAIN = [0, 0o100000, FOLDER];

export type Archive = {
  readonly list: PhotoArchiveList;
  /** Of `list.files`. Errors: photo-damaged. */
  read(entry: number): Promise<Result<Uint8Array<ArrayBuffer>>>;
  close(): void;
};

/** Errors: photos-unreadable, import-too-much. */
export async function openArchive(path: string, site: Site): Promise<Result<Archive>> {
  let zip: ZipFile | null = null;
  try {
    zip = await openPromise(path, { autoClose: false, decodeStrings: false, validateEntrySizes: false });
    const entries = zip.entryCount > MOST_ENTRIES ? null : await entriesOf(zip);
    if (entries && unpacked(entries) <= Math.max(HARMLESS_BYTES, zip.fileSize * MOST_RATIO))
      return ok(archiveOf(zip, entries, site));
    zip.close();
    return err({ code: 'import-too-much' });
  } catch {
    zip?.close();
    return err({ code: 'photos-unreadable' });
  }
}

/** null = more than there may be, whatever the end of the archive said. */
async function entriesOf(zip: ZipFile): Promise<Entry[] | null> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    if (entries.length === MOST_ENTRIES) return null;
    entries.push(entry);
  }
  return entries;
}

/** Entries that lie over each other make more of a small file than its parts say. */
const unpacked = (entries: readonly Entry[]): number => entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);

function archiveOf(zip: ZipFile, entries: readonly Entry[], site: Site): Archive {
  const names = entryNames(
    entries.map((e) => ({ flag: e.generalPurposeBitFlag, bytes: e.fileNameRaw, extraFields: e.extraFields })),
    site,
  );
  const files: { entry: number; path: string }[] = [];
  const leftOut: { path: string; why: Unopened }[] = [];
  for (const [i, entry] of entries.entries()) {
    const name = names[i] ?? '';
    const why = whyNot(entry, name);
    if (why === null) files.push({ entry: i, path: name });
    else leftOut.push({ path: name.slice(0, LONGEST_PATH), why });
  }
  const may = new Set(files.map(({ entry }) => entry));
  return {
    list: { entries: entries.length, files, leftOut },
    read: async (at) => {
      const entry = may.has(at) ? entries[at] : undefined;
      return entry ? readEntry(zip, entry) : err({ code: 'photo-damaged' });
    },
    close: () => zip.close(),
  };
}

function whyNot(entry: Entry, name: string): Unopened | null {
  const { compressedSize: packed, uncompressedSize: size, externalFileAttributes } = entry;
  const kind = (externalFileAttributes >>> 16) & KIND;
  if (name === '' || name.length > LONGEST_PATH || name.includes('\0') || validateFileName(name) !== null) return 'name';
  if (/^[a-z]:/i.test(name)) return 'name';
  if (name.endsWith('/') || kind === FOLDER) return 'folder';
  if (!PLAIN.includes(kind)) return 'link';
  if (entry.isEncrypted()) return 'locked';
  if (!entry.canDecodeFileData()) return 'method';
  if (size > MOST_PHOTO_BYTES || packed > MOST_PHOTO_BYTES + HARMLESS_BYTES) return 'too-large';
  return size > HARMLESS_BYTES && size > packed * MOST_RATIO ? 'bomb' : null;
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<Result<Uint8Array<ArrayBuffer>>> {
  try {
    const parts: Buffer[] = [];
    let length = 0;
    let sum = 0;
    for await (const part of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      length += part.length;
      // No more of it than it said: the rest is not even unpacked.
      if (length > entry.uncompressedSize) return err({ code: 'photo-damaged' });
      sum = crc32(part, sum);
      parts.push(part);
    }
    if (length !== entry.uncompressedSize || sum !== entry.crc32) return err({ code: 'photo-damaged' });
    const bytes = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return ok(bytes);
  } catch {
    return err({ code: 'photo-damaged' });
  }
}
