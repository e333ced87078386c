/** What the one table of calls says of each: who may call it, what goes in, what comes out. Permissions are sets, and no ranks: ADR 10. */
import type { z } from 'zod';
import { Role } from '../schemas.ts';

export type CallSpec = { readonly may: readonly Role[]; readonly input: z.ZodType; readonly output: z.ZodType };

/** Whoever stands before the screen. */
export const ANYONE = Role.options;
/** What the kiosk does by itself; an administrator tries it out. */
export const KIOSK = ['kiosk', 'admin'] as const satisfies readonly Role[];
export const ADMIN = ['admin'] as const satisfies readonly Role[];
/** The front desk looks after people: enrols, gives PINs and badges, calls the roll. It neither exports nor changes rules. */
export const DESK = ['front-desk', 'admin'] as const satisfies readonly Role[];
/** An auditor reads, and changes nothing. */
export const AUDITOR = ['auditor', 'admin'] as const satisfies readonly Role[];
/** What both see. */
export const DESK_AND_AUDITOR = ['front-desk', 'auditor', 'admin'] as const satisfies readonly Role[];
