// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { withoutCamera } from '../../../../test/fakes/no-camera.ts';
import { draw, installBridge, type, until } from '../../../../test/fakes/render.tsx';
import { App } from '../../app/App.tsx';

withoutCamera();
const tabs = () => [...document.querySelectorAll<HTMLElement>('[role=tab]')];
const shown = () => tabs().flatMap((tab, i) => (tab.getAttribute('aria-selected') === 'true' ? [i] : []));

test('the route says which tab, a chosen tab says which route, and only that tab is mounted', async () => {
  window.location.hash = '#/settings/kiosk';
  installBridge({ settings: { appearance: { language: 'en' } } });
  const d = await draw(<App />);
  await until(d, () => tabs().length === 6);
  expect(shown()).toEqual([2]);
  expect(document.querySelectorAll('[role=tabpanel] > div > *').length).toBeGreaterThan(0);
  tabs()[5]?.click();
  await until(d, () => window.location.hash === '#/settings/about' && shown()[0] === 5);
  expect([...document.querySelectorAll('[role=tabpanel]')].filter((panel) => panel.childElementCount > 0)).toHaveLength(1);
});

test('the longest presence is a setting of the site', async () => {
  window.location.hash = '#/settings/look';
  const bridge = installBridge({ settings: { appearance: { language: 'en' } } });
  const d = await draw(<App />);
  const numbers = () => [...document.querySelectorAll<HTMLInputElement>('input.mantine-NumberInput-input')];
  await until(d, () => numbers().length === 1);
  const field = numbers()[0]!;
  expect(field.value).toBe('16');
  await d.settle(() => type(field, '26'));
  await d.settle(() => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })));
  await until(d, () => bridge.state().settings.site.longestPresenceHours === 26);
  window.location.hash = '#/presence';
  await until(d, () => d.text().includes('Came more than 26 hours ago and never went out'));
});

test('the picture of the camera is turned, for this kiosk', async () => {
  window.location.hash = '#/settings/camera';
  const bridge = installBridge({ settings: { appearance: { language: 'en' } } });
  const d = await draw(<App />);
  const half = () => document.querySelector<HTMLInputElement>('input[type=radio][value="180"]');
  await until(d, () => half() !== null);
  await d.settle(() => half()?.click());
  await until(d, () => bridge.state().settings.kiosk.cameraTurn === 180);
  await until(d, () => document.querySelector<HTMLElement>('video')?.style.rotate === '-180deg');
});
