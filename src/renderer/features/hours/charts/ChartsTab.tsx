import { Center, Loader, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartPart } from '../../../../shared/calls/hours.ts';
import { useAnswer } from '../../../base/answers.ts';
import { useFormat } from '../../../base/format.ts';
import { navigate, useRoute } from '../../../base/routes.ts';
import { isoDay } from '../../../../domain/hours/days.ts';
import { clockOf } from '../../../parts/timeline/words.ts';
import { hoursText } from '../../../parts/hours.ts';
import { monthOf, readAt } from '../../../parts/months.ts';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { MonthNav } from '../MonthNav.tsx';
import { BarChartCard } from './BarChartCard.tsx';
import { BehindDialog } from './BehindDialog.tsx';
import classes from './charts.module.css';

/** A month to look at: when people come, who comes late, the weeks against the plan, and the months before it. A bar opens what is behind it. */
export function ChartsTab() {
  const { t } = useTranslation('hours');
  const route = useRoute();
  const format = useFormat();
  const month = readAt(route.screen === 'hours' ? route.at : undefined)?.month ?? monthOf(format.isoDay(Date.now()));
  const { value, error } = useAnswer('hours.charts', { month }, { keep: true });
  const [part, setPart] = useState<{ readonly part: ChartPart; readonly title: string } | null>(null);
  const half = (slot: number): string => `${clockOf(slot * 30)}–${clockOf(slot * 30 + 30)}`;
  const used = value?.arrivals.flatMap((n, slot) => (n > 0 ? [slot] : [])) ?? [];
  const [first, last] = [used[0] ?? 0, used.at(-1) ?? -1];
  const series = [
    { name: 'paid', label: t('charts.worked'), kind: 'bar' },
    { name: 'leave', label: t('totals.leave'), kind: 'bar' },
    { name: 'overtime', label: t('totals.overtime'), kind: 'bar' },
    { name: 'planned', label: t('charts.plan'), kind: 'mark' },
  ] as const;
  return (
    <>
      <MonthNav month={month} onMonth={(at) => navigate({ screen: 'hours', tab: 'charts', at })} />
      <ErrorNote error={error} />
      {value && value.stale > 0 && (
        <Text c="dimmed" mb="xs" role="status">
          {t('charts.stale', { count: value.stale })}
        </Text>
      )}
      {value ? (
        <div className={classes.charts}>
          <BarChartCard
            title={t('charts.arrivals')}
            of={t('charts.halfHour')}
            series={[{ name: 'n', label: t('charts.people'), kind: 'bar' }]}
            rows={value.arrivals.slice(first, last + 1).map((n, i) => ({ key: first + i, label: clockOf((first + i) * 30), n }))}
            show={(n) => format.number(n)}
            onOpen={(slot) => setPart({ part: { chart: 'arrivals', slot }, title: t('charts.arrivedAt', { when: half(slot) }) })}
          />
          <BarChartCard
            title={t('charts.lateness')}
            of={t('filter.department')}
            series={[{ name: 'share', label: t('charts.lateShare'), kind: 'bar' }]}
            rows={value.lateness.map((d, i) => ({
              key: i,
              label: d.department === '' ? t('charts.noDepartment') : d.department,
              share: d.days === 0 ? 0 : Math.round((1000 * d.late) / d.days) / 10,
              note: t('charts.lateNote', { count: d.late, days: format.number(d.days), hours: hoursText(d.minutes) }),
            }))}
            show={(n) => `${format.number(n)} %`}
            onOpen={(i) => {
              const { department } = value.lateness[i]!;
              setPart({
                part: { chart: 'lateness', department },
                title: t('charts.lateIn', { department: department === '' ? t('charts.noDepartment') : department }),
              });
            }}
          />
          <BarChartCard
            wide
            title={t('charts.weeks')}
            of={t('charts.week')}
            series={series}
            rows={value.weeks.map(({ from, planned, paid, leave, overtime }) => ({
              key: from,
              label: isoDay(from).slice(5),
              ...{ planned, paid, leave, overtime },
            }))}
            show={(n) => hoursText(n)}
            onOpen={(from) =>
              setPart({ part: { chart: 'weeks', from }, title: t('charts.weekOf', { day: format.dayOf(isoDay(from)) }) })
            }
          />
          <BarChartCard
            wide
            title={t('charts.months')}
            of={t('month.label')}
            series={series}
            rows={value.months.map(({ month: label, ...of }, key) => ({ key, label, ...of }))}
            show={(n) => hoursText(n)}
            onOpen={(i) => navigate({ screen: 'hours', tab: 'charts', at: value.months[i]!.month })}
          />
        </div>
      ) : (
        !error && (
          <Center py={80}>
            <Loader type="dots" />
          </Center>
        )
      )}
      {part && <BehindDialog month={month} {...part} onClose={() => setPart(null)} />}
    </>
  );
}
