/**
 * A scanner of bar codes is a keyboard, and what it types stands on whatever is held in front of it: control characters become Tab, Enter,
 * Escape, and with "function characters" on, Ctrl and Alt with letters. So at a kiosk no combination does anything, and keys that follow each
 * other faster than fingers do are digits or nothing.
 */
import { useEffect, useRef } from 'react';

/** Scanners leave 0 to 20 ms between keys, quick fingers 60 and more. */
export const BURST_MS = 35;

export type Pressed = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  /** ms, of the moment at which the key went down. */
  readonly at: number;
  /** Whether what has the focus would be pressed by it. */
  readonly onButton: boolean;
  /** Whether a dialog is open that Escape closes. */
  readonly dialog: boolean;
};

/** Whether a key may do what it does. @param lastAt when the key before went down */
export function mayType({ key, ctrlKey, altKey, metaKey, at, onButton, dialog }: Pressed, lastAt: number): boolean {
  if (ctrlKey || altKey || metaKey || /^(F\d+|Browser\w+|Launch\w+|ContextMenu|Print\w*)$/.test(key)) return false;
  if (key === 'Escape' && !dialog) return false;
  if (at - lastAt >= BURST_MS || /^\d$/.test(key)) return true;
  // What a scanner sends at the end of a badge; on a button it would press it.
  return key === 'Enter' && !onButton;
}

const isButton = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('button, a, input, [role=button]') !== null;

/** Before anything else hears a key, and its release: what would leave, reload, print or zoom does nothing. @param dialog one is open that Escape closes */
export function useKioskKeys(dialog: boolean): void {
  const lastAt = useRef(-Infinity);
  useEffect(() => {
    const held = new Set<string>();
    const stop = (e: KeyboardEvent) => {
      e.preventDefault();
      e.stopImmediatePropagation();
    };
    const down = (e: KeyboardEvent) => {
      const { key, ctrlKey, altKey, metaKey, timeStamp: at, target } = e;
      const may = mayType({ key, ctrlKey, altKey, metaKey, at, onButton: isButton(target), dialog }, lastAt.current);
      lastAt.current = at;
      if (may) return;
      held.add(key);
      stop(e);
    };
    // A blank presses its button when it is let go.
    const up = (e: KeyboardEvent) => {
      if (held.delete(e.key)) stop(e);
    };
    window.addEventListener('keydown', down, { capture: true });
    window.addEventListener('keyup', up, { capture: true });
    const menu = (e: Event) => e.preventDefault();
    window.addEventListener('contextmenu', menu);
    return () => {
      window.removeEventListener('contextmenu', menu);
      window.removeEventListener('keydown', down, { capture: true });
      window.removeEventListener('keyup', up, { capture: true });
    };
  }, [dialog]);
}
