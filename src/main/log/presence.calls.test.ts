import { afterEach, expect, test } from 'vitest';
import { SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { value } from '../../../tools/value.ts';
import { eventId } from '../../domain/ids.ts';
import { NEW_DOOR, type DoorFields } from '../../shared/access.ts';
import { SqliteError } from '../../storage/file/sqlite.ts';
import { insertPerson } from '../../storage/people/people.ts';

let app: TestApp | null = null;
afterEach(() => app?.close());

async function open() {
  const t = (app = await startTestApp());
  value(await t.call('setup.complete', SETUP));
  const site = value(t.app.site());
  const id = value(insertPerson(site.own, { employeeNumber: '7', name: 'Ana', department: 'R' }, t.clock.at));
  value(site.record({ kind: 'recognised', reason: null, personId: id, direction: 'in', method: 'face' }));
  return { t, site, id };
}

test('a kiosk learns nothing of who is in', async () => {
  const { t } = await open();
  t.app.setRole('kiosk');
  expect(await t.call('presence.list', null)).toEqual({ ok: false, error: { code: 'not-allowed' } });
});

test('a roll call is begun once, ticked, unticked and ended; all of it is in the log', async () => {
  const { t, id } = await open();
  expect(await t.call('presence.account', { personId: id, present: true })).toEqual({
    ok: false,
    error: { code: 'roll-call-ended' },
  });
  const begun = value(await t.call('presence.startRollCall', null));
  expect(value(await t.call('presence.startRollCall', null))).toEqual(begun);
  for (let twice = 0; twice < 2; twice++) {
    expect(value(await t.call('presence.account', { personId: id, present: true })).accounted).toMatchObject([{ personId: id }]);
  }
  expect(value(await t.call('presence.list', null)).rollCall?.accounted).toHaveLength(1);
  expect(value(await t.call('presence.account', { personId: id, present: false })).accounted).toEqual([]);
  value(await t.call('presence.account', { personId: id, present: true }));
  value(await t.call('presence.endRollCall', null));
  value(await t.call('presence.endRollCall', null));
  expect(value(await t.call('presence.list', null))).toMatchObject({ rollCall: null, people: [{ name: 'Ana', method: 'face' }] });
  const { rows } = value(
    await t.call('log.list', {
      filter: { personId: null, from: null, to: null, kinds: ['system', 'retracted'], search: '' },
      before: null,
      limit: 20,
    }),
  );
  expect(
    rows
      .map((r) => r.reason)
      .reverse()
      .slice(-5),
  ).toEqual(['roll-call-started', 'accounted-for', 'not-accounted-for', 'accounted-for', 'roll-call-ended']);
});

test('a roll call outlives a restart', async () => {
  const { t, id } = await open();
  value(await t.call('presence.startRollCall', null));
  value(await t.call('presence.account', { personId: id, present: true }));
  await t.app.stop();
  await t.app.start();
  t.app.setRole('admin');
  expect(value(await t.call('presence.list', null)).rollCall?.accounted).toMatchObject([{ personId: id }]);
});

/** Ana's face opens a door, and she says that it was not her: the door that was there is that of the kiosk. */
async function stranger(fields: Partial<DoorFields> = {}) {
  const { t, site, id } = await open();
  const zone = value(
    await t.call('access.saveZone', {
      id: null,
      fields: { name: 'Hall', antiPassback: 'off', timedMinutes: 5, resetAt: null, capacity: null },
    }),
  );
  const door = value(
    await t.call('access.saveDoor', {
      id: null,
      fields: { ...NEW_DOOR, name: 'North', direction: 'in', toZone: zone.id, ...fields },
      openTo: null,
    }),
  );
  const visit = value(
    site.record({
      kind: 'recognised',
      reason: null,
      personId: id,
      direction: fields.direction === 'out' ? 'out' : 'in',
      method: 'face',
      doorId: door.id,
    }),
  );
  value(await t.call('recognition.notMe', { eventId: visit.id }));
  return { t, id, zone, door, visit, list: async () => value(await t.call('presence.list', null)) };
}

test('somebody who is nobody that is known is on the list, is ticked and unticked, and taken off it by a row', async () => {
  const { t, zone, visit, list } = await stranger();
  expect((await list()).somebody).toEqual([
    { eventId: visit.id, zoneId: zone.id, since: visit.at, door: 'North', notSignedOut: false },
  ]);
  expect(await t.call('presence.accountSomebody', { eventId: visit.id, present: true })).toEqual({
    ok: false,
    error: { code: 'roll-call-ended' },
  });
  value(await t.call('presence.startRollCall', null));
  for (let twice = 0; twice < 2; twice++)
    expect(value(await t.call('presence.accountSomebody', { eventId: visit.id, present: true }))).toMatchObject({
      accounted: [],
      accountedSomebody: [{ cameBy: visit.id }],
    });
  expect((await list()).rollCall?.accountedSomebody).toHaveLength(1);
  expect(value(await t.call('presence.accountSomebody', { eventId: visit.id, present: false })).accountedSomebody).toEqual([]);
  t.clock.at += 17 * 3_600_000;
  expect((await list()).somebody).toMatchObject([{ notSignedOut: true }]);
  value(await t.call('presence.somebodyGone', { eventId: visit.id }));
  expect((await list()).somebody).toEqual([]);
  for (const name of ['presence.somebodyGone', 'presence.accountSomebody'] as const)
    expect(await t.call(name, { eventId: visit.id, present: true })).toMatchObject({ ok: false });
});

test('also through a door that joins no zones; out of the house nobody has come in', async () => {
  const { list, visit } = await stranger({ toZone: null });
  expect((await list()).somebody).toMatchObject([{ eventId: visit.id, zoneId: null }]);
  app?.close();
  const out = await stranger({ direction: 'out', toZone: null });
  expect((await out.list()).somebody).toEqual([]);
  // Who was taken for somebody who left may still be in.
  expect((await out.list()).people).toMatchObject([{ name: 'Ana' }]);
});

test('a reset forgets where they are, and not that they are in', async () => {
  const { t, zone, list } = await stranger();
  value(await t.call('access.reset', { personId: null, zoneId: zone.id }));
  expect((await list()).somebody).toMatchObject([{ zoneId: null }]);
});

test('several ticks of one person are taken back together, or none is', async () => {
  const { t, site, id } = await open();
  const { eventId: call } = value(await t.call('presence.startRollCall', null));
  for (let tick = 0; tick < 2; tick++)
    value(site.record({ kind: 'system', reason: 'accounted-for', personId: id, about: eventId(call) }));
  const handle = site.own as { run: (sql: string, params?: object) => unknown };
  const { run } = handle;
  let rows = 0;
  handle.run = (sql, params) => {
    if (/INSERT INTO events/.test(sql) && ++rows === 2) throw new SqliteError('database or disk is full', 'SQLITE_FULL');
    return run(sql, params);
  };
  const emitted = t.emitted.length;
  const refused = await t.call('presence.account', { personId: id, present: false });
  handle.run = run;
  expect([refused, rows]).toEqual([{ ok: false, error: { code: 'database-full' } }, 2]);
  expect(value(await t.call('presence.list', null)).rollCall?.accounted).toHaveLength(2);
  expect(t.emitted.slice(emitted).filter((e) => e.name === 'log.appended')).toEqual([]);
  expect(value(await t.call('presence.account', { personId: id, present: false })).accounted).toEqual([]);
});
