import { useEffect, useState } from 'react';

/**
 * What had the focus before a dialog has it again when the dialog goes: the cell, the row or the button that it was opened from. Mantine does so for a
 * dialog that stays and is told to open; ours are put into the page opened, and taken out again.
 */
export function useReturnFocus(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // After React has taken the dialog out; whoever has taken the focus meanwhile keeps it.
      setTimeout(() => {
        const lost = document.activeElement === null || document.activeElement === document.body;
        if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      });
    },
    [before],
  );
}

/** The same inside of a dialog that is written where it is opened. */
export function ReturnFocus(): null {
  useReturnFocus();
  return null;
}
