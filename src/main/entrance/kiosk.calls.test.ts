import { afterEach, expect, test } from 'vitest';
import { SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';

let app: TestApp | null = null;
afterEach(() => app?.close());

async function lightRows(t: TestApp) {
  t.app.setRole('admin');
  const answer = await t.call('log.list', {
    filter: { personId: null, from: null, to: null, kinds: [], search: '' },
    before: null,
    limit: 50,
  });
  t.app.setRole('kiosk');
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value.rows.filter((r) => r.reason?.startsWith('light-')).reverse();
}

test('a spell of bad light is one row at its begin and one at its end, however often it is told', async () => {
  const t = (app = await startTestApp());
  await t.call('setup.complete', SETUP);
  t.app.setRole('kiosk');
  for (const [light, minutes] of [
    ['good', 0],
    ['backlit', 10],
    ['backlit', 5],
    ['backlit', 35],
    ['good', 1],
    ['good', 1],
  ] as const) {
    t.clock.at += minutes * 60_000;
    t.clock.monotonic += minutes * 60_000;
    expect(await t.call('kiosk.light', { light })).toEqual({ ok: true, value: null });
  }
  const [begun, ended, ...more] = await lightRows(t);
  expect(more).toEqual([]);
  expect(begun).toMatchObject({ kind: 'fault', reason: 'light-backlit' });
  expect(ended).toMatchObject({ kind: 'system', reason: 'light-good', about: begun?.id });
  expect(ended!.at - begun!.at).toBe(41 * 60_000);
});

test('from dark to backlit is the end of one spell and the begin of another', async () => {
  const t = (app = await startTestApp());
  await t.call('setup.complete', SETUP);
  t.app.setRole('kiosk');
  for (const light of ['dark', 'backlit', 'good'] as const) await t.call('kiosk.light', { light });
  expect((await lightRows(t)).map((r) => r.reason)).toEqual(['light-dark', 'light-good', 'light-backlit', 'light-good']);
});
