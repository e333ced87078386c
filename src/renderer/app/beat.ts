/** Tells main that somebody is there: main ends a session, this only says when a hand was on keyboard, mouse or screen. */
import { call } from '../base/api.ts';

const INPUT = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
/** One word for all input of so many ms; far below the shortest session. */
export const BEAT_EVERY_MS = 5_000;

/** Until the returned function is called. @param wanted false at a kiosk, whose visitors are no administrators */
export function tellOfInput(wanted: () => boolean): () => void {
  let last = -Infinity;
  const touched = () => {
    const now = performance.now();
    if (now - last < BEAT_EVERY_MS || !wanted()) return;
    last = now;
    void call('session.beat', null);
  };
  for (const name of INPUT) window.addEventListener(name, touched, { capture: true, passive: true });
  return () => {
    for (const name of INPUT) window.removeEventListener(name, touched, { capture: true });
  };
}
