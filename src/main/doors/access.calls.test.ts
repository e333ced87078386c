import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { copyProfile, SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { value } from '../../../tools/value.ts';
import type { CallName, Input } from '../../shared/contract.ts';
import { NEW_DOOR } from '../../shared/access.ts';
import { insertPerson } from '../../storage/people/people.ts';

let t: TestApp;
beforeEach(async () => {
  t = await startTestApp();
  await must('setup.complete', SETUP);
});
afterEach(() => t.close());

const must = async <N extends CallName>(name: N, input: Input<N>) => value(await t.call(name, input), name);
const site = () => {
  const open = t.app.site();
  if (!open.ok) throw new Error('no site');
  return open.value;
};
const person = (employeeNumber: string) => {
  const made = insertPerson(site().own, { employeeNumber, name: `n${employeeNumber}`, department: '' }, t.clock.at);
  if (!made.ok) throw new Error(made.error.code);
  return made.value;
};
const door = (name: string, openTo: number[] | null = null) =>
  must('access.saveDoor', { id: null, fields: { ...NEW_DOOR, name }, openTo });
const reasons = async () =>
  (
    await must('log.list', {
      filter: { personId: null, from: null, to: null, kinds: ['system'], search: '' },
      before: null,
      limit: 50,
    })
  ).rows.map((r) => r.reason);

test('the first door, made in the screen, locks nobody out; a change is a row and is told', async () => {
  const id = person('1');
  const made = await door('North');
  expect(await must('access.try', { personId: id, doorId: made.id, at: t.clock.at, method: 'face' })).toEqual({
    kind: 'granted',
    direction: 'in',
    zoneId: null,
    note: null,
  });
  expect((await must('access.overview', null)).groups[0]).toMatchObject({ name: 'Everybody', isDefault: true, members: 1 });
  expect(await reasons()).toContain('door-added');
  expect(t.emitted).toContainEqual({ name: 'access.changed', payload: { lockdown: false, emergency: false, silent: [] } });
});

test('a change that is refused leaves no row and tells nobody', async () => {
  await door('North');
  const before = await reasons();
  t.emitted.length = 0;
  expect(await t.call('access.saveDoor', { id: null, fields: { ...NEW_DOOR, name: 'north' }, openTo: null })).toEqual({
    ok: false,
    error: { code: 'access-name-taken', name: 'North' },
  });
  const zone = await must('access.saveZone', {
    id: null,
    fields: { name: 'z', antiPassback: 'off', timedMinutes: 5, resetAt: null, capacity: null },
  });
  await must('access.saveDoor', { id: null, fields: { ...NEW_DOOR, name: 'South', toZone: zone.id }, openTo: null });
  t.emitted.length = 0;
  expect(await must('access.deleteZone', zone)).toEqual({ usedBy: ['South'] });
  expect(t.emitted).toEqual([]);
  expect(await reasons()).toEqual(['door-added', 'zones-changed', ...before]);
});

describe('above the rules', () => {
  test('lockdown and emergency: of one door, of the site, each told to the kiosk that stands there', async () => {
    const id = person('1');
    const [north, south] = [await door('North'), await door('South')];
    await must('settings.save', { kiosk: { doorId: north.id } });
    const trial = (doorId: number) => must('access.try', { personId: id, doorId, at: t.clock.at, method: 'face' });

    await must('access.lockdown', { doorId: north.id, on: true });
    expect(t.emitted.findLast((e) => e.name === 'access.changed')).toEqual({
      name: 'access.changed',
      payload: { lockdown: true, emergency: false, silent: [] },
    });
    expect(await trial(north.id)).toEqual({ kind: 'refused', reason: 'lockdown', from: null });
    expect(await trial(south.id)).toMatchObject({ kind: 'granted' });
    // Emergency beats lockdown.
    await must('access.emergency', { doorId: null, on: true });
    expect(await must('access.override', null)).toEqual({ lockdown: false, emergency: true, silent: [] });
    expect(await trial(north.id)).toMatchObject({ kind: 'granted', note: 'emergency-open' });
    await must('access.emergency', { doorId: null, on: false });
    expect(await must('access.override', null)).toEqual({ lockdown: true, emergency: false, silent: [] });
    await must('access.lockdown', { doorId: north.id, on: false });
    expect((await reasons()).slice(0, 4)).toEqual(['lockdown-off', 'emergency-off', 'emergency-on', 'lockdown-on']);
    expect(await t.call('access.lockdown', { doorId: 99, on: true })).toEqual({ ok: false, error: { code: 'access-gone' } });
  });

  test('they are there again after a restart', async () => {
    const north = await door('North');
    await must('access.emergency', { doorId: north.id, on: true });
    const again = await startTestApp({ userData: copyProfile(t.userData) });
    try {
      again.app.setRole('admin');
      expect((await again.call('access.overview', null)) as unknown).toMatchObject({
        ok: true,
        value: { emergency: { site: false, doors: [north.id] } },
      });
    } finally {
      again.close();
      rmSync(again.userData, { recursive: true, force: true });
    }
  });
});

test('a kiosk whose door is deleted keeps attendance only, and no kiosk stands at a door that is not there', async () => {
  const north = await door('North');
  expect(await must('settings.save', { kiosk: { doorId: north.id } })).toMatchObject({ kiosk: { doorId: north.id } });
  expect(await t.call('settings.save', { kiosk: { doorId: 99 } })).toEqual({ ok: false, error: { code: 'access-gone' } });
  await must('access.deleteDoor', { id: north.id });
  expect(t.app.state().settings.kiosk.doorId).toBeNull();
  expect(await t.call('access.deleteDoor', { id: north.id })).toEqual({ ok: false, error: { code: 'access-gone' } });
});

test('the rules that were saved are the rules that decide', async () => {
  const id = person('1');
  const north = await door('North', []);
  const trial = (at: number) => must('access.try', { personId: id, doorId: north.id, at, method: 'pin' });
  // Tuesday 24 November 2026, 08:57 in Shanghai.
  expect(await trial(t.clock.at)).toEqual({ kind: 'refused', reason: 'no-access', from: null });
  const week = { 1: [], 2: [{ from: '09:00', to: '18:00' }], 3: [], 4: [], 5: [], 6: [], 7: [] };
  const profile = await must('access.saveProfile', {
    id: null,
    fields: { name: 'Day', week, onHolidays: 'closed', holidayHours: [], makeUpDayAs: 2 },
  });
  const group = await must('access.saveGroup', {
    id: null,
    fields: { name: 'g', grants: [{ doorId: north.id, profileId: profile.id }], opensDay: false, isDefault: false },
  });
  await must('access.saveMembers', { id: group.id, people: [id] });
  expect(await must('access.members', group)).toEqual([id]);
  const nine = t.clock.at + 3 * 60_000;
  expect(await trial(t.clock.at)).toEqual({ kind: 'refused', reason: 'outside-hours', from: nine });
  expect(await trial(nine)).toMatchObject({ kind: 'granted' });
  await must('access.saveHolidays', { save: [{ date: '2026-11-24', name: 'off', kind: 'off', asWeekday: null }], remove: [] });
  expect(await trial(nine)).toMatchObject({ kind: 'refused', reason: 'holiday' });
  await must('access.saveHolidays', { save: [], remove: ['2026-11-24'] });
  const free = { groups: [group.id], validFrom: null, validTo: null, visitorUntil: nine, antiPassbackExempt: false };
  expect(await must('access.savePerson', { id, fields: free })).toEqual({ ...free, place: null });
  expect(await trial(nine)).toMatchObject({ kind: 'refused', reason: 'no-longer-valid' });
  expect(await must('access.person', { id })).toEqual({ ...free, place: null });
  await must('access.reset', { personId: id, zoneId: null });
  expect((await reasons())[0]).toBe('anti-passback-reset');
  expect(await t.call('access.reset', { personId: 99, zoneId: null })).toEqual({ ok: false, error: { code: 'person-gone' } });
});

test('a calendar is read by the local day, and nothing is saved by reading it', async () => {
  // 00:57 UTC on the 24th is the 24th in Shanghai; the day before has passed.
  const text = (t: string) => ({ bytes: new TextEncoder().encode(t), encoding: null });
  const days = JSON.stringify({ days: ['2026-11-23', '2026-11-24'].map((date) => ({ date, name: 'x', isOffDay: true })) });
  expect(await must('access.readHolidays', text(days))).toMatchObject({
    days: [{ date: '2026-11-24', name: 'x', kind: 'off' }],
    leftOut: [{ at: 1, reason: 'past' }],
  });
  expect((await must('access.overview', null)).holidays).toEqual([]);
  expect(await t.call('access.readHolidays', text('no'))).toEqual({ ok: false, error: { code: 'holiday-file-unreadable' } });
});
