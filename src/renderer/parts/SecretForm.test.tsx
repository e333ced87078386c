// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { I18nextProvider } from 'react-i18next';
import { expect, test } from 'vitest';
import { PASSWORD } from '../../../test/fakes/bridge.ts';
import { draw, installBridge, type, until } from '../../../test/fakes/render.tsx';
import { startI18n } from '../i18n/index.ts';
import { SecretForm, type Secret } from './SecretForm.tsx';

const fields = () => [...document.querySelectorAll<HTMLInputElement>('input')];

async function form(which: Secret) {
  const bridge = installBridge({ settings: { appearance: { language: 'en' }, site: { name: 'Riverside' } } });
  const d = await draw(
    <I18nextProvider i18n={startI18n('en')}>
      <MantineProvider>
        <SecretForm which={which} />
      </MantineProvider>
    </I18nextProvider>,
  );
  const send = async (...values: string[]) => {
    await d.settle(() => fields().forEach((input, i) => type(input, values[i] ?? '')));
    await d.settle(() => document.querySelector('form')?.requestSubmit());
  };
  const sent = () => bridge.calls.filter((c) => c.name === 'settings.changeSecrets').map((c) => c.input);
  return { bridge, d, send, sent };
}

test('a PIN is changed alone, and one of the first guesses is not sent', async () => {
  const { d, send, sent } = await form('kioskPin');
  await send(PASSWORD, '1234', '1234');
  expect(d.text()).toContain('One of the first guesses');
  expect(sent()).toEqual([]);
  await send('wrong', '9305', '9305');
  expect(d.text()).toContain('E-AUT-01');
  await send(PASSWORD, '9305', '9305');
  expect(sent().at(-1)).toEqual({ currentPassword: PASSWORD, password: null, kioskPin: '9305' });
  expect(fields().map((input) => input.value)).toEqual(['', '', '']);
});

test('a password: how many characters are missing, whether it is guessed first, and main’s word in the end', async () => {
  const { d, send, sent } = await form('password');
  await send(PASSWORD, 'short', 'short');
  expect(d.text()).toContain('10 characters more');
  expect(d.text()).toContain('At least 15 characters.');
  expect(sent()).toEqual([]);
  await send(PASSWORD, 'riverside-riverside', 'riverside-riverside');
  expect(sent()).toHaveLength(1);
  expect(d.text()).toContain('Too easy to guess');
  await until(d, () => d.text().includes('Among the first guesses'));
  await send(PASSWORD, 'seven swans over the harbour', 'seven swans over the harbour');
  expect(sent()).toHaveLength(2);
  expect(fields().map((input) => input.value)).toEqual(['', '', '']);
});

test('pasting is not prevented, and long passwords are not cut', async () => {
  await form('password');
  for (const input of fields()) {
    expect(input.maxLength).toBe(-1);
    const pasted = new Event('paste', { bubbles: true, cancelable: true });
    input.dispatchEvent(pasted);
    expect(pasted.defaultPrevented).toBe(false);
  }
});
