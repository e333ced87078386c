import { useState, type KeyboardEvent } from 'react';

/**
 * Many things beside each other are one stop for the Tab key: arrows go from one to the next, Home and End to the ends.
 * `stop` is for each of them, `onKeyDown` for what they are in. @param count how many there are
 */
export function useArrows(count: number) {
  const [focus, setFocus] = useState(0);
  const last = Math.max(0, count - 1);
  const at = Math.min(focus, last);
  const stop = (i: number) => ({ 'data-stop': i, tabIndex: i === at ? 0 : -1, onFocus: () => setFocus(i) });
  const onKeyDown = (e: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last };
    const to = steps[e.key];
    if (to === undefined || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    e.currentTarget.querySelector<HTMLElement>(`[data-stop="${Math.max(0, Math.min(last, to))}"]`)?.focus();
  };
  return { stop, onKeyDown };
}
