// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { withoutCamera } from '../../../../test/fakes/no-camera.ts';
import { draw, installBridge, until, type Drawn } from '../../../../test/fakes/render.tsx';
import { App } from '../../app/App.tsx';

withoutCamera();
let drawn: Drawn | null = null;
afterEach(async () => {
  await drawn?.close();
  drawn = null;
  window.location.hash = '';
});

/** The figure below a label. */
const figure = (label: string): string | undefined =>
  [...document.querySelectorAll('p')].find((p) => p.textContent === label)?.parentElement?.querySelector(':scope > div p')
    ?.textContent ?? undefined;

test('as many are inside as the list of who is in says, whenever they came', async () => {
  window.location.hash = '#/today';
  installBridge({ settings: { appearance: { language: 'en' } }, log: [] });
  const d = (drawn = await draw(<App />));
  // Nobody has a row today; the list has ten in it (PresenceScreen.test.tsx).
  await until(d, () => figure('Inside now') === '10');
  expect(figure('Came in')).toBe('0');
});
