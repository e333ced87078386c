// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import { draw, installBridge, until, type Drawn } from '../../../../test/fakes/render.tsx';
import { withoutCamera } from '../../../../test/fakes/no-camera.ts';
import { App } from '../../app/App.tsx';

withoutCamera();
let drawn: Drawn | null = null;
beforeEach(() => {
  window.location.hash = '#/enrol';
});
afterEach(async () => {
  await drawn?.close();
  drawn = null;
  window.location.hash = '';
});

const button = (text: string) => [...document.querySelectorAll('button')].find((b) => b.textContent.trim() === text);

test('begins by itself, waits for captures, says what a field lacks once it is left, and ends when the screen is left', async () => {
  const bridge = installBridge({ settings: { appearance: { language: 'en' } } });
  const d = (drawn = await draw(<App />));
  await until(d, () => bridge.calls.some((c) => c.name === 'enrol.begin'));
  await until(d, () => d.text().includes('0 of 5'));
  expect(button('Save')?.disabled).toBe(true);
  const number = document.querySelector<HTMLInputElement>('input[name=employeeNumber]')!;
  await d.settle(() => number.dispatchEvent(new FocusEvent('focusout', { bubbles: true })));
  expect(d.text().match(/Please fill this in\./g)).toHaveLength(1);
  await d.settle(() => button('Cancel')?.click());
  await until(d, () => window.location.hash === '#/people');
  await until(d, () => bridge.calls.some((c) => c.name === 'enrol.cancel'));
});

test('enrolling again starts from what is known', async () => {
  window.location.hash = '#/enrol/3';
  const bridge = installBridge({ settings: { appearance: { language: 'en' } } });
  const d = (drawn = await draw(<App />));
  await until(d, () => bridge.calls.some((c) => c.name === 'enrol.begin'));
  expect(bridge.calls.find((c) => c.name === 'enrol.begin')?.input).toEqual({ personId: 3 });
  expect(document.querySelector<HTMLInputElement>('input[name=name]')?.value).not.toBe('');
  expect(d.text()).toContain('take the place of all earlier ones');
});
