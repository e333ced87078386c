/** PIN and badge beside the face. A part of the one table of `contract.ts`. */
import type { CallSpec } from './spec.ts';

export const credentialsCalls = {} as const satisfies Record<string, CallSpec>;
