/** Long work of main in slices: whoever else wants something of it (a visitor at the kiosk) waits for one of them, and for no more. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Result } from '../../domain/result.ts';
import { guardRead, type ReadableDb } from '../../storage/file/db.ts';

/** Says from time to time how much it has done since it last said so: about as many things as would take 1 to 2 µs each. */
export type Slices<T> = Generator<number, T, void>;

/** Things that are done at once: some 10 ms of a slow processor. */
const AT_ONCE = 5_000;
/** After each slice, ms. */
const REST_MS = 5;

export const restOfMain = (): Promise<void> => sleep(REST_MS);

/** Reads `db` in slices; what others write in between is seen. Errors: the disk's. */
export async function inSlices<T>(db: ReadableDb, work: Slices<T>, rest = restOfMain): Promise<Result<T>> {
  for (let done = 0; ;) {
    const step = guardRead(db, () => work.next());
    if (!step.ok) return step;
    if (step.value.done === true) return { ok: true, value: step.value.value };
    done += step.value.value;
    if (done < AT_ONCE) continue;
    done = 0;
    await rest();
  }
}
