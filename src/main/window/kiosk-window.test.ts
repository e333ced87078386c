import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { expect, test } from 'vitest';
import type { Role } from '../../shared/schemas.ts';
import { followKiosk } from './kiosk-window.ts';

/** As much of Electron's window as is used. */
class Window extends EventEmitter {
  readonly webContents = new EventEmitter();
  kiosk = false;
  destroyed = false;
  isDestroyed = (): boolean => this.destroyed;
  isKiosk = (): boolean => this.kiosk;
  setKiosk = (kiosk: boolean): void => void (this.kiosk = kiosk);
  /** Whether nobody has kept it from happening. */
  goesOn(on: EventEmitter, name: string, ...more: unknown[]): boolean {
    let prevented = false;
    on.emit(name, { preventDefault: () => (prevented = true) }, ...more);
    return !prevented;
  }
}

function start() {
  const window = new Window();
  const now = { role: 'anyone' as Role, quitting: false, awake: false, hidden: false };
  let changed = (): void => undefined;
  followKiosk(window as unknown as BrowserWindow, {
    role: () => now.role,
    onChanged: (listener) => (changed = listener),
    windowHidden: (hidden) => void (now.hidden = hidden),
    quitting: () => now.quitting,
    power: { keepAwake: (wanted) => void (now.awake = wanted) },
  });
  const become = (role: Role): void => {
    now.role = role;
    changed();
  };
  return { window, now, become, changed: () => changed() };
}
const F11 = { key: 'F11', control: false, alt: false, meta: false };

test('a kiosk fills the screen and keeps it awake, and nothing else does', () => {
  const { window, now, become } = start();
  become('admin');
  expect([window.kiosk, now.awake]).toEqual([false, false]);
  become('kiosk');
  expect([window.kiosk, now.awake]).toEqual([true, true]);
  become('anyone');
  expect([window.kiosk, now.awake]).toEqual([false, false]);
});

test('a kiosk is neither closed nor left by a key, unless the app ends; at a front desk both go on', () => {
  const { window, now, become } = start();
  const goesOn = (): boolean[] => [
    window.goesOn(window, 'close'),
    window.goesOn(window.webContents, 'before-input-event', F11),
    window.goesOn(window.webContents, 'before-input-event', { ...F11, key: '7' }),
  ];
  expect(goesOn()).toEqual([true, true, true]);
  become('kiosk');
  expect(goesOn()).toEqual([false, false, true]);
  now.quitting = true;
  expect(goesOn()[0]).toBe(true);
});

test('hidden and minimised are hidden, shown and restored are not; a window that is gone is left alone', () => {
  const { window, now, become } = start();
  const hidden = ['hide', 'show', 'minimize', 'restore'].map((name) => {
    window.emit(name);
    return now.hidden;
  });
  expect(hidden).toEqual([true, false, true, false]);
  window.destroyed = true;
  become('kiosk');
  expect([window.kiosk, now.awake]).toEqual([false, false]);
});
