// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { until } from '../../../test/fakes/render.tsx';
import { openApp } from '../../../test/fakes/screen.tsx';

test('how far the days of many people are is said while they are reckoned, and then no more', async () => {
  const { bridge, d } = await openApp('#/hours', () => document.querySelector('h1')?.textContent === 'Hours');
  await d.settle(() => bridge.emit('app.changed', { ...bridge.state(), reckoning: { done: 120, total: 5000 } }));
  await until(d, () => d.text().includes('Days are being reckoned again: 120 of 5000 people'));
  await d.settle(() => bridge.emit('app.changed', { ...bridge.state(), reckoning: null }));
  expect(d.text()).not.toContain('being reckoned');
});
