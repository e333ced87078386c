import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay } from '../../../domain/hours/days.ts';
import type { ShiftsOverview } from '../../../shared/shifts.ts';
import { useAnswer } from '../../base/answers.ts';
import { NotAnnounced } from '../../parts/NotAnnounced.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Chip } from './Chip.tsx';
import { DayField } from './DayField.tsx';
import { useShiftText } from './ShiftList.tsx';
import { versionOn } from './draft.ts';
import classes from './shifts.module.css';
import layout from '../../ui/layout.module.css';

/** Who works what on a day, and by which level it was decided. */
export function OnDay({ plan }: { readonly plan: ShiftsOverview }) {
  const { t } = useTranslation('shifts');
  const text = useShiftText();
  const [day, setDay] = useState(plan.today);
  const { value, error } = useAnswer('shifts.onDay', { day }, { keep: true });
  return (
    <>
      <div className={layout.bar}>
        <Text c="dimmed">{t('hints.day')}</Text>
        <DayField aria-label={t('onDay.day')} value={day} onChange={(chosen) => chosen !== null && setDay(chosen)} />
      </div>
      <ErrorNote error={error} />
      <NotAnnounced years={[Number(isoDay(day).slice(0, 4))]} />
      {value?.groups.length === 0 && <Text>{t('onDay.nobody')}</Text>}
      <ul className={layout.list}>
        {value?.groups.map((group) => {
          const shift = plan.shifts.find((s) => s.id === group.shift);
          const version = shift && versionOn(shift.versions, day);
          const key = [group.shift, group.kind, group.half, group.reason].join();
          return (
            <li key={key} className={classes.line}>
              <div className={classes.lineText}>
                {shift ? (
                  <Chip shift={shift} long />
                ) : (
                  <Text span fw={600}>
                    {t(`dayKinds.${group.kind}`)}
                  </Text>
                )}
                {version && <span>{text(version.body)}</span>}
                {shift && group.kind !== 'workday' && <span>{t(`dayKinds.${group.kind}`)}</span>}
                {group.half && <span>{t('onDay.half')}</span>}
                <Text span size="sm" c="dimmed">
                  {t(`reasons.${group.reason}`)}
                </Text>
                <Text span size="sm" style={{ flexBasis: '100%' }}>
                  {t('impact.people', { count: group.people })}
                  {': '}
                  {group.names.join(t('and'))}
                  {group.people > group.names.length && ` ${t('onDay.more', { count: group.people - group.names.length })}`}
                </Text>
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}
