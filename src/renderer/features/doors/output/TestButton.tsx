import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconDoorEnter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { supportCode, type AppError } from '../../../../domain/errors.ts';
import type { OutputTest, TraceLine } from '../../../../shared/outputs.ts';
import { call } from '../../../api.ts';
import { errorText } from '../../../i18n/errorText.ts';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { useFormat } from '../../../ui/format.ts';
import classes from './output.module.css';

/** What was sent to a device and what it answered. */
export function Talk({ lines }: { readonly lines: readonly TraceLine[] }) {
  const { t } = useTranslation('outputs');
  const format = useFormat();
  return (
    <>
      <Text fw={600} size="sm" mt="md">
        {t('test.talk')}
      </Text>
      <Text size="sm" c="dimmed" mb="xs">
        {t('test.masked')}
      </Text>
      {lines.length === 0 && <Text size="sm">{t('test.none')}</Text>}
      <ol className={classes.talk ?? ''}>
        {lines.map((line, i) => (
          <li key={i} data-direction={line.direction}>
            <span className={classes.who}>
              {t(`test.directions.${line.direction}`)}
              <span>{`${format.number(line.ms)} ms`}</span>
            </span>
            <pre>{line.text}</pre>
          </li>
        ))}
      </ol>
    </>
  );
}

function Outcome({ test }: { readonly test: OutputTest }) {
  const { t } = useTranslation('outputs');
  const { t: common } = useTranslation();
  const format = useFormat();
  const ms = format.number(test.ms);
  return (
    <div role="status">
      {test.error ? (
        <Alert color="red" icon={<IconAlertTriangle size={20} stroke={1.75} />} title={t('test.failed', { ms })}>
          {`${errorText(common, test.error).title} ${errorText(common, test.error).next} `}
          <Text span c="dimmed" size="sm" ff="monospace">
            {supportCode[test.error.code]}
          </Text>
        </Alert>
      ) : (
        <Alert color="green" icon={<IconCheck size={20} stroke={2} />} title={t('test.opened', { ms })} />
      )}
      <Talk lines={test.lines} />
    </div>
  );
}

/** Opens the door once, as stored, and shows what was sent and what was answered. */
export function TestButton({ doorId, disabled }: { readonly doorId: number; readonly disabled: boolean }) {
  const { t } = useTranslation('outputs');
  const [busy, setBusy] = useState(false);
  const [test, setTest] = useState<OutputTest | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const go = async () => {
    setBusy(true);
    setTest(null);
    setError(null);
    const answer = await call('outputs.test', { doorId });
    setBusy(false);
    if (answer.ok) setTest(answer.value);
    else setError(answer.error);
  };
  return (
    <div className={classes.test}>
      <Button
        fullWidth
        variant="light"
        leftSection={<IconDoorEnter size={18} stroke={1.75} />}
        loading={busy}
        disabled={disabled}
        onClick={() => void go()}
      >
        {t('test.go')}
      </Button>
      <Text size="sm" c="dimmed" mt={6}>
        {disabled ? t('test.first') : t('test.hint')}
      </Text>
      <ErrorNote error={error} />
      {test && !disabled && <Outcome test={test} />}
    </div>
  );
}
