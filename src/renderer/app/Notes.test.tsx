// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { draw, installBridge, until } from '../../../test/fakes/render.tsx';
import { findButton } from '../../../test/fakes/screen.tsx';
import { App } from './App.tsx';

const counts = { missing: 0, gone: 0, changed: 0, badges: 0, people: 0 };

test('data that are older than this machine has seen are said on every screen until an administrator has seen it', async () => {
  const bridge = installBridge({
    settings: { appearance: { language: 'en' } },
    history: [{ kind: 'older', ...counts, missing: 12, badges: 1 }],
  });
  const d = await draw(<App />);
  await until(d, () => d.text().includes('The data are older than this machine has seen.'));
  expect(d.text()).toContain('12 events are missing at the end');
  expect(d.text()).toContain('1 badge that had ended was ended again');
  // What is not so is not said.
  expect(d.text()).not.toContain('remembered');
  window.location.hash = '#/people';
  await until(d, () => document.querySelector('h1')?.textContent === 'People');
  expect(d.text()).toContain('The data are older than this machine has seen.');
  await d.settle(() => findButton('I have seen this')?.click());
  expect(bridge.calls.some((c) => c.name === 'history.acknowledge')).toBe(true);
  expect(d.text()).not.toContain('The data are older');
});

test('what cannot be booked stays on screen, with the reason', async () => {
  installBridge({
    settings: { appearance: { language: 'en' } },
    history: [{ kind: 'note-missing', ...counts }],
    answers: { 'history.acknowledge': () => ({ ok: false, error: { code: 'database-full' } }) },
  });
  const d = await draw(<App />);
  await until(d, () => findButton('I have seen this') !== undefined);
  await d.settle(() => findButton('I have seen this')?.click());
  await until(d, () => d.text().includes('E-DAT-04'));
  expect(d.text()).toContain('The note that guards the history is missing.');
});

test('a disk that takes no rows is said with its code while the site is open', async () => {
  installBridge({ settings: { appearance: { language: 'en' } }, fault: { code: 'database-full' } });
  const d = await draw(<App />);
  await until(d, () => document.querySelector('nav') !== null);
  expect(d.text()).toContain('The disk is full.');
  expect(d.text()).toContain('E-DAT-04');
});
