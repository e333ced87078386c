import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconFlame, IconPlugConnected } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { supportCode, type AppError } from '../../../../domain/errors.ts';
import type { Input } from '../../../../shared/contract.ts';
import type { FireInputTest } from '../../../../shared/fire-inputs.ts';
import { call } from '../../../api.ts';
import { errorText } from '../../../i18n/errorText.ts';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { useFormat } from '../../../ui/format.ts';
import { Talk } from '../output/TestButton.tsx';
import classes from '../output/output.module.css';

const icon = { size: 20, stroke: 1.75 } as const;

function Outcome({ test }: { readonly test: FireInputTest }) {
  const { t } = useTranslation('fire');
  const { t: common } = useTranslation();
  const format = useFormat();
  const ms = format.number(test.ms);
  return (
    <div role="status">
      {test.error ? (
        <Alert color="red" icon={<IconAlertTriangle {...icon} />} title={t('test.failed', { ms })}>
          {`${errorText(common, test.error).title} ${errorText(common, test.error).next} `}
          <Text span c="dimmed" size="sm" ff="monospace">
            {supportCode[test.error.code]}
          </Text>
        </Alert>
      ) : test.reading === 'quiet' ? (
        <Alert color="green" icon={<IconCheck {...icon} />} title={t('test.quiet', { ms })} />
      ) : test.reading === 'alarm' ? (
        <Alert color="red" icon={<IconFlame {...icon} />} title={t('test.alarm', { ms })}>
          {t('alarmNow')}
        </Alert>
      ) : (
        <Alert color="amber" icon={<IconAlertTriangle {...icon} />} title={t('test.unknown', { ms })} />
      )}
      <Talk lines={test.lines} />
    </div>
  );
}

/** Reads the input once, as it is typed, and shows what it says. */
export function TryButton({ asked, disabled }: { readonly asked: Input<'fireInputs.test'>; readonly disabled: boolean }) {
  const { t } = useTranslation('fire');
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<{ readonly of: string; readonly test: FireInputTest } | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const of = JSON.stringify(asked);
  const go = async () => {
    setBusy(true);
    setDone(null);
    setError(null);
    const answer = await call('fireInputs.test', asked);
    setBusy(false);
    if (answer.ok) setDone({ of, test: answer.value });
    else setError(answer.error);
  };
  return (
    <div className={classes.test}>
      <Button
        fullWidth
        variant="light"
        leftSection={<IconPlugConnected size={18} stroke={1.75} />}
        loading={busy}
        disabled={disabled}
        onClick={() => void go()}
      >
        {t('test.go')}
      </Button>
      <Text size="sm" c="dimmed" mt={6}>
        {t('test.hint')}
      </Text>
      <ErrorNote error={error} />
      {/* Of what was typed before nothing is shown. */}
      {done?.of === of && <Outcome test={done.test} />}
    </div>
  );
}
