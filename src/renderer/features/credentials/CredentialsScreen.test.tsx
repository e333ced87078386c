// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { FAKE_WAITS } from '../../../../test/fakes/bridge/credentials.ts';
import type { FakeOptions } from '../../../../test/fakes/bridge.ts';
import { until } from '../../../../test/fakes/render.tsx';
import { findButton, openApp } from '../../../../test/fakes/screen.tsx';
import { ok } from '../../../domain/result.ts';

const open = (answers: FakeOptions['answers'] = {}) =>
  openApp('#/credentials', () => document.querySelector('table') !== null, { answers });

test('the report shows both ways, and says by how much the other one is slower', async () => {
  const { d } = await open();
  const cells = [...document.querySelectorAll('tbody tr')].map((row) => [...row.children].map((c) => c.textContent));
  expect(cells).toEqual([
    ['Face', '412', '0.9 s', '1.7 s'],
    ['Number and PIN', '38', '4.3 s', '7.6 s'],
    ['Badge', '57', '0.5 s', '1.2 s'],
    ['PIN or badge together', '95', '3.1 s', '6.9 s'],
    ['Face and PIN', '6', '5.2 s', '8.1 s'],
  ]);
  expect(d.text()).toContain('waits 2.2 s longer (half of them; called slower from 2.0 s)');
});

test.each([
  ['too few', { ...FAKE_WAITS, comparison: { kind: 'too-few' } as const }, 'Too few to compare'],
  [
    'alike',
    { ...FAKE_WAITS, comparison: { kind: 'alike', differenceMs: -300 } as const },
    'about as long as the others (difference 0.3 s',
  ],
])('%s', async (_name, waits, text) => {
  const { d } = await open({ 'credentials.waits': () => ok(waits) });
  expect(d.text()).toContain(text);
  expect(d.text()).not.toContain('longer');
});

test('badges of all who have no face are made at once, without ending any', async () => {
  const { d, asked } = await open();
  await until(d, () => findButton(/^Show/)?.disabled === false);
  await d.settle(() => findButton(/^Show 1 badge$/)!.click());
  await until(d, () => document.querySelectorAll('article').length === 1);
  expect(asked('credentials.print')).toEqual([{ personIds: [10], renew: false }]);
  await d.settle(() => document.querySelector<HTMLInputElement>('input[value="all"]')!.click());
  await d.settle(() => findButton(/^Show 11 badges$/)!.click());
  await until(d, () => document.querySelectorAll('article').length === 11);
});

test('the stricter badge is one choice, and a keypad that is off is opened here', async () => {
  const { d, asked } = await open({ 'credentials.pad': () => ok({ triesLeft: 0, waitSeconds: 0, disabled: true }) });
  await d.settle(() => document.querySelector<HTMLInputElement>('input[value="with-pin"]')!.click());
  await until(d, () => asked('settings.save').length === 1);
  expect(asked('settings.save')).toEqual([{ recognition: { badge: 'with-pin' } }]);
  await until(d, () => findButton('Open the keypad') !== undefined);
  await d.settle(() => findButton('Open the keypad')!.click());
  await until(d, () => asked('credentials.resetTries').length === 1);
  expect(asked('credentials.resetTries')).toEqual([{ personId: null }]);
});
