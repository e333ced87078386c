import { Alert, Button, Group, Select, Text } from '@mantine/core';
import { IconAlertTriangle, IconPrinter, IconUserSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay, type Day } from '../../../../domain/hours/days.ts';
import { useAnswer } from '../../../base/answers.ts';
import { useFormat } from '../../../base/format.ts';
import { navigate, useRoute } from '../../../base/routes.ts';
import type { DayParts } from '../../../parts/dayParts.ts';
import { monthOf, readAt } from '../../../parts/months.ts';
import { NotAnnounced } from '../../../parts/NotAnnounced.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { Waiting } from '../../../ui/Waiting.tsx';
import { MonthNav } from '../MonthNav.tsx';
import { MonthCalendar } from './MonthCalendar.tsx';
import { GivePunch, type Giving } from './GivePunch.tsx';
import { OpenDay } from './OpenDay.tsx';
import { usePersonSheet } from './PersonSheet.tsx';
import { Totals } from './Totals.tsx';
import classes from './person.module.css';

/** Who, and which month or day, is in the address: back, reload and a link lead there. */
function usePlace() {
  const route = useRoute();
  const format = useFormat();
  const today = format.isoDay(Date.now());
  const hours = route.screen === 'hours' ? route : { person: undefined, at: undefined };
  const at = readAt(hours.at) ?? { month: monthOf(today), day: null };
  const person = hours.person ?? null;
  const go = (to: { person?: number | null; at?: string }): void => {
    const who = to.person === undefined ? person : to.person;
    navigate({ screen: 'hours', tab: 'person', ...(who !== null && { person: who }), at: to.at ?? hours.at ?? at.month });
  };
  return { person, ...at, go };
}

function WhoseHours({ person, onPerson }: { readonly person: number | null; readonly onPerson: (id: number) => void }) {
  const { t } = useTranslation('hours');
  const people = useAnswer('people.list', { search: '' }).value ?? [];
  return (
    <Select
      className={classes.who ?? ''}
      aria-label={t('person.who')}
      placeholder={t('person.who')}
      searchable
      limit={60}
      nothingFoundMessage={t('person.nobody')}
      leftSection={<IconUserSearch size={18} stroke={1.75} />}
      data={people.map((p) => ({ value: String(p.id), label: `${p.name} · ${p.employeeNumber}` }))}
      value={person === null ? null : String(person)}
      onChange={(id) => {
        if (id !== null) onPerson(Number(id));
      }}
    />
  );
}

type MonthProps = {
  readonly person: number;
  readonly month: string;
  readonly day: Day | null;
  readonly onDay: (day: Day) => void;
  readonly parts: DayParts;
};

function Month({ person, month, day, onDay, parts }: MonthProps) {
  const { t } = useTranslation('hours');
  const { value, error } = useAnswer('hours.person', { personId: person, month }, { keep: true });
  const open = useAnswer('hours.day', { personId: person, day: day ?? 0 }, { when: day !== null }).value;
  const [giving, setGiving] = useState<Giving | null>(null);
  if (!value) {
    return error ? <ErrorNote error={error} /> : <Waiting box={{ py: 80 }} />;
  }
  const { unreadable } = value;
  return (
    <>
      {unreadable.plan.length + unreadable.requests > 0 && (
        <Alert color="amber" icon={<IconAlertTriangle size={20} stroke={1.75} />} mb="md" title={t('unreadable.title')}>
          {unreadable.plan.length > 0 && <div>{t('unreadable.plan', { names: unreadable.plan.join(', ') })}</div>}
          {unreadable.requests > 0 && <div>{t('unreadable.requests', { count: unreadable.requests })}</div>}
        </Alert>
      )}
      <div className={classes.top}>
        <MonthCalendar
          month={value}
          day={day}
          onDay={onDay}
          onDrop={(key, to) => {
            const punch = open?.detail.punches.find((p) => p.punch.key === key);
            if (punch && day !== null && to !== day) setGiving({ punch, from: day, to });
          }}
        />
        <Totals month={value} onDay={onDay} />
      </div>
      {day === null ? (
        <Text c="dimmed" mt="lg">
          {t('person.chooseDay')}
        </Text>
      ) : (
        <OpenDay key={`${person} ${day}`} person={person} day={day} onGive={setGiving} parts={parts} />
      )}
      {giving && <GivePunch person={person} giving={giving} onClose={() => setGiving(null)} />}
    </>
  );
}

function PrintPerson({ person, month }: { readonly person: number; readonly month: string }) {
  const { t } = useTranslation('hours');
  const { value } = useAnswer('hours.person', { personId: person, month });
  const { print, sheet } = usePersonSheet(value);
  return (
    <>
      <Button variant="default" leftSection={<IconPrinter size={20} stroke={1.75} />} disabled={!value} onClick={print}>
        {t('grid.print')}
      </Button>
      {sheet}
    </>
  );
}

/** One person: the month as a calendar, what it comes to, and a day drawn with all that is behind it. */
export function PersonTab({ parts }: { readonly parts: DayParts }) {
  const { t } = useTranslation('hours');
  const { person, month, day, go } = usePlace();
  return (
    <>
      <Group mb="md" gap="md" className={classes.bar ?? ''}>
        <WhoseHours person={person} onPerson={(id) => go({ person: id })} />
        <MonthNav month={month} onMonth={(to) => go({ at: to })} />
        {person !== null && <PrintPerson person={person} month={month} />}
      </Group>
      {person === null ? (
        <EmptyState
          icon={<IconUserSearch size={44} stroke={1.25} />}
          title={t('person.empty.title')}
          text={t('person.empty.text')}
        />
      ) : (
        <>
          <NotAnnounced years={[Number(month.slice(0, 4))]} />
          <Month person={person} month={month} day={day} onDay={(to) => go({ at: isoDay(to) })} parts={parts} />
        </>
      )}
    </>
  );
}
