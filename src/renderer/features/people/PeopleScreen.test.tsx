// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FakeOptions } from '../../../../test/fakes/bridge.ts';
import { closeDrawn, draw, installBridge, type, until } from '../../../../test/fakes/render.tsx';
import { button, dialog, press } from '../../../../test/fakes/screen.tsx';
import { App } from '../../app/App.tsx';
import { answers, keyOf } from '../../base/answers.ts';
import type { Person } from '../../../shared/schemas.ts';
import { useView } from './people.store.ts';

beforeEach(() => {
  // Nothing is laid out here, and the table draws only what is in view.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { value: 600, configurable: true });
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { value: 1000, configurable: true });
  Object.defineProperty(HTMLElement.prototype, 'scrollTo', { value: () => undefined, configurable: true });
  window.location.hash = '#/people';
});
afterEach(async () => {
  await closeDrawn();
  useView.setState({ search: '', filter: 'all' });
});

const people = () => answers.getQueryData<readonly Person[]>(keyOf('people.list', { search: '' })) ?? [];
const rows = () => [...document.querySelectorAll<HTMLElement>('[role=row][id]')];
const grid = () => document.querySelector<HTMLElement>('[role=grid]')!;

async function open(options: FakeOptions = {}) {
  const bridge = installBridge({ ...options, settings: { appearance: { language: 'en' } } });
  const d = await draw(<App />);
  await until(d, () => rows().length > 3);
  return { bridge, d };
}

test('arrows move, space opens the panel, arrows take the panel along, Escape closes it', async () => {
  const { d } = await open();
  await d.settle(() => grid().focus());
  const [first, second] = rows();
  expect(first?.getAttribute('aria-selected')).toBe('true');
  await d.settle(() => press(' ', grid()));
  await until(d, () => document.querySelector('aside') !== null);
  const name = document.querySelector('aside h2')?.textContent;
  await d.settle(() => press('ArrowDown', grid()));
  expect(second?.getAttribute('aria-selected')).toBe('true');
  await until(d, () => document.querySelector('aside h2')?.textContent !== name);
  await d.settle(() => press('Escape', grid()));
  await until(d, () => document.querySelector('aside') === null);
});

test('deleting says what is lost and for how long it can be undone, and undo brings the person back', async () => {
  const { bridge, d } = await open();
  const before = people().length;
  await d.settle(() => rows()[0]?.click());
  await until(d, () => document.querySelector('aside') !== null);
  await d.settle(() => button('Delete…').click());
  await until(d, () => d.text().includes('This is lost:'));
  expect(d.text()).toContain('The log keeps its rows');
  expect(d.text()).toContain('for 30 seconds');
  expect(bridge.calls.some((c) => c.name === 'people.delete')).toBe(false);
  await d.settle(() => button('Delete').click());
  await until(d, () => people().length === before - 1);
  await until(d, () => d.text().includes('You can undo this for 30 s.'));
  await d.settle(() => button('Undo').click());
  await until(d, () => people().length === before);
});

test('changes that are not saved are not lost by looking at somebody else', async () => {
  const { bridge, d } = await open();
  await d.settle(() => rows()[0]?.click());
  await until(d, () => document.querySelector('aside') !== null);
  await d.settle(() => type(document.querySelector<HTMLInputElement>('aside input[name=name]')!, ' '));
  await d.settle(() => rows()[1]?.click());
  expect(d.text()).toContain('Discard your changes?');
  await d.settle(() => button('Keep editing').click());
  await d.settle(() => button('Save').click());
  expect(document.querySelector('aside')?.textContent).toContain('Please fill this in.');
  expect(bridge.calls.some((c) => c.name === 'people.update')).toBe(false);
});

test('people whose numbers are one to the eye: how many, who, and each of them opened; nothing when there are none', async () => {
  const { d: none } = await open();
  expect(none.text()).not.toContain('needs your eye');
  expect(none.text()).not.toContain('need your eye');
  await none.close();
  let unclear = [
    { id: 2, name: 'Zwei', employeeNumber: '1001\u200b', why: 'same-number' as const, other: 'José' },
    { id: 3, name: '\u3164', employeeNumber: '1003', why: 'no-name' as const, other: null },
  ];
  const { bridge, d } = await open({ answers: { 'people.unclear': () => ({ ok: true, value: unclear }) } });
  await until(d, () => d.text().includes('2 people have a number or a name that needs your eye.'));
  await d.settle(() => button('Show').click());
  await until(d, () => document.querySelector('[role=dialog]') !== null);
  expect(d.text()).toContain('To the eye this is the number of José.');
  expect(d.text()).toContain('(no name that is seen) · 1003There is no letter in the name.');
  const first = [...dialog().querySelectorAll('button')].find((b) => b.textContent === 'Open');
  await d.settle(() => first!.click());
  await until(d, () => document.querySelector('aside') !== null && window.location.hash === '#/people/2');
  unclear = [];
  await d.settle(() => bridge.emit('people.changed', null));
  await until(d, () => !d.text().includes('needs your eye'));
});
