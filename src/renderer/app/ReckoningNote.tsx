import { Alert, Progress } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../base/session.ts';

/** After a change that touches many people; nothing else of the time. */
export function ReckoningNote() {
  const { t } = useTranslation('hours');
  const { reckoning } = useAppState();
  if (!reckoning) return null;
  return (
    <Alert color="teal" icon={<IconRefresh size={20} stroke={1.75} />} mb="md" title={t('reckoning.title', reckoning)}>
      {t('reckoning.text')}
      <Progress
        mt="xs"
        value={(100 * reckoning.done) / Math.max(1, reckoning.total)}
        size="sm"
        aria-label={t('reckoning.label')}
      />
    </Alert>
  );
}
