import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { WEEKDAYS, type Weekday } from '../../../domain/calendar/weekday.ts';

type Props = {
  readonly label: string;
  readonly hidden?: boolean;
  readonly value: Weekday | null;
  readonly onChange: (day: Weekday | null) => void;
};

/** As which weekday a working day is worked; none = as each profile and plan has it. */
export function WeekdaySelect({ label, hidden = false, value, onChange }: Props) {
  const { t } = useTranslation('access');
  return (
    <Select
      size="sm"
      w={150}
      {...(hidden ? { 'aria-label': label } : { label })}
      placeholder={t('holidays.asUsual')}
      clearable
      data={WEEKDAYS.map((day) => ({ value: String(day), label: t(`profiles.days.${day}`) }))}
      value={value === null ? null : String(value)}
      onChange={(chosen) => onChange(WEEKDAYS.find((day) => String(day) === chosen) ?? null)}
    />
  );
}
