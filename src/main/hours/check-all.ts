/** What entering something for many would come to, person by person: whom it leaves out and why, and what an absence takes of each. */
import type { Result } from '../../domain/result.ts';
import type { Checked } from '../../shared/calls/hour-requests.ts';
import type { RequestBody } from '../../shared/hours.ts';
import { previewOf } from '../../storage/hours/detail.ts';
import type { ReadBook } from '../../storage/hours/plan.ts';
import type { Site } from '../site/site.ts';
import { bookOf } from './book.ts';
import { checked, type Settled } from './checking.ts';
import { inTurns } from './in-turns.ts';

type WishedForAll = {
  readonly personIds: readonly number[];
  readonly bodies: readonly RequestBody[];
  readonly grant: boolean;
};

/** Of so many people it is reckoned what an absence takes; of more it would take minutes. */
const RECKONED = 200;

/** In the order of `personIds`, each once. @param now ms since the epoch */
export async function checkAll(site: Site, { personIds, bodies, grant }: WishedForAll, now: number): Promise<readonly Checked[]> {
  const { db } = site;
  const read = bookOf(site);
  const people = [...new Set(personIds)].map((personId, at) => ({ personId, at }));
  const { timeZone } = site.settings().site;
  const done = await inTurns(
    people,
    (some) =>
      some.map(({ personId, at }): Checked => {
        const all = bodies.map((body) => checked(db, read, { personId, body, grant }, timeZone, now));
        const error = all.find((one) => !one.ok)?.error ?? null;
        const name = db.get<{ name: string }>('SELECT name FROM people WHERE id = :personId', { personId })?.name ?? '';
        return { personId, name, error, takes: error || at >= RECKONED ? null : takenBy(site, read, personId, all, now) };
      }),
    1,
  );
  return done.flat();
}

/** null = none of them is an absence. */
function takenBy(site: Site, read: ReadBook, personId: number, all: readonly Result<Settled>[], now: number): Checked['takes'] {
  const taken = all.flatMap((one) => {
    if (!one.ok || !('leaveKind' in one.value.body)) return [];
    const days = previewOf(site.db, read, personId, one.value.from, one.value.body, now)?.days ?? [];
    return [days.map(({ before, after }) => after.leave - before.leave).filter((minutes) => minutes !== 0)];
  });
  if (taken.length === 0) return null;
  return { days: taken.flat().length, minutes: taken.flat().reduce((sum, minutes) => sum + minutes, 0) };
}
