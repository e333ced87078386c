// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { I18nextProvider } from 'react-i18next';
import { expect, test } from 'vitest';
import { PASSWORD, RECOVERY_KEY } from '../../../../test/fakes/bridge.ts';
import { draw, installBridge, type, until } from '../../../../test/fakes/render.tsx';
import { PIN } from '../../../../tools/secrets.ts';
import { err } from '../../../domain/result.ts';
import { useSession } from '../../base/session.ts';
import { en } from '../../i18n/en/index.ts';
import { startI18n } from '../../i18n/index.ts';
import { zodForm } from '../../ui/zodForm.ts';
import FirstRunScreen from './FirstRunScreen.tsx';
import { schemaOf, type Step, type Typed } from './form.ts';

const good: Typed = {
  language: 'en',
  siteName: 'Riverside',
  timeZone: 'UTC',
  password: 'kitchen-table-by-the-sea',
  repeat: 'kitchen-table-by-the-sea',
  pin: PIN,
  pinRepeat: PIN,
  cameraId: null,
  dataFolder: null,
  keyKind: 'keychain',
  passphrase: 'blue door and beam',
  passphraseRepeat: 'blue door and beam',
  mode: 'desk',
};
const problemsOf = (step: Step, typed: Typed, keyKind: Typed['keyKind']) =>
  zodForm<Typed>(schemaOf(step, keyKind), (_path, { message }) => message)(typed);

const cases: [string, Step, Partial<Typed>, Partial<Typed>][] = [
  ['all is well', 'site', {}, {}],
  ['a name of blanks', 'site', { siteName: '   ' }, { siteName: 'required' }],
  ['a name that the contract refuses', 'site', { siteName: 'x'.repeat(61) }, { siteName: 'too-long' }],
  ['a short password is not also different', 'site', { password: 'short', repeat: '' }, { password: 'too-short' }],
  ['two passwords', 'site', { repeat: 'kitchen-tabel-by-the-sea' }, { repeat: 'differs' }],
  ['a PIN with a letter', 'site', { pin: '24a8' }, { pin: 'pin-digits' }],
  ['a PIN that is guessed first', 'site', { pin: '1234', pinRepeat: '1234' }, { pin: 'pin-weak' }],
  ['a password of fourteen', 'site', { password: 'x-y-z-a-b-c-d-', repeat: 'x-y-z-a-b-c-d-' }, { password: 'too-short' }],
  ['a PIN of three', 'site', { pin: '246' }, { pin: 'pin-digits' }],
  ['two PINs', 'site', { pinRepeat: '4072' }, { pinRepeat: 'differs' }],
  ['no passphrase', 'data', { passphrase: '' }, { passphrase: 'required' }],
  ['two passphrases', 'data', { passphraseRepeat: 'blue door' }, { passphraseRepeat: 'differs' }],
];
test.each(cases)('%s', (_name, step, part, problems) =>
  expect(problemsOf(step, { ...good, ...part }, 'passphrase')).toEqual(problems),
);

test('another kind of key asks for no passphrase', () => {
  expect(problemsOf('data', { ...good, passphrase: '', passphraseRepeat: 'x' }, 'keychain')).toEqual({});
});

const words = en.firstRun;
const secrets = () => [...document.querySelectorAll<HTMLInputElement>('input[type=password]')];
const nameField = () => document.querySelector<HTMLInputElement>('input[maxlength="60"]')!;

async function open(answers: NonNullable<Parameters<typeof installBridge>[0]>['answers'] = {}) {
  const bridge = installBridge({ stage: 'first-run', answers });
  const d = await draw(
    <I18nextProvider i18n={startI18n('en')}>
      <MantineProvider env="test">
        <FirstRunScreen />
      </MantineProvider>
    </I18nextProvider>,
  );
  const press = (text: string) =>
    d.settle(() => [...document.querySelectorAll('button')].find((b) => b.textContent.trim() === text)?.click());
  const at = (title: string) => until(d, () => document.querySelector('h1')?.textContent === title);
  /** From the first page to the one about the site, in English. */
  await d.settle(() => document.querySelectorAll<HTMLInputElement>('input[name=language]')[1]?.click());
  await press('Next');
  await at(words.site.title);
  const site = (name: string, password: string) =>
    d.settle(() => {
      type(nameField(), name);
      [password, password, PIN, PIN].forEach((text, i) => type(secrets()[i]!, text));
    });
  const toTheEnd = async () => {
    await press('Next');
    await at(words.camera.title);
    await press('Next');
    await at(words.data.title);
    await press('Next');
    await at(words.mode.title);
    await press(words.mode.finish);
  };
  return { bridge, d, press, at, site, toTheEnd };
}

test('going back keeps what was typed', async () => {
  const { press, at, site } = await open();
  await site('Harbour', PASSWORD);
  await press('Back');
  await at(words.language.title);
  await press('Next');
  await at(words.site.title);
  expect(nameField().value).toBe('Harbour');
  expect(secrets()[0]?.value).toBe(PASSWORD);
});

test('a password that main calls common is said at its field and keeps the step, until another is typed', async () => {
  const { d, press, at, site } = await open();
  await site('Riverside', 'riverside-riverside');
  await press('Next');
  await until(d, () => d.text().includes(words.problems.common));
  expect(document.querySelector('h1')?.textContent).toBe(words.site.title);
  expect(document.activeElement).toBe(secrets()[0]);
  await site('Riverside', PASSWORD);
  await press('Next');
  await at(words.camera.title);
});

test('a folder that cannot be used leads back to its step, the window is let go, and nothing has to be typed again', async () => {
  const { d, press, at, site, toTheEnd } = await open({
    'setup.complete': () => err({ code: 'folder-unusable', path: '/nowhere' }),
  });
  await site('Riverside', PASSWORD);
  await toTheEnd();
  await at(words.data.title);
  expect(d.text()).toContain('/nowhere');
  expect(useSession.getState().finishing).toBe(false);
  await press('Back');
  await press('Back');
  await at(words.site.title);
  expect(secrets()[0]?.value).toBe(PASSWORD);
});

test('once set up, the recovery key is shown and the secrets are forgotten here', async () => {
  const { d, at, site, toTheEnd, bridge } = await open();
  await site(' Riverside ', PASSWORD);
  await toTheEnd();
  await at(words.key.title);
  expect(d.text()).toContain(RECOVERY_KEY);
  expect(bridge.calls.find((c) => c.name === 'setup.complete')?.input).toMatchObject({
    siteName: 'Riverside',
    password: PASSWORD,
    kioskPin: PIN,
    passphrase: null,
  });
  expect(useSession.getState().finishing).toBe(true);
});
