/** Clocks that are set, that were never right, and machines that were off: what is flagged, what waits, what is erased. On the whole app but its window. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NEW_DOOR } from '../../shared/access.ts';
import type { LogRow } from '../../shared/schemas.ts';
import { PROBE_DAYS } from '../../storage/gallery/counter-examples.ts';
import type { WritableDb } from '../../storage/file/db.ts';
import { fakeFace, SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { count } from '../../../test/storage/support.ts';
import { value } from '../../../tools/value.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ALL = { personId: null, from: null, to: null, kinds: [], search: '' };
const ana: [number, number, number] = [200, 10, 30];

let profile: string;
let t: TestApp;

beforeEach(async () => {
  profile = mkdtempSync(join(tmpdir(), 'lintel-time-'));
  const start = Date.UTC(2026, 10, 24, 0, 57);
  t = await startTestApp({
    userData: profile,
    clock: { at: start, ahead: 0, monotonic: 0, boot: 'first', bootedAt: start - HOUR },
  });
  value(await t.call('setup.complete', SETUP));
});
afterEach(() => {
  t.close();
  rmSync(profile, { recursive: true, force: true });
});

/** The app is stopped, time passes, the clock is set, and it is started again: in the same boot, or a minute into another. */
async function restarts({
  later,
  set = 0,
  boot,
}: {
  readonly later: number;
  readonly set?: number;
  readonly boot?: string;
}): Promise<void> {
  const { clock } = t;
  await t.app.stop();
  clock.at += later + set;
  clock.ahead += set;
  if (boot !== undefined) Object.assign(clock, { boot, bootedAt: clock.at - clock.ahead - MINUTE });
  t = await startTestApp({ userData: profile, clock });
  t.app.setRole('admin');
}

const db = (): WritableDb => value(t.app.site()).own;
const rows = async (): Promise<LogRow[]> => value(await t.call('log.list', { filter: ALL, before: null, limit: 200 })).rows;
const newest = async (): Promise<LogRow> => (await rows())[0]!;
const row = () => t.call('recognition.fault', { code: 'camera-lost' });

async function faceless(number: string) {
  const { id } = value(
    await t.call('credentials.addWithoutFace', { employeeNumber: number, name: `N${number}`, department: '' }),
  );
  return { id, ...value(await t.call('credentials.setPin', { personId: id, pin: null })) };
}

async function enrol(number = '7') {
  const { enrolmentId } = value(await t.call('enrol.begin', { personId: null }));
  for (let i = 0; i < 2; i++) value(await t.call('enrol.sample', { enrolmentId, face: fakeFace(ana) }));
  return value(await t.call('enrol.commit', { enrolmentId, person: { employeeNumber: number, name: 'Gone', department: 'D' } }))
    .id;
}

describe('what the log says of the clock', () => {
  test('set while the app was down, in the same boot: the first row says so, and how far', async () => {
    await restarts({ later: MINUTE, set: 89 * MINUTE });
    expect(await newest()).toMatchObject({ reason: 'started', clockJumped: true, clockStepMs: 89 * MINUTE, clockWrong: false });
    value(await row());
    expect(await newest()).toMatchObject({ clockJumped: false, clockStepMs: null });
  });

  test('a reboot is no step, unless the clock stands before the last row', async () => {
    await restarts({ later: 9 * HOUR, boot: 'second' });
    expect(await newest()).toMatchObject({ clockJumped: false });
    await restarts({ later: 9 * HOUR, set: -10 * HOUR, boot: 'third' });
    expect(await newest()).toMatchObject({ clockJumped: true, clockStepMs: -HOUR - MINUTE });
  });

  test('steps below the tolerance, between every two rows: their sum is said', async () => {
    const flags: (number | null)[] = [];
    for (let i = 0; i < 6; i++) {
      t.clock.at += MINUTE;
      t.setClock(1_900);
      value(await row());
      flags.push((await newest()).clockStepMs);
    }
    expect(flags).toEqual([null, 3_800, null, 3_800, null, 3_800]);
  });

  test('a row that could not be written says nothing: the next one says it', async () => {
    const site = value(t.app.site());
    t.setClock(HOUR);
    expect(
      site.together(
        () => (site.record({ kind: 'fault', reason: 'camera-lost' }), { ok: false, error: { code: 'database-full' } }),
      ).ok,
    ).toBe(false);
    value(await row());
    expect(await newest()).toMatchObject({ clockStepMs: HOUR });
  });

  test('a clock that is set is a row within ten seconds, and the windows are told', async () => {
    t.setClock(-HOUR);
    t.app.clockWatch.tick();
    expect(await newest()).toMatchObject({ kind: 'system', reason: 'clock-set', clockStepMs: -HOUR });
    expect(t.app.state().clock).toBe('stepped');
    t.app.clockWatch.tick();
    expect((await rows()).filter((r) => r.reason === 'clock-set')).toHaveLength(1);
    t.clock.at += HOUR;
    t.app.clockWatch.tick();
    expect(t.app.state().clock).toBe('good');
    expect(
      t.emitted
        .filter((e) => e.name === 'app.changed')
        .slice(-2)
        .map((e) => (e.payload as { clock: string }).clock),
    ).toEqual(['stepped', 'good']);
  });
});

describe.each([
  ['an empty battery', 1970],
  ['before the app was built', 2025],
  ['a generation on', 2400],
])('a clock that is wrong: %s', (_name, year) => {
  test('people come in, the rows say that it is wrong, and every screen opens, then and later', async () => {
    const { number, pin, id } = await faceless('1');
    const [card] = value(await t.call('credentials.print', { personIds: [id], renew: false }));
    value(await t.call('settings.save', { recognition: { cooldownSeconds: 0 } }));
    await enrol();
    const away = Date.UTC(year, 0, 1, 0, 3) - t.clock.at;
    t.setClock(away);
    t.app.setRole('kiosk');
    expect(t.app.state().clock).toBe('wrong');
    expect(value(await t.call('credentials.pin', { code: number + pin, waitedMs: 10 })).decision).toMatchObject({
      state: 'welcome',
      name: 'N1',
    });
    expect(value(await t.call('credentials.badge', { token: card!.token, waitedMs: 10 })).decision).toMatchObject({
      state: 'welcome',
    });
    for (let i = 0; i < 3; i++) value(await t.call('recognition.face', { ...fakeFace(ana), capturedAt: t.clock.at }));
    t.app.setRole('admin');
    const added = await faceless('2');
    value(await t.call('credentials.print', { personIds: [added.id], renew: false }));
    const open = async () => {
      expect((await rows()).filter((r) => r.kind === 'recognised').map((r) => r.clockWrong)).toEqual([true, true, true]);
      expect(value(await t.call('people.list', { search: '' })).length).toBe(3);
      value(await t.call('presence.list', null));
      value(await t.call('presence.startRollCall', null));
      value(await t.call('credentials.of', { personId: added.id }));
      value(await t.call('lookAlikes.list', null));
      value(await t.call('access.overview', null));
      value(await t.call('errorRate.visits', { from: t.clock.at - 30 * DAY, after: 0, limit: 100 }));
      value(await t.call('credentials.waits', { days: 30 }));
      value(await t.call('app.about', null));
    };
    await open();
    t.setClock(-away);
    value(await row());
    expect(await newest()).toMatchObject({ clockJumped: true, clockStepMs: -away, clockWrong: false });
    await open();
  });
});

describe('waits', () => {
  test('the password’s: a clock that is pushed on looks at no more tries than one that stands', async () => {
    t.app.setRole('anyone');
    let looked = 0;
    for (let i = 0; i < 12; i++) {
      const answer = await t.call('session.signIn', { kind: 'password', secret: `wrong ${i}` });
      if (!answer.ok && answer.error.code === 'password-wrong') looked++;
      t.setClock(16 * MINUTE);
    }
    expect(looked).toBe(5);
    // Nor is it longer for one that is set back.
    t.setClock(-30 * DAY);
    t.clock.at += 30_000;
    value(await t.call('session.signIn', { kind: 'password', secret: SETUP.password }));
  }, 60_000);

  test('the pad’s: it forgives by time that passed, and by no other', async () => {
    t.app.setRole('kiosk');
    const wrong = async (number: number) =>
      value(await t.call('credentials.pin', { code: `${number}000000`, waitedMs: 0 })).decision;
    for (let i = 0; i < 12; i++) {
      await wrong(100 + i);
      t.setClock(26 * MINUTE);
    }
    expect(value(await t.call('credentials.pad', null))).toMatchObject({ triesLeft: 0, waitSeconds: 30 });
    t.clock.at += 26 * MINUTE;
    expect(value(await t.call('credentials.pad', null))).toMatchObject({ triesLeft: 5, waitSeconds: 0 });
  }, 60_000);

  test('a restart, a reboot and a year between them end no wait sooner than the machine has been on', async () => {
    t.app.setRole('anyone');
    for (let i = 0; i < 5; i++) await t.call('session.signIn', { kind: 'password', secret: `wrong ${i}` });
    await restarts({ later: 2_000, set: DAY });
    t.app.setRole('anyone');
    expect(await t.call('session.signIn', { kind: 'password', secret: SETUP.password })).toEqual({
      ok: false,
      error: { code: 'too-many-attempts', retryAfterSeconds: 3 },
    });
    await restarts({ later: DAY, set: 365 * DAY, boot: 'second' });
    t.app.setRole('anyone');
    // Its minute of boot is over by then.
    value(await t.call('session.signIn', { kind: 'password', secret: SETUP.password }));
  }, 60_000);

  test('anti-passback for so many minutes: a clock that is set, forward or back, lets nobody in a second time', async () => {
    const zone = value(
      await t.call('access.saveZone', {
        id: null,
        fields: { name: 'Z', antiPassback: 'timed', timedMinutes: 10, resetAt: null, capacity: null },
      }),
    );
    const fields = { ...NEW_DOOR, name: 'D', toZone: zone.id, direction: 'in' } as const;
    const door = value(await t.call('access.saveDoor', { id: null, fields, openTo: null }));
    value(await t.call('settings.save', { kiosk: { doorId: door.id }, recognition: { cooldownSeconds: 0 } }));
    const { number, pin } = await faceless('1');
    const come = async () => {
      t.app.setRole('kiosk');
      const { decision } = value(await t.call('credentials.pin', { code: number + pin, waitedMs: 0 }));
      t.app.setRole('admin');
      return decision;
    };
    expect(await come()).toMatchObject({ state: 'welcome' });
    t.setClock(11 * MINUTE);
    expect(await come()).toMatchObject({ state: 'refused', reason: 'anti-passback-timed', from: t.clock.at + 10 * MINUTE });
    t.setClock(-2 * HOUR);
    expect(await come()).toMatchObject({ state: 'refused', reason: 'anti-passback-timed', from: t.clock.at + 10 * MINUTE });
    t.clock.at += 10 * MINUTE;
    expect(await come()).toMatchObject({ state: 'welcome' });
  });

  test('a visit ends by either clock: one that is set back makes it no longer', async () => {
    const zone = value(
      await t.call('access.saveZone', {
        id: null,
        fields: { name: 'Z', antiPassback: 'off', timedMinutes: 10, resetAt: null, capacity: null },
      }),
    );
    const fields = { ...NEW_DOOR, name: 'D', toZone: zone.id, direction: 'in' } as const;
    const door = value(await t.call('access.saveDoor', { id: null, fields, openTo: null }));
    const { id } = await faceless('1');
    const visit = {
      groups: value(await t.call('access.person', { id })).groups,
      validFrom: null,
      validTo: null,
      visitorUntil: t.clock.at + 8 * HOUR,
      antiPassbackExempt: false,
    };
    value(await t.call('access.savePerson', { id, fields: visit }));
    const asks = async () => value(await t.call('access.try', { personId: id, doorId: door.id, at: t.clock.at, method: 'pin' }));
    t.clock.at += 8 * HOUR - 1;
    expect(await asks()).toMatchObject({ kind: 'granted' });
    t.setClock(-4 * HOUR);
    t.clock.at += 1;
    expect(await asks()).toMatchObject({ kind: 'refused', reason: 'no-longer-valid' });
    // Saved again unchanged, it is not longer; with another end it is.
    value(await t.call('access.savePerson', { id, fields: visit }));
    expect(await asks()).toMatchObject({ kind: 'refused' });
    value(await t.call('access.savePerson', { id, fields: { ...visit, visitorUntil: t.clock.at + HOUR } }));
    expect(await asks()).toMatchObject({ kind: 'granted' });
  });
});

describe('what is erased', () => {
  const left = () => ({ templates: count(db(), 'templates'), crops: count(db(), 'crops') });

  test('deleted while the clock was a thousand days ahead: gone when the time to undo is over, not 900 days later', async () => {
    t.setClock(1000 * DAY);
    const id = await enrol();
    value(await t.call('people.delete', { id }));
    t.setClock(-1000 * DAY);
    t.clock.at += 29_000;
    value(t.app.retention.run());
    expect(left()).toEqual({ templates: 2, crops: 2 });
    t.clock.at += 1_001;
    value(t.app.retention.run());
    expect(left()).toEqual({ templates: 0, crops: 0 });
  });

  test('a clock that is set ends no time to undo', async () => {
    const id = await enrol();
    value(await t.call('people.delete', { id }));
    t.setClock(5 * DAY);
    value(t.app.retention.run());
    value(await t.call('people.undelete', { id }));
    expect(left()).toEqual({ templates: 2, crops: 2 });
  });

  test('deleted, and the power is gone at once: the next start erases', async () => {
    const id = await enrol();
    value(await t.call('people.delete', { id }));
    await restarts({ later: 900 * DAY, boot: 'second' });
    expect(left()).toEqual({ templates: 0, crops: 0 });
  });

  test('probes: two weeks of time, whatever the clock says; nights without power count once the clock has stood for an hour', async () => {
    value(await t.call('settings.save', { recognition: { cooldownSeconds: 0 } }));
    await enrol();
    const probes = () => (value(t.app.retention.run()), count(db(), 'probes'));
    t.app.setRole('kiosk');
    t.setClock(1000 * DAY);
    for (let i = 0; i < 3; i++) value(await t.call('recognition.face', fakeFace(ana)));
    await expect.poll(() => count(db(), 'probes')).toBe(1);
    expect(probes()).toBe(1);
    t.setClock(-1000 * DAY);
    t.clock.at += 7 * DAY;
    expect(probes()).toBe(1);
    t.setClock(30 * DAY);
    expect(probes()).toBe(1);
    // Off for almost seven days; the clock says twenty at first.
    await restarts({ later: 7 * DAY - HOUR, set: 13 * DAY, boot: 'second' });
    expect(probes()).toBe(1);
    t.clock.at += 30 * MINUTE;
    t.setClock(-13 * DAY);
    t.app.clockWatch.tick();
    t.clock.at += 59 * MINUTE;
    expect(probes()).toBe(1);
    t.clock.at += MINUTE;
    expect(probes()).toBe(0);
    expect(PROBE_DAYS).toBe(14);
  });
});
