// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { installBridge } from '../../../test/fakes/render.tsx';
import { useSession } from './session.ts';
import { saveSettings as save } from './saveSettings.ts';

test('only what changed is sent, and what was there before comes back for the undo', async () => {
  const bridge = installBridge({ settings: { sound: true, margin: 0.03 } });
  expect(await save({ sound: true, margin: 0.05 })).toEqual({ before: { margin: 0.03 } });
  expect(bridge.calls).toEqual([{ name: 'settings.save', input: { margin: 0.05 } }]);
  expect(useSession.getState().state?.settings.margin).toBe(0.05);
  expect(await save({ margin: 0.03 })).toEqual({ before: { margin: 0.05 } });
  expect(bridge.state().settings.margin).toBe(0.03);
});

test('nothing is sent where nothing changed', async () => {
  const bridge = installBridge({ settings: { sound: false } });
  expect(await save({ sound: false })).toBeNull();
  expect(bridge.calls).toEqual([]);
});

test('null is a value: the threshold of the card', async () => {
  const bridge = installBridge({ settings: { threshold: 0.5 } });
  expect(await save({ threshold: null })).toEqual({ before: { threshold: 0.5 } });
  expect(bridge.state().settings.threshold).toBeNull();
});

test('a refused save changes nothing', async () => {
  installBridge({ answers: { 'settings.save': () => ({ ok: false, error: { code: 'database-full' } }) } });
  const before = useSession.getState().state?.settings;
  expect(await save({ sound: false })).toEqual({ error: { code: 'database-full' } });
  expect(useSession.getState().state?.settings).toBe(before);
});
