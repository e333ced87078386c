/** Which pictures are here already: somebody's present face was taken from the very file. What a run that was stopped had done is told so when it goes on. */
import type { Result } from '../../../domain/result.ts';
import type { call } from '../../base/api.ts';
import type { Named, Of } from './photo-names.ts';
import { hashOf } from './photo-source.ts';

const PEOPLE_ASKED = 500;
/** A screen of thousands of pictures is not drawn anew for each. */
const TOLD = 20;

type Readable = Named & Of & { readonly read: () => Promise<Result<Blob>> };

/**
 * Reads those alone whose person's face came from a file. Ends early where it is aborted; what was not compared is none of the answer.
 * @param onFound those that are here so far
 */
export async function hereAlready<F extends Readable>(
  enrolled: readonly F[],
  ask: typeof call,
  signal: AbortSignal,
  onFound: (found: ReadonlySet<F>) => void,
): Promise<ReadonlySet<F>> {
  const known = new Set<string>();
  const people = [...new Set(enrolled.map(({ personId }) => personId))];
  for (let i = 0; i < people.length && !signal.aborted; i += PEOPLE_ASKED) {
    const photos = await ask('dataImports.photosOf', { people: people.slice(i, i + PEOPLE_ASKED) });
    if (!photos.ok) break;
    for (const { personId, sha256 } of photos.value) known.add(`${personId}`).add(`${personId} ${sha256}`);
  }
  const here = new Set<F>();
  for (const file of enrolled) {
    if (signal.aborted) break;
    if (!known.has(`${file.personId}`)) continue;
    const read = await file.read();
    const hash = read.ok ? await hashOf(read.value) : read;
    if (!hash.ok || !known.has(`${file.personId} ${hash.value}`)) continue;
    here.add(file);
    if (here.size % TOLD === 0) onFound(here);
  }
  return here;
}
