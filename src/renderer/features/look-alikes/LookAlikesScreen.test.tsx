// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { FakeOptions } from '../../../../test/fakes/bridge.ts';
import { until } from '../../../../test/fakes/render.tsx';
import { button, openApp } from '../../../../test/fakes/screen.tsx';
import { ok } from '../../../domain/result.ts';

const open = (options: FakeOptions = {}) => openApp('#/look-alikes', () => document.querySelector('#counters') !== null, options);

test('each pair stands with both people, how alike and since when, and what it means at the door', async () => {
  const { d } = await open();
  const pairs = [...document.querySelectorAll('ul[aria-label] > li')].map((li) => li.textContent);
  expect(pairs).toHaveLength(2);
  expect(pairs[0]).toMatch(/Likeness 0\.71since 12 Nov 2026/);
  expect(document.querySelectorAll('ul[aria-label] > li a')).toHaveLength(4);
  expect(d.text()).toContain('ahead of the other by 0.10');
  expect(d.text()).toContain('people compared today at');
  expect(document.querySelector('[aria-current=page]')?.textContent).toContain('People');
});

test('where look-alikes need a PIN, that is what it says', async () => {
  const { d } = await open({ settings: { recognition: { lookAlikes: 'pin' } } });
  expect(d.text()).toContain('asked for a PIN or badge; nobody else is');
  expect(d.text()).not.toContain('ahead of the other');
});

test('what they need is chosen here', async () => {
  const { bridge, d } = await open();
  await d.settle(() => document.querySelector<HTMLInputElement>('input[value=pin]')?.click());
  await until(d, () => bridge.state().settings.recognition.lookAlikes === 'pin');
  await until(d, () => d.text().includes('asked for a PIN or badge; nobody else is'));
});

test('a face that was taken for somebody is undone from here', async () => {
  const { bridge, d } = await open();
  expect(d.text()).toContain('not used: earlier model');
  await d.settle(() => button('It was them').click());
  await until(d, () => d.text().includes('The event stands again'));
  expect(bridge.calls.some((c) => c.name === 'notHim.undo')).toBe(true);
  await until(d, () => d.text().includes('None. In the log'));
});

test('nobody, and a search that goes on', async () => {
  const empty = {
    pairs: [],
    total: 0,
    threshold: 0.5,
    people: 4,
    margin: 0.08,
    searched: null,
    search: { done: 3, total: 12 },
    counterExamples: [],
  };
  const { d } = await open({ answers: { 'lookAlikes.list': () => ok(empty) } });
  expect(d.text()).toContain('Comparing everybody with everybody: 3 of 12');
  expect(d.text()).not.toContain('Nobody looks like');
});
