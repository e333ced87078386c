import type { Result } from '../../domain/result.ts';
import type { EventFacts, Site } from './site.ts';

/**
 * What an administrator changes and the rows that say so, in one transaction: both are on disk, or neither is, and a disk that takes no row is told.
 * @param facts of the rows; none = nothing was changed after all
 */
export function booked<T>(site: Site, act: () => Result<T>, facts: (done: T) => readonly EventFacts[]): Result<T> {
  return site.together(() => {
    const done = act();
    if (!done.ok) return done;
    for (const each of facts(done.value)) {
      const row = site.record(each);
      if (!row.ok) return row;
    }
    return done;
  });
}
