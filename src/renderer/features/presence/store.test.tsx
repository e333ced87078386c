// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test } from 'vitest';
import { err } from '../../../domain/result.ts';
import type { FakeOptions } from '../../../../test/fakes/bridge.ts';
import { draw, type Drawn, installBridge, until } from '../../../../test/fakes/render.tsx';
import { account, startRollCall, usePresence } from './store.ts';

let ticked: readonly number[] | undefined;
function Shown() {
  ticked = usePresence().list?.rollCall?.accounted.map((a) => a.personId);
  return null;
}
async function open(options: FakeOptions = {}): Promise<Drawn> {
  ticked = undefined;
  installBridge(options);
  const d = await draw(<Shown />);
  await d.settle(() => void startRollCall());
  await until(d, () => ticked?.length === 0);
  return d;
}

test('a tick is shown at once, two at a time, and main’s word stands in the end', async () => {
  const d = await open();
  const waiting: Promise<unknown>[] = [];
  const tick = (id: number, present: boolean) => act(() => void waiting.push(account(id, present)));
  tick(1, true);
  expect(ticked).toEqual([1]);
  tick(2, true);
  expect(ticked).toEqual([1, 2]);
  await d.settle(() => void Promise.all(waiting));
  expect(ticked).toEqual([1, 2]);
  tick(1, false);
  expect(ticked).toEqual([2]);
  await d.settle();
  expect(ticked).toEqual([2]);
});

test('a tick that main refused is taken off again, and says why', async () => {
  const d = await open({ answers: { 'presence.account': () => err({ code: 'database-full' }) } });
  let answer: unknown;
  act(() => void account(1, true).then((said) => (answer = said)));
  expect(ticked).toEqual([1]);
  await until(d, () => answer !== undefined);
  expect(answer).toEqual({ code: 'database-full' });
  expect(ticked).toEqual([]);
});
