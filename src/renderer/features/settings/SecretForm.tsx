import { Box, Button, Card, Group, PasswordInput, SimpleGrid, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../domain/errors.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useNotify } from '../../ui/notify.tsx';
import { PasswordStrength } from '../../ui/PasswordStrength.tsx';
import { PASSWORD_MAX, PASSWORD_MIN } from '../../ui/strength.ts';
import { useSettingsStore, type Secret } from './store.ts';
import classes from './Settings.module.css';

type Problem = 'required' | 'too-short' | 'too-long' | 'differs' | 'pin-digits';

function problemOf(which: Secret, secret: string): Problem | null {
  if (secret === '') return 'required';
  if (which === 'kioskPin') return /^\d{4,12}$/.test(secret) ? null : 'pin-digits';
  if (secret.length < PASSWORD_MIN) return 'too-short';
  return secret.length > PASSWORD_MAX ? 'too-long' : null;
}

/** Changes the administrator's password or the kiosk's PIN; both ask for the current password. */
export function SecretForm({ which }: { readonly which: Secret }) {
  const { t } = useTranslation(['settings', 'firstRun']);
  const notify = useNotify();
  const changeSecret = useSettingsStore((s) => s.changeSecret);
  const [form, setForm] = useState({ current: '', secret: '', repeat: '' });
  const [shown, setShown] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const pin = which === 'kioskPin';
  const problems = {
    current: form.current === '' ? 'required' : null,
    secret: problemOf(which, form.secret),
    repeat: form.repeat === form.secret ? null : 'differs',
  } as const satisfies Record<keyof typeof form, Problem | null>;
  const errorOf = (field: keyof typeof form) => {
    const problem = shown ? problems[field] : null;
    return problem ? t(`firstRun:problems.${problem}`) : undefined;
  };
  const edit = (part: Partial<typeof form>) => {
    setForm({ ...form, ...part });
    setError(null);
  };
  const submit = async () => {
    setShown(true);
    if (busy || problems.current || problems.secret || problems.repeat) return;
    setBusy(true);
    const failed = await changeSecret(which, form.current, form.secret);
    setBusy(false);
    setError(failed);
    if (failed) return;
    setForm({ current: '', secret: '', repeat: '' });
    setShown(false);
    notify.done(pin ? t('kiosk.pinChanged') : t('security.changed'));
  };
  return (
    <Card mt={pin ? 'md' : 0} className={classes.secret ?? ''}>
      <form
        noValidate
        onSubmit={(e) => {
          e.preventDefault();
          void submit();
        }}
      >
        <Title order={3}>{pin ? t('kiosk.pin') : t('security.password')}</Title>
        <Text size="sm" c="dimmed" mb="md">
          {pin ? t('firstRun:site.pinHint') : t('security.currentNeeded')}
        </Text>
        <SimpleGrid cols={3} mb="md">
          <PasswordInput
            label={t('security.current')}
            autoComplete="current-password"
            value={form.current}
            error={errorOf('current')}
            onChange={(e) => edit({ current: e.currentTarget.value })}
          />
          <Box>
            <PasswordInput
              label={pin ? t('kiosk.newPin') : t('security.next')}
              autoComplete="new-password"
              inputMode={pin ? 'numeric' : 'text'}
              maxLength={pin ? 12 : PASSWORD_MAX}
              value={form.secret}
              error={errorOf('secret')}
              onChange={(e) => edit({ secret: e.currentTarget.value })}
            />
            {!pin && <PasswordStrength password={form.secret} />}
          </Box>
          <PasswordInput
            label={pin ? t('kiosk.repeatPin') : t('security.repeat')}
            autoComplete="new-password"
            inputMode={pin ? 'numeric' : 'text'}
            maxLength={pin ? 12 : PASSWORD_MAX}
            value={form.repeat}
            error={errorOf('repeat')}
            onChange={(e) => edit({ repeat: e.currentTarget.value })}
          />
        </SimpleGrid>
        <ErrorNote error={error} />
        <Group justify="flex-end" mt={error ? 'md' : 0}>
          <Button type="submit" loading={busy}>
            {pin ? t('kiosk.changePin') : t('security.change')}
          </Button>
        </Group>
      </form>
    </Card>
  );
}

export function SecurityTab() {
  return <SecretForm which="password" />;
}
