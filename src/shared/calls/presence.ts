/** Who is in, by zone. A part of the one table of `contract.ts`. */
import type { CallSpec } from './spec.ts';

export const presenceCalls = {} as const satisfies Record<string, CallSpec>;
