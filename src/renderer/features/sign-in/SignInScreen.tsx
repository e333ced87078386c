import { Alert, Button, PasswordInput, Stack } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../app/session.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Gate } from '../../ui/Gate.tsx';
import { minutesAndSeconds, useCountdown } from '../../ui/useCountdown.ts';
import { useSignIn } from './store.ts';

export default function SignInScreen() {
  const { t } = useTranslation('signIn');
  const { siteName } = useSettings();
  const { password, error, busy, type, submit } = useSignIn();
  const { left, start } = useCountdown();
  const field = useRef<HTMLInputElement>(null);
  const locked = left > 0;
  useEffect(() => {
    if (!locked) field.current?.focus();
  }, [locked, error]);
  return (
    <Gate title={t('title')} sub={siteName}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          void submit().then((seconds) => {
            if (seconds > 0) start(seconds);
          });
        }}
      >
        <Stack>
          <PasswordInput
            ref={field}
            label={t('password')}
            autoComplete="current-password"
            value={password}
            disabled={locked}
            onChange={(e) => type(e.currentTarget.value)}
          />
          {locked ? (
            <Alert color="amber" icon={<IconClock size={20} stroke={1.75} />} role="status">
              {t('locked', { time: minutesAndSeconds(left) })}
            </Alert>
          ) : (
            <ErrorNote error={error?.code === 'too-many-attempts' ? null : error} />
          )}
          <Button type="submit" fullWidth loading={busy} disabled={locked || password === ''}>
            {t('submit')}
          </Button>
        </Stack>
      </form>
    </Gate>
  );
}
