import { Anchor, Card, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isoDay, type Day } from '../../../../domain/hours/days.ts';
import { approvedOf } from '../../../../domain/hours/totals.ts';
import type { HoursPerson } from '../../../../shared/calls/hours.ts';
import { useFormat } from '../../../base/format.ts';
import { hoursText, signedHours } from '../../../parts/hours.ts';
import classes from './person.module.css';

/** What the month comes to, the balance of its period, and what the limits say. */
export function Totals({ month, onDay }: { readonly month: HoursPerson; readonly onDay: (day: Day) => void }) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  const { totals, balance, warnings } = month;
  const figures: readonly (readonly [string, string])[] = [
    [t('totals.paid'), t('totals.of', { hours: hoursText(totals.paid), plan: hoursText(totals.planned) })],
    [t('totals.difference'), signedHours(totals.difference)],
    [
      t('totals.overtime'),
      approvedOf(totals) === totals.overtimeMinutes
        ? hoursText(totals.overtimeMinutes)
        : t('totals.approvedOf', { hours: hoursText(totals.overtimeMinutes), approved: hoursText(approvedOf(totals)) }),
    ],
    [t('totals.attended'), t('totals.days', { count: totals.attendedDays })],
    [t('totals.leave'), hoursText(totals.leave - totals.elsewhere)],
    ...(totals.elsewhere > 0 ? [[t('totals.elsewhere'), hoursText(totals.elsewhere)] as const] : []),
    [t('totals.late'), t('totals.times', { count: totals.lateDays, hours: hoursText(totals.late) })],
    [t('totals.early'), t('totals.times', { count: totals.earlyDays, hours: hoursText(totals.early) })],
    [t('totals.absent'), t('totals.days', { count: totals.verdicts.absent ?? 0 })],
    [t('totals.missing'), t('totals.days', { count: totals.verdicts.missing ?? 0 })],
    ...(totals.nightBonus > 0 ? [[t('totals.night'), hoursText(totals.nightBonus)] as const] : []),
  ];
  return (
    <Card className={classes.totals ?? ''} component="section" aria-label={t('totals.title')}>
      <Title order={3}>{t('totals.title')}</Title>
      <dl className={classes.figures}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {balance && (
        <>
          <Title order={4} mt="sm">
            {t('balance.title', { from: format.dayOf(isoDay(balance.from)), to: format.dayOf(isoDay(balance.to)) })}
          </Title>
          <Text size="sm">
            {t('balance.text', {
              worked: hoursText(balance.worked + balance.credited + balance.leave),
              required: hoursText(balance.required),
              difference: signedHours(balance.difference),
            })}
          </Text>
        </>
      )}
      {warnings.length > 0 && (
        <>
          <Title order={4} mt="sm">
            {t('warnings.title')}
          </Title>
          <ul className={classes.warnings}>
            {warnings.map((w) => (
              <li key={`${w.limit} ${w.from}`}>
                <Anchor component="button" type="button" size="sm" ta="left" onClick={() => onDay(w.from)}>
                  {t(`warnings.${w.limit}`, {
                    day: format.dayOf(isoDay(w.from)),
                    hours: hoursText(w.minutes),
                    allowed: hoursText(w.allowed),
                  })}
                </Anchor>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
