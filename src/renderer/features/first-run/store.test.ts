// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { PIN } from '../../../../tools/secrets.ts';
import { installBridge } from '../../../../test/fakes/render.tsx';
import { err } from '../../../domain/result.ts';
import { useSession } from '../../base/session.ts';
import { emptyForm, problemsOf, useFirstRun, type Form, type Problems, type Step } from './store.ts';

const good: Form = {
  ...emptyForm,
  siteName: 'Riverside',
  password: 'kitchen-table-by-the-sea',
  repeat: 'kitchen-table-by-the-sea',
  pin: PIN,
  pinRepeat: PIN,
  passphrase: 'blue door and beam',
  passphraseRepeat: 'blue door and beam',
};

const cases: [string, Step, Partial<Form>, Problems][] = [
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

beforeEach(() =>
  useFirstRun.setState({ step: 'language', form: good, problems: {}, error: null, busy: false, recoveryKey: null }),
);

test('going back keeps what was typed', async () => {
  installBridge({ stage: 'first-run' });
  const { next, back, edit } = useFirstRun.getState();
  await next('keychain');
  edit({ siteName: 'Harbour' });
  back();
  await next('keychain');
  expect(useFirstRun.getState()).toMatchObject({
    step: 'site',
    form: { siteName: 'Harbour', password: 'kitchen-table-by-the-sea' },
  });
});

test('a folder that cannot be used leads back to its step, and the window is let go', async () => {
  installBridge({ stage: 'first-run', answers: { 'setup.complete': () => err({ code: 'folder-unusable', path: '/nowhere' }) } });
  useFirstRun.setState({ step: 'mode' });
  await useFirstRun.getState().next('keychain');
  expect(useFirstRun.getState()).toMatchObject({ step: 'data', error: { code: 'folder-unusable' }, busy: false });
  expect(useSession.getState().finishing).toBe(false);
  expect(useFirstRun.getState().form.password).toBe('kitchen-table-by-the-sea');
});

test('once set up, the secrets are forgotten here', async () => {
  installBridge({ stage: 'first-run' });
  useFirstRun.setState({ step: 'mode' });
  await useFirstRun.getState().next('passphrase');
  const { form, step, recoveryKey } = useFirstRun.getState();
  expect(step).toBe('key');
  expect(recoveryKey).toMatch(/^[\w-]+$/);
  expect([form.password, form.pin, form.passphrase]).toEqual(['', '', '']);
  useFirstRun.getState().finish();
  expect(useFirstRun.getState().recoveryKey).toBeNull();
});

test('a password that main calls common keeps the step, until another is typed', async () => {
  installBridge({ stage: 'first-run' });
  const { next, edit } = useFirstRun.getState();
  useFirstRun.setState({ step: 'site', form: { ...good, password: 'riverside-riverside', repeat: 'riverside-riverside' } });
  await next('keychain');
  expect(useFirstRun.getState()).toMatchObject({ step: 'site', problems: { password: 'common' }, busy: false });
  edit({ password: good.password, repeat: good.repeat });
  await next('keychain');
  expect(useFirstRun.getState()).toMatchObject({ step: 'camera', problems: {} });
});

test('a passphrase is held to the same', async () => {
  installBridge({ stage: 'first-run' });
  useFirstRun.setState({ step: 'data', form: { ...good, passphrase: 'sunshineprincess', passphraseRepeat: 'sunshineprincess' } });
  await useFirstRun.getState().next('passphrase');
  expect(useFirstRun.getState()).toMatchObject({ step: 'data', problems: { passphrase: 'common' } });
});
