/** What the one table of calls says of each: who may call it, what goes in, what comes out. */
import type { z } from 'zod';
import type { Role } from '../schemas.ts';

export type CallSpec = { readonly role: Role; readonly input: z.ZodType; readonly output: z.ZodType };
