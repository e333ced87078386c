import { Alert, Button, PasswordInput, SegmentedControl, Stack } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
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

const Given = trimmedKey(sessionCalls['session.unlock'].input);

/** The key is not at hand: the passphrase opens the data, or the recovery key does. */
export default function UnlockScreen() {
  const { t } = useTranslation('signIn');
  const { fault } = useAppState();
  const { left, start } = useCountdown();
  // A fault at this stage says that the kept key is gone: then only the recovery key helps.
  const lost = fault !== null;
  const form = useCallForm({
    initial: { kind: 'passphrase', secret: '' },
    schema: Given,
    words: useSignInWords(),
    send: async ({ kind, secret }, refused) => {
      const answer = await call('session.unlock', { kind, secret });
      if (answer.ok) return answer;
      if (answer.error.code === 'too-many-attempts') start(answer.error.retryAfterSeconds);
      refused(asKeyError(answer.error));
      return null;
    },
    secrets: ['secret'],
  });
  const { getInputProps, setValues } = form.fields;
  const kind = lost ? 'recovery-key' : form.values.kind;
  if (kind !== form.values.kind) setValues({ kind, secret: '' });
  const locked = left > 0;
  return (
    <Gate title={t('unlock.title')} sub={lost ? t('unlock.lost') : t('unlock.text')} wide>
      <form {...form.element}>
        <Stack>
          <ErrorNote error={form.error ? null : fault} tone="amber" />
          {!lost && (
            <SegmentedControl
              fullWidth
              value={kind}
              data={[
                { value: 'passphrase', label: t('unlock.passphrase') },
                { value: 'recovery-key', label: t('unlock.recoveryKey') },
              ]}
              onChange={(chosen) => {
                form.forgive();
                setValues({ kind: chosen, secret: '' });
              }}
            />
          )}
          {kind === 'passphrase' ? (
            <PasswordInput
              key="passphrase"
              autoFocus
              label={t('unlock.passphrase')}
              autoComplete="current-password"
              disabled={locked}
              {...getInputProps('secret')}
            />
          ) : (
            <RecoveryKeyField key="recovery-key" disabled={locked} {...getInputProps('secret')} />
          )}
          {locked ? (
            <Alert color="amber" icon={<IconClock size={20} stroke={1.75} />} role="status">
              {t('locked', { time: minutesAndSeconds(left) })}
            </Alert>
          ) : (
            <ErrorNote error={form.error} />
          )}
          <Button type="submit" fullWidth loading={form.busy} disabled={locked}>
            {t('unlock.submit')}
          </Button>
        </Stack>
      </form>
    </Gate>
  );
}
