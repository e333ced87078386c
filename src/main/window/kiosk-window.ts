/** What the window does while whoever stands there is at a kiosk: fills the screen, stays awake, and is left by the kiosk's PIN alone. */
import type { BrowserWindow } from 'electron';
import type { Role } from '../../shared/schemas.ts';
import { mayPress } from './gates.ts';
import type { Power } from './power.ts';

export type KioskWorld = {
  role(): Role;
  /** Called at each change of the app's state. */
  onChanged(listener: () => void): void;
  windowHidden(hidden: boolean): void;
  /** Whether the app is being ended: then the window may close. */
  quitting(): boolean;
  readonly power: Power;
};

export function followKiosk(window: BrowserWindow, { role, onChanged, windowHidden, quitting, power }: KioskWorld): void {
  const isKiosk = (): boolean => role() === 'kiosk';
  onChanged(() => {
    if (window.isDestroyed()) return;
    const kiosk = isKiosk();
    power.keepAwake(kiosk);
    if (window.isKiosk() !== kiosk) window.setKiosk(kiosk);
  });
  window.webContents.on('before-input-event', (event, input) => {
    if (isKiosk() && !mayPress(input)) event.preventDefault();
  });
  // A kiosk is left by its PIN, not by Alt-F4; the system can still end the program.
  window.on('close', (event) => {
    if (isKiosk() && !quitting()) event.preventDefault();
  });
  for (const name of ['hide', 'minimize'] as const) window.on(name as 'hide', () => windowHidden(true));
  for (const name of ['show', 'restore'] as const) window.on(name as 'show', () => windowHidden(false));
}
