// @vitest-environment happy-dom
/** The page's side of its supervision: what draws the screens answers, and whoever stands there is told that the screen was brought back. */
import { afterEach, expect, test } from 'vitest';
import { closeDrawn, draw, installBridge, until } from '../../../test/fakes/render.tsx';
import type { AppState } from '../../shared/contract.ts';
import { App } from './App.tsx';
import { useSession } from '../base/session.ts';

afterEach(async () => {
  await closeDrawn();
  useSession.setState({ state: null, error: null });
});

async function open(options: Parameters<typeof installBridge>[0] = {}) {
  const bridge = installBridge({ role: 'anyone', settings: { appearance: { language: 'en' } }, ...options });
  const d = await draw(<App />);
  await until(d, () => useSession.getState().state !== null);
  const answers = () => bridge.calls.filter((c) => c.name === 'app.alive').map((c) => c.input);
  return { bridge, d, answers };
}

test('every question is answered, as long as the screens are drawn and no longer', async () => {
  const { bridge, d, answers } = await open();
  const before = answers().length;
  for (let i = 0; i < 3; i++) await d.settle(() => bridge.emit('app.ping', null));
  expect(answers().slice(before)).toEqual([{ printing: false }, { printing: false }, { printing: false }]);
  await d.close();
  const then = answers().length;
  bridge.emit('app.ping', null);
  expect(answers()).toHaveLength(then);
});

test('where all screens have fallen over nobody answers', async () => {
  const { bridge, d, answers } = await open();
  // Nothing that main would send: it takes the whole tree with it.
  await d.settle(() => bridge.emit('app.changed', { stage: 'open', updating: null } as AppState)).catch(() => undefined);
  const then = answers().length;
  bridge.emit('app.ping', null);
  expect(answers()).toHaveLength(then);
});

test('a print dialog is announced before it holds the page up, and when it is over', async () => {
  const { d, answers } = await open();
  const before = answers().length;
  await d.settle(() => window.dispatchEvent(new Event('beforeprint')));
  await d.settle(() => window.dispatchEvent(new Event('afterprint')));
  expect(answers().slice(before)).toEqual([{ printing: true }, { printing: false }]);
});

test('a first question to main that failed is asked again', async () => {
  let fails = true;
  const bridge = installBridge({ role: 'anyone', settings: { appearance: { language: 'en' } } });
  const state = bridge.state();
  installBridge({
    role: 'anyone',
    settings: { appearance: { language: 'en' } },
    answers: { 'app.state': () => (fails ? { ok: false, error: { code: 'internal' } } : { ok: true, value: state }) },
  });
  const d = await draw(<App />);
  await until(d, () => useSession.getState().error !== null);
  fails = false;
  (window.lintel as ReturnType<typeof installBridge>).emit('app.ping', null);
  await until(d, () => useSession.getState().state !== null);
});

test('what main announces while it answers is newer than its answer', async () => {
  const asked = Promise.withResolvers<never>();
  const bridge = installBridge({
    role: 'anyone',
    settings: { appearance: { language: 'en' } },
    answers: { 'app.state': () => asked.promise as never },
  });
  const d = await draw(<App />);
  const old = bridge.state();
  const restartedAt = Date.UTC(2026, 10, 24, 1, 12);
  await d.settle(() => bridge.emit('app.changed', { ...old, pageRestartedAt: restartedAt }));
  asked.resolve({ ok: true, value: old } as never);
  await until(d, () => d.text().includes('restarted'));
  await d.settle(() => undefined);
  expect(useSession.getState().state?.pageRestartedAt).toBe(restartedAt);
});

test.each([
  ['en', 'The screen was restarted at 09:12'],
  ['zh-CN', '屏幕已于 09:12 重新启动'],
] as const)('said in %s, in the site’s time, until main has said it long enough', async (language, text) => {
  const { bridge, d } = await open({ settings: { appearance: { language } } });
  const state = { ...bridge.state(), pageRestartedAt: Date.UTC(2026, 10, 24, 1, 12) };
  await d.settle(() => bridge.emit('app.changed', state));
  await until(d, () => document.querySelector('[data-testid=restart-note]')?.textContent === text);
  expect(document.querySelector('[role=status]')?.textContent.trim()).toBe(text);
  await d.settle(() => bridge.emit('app.changed', { ...state, pageRestartedAt: null }));
  expect(document.querySelector('[data-testid=restart-note]')).toBeNull();
});
