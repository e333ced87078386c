import { Box, Button, Group, PasswordInput, SimpleGrid } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PASSWORD_MAX, PASSWORD_MIN, sameText, type PasswordProblem } from '../../domain/credentials/password.ts';
import { KIOSK_PIN_MAX, kioskPinProblem, type KioskPinProblem } from '../../domain/credentials/pin.ts';
import type { AppError } from '../../domain/errors.ts';
import { call } from '../base/api.ts';
import { useAppState } from '../base/session.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { useNotify } from '../ui/notify.tsx';
import { PasswordStrength } from './PasswordStrength.tsx';

export type Secret = 'password' | 'kioskPin';
type Problem = 'required' | 'differs' | PasswordProblem | KioskPinProblem;

function problemOf(which: Secret, secret: string): Problem | null {
  if (secret === '') return 'required';
  if (which === 'kioskPin') return kioskPinProblem(secret);
  const { length } = Array.from(sameText(secret));
  if (length < PASSWORD_MIN) return 'too-short';
  return length > PASSWORD_MAX ? 'too-long' : null;
}

const EMPTY = { current: '', secret: '', repeat: '' };

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
  const [form, setForm] = useState(EMPTY);
  const [shown, setShown] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const pin = which === 'kioskPin';
  const known = !(which === 'password' && askPassword === 'recovered');
  // Under a lock other forms keep what was typed; secrets do not wait there.
  useEffect(() => () => setForm(EMPTY), []);
  const problems = {
    current: known && form.current === '' ? 'required' : null,
    secret: problemOf(which, form.secret),
    repeat: form.repeat === form.secret ? null : 'differs',
  } as const satisfies Record<keyof typeof form, Problem | null>;
  const weak = error?.code === 'password-weak' ? error.reason : null;
  const errorOf = (field: keyof typeof form) => {
    const problem = (shown ? problems[field] : null) ?? (field === 'secret' ? weak : null);
    return problem ? t(`firstRun:problems.${problem}`, { count: PASSWORD_MIN }) : undefined;
  };
  const edit = (part: Partial<typeof form>) => {
    setForm({ ...form, ...part });
    setError(null);
  };
  const submit = async () => {
    setShown(true);
    if (busy || problems.current || problems.secret || problems.repeat) return;
    setBusy(true);
    const secrets = { password: null, kioskPin: null, [which]: form.secret };
    const answer = await call('settings.changeSecrets', { currentPassword: known ? form.current : null, ...secrets });
    setBusy(false);
    setError(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setForm(EMPTY);
    setShown(false);
    notify.done(pin ? t('kiosk.pinChanged') : t('security.changed'));
  };
  const most = pin ? KIOSK_PIN_MAX : undefined;
  return (
    <form
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        void submit();
      }}
    >
      <SimpleGrid cols={narrow ? 1 : known ? 3 : 2} mb="md">
        {known && (
          <PasswordInput
            label={t('security.current')}
            autoComplete="current-password"
            value={form.current}
            error={errorOf('current')}
            onChange={(e) => edit({ current: e.currentTarget.value })}
          />
        )}
        <Box>
          <PasswordInput
            label={pin ? t('kiosk.newPin') : t('security.next')}
            autoComplete="new-password"
            inputMode={pin ? 'numeric' : 'text'}
            maxLength={most}
            value={form.secret}
            error={errorOf('secret')}
            onChange={(e) => edit({ secret: e.currentTarget.value })}
          />
          {!pin && <PasswordStrength password={form.secret} siteName={settings.site.name} />}
        </Box>
        <PasswordInput
          label={pin ? t('kiosk.repeatPin') : t('security.repeat')}
          autoComplete="new-password"
          inputMode={pin ? 'numeric' : 'text'}
          maxLength={most}
          value={form.repeat}
          error={errorOf('repeat')}
          onChange={(e) => edit({ repeat: e.currentTarget.value })}
        />
      </SimpleGrid>
      <ErrorNote error={weak ? null : error} />
      <Group justify="flex-end" mt={error && !weak ? 'md' : 0}>
        {beside}
        <Button type="submit" loading={busy}>
          {pin ? t('kiosk.changePin') : t('security.change')}
        </Button>
      </Group>
    </form>
  );
}
