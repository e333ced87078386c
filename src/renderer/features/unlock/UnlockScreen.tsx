import { Alert, Button, PasswordInput, SegmentedControl, Stack } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../../base/session.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Gate } from '../../ui/Gate.tsx';
import { RecoveryKeyField } from '../../ui/RecoveryKeyField.tsx';
import { minutesAndSeconds, useCountdown } from '../../ui/useCountdown.ts';
import { useUnlock } from './store.ts';

/** The key is not at hand: the passphrase opens the data, or the recovery key does. */
export default function UnlockScreen() {
  const { t } = useTranslation('signIn');
  const { fault } = useAppState();
  const { kind, secret, error, busy, choose, type, submit } = useUnlock();
  const { left, start } = useCountdown();
  // A fault at this stage says that the kept key is gone: then only the recovery key helps.
  const lost = fault !== null;
  useEffect(() => {
    if (lost) choose('recovery-key');
  }, [lost, choose]);
  const locked = left > 0;
  return (
    <Gate title={t('unlock.title')} sub={lost ? t('unlock.lost') : t('unlock.text')} wide>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          void submit().then((seconds) => {
            if (seconds > 0) start(seconds);
          });
        }}
      >
        <Stack>
          <ErrorNote error={error ? null : fault} tone="amber" />
          {!lost && (
            <SegmentedControl
              fullWidth
              value={kind}
              data={[
                { value: 'passphrase', label: t('unlock.passphrase') },
                { value: 'recovery-key', label: t('unlock.recoveryKey') },
              ]}
              onChange={choose}
            />
          )}
          {kind === 'passphrase' ? (
            <PasswordInput
              key="passphrase"
              autoFocus
              label={t('unlock.passphrase')}
              autoComplete="current-password"
              value={secret}
              disabled={locked}
              onChange={(e) => type(e.currentTarget.value)}
            />
          ) : (
            <RecoveryKeyField key="recovery-key" value={secret} disabled={locked} onChange={type} />
          )}
          {locked ? (
            <Alert color="amber" icon={<IconClock size={20} stroke={1.75} />} role="status">
              {t('locked', { time: minutesAndSeconds(left) })}
            </Alert>
          ) : (
            <ErrorNote error={error} />
          )}
          <Button type="submit" fullWidth loading={busy} disabled={locked || secret.trim() === ''}>
            {t('unlock.submit')}
          </Button>
        </Stack>
      </form>
    </Gate>
  );
}
