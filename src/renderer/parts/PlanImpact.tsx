import { Alert, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { PlanChange, PlanImpact as Told } from '../../shared/shifts.ts';
import { useAnswer } from '../base/answers.ts';
import { useFormat } from '../base/format.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { useDateText } from './useDateText.ts';

/** Main is asked when the typing rests, ms. */
const QUIET = 400;
const NOTHING: PlanChange = { kind: 'drop-assignment', id: 1 };

/** Before it is saved: how many days of whom change. null = what is entered cannot be saved. */
export function PlanImpact({ change }: { readonly change: PlanChange | null }) {
  const { t } = useTranslation('shifts');
  const [asked] = useDebouncedValue(JSON.stringify(change), QUIET);
  const parsed = JSON.parse(asked) as PlanChange | null;
  const { value, error } = useAnswer('shifts.preview', parsed ?? NOTHING, { when: parsed !== null, keep: true });
  if (change === null) return null;
  return (
    <section aria-label={t('impact.title')} aria-live="polite">
      <ErrorNote error={error} />
      {value ? (
        <Words impact={value} ofCalendar={change.kind === 'calendar'} />
      ) : (
        !error && <Text c="dimmed">{t('impact.reckoning')}</Text>
      )}
    </section>
  );
}

function Words({ impact, ofCalendar }: { readonly impact: Told; readonly ofCalendar: boolean }) {
  const { t } = useTranslation('shifts');
  const format = useFormat();
  const dayText = useDateText();
  const { people, days, past, closed, from, until, first, overlap } = impact;
  if (overlap)
    return (
      <Alert color="red" role="alert">
        {t('impact.overlap', {
          ...overlap,
          firstDay: format.dayOf(overlap.firstDay),
          secondDay: format.dayOf(overlap.secondDay),
        })}
      </Alert>
    );
  const names = first.map((one) => t('impact.one', { name: one.name, count: one.days })).join(t('and'));
  return (
    <Alert color={past > 0 ? 'amber' : 'teal'} title={t('impact.title')}>
      {from === null ? (
        t(ofCalendar ? 'impact.nobody' : 'impact.none', { until: dayText(until) })
      ) : (
        <>
          <Text size="sm">
            {t('impact.some', {
              days: t('impact.days', { count: days }),
              people: t('impact.people', { count: people }),
              from: dayText(from),
            })}{' '}
            {people > first.length ? t('impact.namedMore', { names, count: people - first.length }) : names}
          </Text>
          {past > 0 && (
            <Text size="sm" fw={600}>
              {t('impact.past', { count: past })}
            </Text>
          )}
        </>
      )}
      {closed > 0 && <Text size="sm">{t('impact.closed', { count: closed })}</Text>}
    </Alert>
  );
}
