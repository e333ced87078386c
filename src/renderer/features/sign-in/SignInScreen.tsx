import { Alert, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { IconClock, IconLock } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionCalls } from '../../../shared/calls/session.ts';
import { call } from '../../base/api.ts';
import { useAppState } from '../../base/session.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Gate } from '../../ui/Gate.tsx';
import { RecoveryKeyField } from '../../ui/RecoveryKeyField.tsx';
import { minutesAndSeconds, useCountdown } from '../../ui/useCountdown.ts';
import { useCallForm } from '../../ui/useCallForm.ts';
import { asKeyError, trimmedKey, useSignInWords } from '../../parts/key-words.ts';

const Given = trimmedKey(sessionCalls['session.signIn'].input);

/** By the password; by the recovery key where that is forgotten, waits or is blocked. */
export default function SignInScreen() {
  const { t } = useTranslation('signIn');
  const { settings, locked, kioskBehind, fault } = useAppState();
  const { left, start } = useCountdown();
  const form = useCallForm({
    initial: { kind: 'password', secret: '' },
    schema: Given,
    words: useSignInWords(),
    send: async ({ kind, secret }, refused) => {
      const answer = await call('session.signIn', { kind, secret });
      if (answer.ok) return answer;
      const { error } = answer;
      if (error.code === 'too-many-attempts') start(error.retryAfterSeconds);
      if (error.code === 'password-blocked') setFieldValue('kind', 'recovery-key');
      // A wrong password is emptied: retyping all of it is quicker than finding the slip behind dots. A recovery key is seen, and is long.
      if (kind === 'password') setFieldValue('secret', '');
      refused(asKeyError(error));
      return null;
    },
    secrets: ['secret'],
  });
  const { getInputProps, setFieldValue, setValues } = form.fields;
  const { error } = form;
  const field = useRef<HTMLInputElement>(null);
  const byKey = form.values.kind === 'recovery-key';
  const waits = left > 0 && !byKey;
  useEffect(() => {
    if (!waits) field.current?.focus();
  }, [waits, error]);
  const choose = (kind: 'password' | 'recovery-key') => {
    form.forgive();
    setValues({ kind, secret: '' });
  };
  return (
    <Gate title={t('title')} sub={settings.site.name} wide={byKey}>
      <form {...form.element}>
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
              <RecoveryKeyField {...getInputProps('secret')} />
            </>
          ) : (
            <PasswordInput
              ref={field}
              label={t('password')}
              autoComplete="current-password"
              disabled={waits}
              {...getInputProps('secret')}
            />
          )}
          {waits ? (
            <Alert color="amber" icon={<IconClock size={20} stroke={1.75} />} role="status">
              {t('locked', { time: minutesAndSeconds(left) })}
            </Alert>
          ) : (
            <ErrorNote error={error?.code === 'too-many-attempts' ? null : error} />
          )}
          <Button type="submit" fullWidth loading={form.busy} disabled={waits}>
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
