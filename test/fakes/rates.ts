/** A made-up card's measurement: a decade of FMR for each 0.06 of cosine. */
import type { ModelRates } from '../../src/domain/recognition/error-rate.ts';

export const RATES: ModelRates = {
  frames: 1,
  templates: 1,
  impostors: [0, 1, 2, 3, 4].map((d) => ({ fmr: 10 ** -d, threshold: 0.1 + 0.06 * d })),
  impostorTrials: 1_000_000,
  misses: [0.1, 0.3, 0.5, 0.7].map((threshold, i) => ({ threshold, fnmr: [0.001, 0.01, 0.05, 0.3][i]! })),
  genuineTrials: 80_000,
  people: 20,
};
