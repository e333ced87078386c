/** A property, on the seeds that once failed and on a new one; fast-check prints seed and path of a failure. */
import fc from 'fast-check';

/** Always run, so that two runs of the same code have something in common. */
const FIRST_SEED = 20_261_124;

/** @param kept seeds that once found something */
export function check<T>(arbitrary: fc.Arbitrary<T>, kept: readonly number[], predicate: (value: T) => void, numRuns = 25): void {
  const property = fc.property(arbitrary, predicate);
  for (const seed of [FIRST_SEED, ...kept]) fc.assert(property, { seed, numRuns });
  fc.assert(property, { numRuns });
}
