/** Where this machine's data lie: a small file in the user-data folder that points to the folder chosen in the first run. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../domain/result.ts';

const Location = z.strictObject({
  version: z.literal(1),
  dataFolder: z.string().min(1).max(1000),
  /** False while the first run is writing: what it left behind then may be thrown away. */
  complete: z.boolean(),
});
export type Location = z.infer<typeof Location>;

const fileOf = (userData: string): string => join(userData, 'location.json');

/** null when nothing was ever set up, or when the file cannot be read as what it should be. */
export function readLocation(userData: string): Location | null {
  try {
    const parsed = Location.safeParse(JSON.parse(readFileSync(fileOf(userData), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Written beside and renamed, so that a power cut leaves the old one or the new one. */
export function writeLocation(userData: string, location: Location): Result<null> {
  const file = fileOf(userData);
  try {
    mkdirSync(userData, { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(location), { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
    return ok(null);
  } catch {
    return err({ code: 'folder-unusable', path: userData });
  }
}

/** Makes the folder and proves that it can be written to. */
export function proveFolder(folder: string): Result<null> {
  const probe = join(folder, `.lintel-write-test-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, 'x');
    rmSync(probe);
    return ok(null);
  } catch {
    return err({ code: 'folder-unusable', path: folder });
  }
}
