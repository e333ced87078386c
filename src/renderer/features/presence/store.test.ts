// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { err } from '../../../domain/result.ts';
import { installBridge } from '../../../../test/fakes/render.tsx';
import { usePresence } from './store.ts';

const ticked = () => usePresence.getState().list?.rollCall?.accounted.map((a) => a.personId);

test('a tick is shown at once, two at a time, and main’s word stands in the end', async () => {
  installBridge();
  const { load, start, account } = usePresence.getState();
  await load();
  await start();
  const first = account(1, true);
  expect(ticked()).toEqual([1]);
  const second = account(2, true);
  expect(ticked()).toEqual([1, 2]);
  await Promise.all([first, second]);
  expect(ticked()).toEqual([1, 2]);
  const off = account(1, false);
  expect(ticked()).toEqual([2]);
  await off;
  expect(ticked()).toEqual([2]);
});

test('a tick that main refused is taken off again, and says why', async () => {
  installBridge({ answers: { 'presence.account': () => err({ code: 'database-full' }) } });
  const { load, start, account } = usePresence.getState();
  await load();
  await start();
  const answer = account(1, true);
  expect(ticked()).toEqual([1]);
  expect(await answer).toEqual({ code: 'database-full' });
  expect(ticked()).toEqual([]);
});
