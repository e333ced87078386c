// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { draw, installBridge, until, type Drawn } from '../../../../test/fakes/render.tsx';
import { App } from '../../app/App.tsx';

let drawn: Drawn | null = null;
afterEach(async () => {
  await drawn?.close();
  drawn = null;
  window.location.hash = '';
});
const tabs = () => [...document.querySelectorAll<HTMLElement>('[role=tab]')];
const shown = () => tabs().flatMap((tab, i) => (tab.getAttribute('aria-selected') === 'true' ? [i] : []));

test('the route says which tab, a chosen tab says which route, and only that tab is mounted', async () => {
  window.location.hash = '#/settings/kiosk';
  installBridge({ settings: { language: 'en' } });
  const d = (drawn = await draw(<App />));
  await until(d, () => tabs().length === 6);
  expect(shown()).toEqual([2]);
  expect(document.querySelectorAll('[role=tabpanel] > div > *').length).toBeGreaterThan(0);
  tabs()[5]?.click();
  await until(d, () => window.location.hash === '#/settings/about' && shown()[0] === 5);
  expect([...document.querySelectorAll('[role=tabpanel]')].filter((panel) => panel.childElementCount > 0)).toHaveLength(1);
});
