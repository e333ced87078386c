import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { err, ok, type Result } from '../../domain/result.ts';
import { openPart, type Part } from '../../storage/file/files.ts';
import type { Log } from '../base/log.ts';
import { change } from './changes.ts';
import type { EventFacts, Site } from './site.ts';

/**
 * Writes what somebody takes away, and the row that says so. Beside the path first: a full disk leaves the file that was there before, not half of
 * one. For this user alone: it holds what is known of people.
 * @param facts the row, once everything is written. Errors: export-failed; where the log takes no row there is no file.
 */
export async function saveBooked(
  { log }: { readonly log: Pick<Log, 'error'> },
  site: Site,
  path: string,
  chunks: Readable,
  facts: () => EventFacts,
): Promise<Result<null>> {
  let part: Part | null = null;
  try {
    part = openPart(path);
    await pipeline(chunks, createWriteStream(part.path, { flags: 'r+' }));
    const booked = change(site, [], facts(), () => ok(null));
    if (booked.ok) part.keep();
    else part.drop();
    return booked;
  } catch (error) {
    part?.drop();
    log.error({ err: error }, 'a file could not be saved');
    return err({ code: 'export-failed', path });
  }
}
