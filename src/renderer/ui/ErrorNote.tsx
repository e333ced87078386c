import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { supportCode, type AppError } from '../../domain/errors.ts';
import { errorText } from '../i18n/errorText.ts';

/** What happened, what to do next, and the code to read out to support. Nothing when there is no error. */
export function ErrorNote({ error, tone = 'red' }: { readonly error: AppError | null; readonly tone?: 'red' | 'amber' }) {
  const { t } = useTranslation();
  if (!error) return null;
  const { title, next } = errorText(t, error);
  return (
    <Alert role="alert" color={tone} icon={<IconAlertTriangle size={20} stroke={1.75} />} title={title}>
      {next}
      <Text span c="dimmed" size="sm" ff="monospace" ml={8} style={{ whiteSpace: 'nowrap' }}>
        {supportCode[error.code]}
      </Text>
    </Alert>
  );
}
