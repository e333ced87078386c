import { Alert, Anchor } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { HourDay } from '../../../../shared/hours-days.ts';
import { useFormat } from '../../../base/format.ts';
import { routeToHash } from '../../../base/routes.ts';
import { hoursText } from '../../../parts/hours.ts';
import { DAY_FIGURES, figureText, overtimeOf } from './dayFigures.ts';
import classes from './person.module.css';

type Props = {
  readonly figures: HourDay;
  /** What the day would come out as; null = the same. */
  readonly now: HourDay | null;
};

/** A day of a closed month says so, and what it would be if it were reckoned anew. */
export function ClosedNote({ figures, now }: Props) {
  const { t } = useTranslation('hours');
  const lines = useDifferences(figures, now);
  return (
    <Alert
      mb="md"
      color={now ? 'amber' : 'teal'}
      icon={<IconLock size={20} stroke={1.75} />}
      title={t('closedDay.title')}
      role="note"
    >
      <div>{t('closedDay.text')}</div>
      {now && (
        <>
          <div>{t('closedDay.differs')}</div>
          <ul className={classes.proposals}>
            {(lines.length > 0 ? lines : [t('closedDay.beside')]).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
      <Anchor href={routeToHash({ screen: 'hours', tab: 'inbox' })}>{t('closedDay.months')}</Anchor>
    </Alert>
  );
}

function useDifferences(was: HourDay, now: HourDay | null): readonly string[] {
  const { t } = useTranslation(['hours', 'hoursDay']);
  const format = useFormat();
  if (!now) return [];
  const time = (minute: number | null): string => (minute === null ? '–' : format.time(minute * 60_000));
  const all: readonly (readonly [name: string, of: (day: HourDay) => string])[] = [
    [t('hours:closedDay.verdict'), (d) => t(`hoursDay:verdict.${d.verdict}`)],
    ...DAY_FIGURES.map((name) => [t(`hours:day.figures.${name}`), (d: HourDay) => figureText(name, d)] as const),
    [t('hours:totals.overtime'), (d) => hoursText(overtimeOf(d))],
    [t('hours:closedDay.firstIn'), (d) => time(d.firstIn)],
    [t('hours:closedDay.lastOut'), (d) => time(d.lastOut)],
  ];
  return all
    .filter(([, of]) => of(was) !== of(now))
    .map(([name, of]) => t('hours:closedDay.was', { name, was: of(was), now: of(now) }));
}
