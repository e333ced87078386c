import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeFace, SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { value } from '../../../tools/value.ts';
import type { CallName, Input } from '../../shared/contract.ts';
import { listEvents, EVERY_EVENT } from '../../storage/log/events.ts';
import { NEW_DOOR } from '../../shared/access.ts';
import type { Person } from '../../shared/schemas.ts';

let t: TestApp;
let ann: Person;

const ask = async <N extends CallName>(name: N, input: Input<N>) => value(await t.call(name, input), name);
const db = () => {
  const site = t.app.site();
  if (!site.ok) throw new Error('no site');
  return site.value.own;
};
const rows = () => listEvents(db(), EVERY_EVENT, null, 100).rows;
const kiosk = () => ask('session.startKiosk', null);

beforeEach(async () => {
  t = await startTestApp();
  await ask('setup.complete', SETUP);
  ann = await ask('credentials.addWithoutFace', { employeeNumber: 'A-1', name: 'Ann', department: '' });
});
afterEach(() => t.close());

test('somebody without a face comes in by number and PIN, and the wait is on the row', async () => {
  expect(ann).toMatchObject({ withoutFace: true, needsEnrolment: false, templates: 0 });
  const { number, pin } = await ask('credentials.setPin', { personId: ann.id, pin: null });
  await kiosk();
  const { decision, pad } = await ask('credentials.pin', { code: number + pin, waitedMs: 2500 });
  expect(decision).toMatchObject({ state: 'welcome', name: 'Ann', direction: 'in', method: 'pin' });
  expect(pad).toEqual({ triesLeft: 5, waitSeconds: 0, disabled: false });
  expect(rows().find((r) => r.kind === 'recognised')).toMatchObject({
    personId: ann.id,
    method: 'pin',
    waitMs: 2500,
    score: null,
  });
  expect((await ask('credentials.pin', { code: number + pin, waitedMs: 1 })).decision).toMatchObject({
    state: 'again',
    name: 'Ann',
  });
});

test('five wrong codes lock the pad, are booked, and the answers say how long', async () => {
  const { number } = await ask('credentials.setPin', { personId: ann.id, pin: '580967' });
  await kiosk();
  const told = [];
  for (let i = 0; i < 7; i++) told.push(await ask('credentials.pin', { code: `${number}00000${i}`, waitedMs: 0 }));
  expect(told.map((a) => [a.decision.state === 'refused' && a.decision.reason, a.pad.triesLeft, a.pad.waitSeconds])).toEqual([
    ['pin-wrong', 4, 0],
    ['pin-wrong', 3, 0],
    ['pin-wrong', 2, 0],
    ['pin-wrong', 1, 0],
    ['pin-wrong', 0, 30],
    ['locked-out', 0, 30],
    ['locked-out', 0, 30],
  ]);
  const refused = rows().filter((r) => r.kind === 'refused');
  expect(refused.map((r) => r.reason)).toEqual([
    'locked-out',
    'locked-out',
    'pin-wrong',
    'pin-wrong',
    'pin-wrong',
    'pin-wrong',
    'pin-wrong',
  ]);
  expect(refused.every((r) => r.personId === ann.id && r.method === 'pin')).toBe(true);
  expect(await ask('credentials.pad', null)).toMatchObject({ waitSeconds: 30 });
  t.clock.at += 30_000;
  expect((await ask('credentials.pin', { code: `${number}580967`, waitedMs: 0 })).decision).toMatchObject({ state: 'welcome' });
}, 60_000);

test('an administrator sees a PIN that is off, and resets it and the pad', async () => {
  const { number } = await ask('credentials.setPin', { personId: ann.id, pin: '580967' });
  const put = (key: string, failures: number) =>
    db().run('INSERT OR REPLACE INTO pin_attempts (number, failures, last_failure_powered) VALUES (:key, :failures, :at)', {
      key,
      failures,
      at: -3_600_000,
    });
  put(number, 49);
  await ask('credentials.pin', { code: `${number}000000`, waitedMs: 0 });
  expect(
    rows()
      .slice(0, 2)
      .map((r) => r.reason),
  ).toEqual(['pin-wrong', 'pin-disabled']);
  expect((await ask('credentials.of', { personId: ann.id })).pin).toMatchObject({ number, state: { disabled: true } });
  await ask('credentials.resetTries', { personId: ann.id });
  expect((await ask('credentials.of', { personId: ann.id })).pin).toMatchObject({ state: { disabled: false, triesLeft: 5 } });
  put('pad', 100);
  expect(await ask('credentials.pad', null)).toMatchObject({ disabled: true });
  await ask('credentials.resetTries', { personId: null });
  expect(await ask('credentials.pad', null)).toMatchObject({ disabled: false });
  expect(listEvents(db(), EVERY_EVENT, null, 1).rows[0]).toMatchObject({ kind: 'system', reason: 'pad-reset' });
});

test('a badge opens until a newer one does; a stranger’s and a lost one are booked each time that they come into the picture', async () => {
  const [first] = await ask('credentials.print', { personIds: [ann.id], renew: false });
  const badge = (token: string) => ask('credentials.badge', { token, waitedMs: 40 });
  expect((await badge(first!.token)).decision).toMatchObject({ state: 'welcome', name: 'Ann', method: 'badge' });
  const [second] = await ask('credentials.print', { personIds: [ann.id], renew: true });
  t.clock.at += 120_000;
  const lost = { state: 'refused', reason: 'badge-revoked', from: null, name: null };
  expect((await badge(first!.token)).decision).toEqual(lost);
  expect((await badge(first!.token)).decision).toEqual(lost);
  expect((await badge(second!.token)).decision).toMatchObject({ state: 'welcome', direction: 'out' });
  expect((await badge('0'.repeat(70))).decision).toMatchObject({ state: 'refused', reason: 'badge-unknown' });
  expect(
    rows()
      .filter((r) => r.kind === 'refused')
      .map((r) => [r.reason, r.personId]),
  ).toEqual([
    ['badge-unknown', null],
    ['badge-revoked', ann.id],
    ['badge-revoked', ann.id],
  ]);
});

test('where a badge needs its PIN, the PIN alone settles it, and one of somebody else does not', async () => {
  const [badge] = await ask('credentials.print', { personIds: [ann.id], renew: false });
  await ask('credentials.setPin', { personId: ann.id, pin: '580967' });
  const bob = await ask('credentials.addWithoutFace', { employeeNumber: 'B-1', name: 'Bob', department: '' });
  const his = await ask('credentials.setPin', { personId: bob.id, pin: '796058' });
  await ask('settings.save', { recognition: { badge: 'with-pin' } });
  t.clock.monotonic += 5000;
  expect((await ask('credentials.badge', { token: badge!.token, waitedMs: 100 })).decision).toEqual({
    state: 'need-pin',
    why: 'badge',
  });
  t.clock.monotonic += 3000;
  expect((await ask('credentials.pin', { code: '796058', waitedMs: 900 })).decision).toMatchObject({
    state: 'refused',
    reason: 'pin-wrong',
  });
  // Bob types his own whole code meanwhile: it is his visit.
  expect((await ask('credentials.pin', { code: `${his.number}796058`, waitedMs: 900 })).decision).toMatchObject({
    state: 'welcome',
    name: 'Bob',
    method: 'pin',
  });
  expect((await ask('credentials.pin', { code: '580967', waitedMs: 900 })).decision).toMatchObject({
    state: 'welcome',
    name: 'Ann',
    method: 'badge',
  });
  expect(rows().find((r) => r.personId === ann.id && r.kind === 'recognised')?.waitMs).toBe(3100);
  // The badge was used up by that.
  expect((await ask('credentials.pin', { code: '580967', waitedMs: 900 })).decision).toMatchObject({ state: 'refused' });
});

test('a PIN settles what a face has left open, by face and PIN', async () => {
  const who = [10, 20, 30] as [number, number, number];
  const { enrolmentId } = await ask('enrol.begin', { personId: null });
  for (let i = 0; i < 5; i++) await ask('enrol.sample', { enrolmentId, face: fakeFace(who) });
  const eve = await ask('enrol.commit', { enrolmentId, person: { employeeNumber: 'E-1', name: 'Eve', department: '' } });
  await ask('credentials.setPin', { personId: eve.id, pin: '580967' });
  await ask('settings.save', { recognition: { secondFactor: 'always', voteFrames: 1 } });
  expect(await ask('recognition.face', fakeFace(who))).toEqual({ state: 'need-pin', why: 'door' });
  expect((await ask('credentials.pin', { code: '000000', waitedMs: 0 })).decision).toMatchObject({
    state: 'refused',
    reason: 'pin-wrong',
  });
  expect((await ask('credentials.pin', { code: '580967', waitedMs: 0 })).decision).toMatchObject({
    state: 'welcome',
    name: 'Eve',
    method: 'face+pin',
  });
  expect(rows().find((r) => r.kind === 'recognised')).toMatchObject({ personId: eve.id, method: 'face+pin' });
  expect(rows().find((r) => r.kind === 'recognised')?.score).toBeGreaterThan(0.9);
});

test('where two factors are asked, who gives no face brings badge and PIN in either order; others bring their face', async () => {
  const [badge] = await ask('credentials.print', { personIds: [ann.id], renew: false });
  const { number } = await ask('credentials.setPin', { personId: ann.id, pin: '580967' });
  const door = await ask('access.saveDoor', {
    id: null,
    fields: { ...NEW_DOOR, name: 'North', credential: 'two-factor' },
    openTo: null,
  });
  await ask('settings.save', { kiosk: { doorId: door.id }, recognition: { cooldownSeconds: 0 } });
  const byBadge = () => ask('credentials.badge', { token: badge!.token, waitedMs: 0 });
  const byPin = (code: string) => ask('credentials.pin', { code, waitedMs: 0 });
  expect((await byBadge()).decision).toEqual({ state: 'need-pin', why: 'badge' });
  expect((await byPin('580967')).decision).toMatchObject({ state: 'welcome', name: 'Ann', method: 'badge' });
  t.clock.at += 3_600_000;
  t.clock.monotonic += 3_600_000;
  t.app.setRole('kiosk');
  expect((await byPin(`${number}580967`)).decision).toEqual({ state: 'need-pin', why: 'pin' });
  expect((await byBadge()).decision).toMatchObject({ state: 'welcome', method: 'badge' });
  expect(
    rows()
      .filter((r) => r.kind === 'recognised')
      .every((r) => r.doorId === door.id),
  ).toBe(true);
});

test('the site may ask for two factors without a door', async () => {
  const who = [10, 20, 30] as [number, number, number];
  const { enrolmentId } = await ask('enrol.begin', { personId: null });
  for (let i = 0; i < 5; i++) await ask('enrol.sample', { enrolmentId, face: fakeFace(who) });
  const eve = await ask('enrol.commit', { enrolmentId, person: { employeeNumber: 'E-1', name: 'Eve', department: '' } });
  const { number } = await ask('credentials.setPin', { personId: eve.id, pin: '580967' });
  await ask('settings.save', { recognition: { secondFactor: 'always' } });
  expect((await ask('credentials.pin', { code: `${number}580967`, waitedMs: 0 })).decision).toMatchObject({
    state: 'refused',
    reason: 'face-needed',
  });
  expect(rows()[0]).toMatchObject({ kind: 'refused', reason: 'face-needed', personId: eve.id, method: 'pin' });
  // Switched off in People, nothing opens.
  await ask('settings.save', { recognition: { secondFactor: 'by-rule' } });
  await ask('people.setActive', { id: eve.id, active: false });
  expect((await ask('credentials.pin', { code: `${number}580967`, waitedMs: 0 })).decision).toMatchObject({
    state: 'refused',
    reason: 'inactive',
  });
});

test('the report compares the ways, and the log tells what was changed', async () => {
  const [badge] = await ask('credentials.print', { personIds: [ann.id], renew: false });
  await ask('credentials.badge', { token: badge!.token, waitedMs: 320 });
  expect(await ask('credentials.waits', { days: 30 })).toMatchObject({
    face: null,
    other: { count: 1, medianMs: 350 },
    comparison: { kind: 'too-few' },
  });
  await ask('credentials.setPin', { personId: ann.id, pin: null });
  await ask('credentials.removePin', { personId: ann.id });
  await ask('credentials.endBadge', { personId: ann.id });
  await ask('credentials.setWithoutFace', { personId: ann.id, withoutFace: false });
  expect(
    rows()
      .slice(0, 4)
      .map((r) => [r.kind, r.reason, r.personId]),
  ).toEqual([
    ['system', 'face-allowed', ann.id],
    ['system', 'badge-ended', ann.id],
    ['system', 'pin-removed', ann.id],
    ['system', 'pin-set', ann.id],
  ]);
});

test('a kiosk may ask who comes in and nothing else', async () => {
  await kiosk();
  const person = { personId: ann.id };
  for (const refused of [
    t.call('credentials.of', person),
    t.call('credentials.setPin', { ...person, pin: null }),
    t.call('credentials.print', { personIds: [ann.id], renew: true }),
    t.call('credentials.resetTries', { personId: null }),
    t.call('credentials.waits', { days: 1 }),
  ]) {
    expect(await refused).toEqual({ ok: false, error: { code: 'not-allowed' } });
  }
});

test('a PIN or a badge changes nothing that people or the threshold follow from', async () => {
  const left = () => {
    const site = value(t.app.site());
    return value(t.app.errorRate.basis(site)).left;
  };
  // What opening the site has begun.
  await expect.poll(left).toBe(0);
  const before = t.emitted.length;
  await ask('credentials.setPin', { personId: ann.id, pin: null });
  await ask('credentials.print', { personIds: [ann.id], renew: false });
  await ask('credentials.endBadge', { personId: ann.id });
  await ask('credentials.removePin', { personId: ann.id });
  await ask('people.update', { id: ann.id, person: { employeeNumber: 'A-1', name: 'Anna', department: '' } });
  expect(left()).toBe(0);
  const told = t.emitted.slice(before).map((e) => e.name);
  expect(told.filter((name) => name === 'credentials.changed')).toHaveLength(4);
  expect(told.filter((name) => name === 'people.changed')).toHaveLength(1);
}, 60_000);
