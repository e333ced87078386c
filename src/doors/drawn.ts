/** The demonstration's door: drawn on the screen, opened and closed by its own timer. */
import { ok } from '../domain/result.ts';
import { never, type DoorOutput } from './door.ts';

/** @param show called with true when the door opens and with false when it closes */
export function drawnDoor(show: (open: boolean) => void): DoorOutput {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let held = false;
  const shut = (): void => {
    clearTimeout(timer);
    timer = undefined;
    show(false);
  };
  return {
    kind: 'drawn',
    pulse: (milliseconds) => {
      clearTimeout(timer);
      if (!held) timer = setTimeout(shut, milliseconds);
      show(true);
      return Promise.resolve(ok(null));
    },
    hold: (open) => {
      held = open;
      clearTimeout(timer);
      timer = undefined;
      show(open);
      return Promise.resolve(ok(null));
    },
    onContact: never,
    onRequest: never,
    tell: () => undefined,
    close: () => {
      if (timer || held) shut();
      return Promise.resolve();
    },
  };
}
