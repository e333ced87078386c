/** The one window: sandboxed, isolated, and unable to go anywhere or open anything. What is decided here stands in gates.ts. */
import { BrowserWindow } from 'electron';
import { APP_ORIGIN, webPreferences } from './gates.ts';

export function openWindow(preload: string, development: boolean): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 800,
    minHeight: 600,
    show: false,
    backgroundColor: '#f7f5f2',
    title: 'Lintel',
    webPreferences: webPreferences(preload, development),
  });
  window.once('ready-to-show', () => window.show());
  // What does not load is the supervisor's to see to (supervisor/window.ts).
  window.loadURL(`${APP_ORIGIN}/index.html`).catch(() => undefined);
  return window;
}
