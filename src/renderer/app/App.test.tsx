// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { PASSWORD, PIN, RECOVERY_KEY } from '../../../test/fakes/bridge.ts';
import { draw, installBridge, type, until } from '../../../test/fakes/render.tsx';
import { button } from '../../../test/fakes/screen.tsx';
import { App, screenFor } from './App.tsx';

const inputs = (selector: string) => [...document.querySelectorAll<HTMLInputElement>(selector)];

test('the stage comes before the role, and a first run that shows its recovery key before both', () => {
  const bridge = installBridge();
  const state = bridge.state();
  expect(screenFor(state, false)).toBe('shell');
  expect(screenFor(state, true)).toBe('firstRun');
  expect(screenFor({ ...state, role: 'kiosk' }, false)).toBe('kiosk');
  expect(screenFor({ ...state, role: 'anyone' }, false)).toBe('signIn');
  expect(screenFor({ ...state, stage: 'unlock' }, false)).toBe('unlock');
  expect(screenFor({ ...state, stage: 'fault', role: 'kiosk' }, false)).toBe('fault');
  expect(screenFor({ ...state, stage: 'first-run', updating: 0 }, false)).toBe('updating');
  expect(screenFor({ ...state, stage: 'open', updating: 0 }, true)).toBe('firstRun');
});

test('an update says how far it is', async () => {
  const bridge = installBridge({ stage: 'first-run', role: 'anyone', updating: 0, settings: { appearance: { language: 'en' } } });
  const d = await draw(<App />);
  await until(d, () => d.text().includes('Copying the data first'));
  await d.settle(() => bridge.emit('app.changed', { ...bridge.state(), updating: 0.42 }));
  await until(d, () => d.text().includes('42 %'));
  expect(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')).toBe('42');
});

test('sign-in: a wrong password says so with its code, the right one opens Today', async () => {
  installBridge({ role: 'anyone', settings: { appearance: { language: 'en' } } });
  const d = await draw(<App />);
  await until(d, () => inputs('input[type=password]').length > 0);
  const sign = async (password: string) => {
    await d.settle(() => type(inputs('input[type=password]')[0]!, password));
    await d.settle(() => document.querySelector('form')?.requestSubmit());
  };
  await sign('wrong');
  expect(d.text()).toContain('E-AUT-01');
  await sign(PASSWORD);
  await until(d, () => document.querySelector('nav') !== null && d.text().includes('As it happens'));
});

test('the first run holds its last page until the recovery key was kept, although main is open by then', async () => {
  const bridge = installBridge({
    stage: 'first-run',
    role: 'anyone',
    people: [],
    log: [],
    settings: { appearance: { language: 'en' } },
  });
  const d = await draw(<App />);
  await until(d, () => inputs('input[name=language]').length === 2);
  await d.settle(() => inputs('input[name=language]')[1]?.click());
  await d.settle(() => button('Next').click());
  await d.settle(() => button('Next').click());
  expect(d.text()).toContain('Please fill this in.');

  const [password, repeat, pin, pinRepeat] = inputs('input[type=password]');
  await d.settle(() => {
    type(inputs('input')[0]!, 'Riverside');
    type(password!, PASSWORD);
    type(repeat!, PASSWORD);
    type(pin!, PIN);
    type(pinRepeat!, PIN);
  });
  await d.settle(() => button('Next').click());
  await until(d, () => d.text().includes('Which camera?'));
  await d.settle(() => button('Set up later').click());
  await d.settle(() => button('Next').click());
  await d.settle(() => button('Set up Lintel').click());
  await until(d, () => d.text().includes(RECOVERY_KEY));

  expect(bridge.state().stage).toBe('open');
  expect(bridge.calls.find((c) => c.name === 'setup.complete')?.input).toMatchObject({
    language: 'en',
    siteName: 'Riverside',
    mode: 'desk',
    keyKind: 'keychain',
    passphrase: null,
    cameraId: null,
    dataFolder: null,
  });
  expect(button('Start using Lintel').disabled).toBe(true);
  await d.settle(() => inputs('input[type=checkbox]')[0]?.click());
  await d.settle(() => button('Start using Lintel').click());
  await until(d, () => d.text().includes('Nobody is enrolled yet'));
  expect(d.text()).not.toContain(RECOVERY_KEY);
});
