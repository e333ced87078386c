import { Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartPart, HoursCharts } from '../../../../shared/calls/hours.ts';
import { useAnswer } from '../../../base/answers.ts';
import { useFormat } from '../../../base/format.ts';
import { navigate } from '../../../base/routes.ts';
import { isoDay } from '../../../../domain/hours/days.ts';
import { clockOf } from '../../../parts/timeline/words.ts';
import { hoursText } from '../../../parts/hours.ts';
import { NotAnnounced } from '../../../parts/NotAnnounced.tsx';
import { DepartmentSelect } from '../../../parts/PeopleFilter.tsx';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { Waiting } from '../../../ui/Waiting.tsx';
import { MonthNav } from '../MonthNav.tsx';
import { routeOf, useMonth, type Month } from '../useMonth.ts';
import { BehindDialog } from './BehindDialog.tsx';
import { ChartCard } from './ChartCard.tsx';
import classes from './charts.module.css';

type Opened = { readonly part: ChartPart; readonly title: string };
type Cards = { readonly charts: HoursCharts; readonly onOpen: (opened: Opened) => void };

const sumOf = <T,>(all: readonly T[], of: (one: T) => number): number => all.reduce((sum, one) => sum + of(one), 0);

/** A month to look at: when people come, who comes late, the weeks against the plan, and the months before it. A bar opens what is behind it. */
export function ChartsTab() {
  const { t } = useTranslation('hours');
  const [shown, choose] = useMonth('charts');
  const { month, department } = shown;
  const { value, error } = useAnswer('hours.charts', { month, department }, { keep: true });
  const [opened, setOpened] = useState<Opened | null>(null);
  return (
    <>
      <Group gap="sm" mb="md">
        <MonthNav month={month} onMonth={(to) => choose({ month: to })} />
        <DepartmentSelect
          departments={(value?.lateness ?? []).map((d) => d.department)}
          value={department}
          onChange={(to) => choose({ department: to })}
        />
      </Group>
      {/* Of every month that is drawn: those before may be of the year before. */}
      <NotAnnounced years={[month, ...(value?.months ?? []).map((m) => m.month)].map((m) => Number(m.slice(0, 4)))} />
      <ErrorNote error={error} />
      {value && value.stale > 0 && (
        <Text c="dimmed" mb="xs" role="status">
          {t('charts.stale', { count: value.stale })}
        </Text>
      )}
      {value ? (
        <div className={classes.charts}>
          <Arrivals charts={value} onOpen={setOpened} />
          <Lateness charts={value} onOpen={setOpened} />
          <Against charts={value} shown={shown} onOpen={setOpened} />
        </div>
      ) : (
        !error && <Waiting box={{ py: 80 }} />
      )}
      {opened && (
        <BehindDialog
          month={month}
          department={opened.part.chart === 'lateness' ? null : department}
          {...opened}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}

function Arrivals({ charts: { arrivals }, onOpen }: Cards) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  const half = (slot: number): string => `${clockOf(slot * 30)}–${clockOf(slot * 30 + 30)}`;
  const used = arrivals.flatMap((n, slot) => (n > 0 ? [slot] : []));
  const [first, last] = [used[0] ?? 0, used.at(-1) ?? -1];
  const most = Math.max(...arrivals);
  return (
    <ChartCard
      as="columns"
      title={t('charts.arrivals')}
      says={t('charts.arrivalsSay', {
        when: half(arrivals.indexOf(most)),
        n: format.number(most),
        count: sumOf(arrivals, (n) => n),
      })}
      of={t('charts.halfHour')}
      series={[{ name: 'n', label: t('charts.people'), kind: 'bar' }]}
      rows={arrivals.slice(first, last + 1).map((n, i) => ({ key: first + i, label: clockOf((first + i) * 30), n }))}
      show={(n) => format.number(n)}
      unit={1}
      onOpen={(slot) => onOpen({ part: { chart: 'arrivals', slot }, title: t('charts.arrivedAt', { when: half(slot) }) })}
    />
  );
}

function Lateness({ charts: { lateness }, onOpen }: Cards) {
  const { t } = useTranslation(['hours', 'common']);
  const format = useFormat();
  const nameOf = (department: string): string => (department === '' ? t('common:filter.noDepartment') : department);
  const late = sumOf(lateness, (d) => d.late);
  return (
    <ChartCard
      as="ranked"
      title={t('charts.lateness')}
      says={
        late === 0
          ? t('charts.nobodyLate')
          : t('charts.latenessSay', { count: late, days: format.number(sumOf(lateness, (d) => d.days)) })
      }
      of={t('common:filter.department')}
      series={[{ name: 'share', label: t('charts.lateShare'), kind: 'bar' }]}
      rows={lateness.map((d, i) => ({
        key: i,
        label: nameOf(d.department),
        share: d.days === 0 ? 0 : Math.round((1000 * d.late) / d.days) / 10,
        note: t('charts.lateNote', { count: d.late, days: format.number(d.days), hours: hoursText(d.minutes) }),
      }))}
      show={(n) => `${format.number(n)} %`}
      unit={1}
      onOpen={(i) => {
        const { department } = lateness[i]!;
        onOpen({ part: { chart: 'lateness', department }, title: t('charts.lateIn', { department: nameOf(department) }) });
      }}
    />
  );
}

/** Weeks and months against what was planned. */
function Against({ charts: { weeks, months }, shown, onOpen }: Cards & { readonly shown: Month }) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  const series = [
    { name: 'paid', label: t('charts.worked'), kind: 'bar' },
    { name: 'leave', label: t('totals.leave'), kind: 'bar' },
    { name: 'overtime', label: t('totals.overtime'), kind: 'bar' },
    { name: 'planned', label: t('charts.plan'), kind: 'mark' },
  ] as const;
  const says = (all: HoursCharts['weeks'] | HoursCharts['months']): string => {
    const sums = (name: (typeof series)[number]['name']): number =>
      sumOf<Pick<HoursCharts['weeks'][number], typeof name>>(all, (one) => one[name]);
    return t('charts.againstSays', {
      worked: hoursText(sums('paid')),
      plan: hoursText(sums('planned')),
      overtime: hoursText(sums('overtime')),
    });
  };
  return (
    <>
      <ChartCard
        wide
        as="columns"
        title={t('charts.weeks')}
        says={says(weeks)}
        of={t('charts.week')}
        series={series}
        rows={weeks.map(({ from, planned, paid, leave, overtime }) => ({
          key: from,
          label: format.shortDay(isoDay(from)),
          ...{ planned, paid, leave, overtime },
        }))}
        show={(n) => hoursText(n)}
        unit={60}
        onOpen={(from) =>
          onOpen({ part: { chart: 'weeks', from }, title: t('charts.weekOf', { day: format.dayOf(isoDay(from)) }) })
        }
      />
      <ChartCard
        wide
        as="columns"
        title={t('charts.months')}
        says={says(months)}
        of={t('month.label')}
        series={series}
        rows={months.map(({ month: label, ...of }, key) => ({ key, label, ...of }))}
        show={(n) => hoursText(n)}
        unit={60}
        onOpen={(i) => navigate(routeOf('month', { ...shown, month: months[i]!.month }))}
      />
    </>
  );
}
