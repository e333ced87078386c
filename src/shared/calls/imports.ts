/** What every import of a file shares. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import { ADMIN, type CallSpec } from './spec.ts';

export const importsCalls = {
  /** Whoever waits for a file that is being read is answered import-cancelled; nothing was taken from it. */
  'imports.cancel': { may: ADMIN, input: z.null(), output: z.null() },
} as const satisfies Record<string, CallSpec>;
