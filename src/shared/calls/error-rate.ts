/** The error rate and what would have been. A part of the one table of `contract.ts`. */
import type { CallSpec } from './spec.ts';

export const errorRateCalls = {} as const satisfies Record<string, CallSpec>;
