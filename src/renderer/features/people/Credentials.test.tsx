// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FAKE_PIN } from '../../../../test/fakes/bridge/credentials.ts';
import type { FakeOptions } from '../../../../test/fakes/bridge.ts';
import { closeDrawn, type, until } from '../../../../test/fakes/render.tsx';
import { button, openApp } from '../../../../test/fakes/screen.tsx';
import { ok } from '../../../domain/result.ts';
import { useView } from './people.store.ts';

beforeEach(() => {
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { value: 600, configurable: true });
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { value: 1000, configurable: true });
  Object.defineProperty(HTMLElement.prototype, 'scrollTo', { value: () => undefined, configurable: true });
});
afterEach(async () => {
  await closeDrawn();
  useView.setState({ search: '', filter: 'all' });
});

const part = () => document.querySelector<HTMLElement>('section[aria-label="PIN and badge"]');
const find = (text: string, within: ParentNode = document) =>
  [...within.querySelectorAll('button')].find((b) => b.textContent.trim() === text);
const dialogs = () => [...document.querySelectorAll<HTMLElement>('[role=dialog]')];

const open = (person: number, answers: FakeOptions['answers'] = {}) =>
  openApp(`#/people/${person}`, () => part()?.querySelector('button:not([disabled])') != null, { answers });

test('a PIN is drawn, told once, and its number stays', async () => {
  const { d, asked } = await open(1);
  expect(part()!.textContent).toContain('None');
  await d.settle(() => button('Give a PIN').click());
  await until(d, () => find('Make PIN') !== undefined);
  await d.settle(() => button('Make PIN').click());
  await until(d, () => document.querySelector('[data-testid="new-pin"]') !== null);
  expect(document.querySelector('[data-testid="new-pin"]')!.textContent).toContain(FAKE_PIN);
  expect(asked('credentials.setPin')).toEqual([{ personId: 1, pin: null }]);
  await d.settle(() => button('Done').click());
  await until(d, () => document.querySelector('[data-testid="new-pin"]') === null);
  expect(d.text()).not.toContain(FAKE_PIN);
});

test('a chosen PIN that is guessed first is not sent', async () => {
  const { d, asked } = await open(2);
  await d.settle(() => button('New PIN').click());
  await until(d, () => find('Make PIN') !== undefined);
  await d.settle(() => document.querySelector<HTMLInputElement>('input[value="chosen"]')!.click());
  const field = () => document.querySelector<HTMLInputElement>('input[maxlength="6"]')!;
  await d.settle(() => type(field(), '123456'));
  await d.settle(() => button('Make PIN').click());
  expect(d.text()).toContain('Too easy to guess');
  await d.settle(() => type(field(), '52a'));
  await d.settle(() => button('Make PIN').click());
  expect(d.text()).toContain('Please type six digits.');
  expect(document.activeElement).toBe(field());
  expect(asked('credentials.setPin')).toEqual([]);
  await d.settle(() => type(field(), '52a31 07'));
  expect(field().value).toBe('523107');
  await d.settle(() => button('Make PIN').click());
  await until(d, () => asked('credentials.setPin').length === 1);
  expect(asked('credentials.setPin')).toEqual([{ personId: 2, pin: '523107' }]);
});

test('a badge is printed as it is; a lost one is ended, and a new one printed', async () => {
  const { d, asked } = await open(2);
  await d.settle(() => button('Print badge').click());
  await until(d, () => dialogs().some((e) => e.textContent.includes('1 badge')));
  const sheet = dialogs().find((e) => e.textContent.includes('1 badge'))!;
  expect(sheet.querySelector('article')!.textContent).toContain('李静');
  expect(sheet.querySelector('svg[role=img]')!.getAttribute('viewBox')).toBe('0 0 37 37');
  await d.settle(() => button('Close', sheet).click());
  await d.settle(() => part()!.querySelector<HTMLElement>('[aria-label="Badge"]')!.click());
  await until(d, () => find('Badge lost') !== undefined);
  await d.settle(() => button('Badge lost').click());
  await until(d, () => find('End and print a new one') !== undefined);
  await d.settle(() => button('End and print a new one').click());
  await until(d, () => asked('credentials.print').length === 2);
  expect(asked('credentials.print')).toEqual([
    { personIds: [2], renew: false },
    { personIds: [2], renew: true },
  ]);
});

test('a PIN that is switched off says so, and is allowed again', async () => {
  const state = { triesLeft: 0, waitSeconds: 0, disabled: true };
  const { d, asked } = await open(2, {
    'credentials.of': () => ok({ pin: { number: '231', setAt: 1_790_000_000_000, state }, badge: null }),
  });
  await until(d, () => part()!.textContent.includes('Switched off after 50 wrong tries'));
  await d.settle(() => button('Allow again').click());
  await until(d, () => asked('credentials.resetTries').length === 1);
  expect(asked('credentials.resetTries')).toEqual([{ personId: 2 }]);
});

test('who gives no face is asked about first, and is not nagged afterwards', async () => {
  const { bridge, d, asked } = await open(1);
  await d.settle(() => part()!.querySelector<HTMLInputElement>('input[type=checkbox]')!.click());
  await until(d, () => d.text().includes('5 face templates and pictures are erased now'));
  expect(asked('credentials.setWithoutFace')).toEqual([]);
  await d.settle(() => button('Erase the face data').click());
  await until(d, () => asked('credentials.setWithoutFace').length === 1);
  await until(d, () => part()!.querySelector<HTMLInputElement>('input[type=checkbox]')!.checked);
  expect(document.querySelector('aside')!.textContent).not.toContain('Enrol this person again');
  expect(bridge.calls.filter((c) => c.name === 'people.setActive')).toEqual([]);
});

test('somebody is added without a face from People, and their panel opens', async () => {
  const { d, asked } = await open(1);
  await d.settle(() => button('Add without a face').click());
  await until(d, () => d.text().includes('Somebody who gives no face'));
  const dialog = dialogs().find((e) => e.textContent.includes('Somebody who gives no face'))!;
  await d.settle(() => type(dialog.querySelector<HTMLInputElement>('input[name=employeeNumber]')!, 'N-7'));
  await d.settle(() => type(dialog.querySelector<HTMLInputElement>('input[name=name]')!, 'Nora'));
  await d.settle(() => button('Add', dialog).click());
  await until(d, () => document.querySelector('aside h2')?.textContent === 'Nora');
  expect(asked('credentials.addWithoutFace')).toEqual([{ employeeNumber: 'N-7', name: 'Nora', department: '' }]);
});
