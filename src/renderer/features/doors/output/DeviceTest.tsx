import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { supportCode, type AppError } from '../../../../domain/errors.ts';
import type { Result } from '../../../../domain/result.ts';
import type { TraceLine } from '../../../../shared/outputs.ts';
import { errorText } from '../../../i18n/errorText.ts';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { useFormat } from '../../../base/format.ts';
import classes from './output.module.css';

/** What was sent to a device and what it answered. */
function Talk({ lines }: { readonly lines: readonly TraceLine[] }) {
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

function Failed({ title, error }: { readonly title: string; readonly error: AppError }) {
  const { t } = useTranslation();
  const { title: what, next } = errorText(t, error);
  return (
    <Alert color="red" icon={<IconAlertTriangle size={20} stroke={1.75} />} title={title}>
      {`${what} ${next} `}
      <Text span c="dimmed" size="sm" ff="monospace">
        {supportCode[error.code]}
      </Text>
    </Alert>
  );
}

type Tested = { readonly error: AppError | null; readonly ms: number; readonly lines: readonly TraceLine[] };

type Props<T extends Tested> = {
  readonly icon: ReactNode;
  readonly label: string;
  readonly hint: string;
  readonly disabled: boolean;
  /** What is tested, in a word that changes with it: of what was there before, nothing is shown. */
  readonly of: string;
  readonly ask: () => Promise<Result<T>>;
  /** The sentence over a failure. */
  readonly failed: (ms: string) => string;
  /** What is shown of an answer. */
  readonly answered: (test: T, ms: string) => ReactNode;
};

/** Speaks to a device once and shows what came of it, what was sent and what was answered. */
export function DeviceTest<T extends Tested>({ icon, label, hint, disabled, of, ask, failed, answered }: Props<T>) {
  const format = useFormat();
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<{ readonly of: string; readonly test: T } | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const go = async () => {
    setBusy(true);
    setDone(null);
    setError(null);
    const answer = await ask();
    setBusy(false);
    if (answer.ok) setDone({ of, test: answer.value });
    else setError(answer.error);
  };
  const test = done?.of === of ? done.test : null;
  const ms = test ? format.number(test.ms) : '';
  return (
    <div className={classes.test}>
      <Button fullWidth variant="light" leftSection={icon} loading={busy} disabled={disabled} onClick={() => void go()}>
        {label}
      </Button>
      <Text size="sm" c="dimmed" mt={6}>
        {hint}
      </Text>
      <ErrorNote error={error} />
      {test && (
        <div role="status">
          {test.error ? <Failed title={failed(ms)} error={test.error} /> : answered(test, ms)}
          <Talk lines={test.lines} />
        </div>
      )}
    </div>
  );
}
