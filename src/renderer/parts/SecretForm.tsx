import { Box, Button, Group, PasswordInput, SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { KIOSK_PIN_MAX } from '../../domain/credentials/pin.ts';
import { Secret as CurrentPassword } from '../../shared/calls/session.ts';
import { call } from '../base/api.ts';
import { useAppState } from '../base/session.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { useNotify } from '../ui/notify.tsx';
import { useCallForm } from '../ui/useCallForm.ts';
import { differs, NewKioskPin, NewPassword, useSecretWords } from './new-secrets.ts';
import { PasswordStrength } from './PasswordStrength.tsx';

export type Secret = 'password' | 'kioskPin';

const schemaOf = (which: Secret, known: boolean) =>
  z
    .strictObject({
      current: known ? CurrentPassword.min(1) : CurrentPassword,
      secret: which === 'password' ? NewPassword : NewKioskPin,
      repeat: z.string(),
    })
    .refine(({ secret, repeat }) => secret === repeat, { path: ['repeat'], ...differs });

type Props = {
  readonly which: Secret;
  /** Fields under each other, where there is no room for three beside each other. */
  readonly narrow?: boolean;
  /** Beside the button that changes it. */
  readonly beside?: React.ReactNode;
};

/** Changes the administrator's password or the kiosk's PIN; both ask for the current password, unless the recovery key has just spoken for it. */
export function SecretForm({ which, narrow = false, beside }: Props) {
  const { t } = useTranslation(['settings', 'firstRun']);
  const notify = useNotify();
  const { askPassword, settings } = useAppState();
  const pin = which === 'kioskPin';
  const known = !(which === 'password' && askPassword === 'recovered');
  const { say, words } = useSecretWords();
  const form = useCallForm({
    initial: { current: '', secret: '', repeat: '' },
    schema: schemaOf(which, known),
    words,
    place: (error) => (error.code === 'password-weak' ? { secret: say(error.reason) } : null),
    send: async ({ current, secret }, refused) => {
      const secrets = { password: null, kioskPin: null, [which]: secret };
      const answer = await call('settings.changeSecrets', { currentPassword: known ? current : null, ...secrets });
      if (answer.ok) notify.done(pin ? t('kiosk.pinChanged') : t('security.changed'));
      else refused(answer.error);
      return answer.ok ? answer : null;
    },
    wrong: { 'password-wrong': 'current' },
    secrets: ['current', 'secret', 'repeat'],
  });
  const { getInputProps } = form.fields;
  const most = pin ? KIOSK_PIN_MAX : undefined;
  return (
    <form {...form.element}>
      <SimpleGrid cols={narrow ? 1 : known ? 3 : 2} mb="md">
        {known && <PasswordInput label={t('security.current')} autoComplete="current-password" {...getInputProps('current')} />}
        <Box>
          <PasswordInput
            label={pin ? t('kiosk.newPin') : t('security.next')}
            autoComplete="new-password"
            inputMode={pin ? 'numeric' : 'text'}
            maxLength={most}
            {...getInputProps('secret')}
          />
          {!pin && <PasswordStrength password={form.values.secret} siteName={settings.site.name} />}
        </Box>
        <PasswordInput
          label={pin ? t('kiosk.repeatPin') : t('security.repeat')}
          autoComplete="new-password"
          inputMode={pin ? 'numeric' : 'text'}
          maxLength={most}
          {...getInputProps('repeat')}
        />
      </SimpleGrid>
      <ErrorNote error={form.error} />
      <Group justify="flex-end" mt={form.error ? 'md' : 0}>
        {beside}
        <Button type="submit" loading={form.busy}>
          {pin ? t('kiosk.changePin') : t('security.change')}
        </Button>
      </Group>
    </form>
  );
}
