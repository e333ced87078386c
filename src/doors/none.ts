/** Attendance only: there is no door to open. */
import { ok } from '../domain/result.ts';
import { never, type DoorOutput } from './door.ts';

export function noDoor(): DoorOutput {
  return {
    kind: 'none',
    pulse: () => Promise.resolve(ok(null)),
    hold: () => Promise.resolve(ok(null)),
    onContact: never,
    onRequest: never,
    tell: () => undefined,
    close: () => Promise.resolve(),
  };
}
