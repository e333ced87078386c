/** Where this machine's data lie, and whose they are: a small file in the user-data folder that points to the folder chosen in the first run. */
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../../domain/result.ts';
import { makeFolder, proveWritable, readSmall, writeWhole } from '../../storage/file/files.ts';
import { isNetworkFolder } from '../../storage/file/network-folder.ts';

const fields = {
  dataFolder: z.string().min(1).max(1000),
  /** False while the first run is writing: what it left behind then is set aside by the next one. */
  complete: z.boolean(),
};
const Location = z.discriminatedUnion('version', [
  z.strictObject({ version: z.literal(1), ...fields }).transform((v1) => ({ ...v1, version: 2 as const, siteId: null })),
  z.strictObject({
    version: z.literal(2),
    ...fields,
    /** Compared with the database's; null until its first good opening. */
    siteId: z.uuid().nullable(),
  }),
]);
export type Location = z.infer<typeof Location>;
/** Folder and id of a site that is to be opened. */
export type Place = Pick<Location, 'dataFolder' | 'siteId'>;
const Newer = z.object({ version: z.int().min(3) });

/** It has a few hundred bytes; a path may have a thousand letters. */
const LARGEST = 16 * 1024;

const fileOf = (userData: string): string => join(userData, 'location.json');

/**
 * null when nothing was ever set up: no file is there. What is there and cannot be read is a fault and never taken for nothing, or
 * whoever stands there would be asked to set up a new site.
 * Errors: location-unreadable, database-newer.
 */
export function readLocation(userData: string): Result<Location | null> {
  const file = fileOf(userData);
  try {
    const read: unknown = JSON.parse(readSmall(file, LARGEST));
    if (Newer.safeParse(read).success) return err({ code: 'database-newer' });
    return ok(Location.parse(read));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? ok(null) : err({ code: 'location-unreadable', path: file });
  }
}

/** Errors: folder-unusable. */
export function writeLocation(userData: string, location: Location): Result<null> {
  try {
    makeFolder(userData);
    writeWhole(fileOf(userData), JSON.stringify(location));
    return ok(null);
  } catch {
    return err({ code: 'folder-unusable', path: userData });
  }
}

/** Makes the folder and proves that it is a place for a database. Errors: folder-unusable, folder-network. */
export function proveFolder(folder: string, isNetwork: (folder: string) => boolean = isNetworkFolder): Result<null> {
  try {
    proveWritable(folder);
  } catch {
    return err({ code: 'folder-unusable', path: folder });
  }
  return isNetwork(folder) ? err({ code: 'folder-network', path: folder }) : ok(null);
}
