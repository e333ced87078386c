/** Look-alikes and counter-examples. A part of the one table of `contract.ts`. */
import type { CallSpec } from './spec.ts';

export const lookAlikesCalls = {} as const satisfies Record<string, CallSpec>;
