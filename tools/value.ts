import type { Result } from '../src/domain/result.ts';

/** What went well, or a throw with the error in it: a test or a bench cannot go on without. `what` says what was tried. */
export function value<T, E>(result: Result<T, E>, what = 'expected a value'): T {
  if (result.ok) return result.value;
  throw new Error(`${what}: ${JSON.stringify(result.error)}`);
}
