/** Doors, zones, groups, profiles, holidays, visitors, lockdown. A part of the one table of `contract.ts`. */
import type { CallSpec } from './spec.ts';

export const accessCalls = {} as const satisfies Record<string, CallSpec>;
