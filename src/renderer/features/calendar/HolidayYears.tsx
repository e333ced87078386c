import { ActionIcon, Group, Select, Text, Title } from '@mantine/core';
import { IconBeach, IconBriefcase, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { HOLIDAY_KINDS, isDayOff, type Holiday as Day } from '../../../domain/calendar/holiday.ts';
import { useFormat } from '../../base/format.ts';
import { useCalendarChange } from './useCalendarChange.tsx';
import { WeekdaySelect } from './WeekdaySelect.tsx';
import classes from './calendar.module.css';
import layout from '../../ui/layout.module.css';

const icon = { size: 18, stroke: 1.75 } as const;

/** The days of the calendar, by year; each can be made another kind of day, or taken out. */
export function HolidayYears({ holidays }: { readonly holidays: readonly Day[] }) {
  const { t } = useTranslation('access');
  const { set, remove, dialog } = useDays();
  const years = [...new Set(holidays.map((h) => h.date.slice(0, 4)))];
  return (
    <>
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
                {days.map((day) => (
                  <DayLine key={day.date} day={day} onSet={(part) => void set(day, part)} onRemove={() => void remove(day)} />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      {dialog}
    </>
  );
}

/** Changes of single days. */
function useDays() {
  const { t } = useTranslation('access');
  const format = useFormat();
  const calendar = useCalendarChange();
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
  return { set, remove, dialog: calendar.dialog };
}

type LineProps = { readonly day: Day; readonly onSet: (part: Partial<Day>) => void; readonly onRemove: () => void };

function DayLine({ day, onSet, onRemove }: LineProps) {
  const { t } = useTranslation('access');
  const format = useFormat();
  const Kind = isDayOff(day.kind) ? IconBeach : IconBriefcase;
  const when = format.dayOf(day.date);
  return (
    <li className={classes.day}>
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
          onChange={(kind) => onSet({ kind: HOLIDAY_KINDS.find((k) => k === kind) ?? day.kind })}
        />
        {day.kind === 'working-day' && (
          <WeekdaySelect
            hidden
            label={`${t('holidays.asWeekday')}: ${when} ${day.name}`}
            value={day.asWeekday}
            onChange={(asWeekday) => onSet({ asWeekday })}
          />
        )}
      </span>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('holidays.delete', { name: day.name, day: when })}
        onClick={onRemove}
      >
        <IconTrash {...icon} />
      </ActionIcon>
    </li>
  );
}
