import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { notAnnounced } from '../../domain/calendar/known-years.ts';
import { useAnswer } from '../base/answers.ts';

/** Says of which of these years no holiday is known: a plan that follows the calendar takes their days for usual ones. Nothing where none follows it. */
export function NotAnnounced({ years }: { readonly years: readonly number[] }) {
  const { t } = useTranslation('shifts');
  const { value } = useAnswer('shifts.calendar', null);
  const unknown = value ? notAnnounced(value, years) : [];
  if (unknown.length === 0) return null;
  return (
    <Alert color="amber" mb="md" role="status">
      {t('noCalendar', { years: unknown.join(t('and')) })}
    </Alert>
  );
}
