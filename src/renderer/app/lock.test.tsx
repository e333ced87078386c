// @vitest-environment happy-dom
/** What a lock leaves on the page: nothing that can be seen or used, and everything that was being written. */
import { expect, test } from 'vitest';
import { PASSWORD, RECOVERY_KEY } from '../../../test/fakes/bridge.ts';
import { draw, installBridge, type, until } from '../../../test/fakes/render.tsx';
import { button } from '../../../test/fakes/screen.tsx';
import type { AppState } from '../../shared/contract.ts';
import type { SettingsPatch } from '../../shared/settings.ts';
import { notify } from '../../../test/fakes/notify.ts';
import { App } from './App.tsx';

const shownText = (): string => {
  const shown = (node: Element): boolean => !node.closest('[style*="display: none"], [hidden]') && node.tagName !== 'STYLE';
  return [...document.body.querySelectorAll('*')]
    .filter((node) => node.childElementCount === 0 && shown(node))
    .map((node) => node.textContent)
    .join(' ');
};
const field = (label: string): HTMLInputElement => {
  const found = [...document.querySelectorAll('label')].find((l) => l.textContent.startsWith(label));
  const input = found && document.getElementById(found.htmlFor);
  if (!(input instanceof HTMLInputElement)) throw new Error(`no field ${label}`);
  return input;
};

async function open(hash: string, settings: SettingsPatch = {}) {
  window.location.hash = hash;
  const bridge = installBridge({ settings: { appearance: { language: 'en' }, ...settings } });
  const d = await draw(<App />);
  await until(d, () => document.querySelector('nav') !== null);
  const change = (part: Partial<AppState>) => d.settle(() => bridge.emit('app.changed', { ...bridge.state(), ...part }));
  return { bridge, d, change };
}

/** The name of the site, in Settings: saved when it is left, until then a draft. */
const siteName = (): HTMLInputElement => {
  const found = [...document.querySelectorAll('input')].find((input) => input.maxLength === 60);
  if (!found) throw new Error('no name of the site');
  return found;
};

test('a form keeps its draft under the lock, unseen, and is there again after the sign-in', async () => {
  const { d, change } = await open('#/settings/kiosk');
  await until(d, () => d.text().includes('Name of the site'));
  await d.settle(() => type(siteName(), 'Harbour, half typed'));
  await change({ role: 'anyone', locked: 'idle' });
  await until(d, () => d.text().includes('Signed out after 10 minutes without input'));
  expect(shownText()).not.toContain('Name of the site');
  await d.settle(() => type(field('Administrator password'), PASSWORD));
  await d.settle(() => document.querySelector<HTMLFormElement>('main form')?.requestSubmit());
  await change({ role: 'admin', locked: null });
  await until(d, () => shownText().includes('Name of the site'));
  expect(siteName().value).toBe('Harbour, half typed');
});

test('signed out by hand, nothing is kept', async () => {
  const { d, change } = await open('#/settings/kiosk');
  await until(d, () => d.text().includes('Name of the site'));
  await d.settle(() => type(siteName(), 'Harbour, half typed'));
  await change({ role: 'anyone', locked: null });
  await until(d, () => d.text().includes('Administrator password'));
  expect(document.querySelector('nav')).toBeNull();
});

test('an open dialog is not seen over the lock, and a secret that was typed does not wait under it', async () => {
  const { d, change } = await open('#/settings/security');
  await until(d, () => d.text().includes('New password again'));
  await d.settle(() => type(field('Current password'), 'half a secret'));
  await d.settle(() => button('Start kiosk').click());
  await until(d, () => d.text().includes('Start the kiosk?'));
  await change({ role: 'anyone', locked: 'screen' });
  await until(d, () => d.text().includes('the computer was locked or slept'));
  expect(shownText()).not.toContain('Start the kiosk?');
  await change({ role: 'admin', locked: null });
  await until(d, () => shownText().includes('New password again'));
  expect(field('Current password').value).toBe('');
});

test('what was announced to the administrator goes with the session', async () => {
  const { d, change } = await open('#/log');
  await d.settle(() => notify('Ana Lima was deleted'));
  await until(d, () => d.text().includes('Ana Lima was deleted'));
  await change({ role: 'anyone', locked: 'idle' });
  await until(d, () => !d.text().includes('Ana Lima was deleted'));
});

test('the recovery key signs in, and a new password is asked for without the old one', async () => {
  const { bridge, d, change } = await open('#/log');
  await change({ role: 'anyone' });
  await until(d, () => d.text().includes('Use the recovery key'));
  await d.settle(() => button('Password forgotten? Use the recovery key').click());
  const key = document.querySelector('textarea')!;
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(key, ` ${RECOVERY_KEY} `);
  await d.settle(() => key.dispatchEvent(new Event('input', { bubbles: true })));
  await d.settle(() => document.querySelector<HTMLFormElement>('main form')?.requestSubmit());
  expect(bridge.calls.find((c) => c.name === 'session.signIn')?.input).toEqual({ kind: 'recovery-key', secret: RECOVERY_KEY });
  await until(d, () => d.text().includes('Choose a new password'));
  expect(d.text()).not.toContain('Current password');
  const password = 'seven swans over the harbour';
  await d.settle(() => {
    type(field('New password'), password);
    type(field('New password again'), password);
  });
  await d.settle(() => button('Change password').click());
  expect(bridge.calls.at(-1)).toEqual({
    name: 'settings.changeSecrets',
    input: { currentPassword: null, password, kioskPin: null },
  });
  await until(d, () => !d.text().includes('Choose a new password'));
});

test('what was typed at the sign-in is gone when somebody went back to the kiosk', async () => {
  const { d, change } = await open('#/log');
  await change({ role: 'anyone', kioskBehind: true });
  await until(d, () => d.text().includes('Administrator password'));
  await d.settle(() => type(field('Administrator password'), 'half a secret'));
  await change({ role: 'kiosk' });
  await until(d, () => !d.text().includes('Administrator password'));
  await change({ role: 'anyone', kioskBehind: true });
  await until(d, () => d.text().includes('Administrator password'));
  expect(field('Administrator password').value).toBe('');
});

test('a hundred wrong ones lead to the recovery key', async () => {
  installBridge({
    role: 'anyone',
    settings: { appearance: { language: 'en' } },
    answers: { 'session.signIn': () => ({ ok: false, error: { code: 'password-blocked' } }) },
  });
  const d = await draw(<App />);
  await until(d, () => d.text().includes('Administrator password'));
  await d.settle(() => type(field('Administrator password'), 'x'));
  await d.settle(() => document.querySelector<HTMLFormElement>('main form')?.requestSubmit());
  await until(d, () => document.querySelector('textarea') !== null);
  expect(d.text()).toContain('E-AUT-04');
});

test('a recovery key with a wrong letter is a key that does not open', async () => {
  installBridge({
    role: 'anyone',
    settings: { appearance: { language: 'en' } },
    answers: { 'session.signIn': () => ({ ok: false, error: { code: 'bad-input', field: 'recoveryKey' } }) },
  });
  const d = await draw(<App />);
  await until(d, () => d.text().includes('Use the recovery key'));
  await d.settle(() => button('Password forgotten? Use the recovery key').click());
  const key = document.querySelector('textarea')!;
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(key, RECOVERY_KEY);
  await d.settle(() => key.dispatchEvent(new Event('input', { bubbles: true })));
  await d.settle(() => document.querySelector<HTMLFormElement>('main form')?.requestSubmit());
  await until(d, () => d.text().includes('E-KEY-02'));
});
