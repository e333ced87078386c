import { Button, Group, SegmentedControl, Select, Text, TextInput } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ON_HOLIDAYS } from '../../../domain/calendar/profile.ts';
import { WEEKDAYS, type Weekday } from '../../../domain/calendar/weekday.ts';
import type { Interval } from '../../../domain/calendar/interval.ts';
import { ProfileFields, type AccessOverview } from '../../../shared/access.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { dayBefore, hoursText, parseHours, spansOf } from './hours.ts';
import { NameField, useName } from '../../ui/NameField.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';
import { useChange } from '../../parts/useChange.ts';
import { DayBar, Scale } from './WeekBars.tsx';
import classes from './calendar.module.css';
import layout from '../../ui/layout.module.css';

type Profile = AccessOverview['profiles'][number];

/** A day as it is typed is read into its intervals; what cannot be read is said at its field. */
const Hours = z.string().transform((text, context): Interval[] => {
  const read = parseHours(text);
  if (read.ok) return [...read.intervals];
  context.addIssue({ code: 'custom', message: read.problem });
  return z.NEVER;
});
const Week = z.strictObject({ 1: Hours, 2: Hours, 3: Hours, 4: Hours, 5: Hours, 6: Hours, 7: Hours });
const { onHolidays } = ProfileFields.shape;
const shape = { name: ProfileFields.shape.name, week: Week, makeUpDayAs: ProfileFields.shape.makeUpDayAs };
/** The hours of holidays are looked at where they count. */
const Typed = z.discriminatedUnion('onHolidays', [
  z.strictObject({ ...shape, onHolidays: onHolidays.extract(['own-hours']), holidayHours: Hours }),
  z.strictObject({
    ...shape,
    onHolidays: onHolidays.exclude(['own-hours']),
    holidayHours: z.string().transform((): Interval[] => []),
  }),
]);

const OFFICE = '08:00–18:00';
const NEW: z.input<typeof Typed> = {
  name: '',
  week: { 1: OFFICE, 2: OFFICE, 3: OFFICE, 4: OFFICE, 5: OFFICE, 6: '', 7: '' },
  onHolidays: 'closed',
  holidayHours: '',
  makeUpDayAs: 1,
};

function typedOf(profile: Profile): z.input<typeof Typed> {
  const week = Object.fromEntries(WEEKDAYS.map((day) => [day, hoursText(profile.week[day])])) as Record<Weekday, string>;
  const { onHolidays, makeUpDayAs } = profile;
  return { name: profile.name, week, onHolidays, holidayHours: hoursText(profile.holidayHours), makeUpDayAs };
}

const intervalsOf = (text: string): readonly Interval[] => {
  const read = parseHours(text);
  return read.ok ? read.intervals : [];
};

/** A week that is typed and drawn; the bars follow the typing. */
export function ProfileDialog({ profile, onClose }: { readonly profile: Profile | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'common']);
  const change = useChange();
  const name = useName();
  const form = useCallForm({
    initial: profile ? typedOf(profile) : NEW,
    schema: Typed,
    words: (path, issue, typed) =>
      issue.code === 'custom'
        ? t(issue.message === 'nothing' ? 'profiles.nothing' : 'profiles.unreadable')
        : name.words(path, issue, typed),
    place: name.place,
    send: (fields, onError) =>
      change('access.saveProfile', { id: profile?.id ?? null, fields }, { done: t('saved', { name: fields.name }), onError }),
    done: onClose,
  });
  const { getInputProps, setFieldValue, validateField } = form.fields;
  const { week, onHolidays: mode, holidayHours } = form.values;
  const row = (path: `week.${Weekday}` | 'holidayHours', label: string, text: string, before: readonly Interval[]) => {
    return (
      <Fragment key={path}>
        <Text size="sm">{label}</Text>
        <TextInput
          size="sm"
          aria-label={label}
          placeholder={t('profiles.closed')}
          autoComplete="off"
          maxLength={200}
          {...getInputProps(path)}
          onBlur={() => {
            // What was understood is written as it will be kept.
            const read = parseHours(text);
            if (read.ok && hoursText(read.intervals) !== text) setFieldValue(path, hoursText(read.intervals));
            void validateField(path);
          }}
        />
        <DayBar spans={spansOf(intervalsOf(text), before)} />
      </Fragment>
    );
  };
  return (
    <FormDialog
      title={profile ? t('profiles.changeTitle', { name: profile.name }) : t('profiles.new')}
      size={860}
      go={t('common:save')}
      form={form}
      onClose={onClose}
    >
      <NameField {...getInputProps('name')} />
      <Group justify="space-between" wrap="nowrap" align="end">
        <Text size="sm" c="dimmed">
          {t('profiles.hint')}
        </Text>
        <Button
          size="compact-md"
          variant="default"
          style={{ flex: 'none' }}
          onClick={() => setFieldValue('week', { ...week, 2: week[1], 3: week[1], 4: week[1], 5: week[1] })}
        >
          {t('profiles.copy')}
        </Button>
      </Group>
      <div className={classes.weekEdit}>
        <span />
        <span />
        <Scale />
        {WEEKDAYS.map((day) => row(`week.${day}`, t(`profiles.days.${day}`), week[day], intervalsOf(week[dayBefore(day)])))}
      </div>
      <div className={layout.pair}>
        <div>
          <Text fw={600} mb={4} id="on-holidays">
            {t('profiles.onHolidays')}
          </Text>
          <SegmentedControl
            aria-labelledby="on-holidays"
            fullWidth
            size="sm"
            value={mode}
            data={ON_HOLIDAYS.map((value) => ({ value, label: t(`profiles.on.${value}`) }))}
            onChange={(value) => setFieldValue('onHolidays', value)}
          />
        </div>
        <Select
          size="sm"
          label={t('profiles.makeUpDayAs')}
          data={WEEKDAYS.map((day) => ({ value: String(day), label: t(`profiles.days.${day}`) }))}
          allowDeselect={false}
          value={String(form.values.makeUpDayAs)}
          onChange={(value) => setFieldValue('makeUpDayAs', WEEKDAYS.find((day) => String(day) === value) ?? 1)}
        />
      </div>
      {mode === 'own-hours' && (
        <div className={classes.weekEdit}>{row('holidayHours', t('profiles.holiday'), holidayHours, [])}</div>
      )}
    </FormDialog>
  );
}
