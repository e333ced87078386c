/** What the kiosk tells main beside faces. A part of the one table of `contract.ts`. */
import { z } from 'zod';
import { KIOSK, type CallSpec } from './spec.ts';

export const LIGHTS = ['good', 'dark', 'backlit'] as const;

export const kioskCalls = {
  /** Bad light kept somebody from being seen, or the light is good again: one row each a spell, not one a frame. */
  'kiosk.light': { may: KIOSK, input: z.strictObject({ light: z.enum(LIGHTS) }), output: z.null() },
} as const satisfies Record<string, CallSpec>;
