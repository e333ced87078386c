/** Photographs of people in an archive (ZIP): what it holds, before anything of it is unpacked. */
import { z } from 'zod';
import { MOST_PHOTO_BYTES } from '../domain/recognition/photo.ts';
import { ids } from './schemas.ts';

/** Entries of an archive, whatever they are. */
export const MOST_ENTRIES = 20_000;
/** Letters of a name with its folders. */
export const LONGEST_PATH = 1000;

/** Why an entry is never opened, in the order in which they are looked for. */
export const UNOPENED = ['folder', 'name', 'link', 'locked', 'method', 'too-large', 'bomb'] as const;
export type Unopened = (typeof UNOPENED)[number];

const path = z.string().max(LONGEST_PATH);
/** entries = photos + left out. */
export const PhotoArchiveList = z
  .strictObject({
    entries: z.int().min(0).max(MOST_ENTRIES),
    /** What may be opened, whatever it is; `entry` is its place in the archive. */
    files: z.array(z.strictObject({ entry: z.int().min(0), path })).max(MOST_ENTRIES),
    leftOut: z.array(z.strictObject({ path, why: z.enum(UNOPENED) })).max(MOST_ENTRIES),
  })
  .refine((list) => list.entries === list.files.length + list.leftOut.length);
export type PhotoArchiveList = z.infer<typeof PhotoArchiveList>;

/** An archive that is open: `archive` is what it is asked by. */
export const PhotoArchive = z.strictObject({ archive: ids.id, name: z.string(), list: PhotoArchiveList });
export type PhotoArchive = z.infer<typeof PhotoArchive>;

/** One photograph out of it. */
export const PhotoBytes = z.custom<Uint8Array<ArrayBuffer>>((b) => b instanceof Uint8Array && b.length <= MOST_PHOTO_BYTES);

/** Of a photograph's file, hexadecimal. */
export const PhotoHash = z.string().regex(/^[0-9a-f]{64}$/);
