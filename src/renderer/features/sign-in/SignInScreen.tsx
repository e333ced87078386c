import { Alert, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { IconClock, IconLock } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../base/api.ts';
import { useAppState } from '../../base/session.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Gate } from '../../ui/Gate.tsx';
import { RecoveryKeyField } from '../../ui/RecoveryKeyField.tsx';
import { minutesAndSeconds, useCountdown } from '../../ui/useCountdown.ts';
import { useSignIn } from './store.ts';

/** By the password; by the recovery key where that is forgotten, waits or is blocked. */
export default function SignInScreen() {
  const { t } = useTranslation('signIn');
  const { settings, locked, kioskBehind, fault } = useAppState();
  const { way, secret, error, busy, choose, type, submit } = useSignIn();
  const { left, start } = useCountdown();
  const field = useRef<HTMLInputElement>(null);
  const byKey = way === 'recovery-key';
  const waits = left > 0 && !byKey;
  useEffect(() => {
    if (!waits) field.current?.focus();
  }, [waits, error]);
  return (
    <Gate title={t('title')} sub={settings.site.name} wide={byKey}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          void submit().then((seconds) => {
            if (seconds > 0) start(seconds);
          });
        }}
      >
        <Stack>
          <ErrorNote error={fault} />
          {locked !== null && (
            <Alert color="gray" icon={<IconLock size={20} stroke={1.75} />}>
              {t(`ended.${locked}`, { count: settings.site.idleMinutes })}
            </Alert>
          )}
          {byKey ? (
            <>
              <Text size="sm" c="dimmed">
                {t('byKey')}
              </Text>
              <RecoveryKeyField value={secret} onChange={type} />
            </>
          ) : (
            <PasswordInput
              ref={field}
              label={t('password')}
              autoComplete="current-password"
              value={secret}
              disabled={waits}
              onChange={(e) => type(e.currentTarget.value)}
            />
          )}
          {waits ? (
            <Alert color="amber" icon={<IconClock size={20} stroke={1.75} />} role="status">
              {t('locked', { time: minutesAndSeconds(left) })}
            </Alert>
          ) : (
            <ErrorNote error={error?.code === 'too-many-attempts' ? null : error} />
          )}
          <Button type="submit" fullWidth loading={busy} disabled={waits || secret.trim() === ''}>
            {t('submit')}
          </Button>
          <Stack gap={4}>
            <Button variant="subtle" size="sm" onClick={() => choose(byKey ? 'password' : 'recovery-key')}>
              {byKey ? t('usePassword') : t('useKey')}
            </Button>
            {kioskBehind && (
              <Button variant="subtle" size="sm" onClick={() => void call('session.backToKiosk', null)}>
                {t('backToKiosk')}
              </Button>
            )}
          </Stack>
        </Stack>
      </form>
    </Gate>
  );
}
