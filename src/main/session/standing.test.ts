import { expect, test } from 'vitest';
import { HIDDEN_MS, moved, nobody, overdue, SIGN_IN_LONGEST_MS, SIGN_IN_MS, type Standing } from './standing.ts';

const IDLE = 300_000;
const admin: Standing = { ...moved(nobody(0), 'admin', 1_000), askPassword: 'recovered' };
const before: Standing = { ...moved(nobody(0), 'anyone', 1_000), kioskBehind: true };

test.each([
  ['an administrator who has just come', admin, 1_000, null],
  ['one who has not touched anything for so long', admin, 1_000 + IDLE, 'idle'],
  ['one who has touched something', { ...admin, lastInput: 200_000 }, 1_000 + IDLE, null],
  ['one whose window is hidden', { ...admin, lastInput: 60_000, hiddenSince: 1_000 }, 1_000 + HIDDEN_MS, 'hidden'],
  ['the sign-in screen before a kiosk', before, 999 + SIGN_IN_MS, null],
  ['nobody signed in there', before, 1_000 + SIGN_IN_MS, 'kiosk-again'],
  ['keys are pressed there', { ...before, lastInput: 60_000 }, 1_000 + SIGN_IN_MS, null],
  ['and pressed, and pressed', { ...before, lastInput: 300_000 }, 1_000 + SIGN_IN_LONGEST_MS, 'kiosk-again'],
  ['a sign-in screen with no kiosk behind it', { ...before, kioskBehind: false }, 1e9, null],
  ['a kiosk', moved(before, 'kiosk', 1_000), 1e9, null],
] as const)('%s', (_what, is, now, over) => {
  expect(overdue(is, now, IDLE)).toBe(over);
});

test('each move is another session; a kiosk has none behind it, and only an administrator is asked for a password', () => {
  expect(moved(admin, 'anyone', 5_000)).toMatchObject({
    turn: admin.turn + 1,
    askPassword: null,
    since: 5_000,
    lastInput: 5_000,
  });
  expect(moved(admin, 'admin', 5_000)).toMatchObject({ askPassword: 'recovered' });
  expect(moved(before, 'admin', 5_000)).toMatchObject({ kioskBehind: true });
  expect(moved(before, 'kiosk', 5_000)).toMatchObject({ kioskBehind: false });
});
