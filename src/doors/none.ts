/** Attendance only: there is no door to open. */
import { ok } from '../domain/result.ts';
import type { DoorOutput } from './door.ts';

export function noDoor(): DoorOutput {
  return { kind: 'none', pulse: () => Promise.resolve(ok(null)), close: () => undefined };
}
