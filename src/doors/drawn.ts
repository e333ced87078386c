/** The demonstration's door: drawn on the screen, opened and closed by its own timer. */
import { ok } from '../domain/result.ts';
import type { DoorOutput } from './door.ts';

/** @param show called with true when the door opens and with false when it closes */
export function drawnDoor(show: (open: boolean) => void): DoorOutput {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const shut = (): void => {
    clearTimeout(timer);
    timer = undefined;
    show(false);
  };
  return {
    kind: 'drawn',
    pulse: (milliseconds) => {
      clearTimeout(timer);
      timer = setTimeout(shut, milliseconds);
      show(true);
      return Promise.resolve(ok(null));
    },
    close: () => {
      if (timer) shut();
    },
  };
}
