/** An emergency, and a lockdown, with real devices on loopback: act first, say it for ever, book what was answered. */
import { PASSWORD, PIN } from '../../tools/secrets.ts';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { drawnDoor } from '../../src/doors/drawn.ts';
import { eventId } from '../../src/domain/ids.ts';
import { coilBoard } from '../doors/modbus-boards.ts';
import { receiver } from '../doors/http-receiver.ts';
import { type Peer } from '../doors/peer.ts';
import { shellySimulator } from '../doors/shelly-simulator.ts';
import { reasonsOf, safeSite, type SafeSite } from './site.ts';
import { within } from '../fakes/patience.ts';

/** Said every 2 s; the rest is for two cores that do nine things at once. */
const SOON = 12_000;
const on = (site: SafeSite, doorId: number | null = null) => site.must('access.emergency', { doorId, on: true });

async function peerOf<P extends Peer>(made: Promise<P>): Promise<P> {
  const peer = await made;
  onTestFinished(() => peer.close());
  return peer;
}

async function ana(site: SafeSite): Promise<string> {
  const { id } = await site.must('credentials.addWithoutFace', { employeeNumber: '1', name: 'Ana', department: '' });
  const { number, pin } = await site.must('credentials.setPin', { personId: id, pin: null });
  return `${number}${pin}`;
}

describe('said again', () => {
  test('a relay that restarts in an emergency opens again, with nobody doing anything', async () => {
    const site = await safeSite();
    const relay = await peerOf(receiver());
    await site.wire(relay);
    await on(site);
    expect(await within(SOON, relay.lock.isOpen)).toBe(true);
    for (let i = 0; i < 2; i += 1) {
      await relay.reboot(300);
      expect(relay.lock.isOpen()).toBe(false);
      expect(await within(SOON, relay.lock.isOpen)).toBe(true);
    }
    // Nothing has happened that would have to be told: it answered each time that it was asked.
    expect(reasonsOf(await site.rows()).filter((r) => r.startsWith('emergency'))).toEqual(['emergency-on']);
  });

  test('each press, and each person who is let in, says it at once', async () => {
    const site = await safeSite();
    const relay = await peerOf(receiver());
    const doorId = await site.wire(relay);
    await site.must('settings.save', { kiosk: { doorId }, recognition: { cooldownSeconds: 0 } });
    const code = await ana(site);
    await on(site);
    await within(SOON, relay.lock.isOpen);
    const holds = () => relay.bodies.filter((b) => b.includes('hold-open')).length;
    let before = holds();
    await on(site);
    expect(await within(1_500, () => holds() > before)).toBe(true);
    site.app.setRole('kiosk');
    before = holds();
    relay.forget();
    expect((await site.must('credentials.pin', { code, waitedMs: 0 })).decision).toMatchObject({ state: 'welcome' });
    expect(await within(1_500, () => holds() > before && relay.lock.isOpen())).toBe(true);
    // By no timer: whoever comes in an emergency must not shorten it.
    expect(relay.bodies.filter((b) => b.includes('"open"'))).toEqual([]);
  });

  test('a lockdown is said again too: a fail-safe relay that restarts lets go, and is locked again', async () => {
    const site = await safeSite();
    const relay = await peerOf(shellySimulator({ generation: 2, lock: 'safe', password: 'p' }));
    const coil = await peerOf(coilBoard('safe'));
    await site.wire(relay);
    await site.wire(coil);
    await site.must('access.lockdown', { doorId: null, on: true });
    for (const peer of [relay, coil]) {
      await within(SOON, () => !peer.lock.isOpen());
      await peer.reboot(200);
      expect(peer.lock.isOpen()).toBe(true);
      expect(await within(SOON, () => !peer.lock.isOpen())).toBe(true);
    }
  });

  test('the drawn door of a demonstration: at a kiosk without a door as well', async () => {
    const seen: boolean[] = [];
    const site = await safeSite({ overrides: { door: drawnDoor((open) => seen.push(open)) } });
    await on(site);
    expect(await within(SOON, () => seen.filter(Boolean).length >= 3)).toBe(true);
    await site.must('access.emergency', { doorId: null, on: false });
    await within(1_000, () => seen.at(-1) === false);
    expect(seen.at(-1)).toBe(false);
  });

  test('a door that the emergency is not for is left alone, in mid-pulse too', async () => {
    const site = await safeSite();
    const [here, there] = [await peerOf(receiver()), await peerOf(receiver())];
    const [a, b] = [await site.wire(here), await site.wire(there)];
    site.app.outputs.open(b, null, 20_000);
    await within(SOON, there.lock.isOpen);
    await on(site, a);
    await within(SOON, here.lock.isOpen);
    expect(there.bodies.map((text) => /"action":"([a-z-]+)"/.exec(text)?.[1])).toEqual(['open']);
  });

  test('emergency beats lockdown, whichever came last, and what is left of the two holds after', async () => {
    const site = await safeSite();
    const relay = await peerOf(receiver());
    await site.wire(relay);
    await on(site);
    await site.must('access.lockdown', { doorId: null, on: true });
    expect(await within(SOON, relay.lock.isOpen)).toBe(true);
    await site.must('access.emergency', { doorId: null, on: false });
    expect(await within(SOON, () => !relay.lock.isOpen())).toBe(true);
    expect((await site.must('safety.state', null)).doors).toMatchObject([{ mode: 'locked' }]);
  });
});

describe('booked is what was answered', () => {
  test('a door that does not answer is an alarm in the log and on the screen; and again when it answers', async () => {
    const site = await safeSite();
    const relay = await peerOf(receiver());
    const doorId = await site.wire(relay, 'North');
    await relay.down();
    await on(site);
    const silent = async () => (await site.must('safety.state', null)).doors[0];
    await within(SOON, () => site.emitted.some((e) => JSON.stringify(e.payload).includes('emergency-no-answer')));
    expect(await silent()).toEqual({
      doorId,
      name: 'North',
      mode: 'open',
      answered: false,
      error: { code: 'door-unreachable' },
      confirms: true,
      unclear: null,
    });
    expect(await site.must('access.override', null)).toEqual({
      lockdown: false,
      emergency: true,
      silent: [{ name: 'North', here: false }],
    });
    await relay.up();
    expect(await within(SOON, relay.lock.isOpen)).toBe(true);
    await within(SOON, () => site.emitted.some((e) => JSON.stringify(e.payload).includes('emergency-answers')));
    expect(await silent()).toMatchObject({ answered: true, error: null });
    const rows = (await site.rows()).filter((r) => r.doorId === doorId && r.kind === 'door');
    expect(reasonsOf(rows)).toEqual(['door-unreachable', 'emergency-no-answer', 'emergency-answers']);
    expect(rows[2]?.about).toBe(rows[1]?.id);
    // In a lockdown nobody in front of the kiosk is told which door does not lock.
    await relay.down();
    await site.must('access.emergency', { doorId: null, on: false });
    await site.must('access.lockdown', { doorId: null, on: true });
    await within(SOON, () => site.emitted.some((e) => JSON.stringify(e.payload).includes('lockdown-no-answer')));
    expect(await site.must('access.override', null)).toEqual({ lockdown: true, emergency: false, silent: [] });
  });

  test('the end of an emergency that a door does not hear is an alarm: it stands open', async () => {
    const site = await safeSite();
    const relay = await peerOf(receiver());
    await site.wire(relay);
    await on(site);
    await within(SOON, relay.lock.isOpen);
    await relay.down();
    await site.must('access.emergency', { doorId: null, on: false });
    await within(SOON, () => site.emitted.some((e) => JSON.stringify(e.payload).includes('lock-no-answer')));
    expect((await site.must('safety.state', null)).doors).toMatchObject([{ mode: 'normal', answered: false }]);
    await relay.up();
    expect(await within(SOON, () => !relay.lock.isOpen())).toBe(true);
    await within(SOON, () => site.emitted.some((e) => JSON.stringify(e.payload).includes('lock-answers')));
    expect((await site.must('safety.state', null)).doors).toEqual([]);
  });

  test('"opened" in an emergency is a command that was answered, and nothing else', async () => {
    const site = await safeSite();
    const relay = await peerOf(receiver());
    const doorId = await site.wire(relay);
    await on(site);
    await within(SOON, relay.lock.isOpen);
    await relay.down();
    const open = site.app.openSite();
    const about = open!.record({ kind: 'refused', reason: 'not-recognised', doorId });
    if (!about.ok) throw new Error(about.error.code);
    site.app.outputs.open(doorId, eventId(about.value.id), 1_000);
    await within(SOON, () => site.emitted.some((e) => (e.payload as { about?: number } | null)?.about === about.value.id));
    const booked = (await site.rows()).filter((r) => r.about === about.value.id);
    expect(reasonsOf(booked)).toEqual(['door-unreachable']);
  });
});

describe('with a disk that takes nothing', () => {
  test('read-only: the doors open first, and what could not be booked is booked later, with its own time', async () => {
    const site = await safeSite();
    const relay = await peerOf(receiver());
    await site.wire(relay);
    site.readOnly(true);
    const before = Date.now();
    expect(await on(site)).toEqual({ booked: false });
    const pressed = Date.now();
    expect(await within(SOON, relay.lock.isOpen)).toBe(true);
    expect((await site.must('safety.state', null)).unbooked).toBe(1);
    expect(await site.must('access.override', null)).toMatchObject({ emergency: true });
    expect(reasonsOf(await site.rows())).not.toContain('emergency-on');
    site.readOnly(false);
    expect(await within(SOON, () => site.emitted.some((e) => JSON.stringify(e.payload).includes('booked-late')))).toBe(true);
    const late = (await site.rows()).find((r) => r.reason === 'emergency-on')!;
    expect(late.at).toBeGreaterThanOrEqual(before);
    expect(late.at).toBeLessThanOrEqual(pressed);
    expect(late.clockJumped).toBe(false);
    expect((await site.must('safety.state', null)).unbooked).toBe(0);
    // And it holds after a restart by the tables alone.
    const again = await safeSite({ userData: site.userData });
    expect(again.app.safety.overrides().emergency.site).toBe(true);
  });

  test('lockdown the same', async () => {
    const site = await safeSite();
    const relay = await peerOf(shellySimulator({ generation: 1, lock: 'safe' }));
    await site.wire(relay);
    relay.forget();
    expect(relay.lock.isOpen()).toBe(true);
    site.readOnly(true);
    expect(await site.must('access.lockdown', { doorId: null, on: true })).toEqual({ booked: false });
    expect(await within(SOON, () => !relay.lock.isOpen())).toBe(true);
    site.readOnly(false);
  });

  test('the person who comes has the door told again, though their visit cannot be booked', async () => {
    const site = await safeSite();
    const relay = await peerOf(receiver());
    const doorId = await site.wire(relay);
    await site.must('settings.save', { kiosk: { doorId } });
    const [badge] = await site.must('credentials.print', {
      personIds: [(await site.must('credentials.addWithoutFace', { employeeNumber: '1', name: 'Ana', department: '' })).id],
      renew: false,
    });
    site.readOnly(true);
    await on(site);
    await within(SOON, relay.lock.isOpen);
    site.app.setRole('kiosk');
    relay.forget();
    const before = relay.bodies.length;
    expect(await site.call('credentials.badge', { token: badge!.token, waitedMs: 0 })).toMatchObject({ ok: false });
    expect(await within(1_500, () => relay.bodies.length > before)).toBe(true);
    expect(await within(SOON, relay.lock.isOpen)).toBe(true);
    site.readOnly(false);
  });

  test('an administrator can sign in: each try takes three seconds, and is counted in memory', async () => {
    const site = await safeSite();
    site.app.setRole('anyone');
    site.readOnly(true);
    const began = performance.now();
    expect(await site.call('session.signIn', { kind: 'password', secret: PASSWORD })).toEqual({ ok: true, value: 'admin' });
    expect(performance.now() - began).toBeGreaterThan(2_900);
    site.readOnly(false);
  });

  test('the database is closed: the doors that are known open all the same, and lock again', async () => {
    const site = await safeSite();
    const relay = await peerOf(receiver());
    await site.wire(relay);
    site.app.openSite()!.close();
    expect(await on(site)).toEqual({ booked: false });
    expect(await within(SOON, relay.lock.isOpen)).toBe(true);
    await relay.reboot(200);
    expect(await within(SOON, relay.lock.isOpen)).toBe(true);
    expect(await site.must('access.emergency', { doorId: null, on: false })).toEqual({ booked: false });
    expect(await within(SOON, () => !relay.lock.isOpen())).toBe(true);
  });
});

describe('with nobody signed in', () => {
  test.each(['kiosk', 'anyone'] as const)('as %s: the kiosk PIN opens, and does not end it', async (role) => {
    const site = await safeSite();
    const relay = await peerOf(receiver());
    await site.wire(relay);
    site.app.setRole(role);
    expect(await site.call('safety.emergencyByPin', { pin: '1111' })).toEqual({ ok: false, error: { code: 'pin-wrong' } });
    expect(relay.bodies).toEqual([]);
    expect(await site.call('safety.emergencyByPin', { pin: PIN })).toEqual({ ok: true, value: { booked: true } });
    expect(await within(SOON, relay.lock.isOpen)).toBe(true);
    expect(await site.call('access.emergency', { doorId: null, on: false })).toEqual({
      ok: false,
      error: { code: 'not-allowed' },
    });
    expect(reasonsOf(await site.rows())).toContain('emergency-on-by-kiosk-pin');
  });

  test('wrong PINs that somebody typed at the kiosk hold up an emergency for a minute at most', async () => {
    const site = await safeSite();
    site.app.setRole('kiosk');
    for (let i = 0; i < 9; i += 1) await site.call('session.leaveKiosk', { pin: '0000' });
    const said = await site.call('safety.emergencyByPin', { pin: PIN });
    expect(said).toMatchObject({ ok: false, error: { code: 'too-many-attempts' } });
    expect(!said.ok && said.error.code === 'too-many-attempts' ? said.error.retryAfterSeconds : 0).toBeLessThanOrEqual(60);
  });

  test('the disk is gone: the PIN is compared with what was read, and the doors open', async () => {
    const site = await safeSite();
    const relay = await peerOf(receiver());
    await site.wire(relay);
    site.app.setRole('kiosk');
    site.app.openSite()!.close();
    expect(await site.call('safety.emergencyByPin', { pin: '1111' })).toEqual({ ok: false, error: { code: 'pin-wrong' } });
    expect(await site.call('safety.emergencyByPin', { pin: PIN })).toEqual({ ok: true, value: { booked: false } });
    expect(await within(SOON, relay.lock.isOpen)).toBe(true);
  });
});

describe('a restart in the middle', () => {
  test('nothing was booked, the file says it: on, and booked then', async () => {
    const site = await safeSite();
    const relay = await peerOf(receiver());
    await site.wire(relay);
    site.readOnly(true);
    const before = Date.now();
    await on(site);
    const pressed = Date.now();
    await within(SOON, relay.lock.isOpen);
    await site.app.stop();
    relay.forget();
    const again = await safeSite({ userData: site.userData });
    expect(await within(SOON, relay.lock.isOpen)).toBe(true);
    again.app.setRole('admin');
    const row = (await again.rows()).find((r) => r.reason === 'emergency-on')!;
    expect(row.at).toBeGreaterThanOrEqual(before);
    expect(row.at).toBeLessThanOrEqual(pressed);
    await again.must('access.emergency', { doorId: null, on: false });
    expect(await within(SOON, () => !relay.lock.isOpen())).toBe(true);
    await again.app.stop();
    const third = await safeSite({ userData: site.userData });
    expect(third.app.safety.overrides().emergency).toEqual({ site: false, doors: [] });
  });

  test('the file is gone, the tables say it: on', async () => {
    const site = await safeSite();
    const relay = await peerOf(receiver());
    const doorId = await site.wire(relay);
    await on(site, doorId);
    await site.app.stop();
    renameSync(join(site.userData, 'emergency.on'), join(site.userData, 'gone'));
    relay.forget();
    const again = await safeSite({ userData: site.userData });
    expect(again.app.safety.overrides().emergency).toEqual({ site: false, doors: [doorId] });
    expect(await within(SOON, relay.lock.isOpen)).toBe(true);
  });

  test('in a lockdown the first word is lock', async () => {
    const site = await safeSite();
    const relay = await peerOf(shellySimulator({ generation: 2, lock: 'safe' }));
    await site.wire(relay);
    await site.must('access.lockdown', { doorId: null, on: true });
    await within(SOON, () => relay.requests.length > 0);
    await site.app.stop();
    relay.forget();
    await safeSite({ userData: site.userData });
    expect(await within(SOON, () => !relay.lock.isOpen())).toBe(true);
  });

  test('a door that is deleted takes its own emergency along', async () => {
    const site = await safeSite();
    const doorId = await site.wire(null);
    await on(site, doorId);
    await site.must('access.deleteDoor', { id: doorId });
    expect(site.app.safety.overrides().emergency.doors).toEqual([]);
    await site.app.stop();
    const again = await safeSite({ userData: site.userData });
    expect(again.app.safety.overrides().emergency.doors).toEqual([]);
  });
});
