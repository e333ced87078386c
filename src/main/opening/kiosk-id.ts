/** Which kiosk this installation is: a small file in the user-data folder, and so no part of the site's data, which several kiosks may share (ADR 29). */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolder, readSmall, writeWhole } from '../../storage/file/files.ts';
import type { Log } from '../base/log.ts';

const KioskFile = z.strictObject({ version: z.literal(1), id: z.uuid() });

/** It has some seventy bytes. */
const LARGEST = 1024;

const fileOf = (userData: string): string => join(userData, 'kiosk.json');

/** null where there is none, or none that can be read. */
export function readKioskId(userData: string): string | null {
  try {
    return KioskFile.parse(JSON.parse(readSmall(fileOf(userData), LARGEST))).id;
  } catch {
    return null;
  }
}

/**
 * The id, made where there is none yet: in the first run, and when data of before there were ids are opened. Where the file was lost and the site knows of
 * one kiosk alone, it is that one: its door is not to be forgotten with a file. Where it knows of several nobody can say which, and a new one begins with
 * the defaults: at the sign-in, at no door.
 * @param known the kiosks that the database knows of
 */
export function kioskIdOf(userData: string, known: readonly string[], log: Pick<Log, 'warn'>): string {
  const read = readKioskId(userData);
  if (read !== null) return read;
  const id = known.length === 1 ? known[0]! : randomUUID();
  if (known.length > 1) log.warn({ id }, 'nothing says which kiosk of this site this one is: it begins as a new one');
  try {
    makeFolder(userData);
    writeWhole(fileOf(userData), JSON.stringify({ version: 1, id }));
  } catch (error) {
    log.warn({ err: error }, 'the id of this kiosk could not be noted; at the next start it is tried again');
  }
  return id;
}
