// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { withoutCamera } from '../../../../test/fakes/no-camera.ts';
import { draw, installBridge, until } from '../../../../test/fakes/render.tsx';
import type { HoursToday } from '../../../shared/calls/hours.ts';
import { App } from '../../app/App.tsx';

withoutCamera();

/** The figure below a label. */
const figure = (label: string): string | undefined =>
  [...document.querySelectorAll('p')].find((p) => p.textContent === label)?.parentElement?.querySelector(':scope > div p')
    ?.textContent ?? undefined;

test('as many are inside as the list of who is in says, whenever they came', async () => {
  window.location.hash = '#/today';
  installBridge({ settings: { appearance: { language: 'en' } }, log: [] });
  const d = await draw(<App />);
  // Nobody has a row today; the list has ten in it (PresenceScreen.test.tsx).
  await until(d, () => figure('Inside now') === '10');
  expect(figure('Came in')).toBe('0');
});

const today = (plans: boolean, departments: HoursToday['departments'] = []): HoursToday => ({
  at: 0,
  planned: false,
  plans,
  departments,
});
const NOBODY = { expected: 0, here: 0, gone: 0, late: 0, 'not-yet': 0, absent: 0, leave: 0, elsewhere: 0, unplanned: 0 };

test.each([
  ['a site that plans nothing says nothing of a plan', today(false), []],
  ['on a day off a sentence says that nobody is expected', today(true), ['Nobody is expected today']],
  [
    'who comes on a day off is counted as unplanned',
    today(true, [{ department: 'Store', counts: { ...NOBODY, unplanned: 2 } }]),
    ['Expected today', 'Unplanned'],
  ],
])('%s', async (_, answer, texts) => {
  window.location.hash = '#/today';
  const bridge = installBridge({ settings: { appearance: { language: 'en' } }, log: [] });
  const { call } = bridge;
  Object.defineProperty(bridge, 'call', {
    value: (name: string, input: unknown) =>
      name === 'hours.today' ? Promise.resolve({ ok: true, value: answer }) : call(name as never, input as never),
  });
  const d = await draw(<App />);
  await until(d, () => figure('Inside now') === '10');
  for (const text of texts) await until(d, () => d.text().includes(text));
  for (const text of ['Nobody is expected today', 'Expected today'])
    expect([text, d.text().includes(text)]).toEqual([text, texts.includes(text)]);
});
