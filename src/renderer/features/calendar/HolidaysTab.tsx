import { ActionIcon, Alert, Button, FileButton, Group, Loader, Select, Text, TextInput, Title } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconBeach, IconBriefcase, IconFileImport, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { HOLIDAY_KINDS, isDayOff, type Holiday as Day } from '../../../domain/calendar/holiday.ts';
import { knownYears, yearsAhead } from '../../../domain/calendar/known-years.ts';
import { WEEKDAYS, type Weekday } from '../../../domain/calendar/weekday.ts';
import { Holiday, type AccessOverview } from '../../../shared/access.ts';
import { CALENDAR_BYTES, type EncodingName, type HolidayFile } from '../../../shared/imported.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';
import { useFormat } from '../../base/format.ts';
import { useNotify } from '../../ui/notify.tsx';
import { useDateFormats } from '../../ui/dateFormats.ts';
import { ImportDialog } from './ImportDialog.tsx';
import { PlanImpact } from '../../parts/PlanImpact.tsx';
import { useChange } from '../../parts/useChange.ts';
import { useCalendarChange } from './useCalendarChange.tsx';
import classes from './calendar.module.css';
import layout from '../../ui/layout.module.css';

const icon = { size: 18, stroke: 1.75 } as const;
/** A file that was read, and its bytes, to be read again in another encoding. */
type Read = { readonly bytes: Uint8Array; readonly file: HolidayFile };

/** No day is chosen at first. */
const Typed = Holiday.extend({ date: z.string().nullable().pipe(Holiday.shape.date) });

type WeekdayProps = {
  readonly label: string;
  readonly hidden?: boolean;
  readonly value: Weekday | null;
  readonly onChange: (day: Weekday | null) => void;
};

/** As which weekday a working day is worked; none = as each profile and plan has it. */
function WeekdaySelect({ label, hidden = false, value, onChange }: WeekdayProps) {
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

/** One more day, typed in. */
function AddDay() {
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

export function HolidaysTab({ access }: { readonly access: AccessOverview }) {
  const { t } = useTranslation(['access', 'common']);
  const format = useFormat();
  const change = useChange();
  const notify = useNotify();
  const calendar = useCalendarChange();
  const [preview, setPreview] = useState<Read | null>(null);
  const [reading, setReading] = useState(false);
  const { holidays } = access;
  const years = [...new Set(holidays.map((h) => h.date.slice(0, 4)))];
  const known = knownYears(holidays.map((h) => h.date));
  const missing = yearsAhead(format.isoDay(Date.now())).filter((year) => !known.includes(year));

  const read = async (bytes: Uint8Array, encoding: EncodingName | null) => {
    setReading(true);
    const answer = await change(
      'access.readHolidays',
      { bytes, encoding },
      {
        onError: (error) => {
          if (error.code !== 'import-cancelled') notify.error(error);
        },
      },
    );
    setReading(false);
    if (answer) setPreview({ bytes, file: answer.value });
  };
  const open = async (file: File | null) => {
    if (!file) return;
    if (file.size > CALENDAR_BYTES) notify.error({ code: 'import-too-much' });
    else await read(new Uint8Array(await file.arrayBuffer()), null);
  };
  const remove = (day: Day) => {
    const when = format.dayOf(day.date);
    return calendar.save({
      changes: { save: [], remove: [day.date] },
      back: { save: [day], remove: [] },
      title: t('holidays.askRemove', { day: when, name: day.name }),
      done: t('holidays.removed', { day: when }),
    });
  };
  const set = (day: Day, part: Partial<Day>) => {
    const changed = { ...day, ...part };
    if (changed.kind === day.kind && changed.asWeekday === day.asWeekday) return;
    const when = format.dayOf(day.date);
    return calendar.save({
      changes: { save: [changed], remove: [] },
      back: { save: [day], remove: [] },
      title: t('holidays.askChange', { day: when, name: day.name }),
      done: t('holidays.changed', { day: when }),
    });
  };
  const importButton =
    reading && !preview ? (
      <Group gap="sm" role="status">
        <Loader size="sm" aria-hidden="true" />
        <Text size="sm">{t('holidays.reading')}</Text>
        <Button variant="default" onClick={() => void change('imports.cancel', null)}>
          {t('common:cancel')}
        </Button>
      </Group>
    ) : (
      <FileButton accept=".ics,.ical,.vcs,.json,text/calendar,application/json" onChange={(file) => void open(file)}>
        {(props) => (
          <Button {...props} leftSection={<IconFileImport {...icon} />}>
            {t('holidays.import')}
          </Button>
        )}
      </FileButton>
    );
  return (
    <>
      {holidays.length === 0 ? (
        <EmptyState
          icon={<IconBeach size={48} stroke={1.5} />}
          title={t('holidays.empty.title')}
          text={t('holidays.empty.text')}
          action={importButton}
        />
      ) : (
        <div className={layout.bar}>
          <Text c="dimmed">{t('holidays.kindHint')}</Text>
          {importButton}
        </div>
      )}
      {missing.length > 0 && (
        <Alert color="amber" mb="md">
          {t('holidays.noCalendar', { years: missing.join(', ') })}
        </Alert>
      )}
      <AddDay />
      <div className={layout.cards}>
        {years.map((year) => {
          const days = holidays.filter((h) => h.date.startsWith(year));
          return (
            <section key={year} aria-label={year}>
              <Group gap="sm" align="baseline" mb="xs">
                <Title order={3}>{year}</Title>
                <Text c="dimmed" size="sm">
                  {t('holidays.count', { count: days.length })}
                </Text>
              </Group>
              <ul className={layout.list}>
                {days.map((day) => {
                  const Kind = isDayOff(day.kind) ? IconBeach : IconBriefcase;
                  const when = format.dayOf(day.date);
                  return (
                    <li key={day.date} className={classes.day}>
                      <span>{when}</span>
                      <span className={classes.dayName}>{day.name}</span>
                      <span className={classes.kind}>
                        <Kind {...icon} aria-hidden="true" />
                        <Select
                          size="xs"
                          w={150}
                          aria-label={`${t('holidays.kindLabel')}: ${when} ${day.name}`}
                          data={HOLIDAY_KINDS.map((k) => ({ value: k, label: t(`holidays.kind.${k}`) }))}
                          allowDeselect={false}
                          value={day.kind}
                          onChange={(kind) => void set(day, { kind: HOLIDAY_KINDS.find((k) => k === kind) ?? day.kind })}
                        />
                        {day.kind === 'working-day' && (
                          <WeekdaySelect
                            hidden
                            label={`${t('holidays.asWeekday')}: ${when} ${day.name}`}
                            value={day.asWeekday}
                            onChange={(asWeekday) => void set(day, { asWeekday })}
                          />
                        )}
                      </span>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={t('holidays.delete', { name: day.name, day: when })}
                        onClick={() => void remove(day)}
                      >
                        <IconTrash {...icon} />
                      </ActionIcon>
                    </li>
                  );
                })}
              </ul>
            </section>
          );
        })}
      </div>
      {calendar.dialog}
      {preview && (
        <ImportDialog
          // Read again, it is another file: what was ticked of the one before says nothing.
          key={preview.file.text.encoding}
          file={preview.file}
          known={holidays}
          reading={reading}
          onEncoding={(encoding) => void read(preview.bytes, encoding)}
          onClose={() => setPreview(null)}
        />
      )}
    </>
  );
}
