import { afterEach, expect, test } from 'vitest';
import { D as DAY_SHIFT } from '../../../test/hours/fixtures.ts';
import { SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { value } from '../../../tools/value.ts';
import type { ShiftBody } from '../../shared/hours.ts';
import type { Settings } from '../../shared/settings.ts';
import { saveAssignment, saveShift } from '../../storage/hours/plan.ts';
import { insertPerson } from '../../storage/people/people.ts';

let app: TestApp | null = null;
afterEach(() => app?.close());

const OVER = { ok: false, error: { code: 'own-hours-over' } };
const ms = (text: string): number => Date.parse(`${text}+08:00`);

/** Nine to six, and the kiosk's clock says 09:12 of 24 November. */
async function open(ownHours: Settings['kiosk']['ownHours'] = 'days') {
  const t = (app = await startTestApp());
  value(await t.call('setup.complete', SETUP));
  value(await t.call('settings.save', { kiosk: { ownHours } }));
  const site = value(t.app.site());
  const { segments, before, after, breaks, halfDayAt, needIn, needOut } = structuredClone(DAY_SHIFT);
  const body: ShiftBody = { segments: [...segments], before, after, breaks: [...breaks], flex: null, halfDayAt, needIn, needOut };
  const shift = value(saveShift(site.own, null, 'Day', 0, body, 0));
  value(saveAssignment(site.own, null, { to: 'everybody', from: 0, until: null, target: { shift } }));
  const [ana, ben] = ['Ana', 'Ben'].map((name) =>
    value(insertPerson(site.own, { employeeNumber: name, name, department: '' }, ms('2025-01-01T08:00'))),
  );
  t.clock.at = ms('2026-11-24T09:12');
  t.app.setRole('kiosk');
  const comes = (who: typeof ana, direction: 'in' | 'out' = 'in') =>
    value(site.record({ kind: 'recognised', reason: null, personId: who!, direction, method: 'face' })).id;
  return { t, site, ana: ana!, ben: ben!, comes };
}

test('late or not when they come, the day’s hours when they go', async () => {
  const { t, ana, ben, comes } = await open('today');
  expect(value(await t.call('ownHours.today', { eventId: comes(ana) }))).toEqual({ late: 12, soFar: 0 });
  t.clock.at = ms('2026-11-24T17:12');
  expect(value(await t.call('ownHours.today', { eventId: comes(ana, 'out') }))).toEqual({ late: null, soFar: 480 });
  t.clock.at = ms('2026-11-25T08:59');
  expect(value(await t.call('ownHours.today', { eventId: comes(ben) }))).toEqual({ late: 0, soFar: 0 });
});

test('a leave of another day says nothing of this one, and one of this morning makes nobody late', async () => {
  const { t, ana, comes } = await open('today');
  t.app.setRole('admin');
  const leaveAt = async (from: string, to: string) =>
    value(
      await t.call('hourRequests.ask', {
        personIds: [ana],
        bodies: [{ kind: 'leave-span', leaveKind: 'time-off', paid: true, from: ms(from) / 60_000, to: ms(to) / 60_000 }],
        reason: 'dentist',
        grant: true,
      }),
    );
  await leaveAt('2026-11-26T09:00', '2026-11-26T10:00');
  t.app.setRole('kiosk');
  expect(value(await t.call('ownHours.today', { eventId: comes(ana) }))).toMatchObject({ late: 12 });
  for (const [at, late] of [
    ['2026-11-26T09:59', 0],
    ['2026-11-27T10:07', 67],
  ] as const) {
    t.clock.at = ms(at);
    expect(value(await t.call('ownHours.today', { eventId: comes(ana) }))).toMatchObject({ late });
  }
});

test('nothing is told until somebody decided so, and no days where only the day itself is told', async () => {
  const { t, ana, comes } = await open('off');
  const not = { ok: false, error: { code: 'not-allowed' } };
  expect(await t.call('ownHours.today', { eventId: comes(ana) })).toEqual(not);
  value(await (t.app.setRole('admin'), t.call('settings.save', { kiosk: { ownHours: 'today' } })));
  expect(await t.call('ownHours.days', { eventId: comes(ana) })).toEqual(not);
});

test('their own days, for a minute, while nobody came after them and nobody took it back', async () => {
  const { t, site, ana, ben, comes } = await open();
  const eventId = comes(ana);
  const days = () => t.call('ownHours.days', { eventId });
  const told = value(await days());
  expect(told.days).toHaveLength(7);
  expect(told.days[0]).toMatchObject({ firstIn: ms('2026-11-24T09:12') / 60_000, lastOut: null });
  t.clock.at += 61_000;
  expect(await days()).toEqual(OVER);
  t.clock.at -= 61_000;
  value(site.record({ kind: 'retracted', reason: 'not-me', personId: ana, about: eventId as never }));
  expect(await days()).toEqual(OVER);
  const second = comes(ana);
  comes(ben);
  expect(await t.call('ownHours.days', { eventId: second })).toEqual(OVER);
});

test('of days whose holidays nobody has entered they are told so, and not that there are none', async () => {
  const { t, ana, comes } = await open();
  const told = async () => value(await t.call('ownHours.days', { eventId: comes(ana) })).notAnnounced;
  t.clock.at = ms('2027-01-03T09:00');
  expect(await told()).toEqual([2026, 2027]);
  t.app.setRole('admin');
  const save = [{ date: '2026-10-01', name: 'National Day', kind: 'off' as const, asWeekday: null }];
  value(await t.call('access.saveHolidays', { save, remove: [] }));
  t.app.setRole('kiosk');
  expect(await told()).toEqual([2027]);
});

test('a row that is no welcome, and a number that is none, say nothing', async () => {
  const { t, site, ana } = await open();
  const row = value(site.record({ kind: 'system', reason: 'person-changed', personId: ana })).id;
  for (const eventId of [row, 9999]) expect(await t.call('ownHours.days', { eventId })).toEqual(OVER);
});

test('so many questions a visit', async () => {
  const { t, ana, comes } = await open();
  const eventId = comes(ana);
  for (let i = 0; i < 20; i++) value(await t.call('ownHours.today', { eventId }));
  expect(await t.call('ownHours.today', { eventId })).toEqual(OVER);
});

test('a missing punch of today or yesterday is asked for by themselves and waits; not of the future, and five at most', async () => {
  const { t, ana, comes } = await open();
  const eventId = comes(ana);
  const ask = (at: string, day: 'today' | 'yesterday' = 'yesterday') =>
    t.call('ownHours.ask', { eventId, day, at, direction: 'out' });
  expect(await ask('23:00', 'today')).toMatchObject({ error: { code: 'bad-input' } });
  for (const at of ['18:00', '18:10', '18:20', '18:30', '18:40']) value(await ask(at));
  expect(await ask('18:50')).toEqual(OVER);
  t.app.setRole('admin');
  const { requests, requestsTotal } = value(
    await t.call('hourRequests.inbox', { from: 20_780, to: 20_781, cause: null, search: '', department: null, page: 0 }),
  );
  expect(requestsTotal).toBe(5);
  expect(requests[0]).toMatchObject({ personId: ana, askedBy: 'kiosk', state: 'waiting', entered: false });
  // Decided by somebody else: no self-approval.
  value(await t.call('hourRequests.decide', { ids: [requests[0]!.id], decision: 'granted', part: null }));
  expect(
    value(await t.call('hourRequests.list', { personId: ana, day: null, before: null, limit: 9 })).requests.at(-1)!.decided?.self,
  ).toBe(false);
});
