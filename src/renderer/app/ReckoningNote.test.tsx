// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { draw, installBridge, until, type Drawn } from '../../../test/fakes/render.tsx';
import { App } from './App.tsx';

let drawn: Drawn | null = null;
afterEach(async () => {
  await drawn?.close();
  drawn = null;
  window.location.hash = '';
});

test('how far the days of many people are is said while they are reckoned, and then no more', async () => {
  window.location.hash = '#/hours';
  const bridge = installBridge({ settings: { appearance: { language: 'en' } } });
  const d = (drawn = await draw(<App />));
  await until(d, () => document.querySelector('h1')?.textContent === 'Hours');
  await d.settle(() => bridge.emit('app.changed', { ...bridge.state(), reckoning: { done: 120, total: 5000 } }));
  await until(d, () => d.text().includes('Days are being reckoned again: 120 of 5000 people'));
  await d.settle(() => bridge.emit('app.changed', { ...bridge.state(), reckoning: null }));
  expect(d.text()).not.toContain('being reckoned');
});
