import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSession, type Session } from './session.ts';
import { HIDDEN_MS, SIGN_IN_LONGEST_MS, SIGN_IN_MS } from './standing.ts';

const MINUTE = 60_000;
let now: number;
let rows: string[];
let announced: number;
let settings: { kiosk: { mode: 'kiosk' | 'desk' }; site: { idleMinutes: number } };
let session: Session;
beforeEach(() => {
  now = 5_000;
  rows = [];
  announced = 0;
  settings = { kiosk: { mode: 'desk' }, site: { idleMinutes: 10 } };
  session = createSession({
    monotonic: () => now,
    settings: () => settings,
    record: (reason) => rows.push(reason),
    changed: () => announced++,
  });
});
const after = (ms: number): ReturnType<Session['role']> => ((now += ms), session.role());

describe('an administrator’s session', () => {
  beforeEach(() => session.signedIn('password', null));

  test('ends after its minutes without input, and says so once', () => {
    expect(after(10 * MINUTE - 1)).toBe('admin');
    const before = announced;
    expect(after(1)).toBe('anyone');
    expect(session.facts()).toMatchObject({ role: 'anyone', locked: 'idle' });
    expect(rows).toEqual(['signed-in', 'locked-idle']);
    expect(announced).toBe(before + 1);
    expect(after(10 * MINUTE)).toBe('anyone');
    expect(rows).toHaveLength(2);
  });

  test('goes on while somebody is there, and by the setting of now', () => {
    for (let i = 0; i < 20; i++) {
      expect(after(9 * MINUTE)).toBe('admin');
      session.beat();
    }
    settings.site.idleMinutes = 1;
    expect(after(MINUTE)).toBe('anyone');
  });

  test('is not brought back by a touch that comes late', () => {
    now += 10 * MINUTE;
    session.beat();
    expect(session.role()).toBe('anyone');
  });

  test.each(['screen', 'second-start'] as const)('ends at once: %s', (why) => {
    session.lock(why);
    expect(session.facts()).toMatchObject({ role: 'anyone', locked: why });
    expect(rows.at(-1)).toBe(`locked-${why}`);
  });

  test('ends when its window was hidden for a minute, not before, touched or not', () => {
    session.windowHidden(true);
    expect(after(HIDDEN_MS - 1)).toBe('admin');
    session.windowHidden(false);
    expect(after(HIDDEN_MS)).toBe('admin');
    session.windowHidden(true);
    session.windowHidden(true);
    now += HIDDEN_MS - 1;
    session.beat();
    expect(after(1)).toBe('anyone');
    expect(rows.at(-1)).toBe('locked-hidden');
  });

  test('a dialog that was opened in it is void after it, in the next one too', () => {
    const ticket = session.ticket();
    expect(ticket()).toBe(true);
    session.beat();
    expect(ticket()).toBe(true);
    now += 10 * MINUTE;
    expect(ticket()).toBe(false);
    session.signedIn('password', null);
    expect(session.role()).toBe('admin');
    expect(ticket()).toBe(false);
  });

  test('signed out by hand is not locked: what was being written is let go', () => {
    session.signOut();
    expect(session.facts()).toMatchObject({ role: 'anyone', locked: null });
    expect(rows.at(-1)).toBe('signed-out');
  });
});

describe('with nobody asking', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  test('the end is announced within a second of its time, until it is stopped', () => {
    session.signedIn('password', null);
    session.start();
    now += 10 * MINUTE;
    const before = announced;
    vi.advanceTimersByTime(1_000);
    expect(announced).toBe(before + 1);
    expect(rows.at(-1)).toBe('locked-idle');
    session.signedIn('password', null);
    session.stop();
    now += 10 * MINUTE;
    vi.advanceTimersByTime(60_000);
    expect(rows.at(-1)).toBe('signed-in');
  });
});

describe('a machine whose mode is kiosk', () => {
  beforeEach(() => {
    settings.kiosk.mode = 'kiosk';
    session.become('kiosk');
  });
  const in_ = () => session.signedIn('password', null);

  test('goes back to the kiosk when nobody signs in for a minute', () => {
    session.leftKiosk();
    expect(session.facts()).toMatchObject({ role: 'anyone', kioskBehind: true });
    expect(after(SIGN_IN_MS - 1)).toBe('anyone');
    expect(after(1)).toBe('kiosk');
    expect(rows).toEqual(['kiosk-left', 'kiosk-again']);
  });

  test('waits for whoever types, but not for ever', () => {
    session.leftKiosk();
    let held = 0;
    while (after(SIGN_IN_MS / 2) === 'anyone') {
      session.beat();
      held += SIGN_IN_MS / 2;
    }
    expect(held).toBe(SIGN_IN_LONGEST_MS - SIGN_IN_MS / 2);
    expect(session.role()).toBe('kiosk');
  });

  test('an ended session goes straight to the kiosk; a sign-out by way of the sign-in screen', () => {
    in_();
    expect(after(10 * MINUTE)).toBe('kiosk');
    expect(session.facts().locked).toBe('idle');
    session.leftKiosk();
    in_();
    session.signOut();
    expect(session.role()).toBe('anyone');
    expect(after(SIGN_IN_MS)).toBe('kiosk');
  });

  test('a lock of the machine leaves the kiosk a kiosk', () => {
    session.lock('screen');
    session.windowHidden(true);
    expect(after(10 * MINUTE)).toBe('kiosk');
    expect(rows).toEqual([]);
  });

  test('back by hand from the sign-in screen, and from nowhere else', () => {
    expect(session.backToKiosk()).toBe(false);
    session.leftKiosk();
    expect(session.backToKiosk()).toBe(true);
    expect(session.role()).toBe('kiosk');
  });
});

test('a desk’s sign-in screen stays; one that a kiosk was left to goes back', () => {
  session.become('anyone');
  expect(after(24 * 60 * MINUTE)).toBe('anyone');
  expect(session.backToKiosk()).toBe(false);
  session.signedIn('password', null);
  session.startKiosk();
  session.leftKiosk();
  expect(after(SIGN_IN_MS)).toBe('kiosk');
});

test('whoever came by the recovery key, or with a password of old, is asked for a new one until they have it', () => {
  session.signedIn('recovery-key', 'recovered');
  expect(session.facts().askPassword).toBe('recovered');
  session.passwordChanged();
  expect(session.facts().askPassword).toBeNull();
  session.signOut();
  session.signedIn('password', 'too-short');
  expect(session.facts().askPassword).toBe('too-short');
  session.lock('screen');
  expect(session.facts().askPassword).toBeNull();
});

test('whatever happens, nobody is administrator without signing in, and no longer than their input is old', () => {
  const step = fc.oneof(
    fc.record({ wait: fc.integer({ min: 0, max: 15 * MINUTE }) }),
    fc.constantFrom(
      'beat',
      'leftKiosk',
      'startKiosk',
      'signOut',
      'backToKiosk',
      'lock',
      'hide',
      'show',
      'signedIn',
      'passwordChanged',
    ),
  );
  fc.assert(
    fc.property(fc.constantFrom('kiosk' as const, 'desk' as const), fc.array(step, { maxLength: 60 }), (mode, steps) => {
      settings = { kiosk: { mode }, site: { idleMinutes: 10 } };
      let signedInAt = -Infinity;
      let touchedAt = -Infinity;
      session.become(mode === 'kiosk' ? 'kiosk' : 'anyone');
      for (const what of steps) {
        if (typeof what === 'object') now += what.wait;
        else if (what === 'beat') {
          session.beat();
          touchedAt = now;
        } else if (what === 'lock') session.lock('screen');
        else if (what === 'hide' || what === 'show') session.windowHidden(what === 'hide');
        else if (what === 'signedIn') {
          if (session.role() !== 'anyone') continue;
          session.signedIn('password', null);
          signedInAt = touchedAt = now;
        } else if (what === 'startKiosk') {
          if (session.role() === 'admin') session.startKiosk();
        } else if (what === 'leftKiosk') {
          if (session.role() === 'kiosk') session.leftKiosk();
        } else session[what]();
        if (session.role() !== 'admin') continue;
        expect(signedInAt).toBeGreaterThan(-Infinity);
        expect(now - touchedAt).toBeLessThan(10 * MINUTE);
      }
    }),
  );
});
