// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { type, until } from '../../../../test/fakes/render.tsx';
import { findButton, openApp } from '../../../../test/fakes/screen.tsx';
import { withoutCamera } from '../../../../test/fakes/no-camera.ts';

withoutCamera();

const rows = () => document.querySelectorAll('[data-testid=present]');

const open = () => openApp('#/presence', () => rows().length > 0);

test('by zone, visitors and yesterday apart, and the count says who is in', async () => {
  const { d } = await open();
  const groups = [...document.querySelectorAll('th[scope=rowgroup]')].map((th) => th.textContent);
  expect(groups.map((g) => g.replace(/\d.*/, ''))).toEqual([
    '车间 Workshop',
    '办公楼 Offices',
    'In, zone not known',
    'Visitors',
    'Not signed out',
  ]);
  expect(d.text()).toContain('10 people are in');
  expect(d.text()).toContain('1 of them not known');
  expect(d.text()).toContain('1 not signed out');
  expect(rows()).toHaveLength(10);
});

test('searched, and cleared again', async () => {
  const { d } = await open();
  await d.settle(() => type(document.querySelector('input[type=search]')!, 'kovac'));
  expect(rows()).toHaveLength(1);
  await d.settle(() => findButton('Clear filters')?.click());
  expect(rows()).toHaveLength(10);
});

test('something happened: the list is asked for again, once', async () => {
  const { bridge, d } = await open();
  const asked = () => bridge.calls.filter((c) => c.name === 'presence.list').length;
  const before = asked();
  for (let i = 0; i < 5; i++) bridge.emit('people.changed', null);
  await until(d, () => asked() > before);
  expect(asked()).toBe(before + 1);
});

test('a roll call: ticked, only the missing, ended', async () => {
  const { bridge, d } = await open();
  await d.settle(() => findButton('Roll call')?.click());
  await until(d, () => findButton('Begin') !== undefined);
  await d.settle(() => findButton('Begin')?.click());
  await until(d, () => d.text().includes('10 people missing'));
  const boxes = () => [...document.querySelectorAll<HTMLInputElement>('input[type=checkbox][aria-label*="accounted"]')];
  await d.settle(() => boxes()[0]?.click());
  await until(d, () => d.text().includes('9 people missing'));
  expect(d.text()).toContain('1 of 10 accounted for');
  expect(bridge.calls.filter((c) => c.name === 'presence.account')).toHaveLength(1);
  // Whoever is not known is ticked like everybody.
  await d.settle(() => document.querySelector<HTMLInputElement>('[data-testid=somebody] input[type=checkbox]')?.click());
  await until(d, () => d.text().includes('8 people missing'));
  expect(bridge.calls.filter((c) => c.name === 'presence.accountSomebody')).toHaveLength(1);
  await d.settle(() =>
    document.querySelector<HTMLInputElement>('input[id][type=checkbox].mantine-Chip-input, .mantine-Chip-input')?.click(),
  );
  await until(d, () => rows().length === 8);
  await d.settle(() => findButton('End the roll call')?.click());
  await until(d, () => d.text().includes('8 people are not accounted for'));
  await d.settle(() => findButton('End it')?.click());
  await until(d, () => d.text().includes('10 people are in'));
  // "Missing only" ended with it.
  expect(rows()).toHaveLength(10);
});

test('somebody who is not known: with the door and the time, ticked in a roll call, and off the list after a question', async () => {
  const { bridge, d } = await open();
  const row = () => document.querySelector<HTMLElement>('[data-testid=somebody]');
  expect(row()?.textContent).toContain('Somebody, not known');
  expect(row()?.textContent).toMatch(/\d\d:\d\d.*Front door/);
  await d.settle(() => row()?.querySelector('button')?.click());
  await until(d, () => d.text().includes('Take them off the list?'));
  await d.settle(() => findButton('Take off the list')?.click());
  await until(d, () => row() === null);
  expect(bridge.calls.filter((c) => c.name === 'presence.somebodyGone').map((c) => c.input)).toEqual([{ eventId: 801 }]);
  expect(d.text()).toContain('9 people are in');
});

test('printing draws the sheet for the printer and takes it away after', async () => {
  const { d } = await open();
  const print = vi.fn();
  window.print = print;
  await d.settle(() => findButton('Print the list')?.click());
  await until(d, () => print.mock.calls.length === 1);
  const sheet = document.querySelector('[data-testid=print-sheet]');
  expect(sheet?.querySelectorAll('tbody tr')).toHaveLength(11);
  expect(sheet?.textContent).toContain('Somebody, not known');
  expect(sheet?.textContent).toContain('滨江厂区 Riverside');
  await d.settle(() => window.dispatchEvent(new Event('afterprint')));
  expect(document.querySelector('[data-testid=print-sheet]')).toBeNull();
});
