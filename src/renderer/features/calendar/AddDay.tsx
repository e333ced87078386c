import { Button, Group, Select, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { HOLIDAY_KINDS } from '../../../domain/calendar/holiday.ts';
import { Holiday } from '../../../shared/access.ts';
import { useFormat } from '../../base/format.ts';
import { PlanImpact } from '../../parts/PlanImpact.tsx';
import { useChange } from '../../parts/useChange.ts';
import { useDateFormats } from '../../ui/dateFormats.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';
import { WeekdaySelect } from './WeekdaySelect.tsx';

/** No day is chosen at first. */
const Typed = Holiday.extend({ date: z.string().nullable().pipe(Holiday.shape.date) });

/** One more day, typed in. */
export function AddDay() {
  const { t } = useTranslation('access');
  const format = useFormat();
  const formats = useDateFormats();
  const change = useChange();
  const form = useCallForm({
    initial: { date: null, name: '', kind: 'off', asWeekday: null },
    schema: Typed,
    words: (path) => (path === 'date' ? t('holidays.noDate') : undefined),
    send: async (day, onError) => {
      const done = t('holidays.added', { day: format.dayOf(day.date) });
      const added = await change('access.saveHolidays', { save: [day], remove: [] }, { done, onError });
      if (added) form.fields.setFieldValue('date', null);
      return added;
    },
  });
  const { getInputProps } = form.fields;
  const typed = Typed.safeParse(form.values);
  return (
    <form {...form.element}>
      <Group align="start" gap="sm" mb="md">
        <DatePickerInput {...formats.date} size="sm" w={180} label={t('holidays.date')} clearable {...getInputProps('date')} />
        <TextInput size="sm" w={240} label={t('holidays.what')} maxLength={60} {...getInputProps('name')} />
        <Select
          size="sm"
          w={150}
          label={t('holidays.kindLabel')}
          data={HOLIDAY_KINDS.map((k) => ({ value: k, label: t(`holidays.kind.${k}`) }))}
          allowDeselect={false}
          {...getInputProps('kind')}
        />
        {form.values.kind === 'working-day' && (
          <WeekdaySelect
            label={t('holidays.asWeekday')}
            value={form.values.asWeekday}
            onChange={(day) => form.fields.setFieldValue('asWeekday', day)}
          />
        )}
        {/* As far down as the labels are high: what is wrong with a field stands below it. */}
        <Button size="sm" mt={27} type="submit" variant="default" loading={form.busy}>
          {t('holidays.add')}
        </Button>
      </Group>
      <ErrorNote error={form.error} />
      {typed.success && <PlanImpact change={{ kind: 'calendar', save: [typed.data], remove: [] }} />}
    </form>
  );
}
