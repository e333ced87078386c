// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import type { FakeOptions } from '../../../../../test/fakes/bridge.ts';
import { type, until } from '../../../../../test/fakes/render.tsx';
import { button, field, openApp } from '../../../../../test/fakes/screen.tsx';
import type { SafetyState } from '../../../../shared/calls/safety.ts';
import type { FireInputView } from '../../../../shared/fire-inputs.ts';

beforeEach(() => {
  Object.defineProperty(HTMLElement.prototype, 'scrollTo', { value: () => undefined, configurable: true });
  Object.defineProperty(HTMLElement.prototype, 'scrollIntoView', { value: () => undefined, configurable: true });
});

const open = (options: FakeOptions = {}) =>
  openApp('#/doors/fire', () => document.querySelector('[role=tabpanel]') !== null, options);
const radio = (label: string) => {
  const named = [...document.querySelectorAll('label')].findLast((l) => l.textContent.trim() === label);
  if (!named) throw new Error(`no choice ${label}`);
  return named;
};

const PANEL: FireInputView = {
  id: 1,
  name: 'Panel',
  doorId: null,
  config: {
    kind: 'shelly',
    host: '192.168.1.41',
    port: 80,
    generation: 2,
    username: '',
    input: 0,
    normally: 'closed',
  },
  password: true,
};

test('none yet: what it is for, and that a door must open by itself; the first one is tried and saved', async () => {
  const { d, asked } = await open();
  await until(d, () => d.text().includes('No fire panel is wired'));
  expect(d.text()).toContain('Lintel never is the only way out');
  await d.settle(() => button('Add an input').click());
  expect(d.text()).toContain('A cut wire, and a panel without power, are an alarm');
  expect(button('Try it now').disabled).toBe(true);
  await d.settle(() => button('Save').click());
  expect(d.text()).toContain('Please give it a name.');
  expect(d.text()).toContain('A name or an address, without http://.');
  expect(asked('fireInputs.save')).toEqual([]);
  await d.settle(() => type(field('Name'), ' Panel '));
  await d.settle(() => type(field('Name or address'), '192.168.1.41'));
  await d.settle(() => radio('Normally open').click());
  expect(d.text()).toContain('Nobody notices a cut wire');
  await d.settle(() => button('Try it now').click());
  await until(d, () => d.text().includes('It says: all is well (31 ms)'));
  expect(d.text()).toContain('Input.GetStatus');
  expect(asked('fireInputs.test')).toMatchObject([{ id: null, config: { host: '192.168.1.41', normally: 'open' } }]);
  // What was read is no word about what is typed now.
  await d.settle(() => radio('Normally closed').click());
  expect(d.text()).not.toContain('It says');
  await d.settle(() => button('Save').click());
  await until(d, () => d.text().includes('Panel is watched from now on'));
  expect(asked('fireInputs.save')).toEqual([
    {
      id: null,
      fields: { name: 'Panel', doorId: null, config: { ...PANEL.config, username: 'admin' } },
      password: null,
    },
  ]);
  await until(d, () => document.querySelector('section[aria-label=Panel]')?.textContent.includes('Quiet') === true);
});

test('what each says stands on it, and above every screen while it is not quiet', async () => {
  const state = (more: Partial<SafetyState['inputs'][number]>) => ({
    inputs: [{ id: 1, name: 'Panel', doorId: null, reading: null, silent: false, said: null, ...more }],
  });
  const { bridge, d } = await open({ fireInputs: [PANEL], safety: state({}) });
  const card = () => document.querySelector('section[aria-label=Panel]')?.textContent ?? '';
  await until(d, () => card().includes('No contact yet'));
  expect(card()).toMatch(/Opens: Every door.*Shelly.*Normally closed.*192\.168\.1\.41:80 · 0/);
  expect(document.querySelector('.mantine-Alert-root[role=alert]')).toBeNull();
  const quiet: SafetyState = {
    emergency: { site: false, doors: [] },
    lockdown: { site: false, doors: [] },
    doors: [],
    notMe: [],
    unbooked: 0,
    ...state({ reading: 'quiet' }),
  };
  await d.settle(() => bridge.emit('safety.changed', quiet));
  expect(card()).toContain('Quiet');
  await d.settle(() => bridge.emit('safety.changed', { ...quiet, ...state({ silent: true }) }));
  expect(card()).toContain('No contact: the panel is not heard');
  expect(d.text()).toContain('No contact with the fire panel: Panel');
  await d.settle(() => (window.location.hash = '#/today'));
  await d.settle(() => bridge.emit('safety.changed', { ...quiet, ...state({ reading: 'alarm' }) }));
  expect(d.text()).toContain('The fire panel says that there is a fire: Panel');
  expect(d.text()).not.toContain('No contact with the fire panel');
  const odd = state({ reading: 'unclear', said: '{"smoke":"maybe"}' });
  await d.settle(() => bridge.emit('safety.changed', { ...quiet, ...odd }));
  expect(d.text()).toContain('The fire panel says something that is not understood: Panel');
  await d.settle(() => (window.location.hash = '#/doors/fire'));
  await until(d, () => card().includes('Not understood'));
  expect(card()).toContain('It said last, and that is neither alarm nor quiet: {"smoke":"maybe"}');
  await d.settle(() => bridge.emit('safety.changed', quiet));
  expect(document.querySelector('.mantine-Alert-root[role=alert]')).toBeNull();
  expect(card()).not.toContain('It said last');
});

test('doors that do not answer, and "not me" twice, stand above every screen too', async () => {
  const door = { name: 'North', answered: false, error: { code: 'door-unreachable' as const }, confirms: true, unclear: null };
  const { d, asked } = await open({
    safety: {
      doors: [
        { ...door, doorId: 1, mode: 'open' },
        { ...door, doorId: 2, name: 'South', mode: 'locked' },
        { ...door, doorId: 3, name: 'East', mode: 'open', answered: true, error: null },
      ],
      notMe: [{ eventId: 7, personId: 1, name: 'Ana', door: 'North', at: 0 }],
      unbooked: 2,
    },
  });
  await until(d, () => d.text().includes('In an emergency, but does not answer: North'));
  expect(d.text()).not.toContain('East.');
  expect(d.text()).toContain('Locked down, but does not answer: South');
  expect(d.text()).toContain('2 rows wait for a disk that takes them');
  expect(d.text()).toContain('took somebody for Ana');
  await d.settle(() => button('Seen').click());
  expect(asked('safety.seen')).toEqual([{ eventId: 7 }]);
});

test('a stored password is not shown and goes to no other address; one input is removed after a question', async () => {
  const { d, asked } = await open({ fireInputs: [PANEL] });
  await until(d, () => d.text().includes('192.168.1.41'));
  await d.settle(() => button('Edit').click());
  expect(d.text()).toContain('Stored');
  await d.settle(() => type(field('Name or address'), '192.168.1.99'));
  expect(d.text()).toContain('The address has changed: please type it again.');
  await d.settle(() => button('Cancel').click());
  await d.settle(() => button('Remove Panel?').click());
  expect(asked('fireInputs.delete')).toEqual([]);
  await d.settle(() => button('Remove').click());
  await until(d, () => d.text().includes('No fire panel is wired'));
  expect(asked('fireInputs.delete')).toEqual([{ id: 1 }]);
});
