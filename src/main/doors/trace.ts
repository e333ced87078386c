/** What is said to a device while somebody tests it. */
import type { Trace } from '../../doors/door.ts';
import type { TraceLine } from '../../shared/outputs.ts';
import type { Clock } from '../site/time.ts';

const LINES_MAX = 200;
const LINE_MAX = 4_000;

/** Writes down what is said from now on. */
export function traced(clock: Pick<Clock, 'monotonic'>): { readonly trace: Trace; told(): { ms: number; lines: TraceLine[] } } {
  const lines: TraceLine[] = [];
  const began = clock.monotonic();
  const since = (): number => Math.max(0, Math.round(clock.monotonic() - began));
  return {
    trace(direction, text) {
      if (lines.length < LINES_MAX) lines.push({ direction, text: text.slice(0, LINE_MAX), ms: since() });
    },
    told: () => ({ ms: since(), lines }),
  };
}
