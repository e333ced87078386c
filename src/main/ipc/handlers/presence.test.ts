import { afterEach, expect, test } from 'vitest';
import { SETUP, startTestApp, type TestApp } from '../../../../test/fakes/app.ts';
import { value } from '../../../../test/fakes/value.ts';
import { insertPerson } from '../../../storage/people.ts';

let app: TestApp | null = null;
afterEach(() => app?.close());

async function open() {
  const t = (app = await startTestApp());
  value(await t.call('setup.complete', SETUP));
  const site = value(t.app.site());
  const id = value(insertPerson(site.db, { employeeNumber: '7', name: 'Ana', department: 'R' }, t.clock.at));
  value(site.record({ kind: 'recognised', personId: id, direction: 'in', method: 'face' }));
  return { t, site, id };
}

test('a kiosk learns nothing of who is in', async () => {
  const { t } = await open();
  t.app.setRole('kiosk');
  expect(await t.call('presence.list', null)).toEqual({ ok: false, error: { code: 'not-allowed' } });
});

test('a roll call is begun once, ticked, unticked and ended; all of it is in the log', async () => {
  const { t, id } = await open();
  expect(await t.call('presence.account', { personId: id, present: true })).toEqual({ ok: false, error: { code: 'roll-call-ended' } });
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
  const { rows } = value(await t.call('log.list', { filter: { personId: null, from: null, to: null, kinds: ['system', 'retracted'], search: '' }, before: null, limit: 20 }));
  expect(rows.map((r) => r.reason).reverse().slice(-5)).toEqual(['roll-call-started', 'accounted-for', 'not-accounted-for', 'accounted-for', 'roll-call-ended']);
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
