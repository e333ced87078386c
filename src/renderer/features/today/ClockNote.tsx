import { Alert } from '@mantine/core';
import { IconClockExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../../base/session.ts';
import { useFormat } from '../../base/format.ts';

/** Nothing while the clock is as it should be. */
export function ClockNote() {
  const { t } = useTranslation('today');
  const format = useFormat();
  const { clock } = useAppState();
  if (clock === 'good') return null;
  const now = Date.now();
  return (
    <Alert
      color={clock === 'wrong' ? 'red' : 'amber'}
      icon={<IconClockExclamation size={20} stroke={1.75} />}
      mb="md"
      role="status"
      title={t(`clock.${clock}`)}
    >
      {clock === 'wrong' ? t('clock.wrongText', { when: `${format.date(now)} ${format.time(now)}` }) : t('clock.steppedText')}
    </Alert>
  );
}
