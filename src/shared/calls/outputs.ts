/** Door outputs: what is wired, and the test button. A part of the one table of `contract.ts`. */
import type { CallSpec } from './spec.ts';

export const outputsCalls = {} as const satisfies Record<string, CallSpec>;
