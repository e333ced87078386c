// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { installBridge } from '../../../test/fakes/render.tsx';
import { useSession } from './session.ts';
import { saveSettings as save } from './saveSettings.ts';

test('only what changed is sent, and what was there before comes back for the undo', async () => {
  const bridge = installBridge({ settings: { kiosk: { sound: true }, recognition: { margin: 0.03 } } });
  expect(await save({ kiosk: { sound: true }, recognition: { margin: 0.05 } })).toEqual({
    before: { recognition: { margin: 0.03 } },
  });
  expect(bridge.calls).toEqual([{ name: 'settings.save', input: { recognition: { margin: 0.05 } } }]);
  expect(useSession.getState().state?.settings.recognition.margin).toBe(0.05);
  expect(await save({ recognition: { margin: 0.03 } })).toEqual({ before: { recognition: { margin: 0.05 } } });
  expect(bridge.state().settings.recognition.margin).toBe(0.03);
});

test('nothing is sent where nothing changed', async () => {
  const bridge = installBridge({ settings: { kiosk: { sound: false } } });
  expect(await save({ kiosk: { sound: false } })).toBeNull();
  expect(bridge.calls).toEqual([]);
});

test('null is a value: the threshold of the card', async () => {
  const bridge = installBridge({ settings: { recognition: { threshold: 0.5 } } });
  expect(await save({ recognition: { threshold: null } })).toEqual({ before: { recognition: { threshold: 0.5 } } });
  expect(bridge.state().settings.recognition.threshold).toBeNull();
});

test('a refused save changes nothing', async () => {
  installBridge({ answers: { 'settings.save': () => ({ ok: false, error: { code: 'database-full' } }) } });
  const before = useSession.getState().state?.settings;
  expect(await save({ kiosk: { sound: false } })).toEqual({ error: { code: 'database-full' } });
  expect(useSession.getState().state?.settings).toBe(before);
});
