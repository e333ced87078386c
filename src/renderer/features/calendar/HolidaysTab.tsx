import { Alert, Text } from '@mantine/core';
import { IconBeach } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { knownYears, yearsAhead } from '../../../domain/calendar/known-years.ts';
import type { AccessOverview } from '../../../shared/access.ts';
import { useFormat } from '../../base/format.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { AddDay } from './AddDay.tsx';
import { HolidayYears } from './HolidayYears.tsx';
import { useHolidayFile } from './useHolidayFile.tsx';
import layout from '../../ui/layout.module.css';

export function HolidaysTab({ access }: { readonly access: AccessOverview }) {
  const { t } = useTranslation('access');
  const format = useFormat();
  const { holidays } = access;
  const file = useHolidayFile(holidays);
  const known = knownYears(holidays.map((h) => h.date));
  const missing = yearsAhead(format.isoDay(Date.now())).filter((year) => !known.includes(year));
  return (
    <>
      {holidays.length === 0 ? (
        <EmptyState
          icon={<IconBeach size={48} stroke={1.5} />}
          title={t('holidays.empty.title')}
          text={t('holidays.empty.text')}
          action={file.button}
        />
      ) : (
        <div className={layout.bar}>
          <Text c="dimmed">{t('holidays.kindHint')}</Text>
          {file.button}
        </div>
      )}
      {missing.length > 0 && (
        <Alert color="amber" mb="md">
          {t('holidays.noCalendar', { years: missing.join(', ') })}
        </Alert>
      )}
      <AddDay />
      <HolidayYears holidays={holidays} />
      {file.dialog}
    </>
  );
}
