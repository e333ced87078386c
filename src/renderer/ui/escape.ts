import type { KeyboardEvent } from 'react';

/** Whether Escape closes a list or calendar that hangs over a panel (Mantine marks its input), and not the panel itself. */
export function closesPopup({ target, currentTarget }: KeyboardEvent<HTMLElement>): boolean {
  if (!(target instanceof Element) || !currentTarget.contains(target)) return true;
  return target.closest('[data-mantine-stop-propagation], [aria-expanded="true"]') !== null;
}
