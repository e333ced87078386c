// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { draw, installBridge, until } from '../../../../test/fakes/render.tsx';
import { findButton, openApp } from '../../../../test/fakes/screen.tsx';
import { withoutCamera } from '../../../../test/fakes/no-camera.ts';
import { App } from '../../app/App.tsx';

withoutCamera();
beforeEach(() => {
  window.location.hash = '#/enrol';
});

test('begins by itself, waits for captures, says what a field lacks once it is left, and ends when the screen is left', async () => {
  const bridge = installBridge({ settings: { appearance: { language: 'en' } } });
  const d = await draw(<App />);
  await until(d, () => bridge.calls.some((c) => c.name === 'enrol.begin'));
  await until(d, () => d.text().includes('0 of 5'));
  expect(findButton('Save')?.disabled).toBe(true);
  const number = document.querySelector<HTMLInputElement>('input[name=employeeNumber]')!;
  await d.settle(() => number.dispatchEvent(new FocusEvent('focusout', { bubbles: true })));
  expect(d.text().match(/Please fill this in\./g)).toHaveLength(1);
  await d.settle(() => findButton('Cancel')?.click());
  await until(d, () => window.location.hash === '#/people');
  await until(d, () => bridge.calls.some((c) => c.name === 'enrol.cancel'));
});

test('enrolling again starts from what is known', async () => {
  const { bridge } = await openApp('#/enrol/3', (page) => page.text().includes('take the place of all earlier ones'));
  expect(bridge.calls.find((c) => c.name === 'enrol.begin')?.input).toEqual({ personId: 3 });
  expect(document.querySelector<HTMLInputElement>('input[name=name]')?.value).not.toBe('');
});
