/** The opened site, for whoever is asked something of it. */
import type { Result } from '../../domain/result.ts';
import type { Site } from './site.ts';

export type Sites = {
  /** Errors: not-set-up, while there is none. */
  site(): Result<Site>;
  /** As it was opened, without a look at its disk; null while there is none. */
  openSite(): Site | null;
  /** What is done with the opened site, or not-set-up. */
  withSite<T>(use: (site: Site) => Result<T>): Result<T>;
};
