/** A made-up card's measurements: a decade of FMR for each 0.06 of cosine. */
import type { ModelMisses, Strangers } from '../../src/domain/recognition/error-rate.ts';

export const STRANGERS: Strangers = {
  points: [0, 1, 2, 3, 4].map((d) => ({ fmr: 10 ** -d, threshold: 0.1 + 0.06 * d })),
  pairs: 1_000_000,
  faces: 1_400,
  groups: [
    { name: 'everybody, masks too', kind: 'everybody', shift: 0.3, scale: 1 },
    { name: 'ages 60 to 116', kind: 'adults', shift: 0.05, scale: 1.1 },
    { name: 'White men', kind: 'adults', shift: 0.02, scale: 0.9 },
    { name: 'ages 3 to 9', kind: 'children', shift: 0.15, scale: 1.2 },
  ],
};
export const MISSES: ModelMisses = {
  frames: 1,
  templates: 1,
  misses: [0.1, 0.3, 0.5, 0.7].map((threshold, i) => ({ threshold, fnmr: [0.001, 0.01, 0.05, 0.3][i]! })),
  genuineTrials: 80_000,
  people: 20,
};
