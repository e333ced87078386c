import { Button, Group, SegmentedControl, Select, Text, TextInput } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ON_HOLIDAYS } from '../../../domain/calendar/profile.ts';
import { WEEKDAYS, type Weekday } from '../../../domain/calendar/weekday.ts';
import type { Interval } from '../../../domain/calendar/interval.ts';
import type { AppError } from '../../../domain/errors.ts';
import type { AccessOverview, ProfileFields } from '../../../shared/access.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { dayBefore, hoursText, parseHours, spansOf } from './hours.ts';
import { NameField } from '../../ui/NameField.tsx';
import { useChange } from '../../parts/useChange.ts';
import { DayBar, Scale } from './WeekBars.tsx';
import classes from './calendar.module.css';
import layout from '../../ui/layout.module.css';

type Profile = AccessOverview['profiles'][number];
/** 0 = holidays. */
type Day = Weekday | 0;
type Texts = Readonly<Record<Day, string>>;

const OFFICE = '08:00–18:00';
const NEW: Texts = { 0: '', 1: OFFICE, 2: OFFICE, 3: OFFICE, 4: OFFICE, 5: OFFICE, 6: '', 7: '' };

function textsOf(profile: Profile): Texts {
  const week = Object.fromEntries(WEEKDAYS.map((day) => [day, hoursText(profile.week[day])])) as Record<Weekday, string>;
  return { ...week, 0: hoursText(profile.holidayHours) };
}

/** A week that is typed and drawn; the bars follow the typing. */
export function ProfileDialog({ profile, onClose }: { readonly profile: Profile | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'common']);
  const change = useChange();
  const [name, setName] = useState(profile?.name ?? '');
  const [texts, setTexts] = useState<Texts>(profile ? textsOf(profile) : NEW);
  const [onHolidays, setOnHolidays] = useState<ProfileFields['onHolidays']>(profile?.onHolidays ?? 'closed');
  const [makeUpDayAs, setMakeUpDayAs] = useState<Weekday>(profile?.makeUpDayAs ?? 1);
  const [left, setLeft] = useState<ReadonlySet<Day>>(new Set());

  const hours = (day: Day) => parseHours(texts[day]);
  const intervals = (day: Day): Interval[] => {
    const read = hours(day);
    return read.ok ? [...read.intervals] : [];
  };
  const used: readonly Day[] = onHolidays === 'own-hours' ? [...WEEKDAYS, 0] : WEEKDAYS;
  const bad = used.some((day) => !hours(day).ok);
  const problem = (day: Day, strict: boolean): string | undefined => {
    const read = hours(day);
    return read.ok || !(strict || left.has(day)) ? undefined : t(`profiles.${read.problem}`);
  };
  const save = (onError: (error: AppError) => void) => {
    const week = Object.fromEntries(WEEKDAYS.map((day) => [day, intervals(day)])) as unknown as ProfileFields['week'];
    const fields: ProfileFields = {
      name: name.trim(),
      week,
      onHolidays,
      holidayHours: onHolidays === 'own-hours' ? intervals(0) : [],
      makeUpDayAs,
    };
    return change(
      'access.saveProfile',
      { id: profile?.id ?? null, fields },
      { done: t('saved', { name: fields.name }), onError },
    );
  };
  const row = (day: Day, label: string, before: readonly Interval[], strict: boolean) => (
    <Fragment key={day}>
      <Text size="sm">{label}</Text>
      <TextInput
        size="sm"
        aria-label={label}
        placeholder={t('profiles.closed')}
        value={texts[day]}
        error={problem(day, strict)}
        autoComplete="off"
        maxLength={200}
        onChange={(e) => setTexts({ ...texts, [day]: e.currentTarget.value })}
        onBlur={() => {
          setLeft((s) => new Set(s).add(day));
          // What was understood is written as it will be kept.
          const read = hours(day);
          if (read.ok) setTexts((now) => ({ ...now, [day]: hoursText(read.intervals) }));
        }}
      />
      <DayBar spans={spansOf(intervals(day), before)} />
    </Fragment>
  );
  return (
    <FormDialog
      title={profile ? t('profiles.changeTitle', { name: profile.name }) : t('profiles.new')}
      size={860}
      go={t('common:save')}
      complete={name.trim() !== '' && !bad}
      send={save}
      onClose={onClose}
    >
      {({ error, strict }) => (
        <>
          <NameField value={name} error={error} strict={strict} onChange={setName} />
          <Group justify="space-between" wrap="nowrap" align="end">
            <Text size="sm" c="dimmed">
              {t('profiles.hint')}
            </Text>
            <Button
              size="compact-md"
              variant="default"
              style={{ flex: 'none' }}
              onClick={() => setTexts({ ...texts, 2: texts[1], 3: texts[1], 4: texts[1], 5: texts[1] })}
            >
              {t('profiles.copy')}
            </Button>
          </Group>
          <div className={classes.weekEdit}>
            <span />
            <span />
            <Scale />
            {WEEKDAYS.map((day) => row(day, t(`profiles.days.${day}`), intervals(dayBefore(day)), strict))}
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
                value={onHolidays}
                data={ON_HOLIDAYS.map((value) => ({ value, label: t(`profiles.on.${value}`) }))}
                onChange={setOnHolidays}
              />
            </div>
            <Select
              size="sm"
              label={t('profiles.makeUpDayAs')}
              data={WEEKDAYS.map((day) => ({ value: String(day), label: t(`profiles.days.${day}`) }))}
              value={String(makeUpDayAs)}
              allowDeselect={false}
              onChange={(value) => setMakeUpDayAs(WEEKDAYS.find((day) => String(day) === value) ?? 1)}
            />
          </div>
          {onHolidays === 'own-hours' && <div className={classes.weekEdit}>{row(0, t('profiles.holiday'), [], strict)}</div>}
        </>
      )}
    </FormDialog>
  );
}
