import { Alert, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { yearsAhead } from '../../../domain/calendar/known-years.ts';
import { isoDay } from '../../../domain/hours/days.ts';
import { useAnswer } from '../../base/answers.ts';
import { NotAnnounced } from '../../parts/NotAnnounced.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { Assignments } from './Assignments.tsx';
import { OnDay } from './OnDay.tsx';
import { Patterns } from './Patterns.tsx';
import { ShiftList } from './ShiftList.tsx';

const PARTS = ['shifts', 'patterns', 'assignments', 'day'] as const;
type Part = (typeof PARTS)[number];
const BODIES = { shifts: ShiftList, patterns: Patterns, assignments: Assignments, day: OnDay } as const;

/** What is planned: shifts, patterns of them, who works by which, and what comes of it on a day. */
export function ShiftsTab() {
  const { t } = useTranslation('shifts');
  const { value: plan, error } = useAnswer('shifts.overview', null);
  const [part, setPart] = useState<Part>('shifts');
  if (!plan) return error ? <ErrorNote error={error} /> : <Waiting box={{ h: '40vh' }} />;
  // The first shift comes before everything else.
  const shown = plan.shifts.length === 0 ? 'shifts' : part;
  const Body = BODIES[shown];
  return (
    <>
      <ErrorNote error={error} />
      {plan.unreadable.length > 0 && (
        <Alert color="red" mb="md" title={t('unreadable.title')}>
          <Text size="sm">{t('unreadable.text')}</Text>
          <ul>
            {plan.unreadable.map(({ what, name }, i) => (
              <li key={i}>{t('unreadable.one', { what: t(`unreadable.what.${what}`), name })}</li>
            ))}
          </ul>
        </Alert>
      )}
      {plan.shifts.length > 0 && (
        <SegmentedControl
          mb="md"
          aria-label={t('title')}
          value={shown}
          data={PARTS.map((each) => ({ value: each, label: t(`tabs.${each}`) }))}
          onChange={setPart}
        />
      )}
      {(shown === 'patterns' || shown === 'assignments') && <NotAnnounced years={yearsAhead(isoDay(plan.today))} />}
      <Body plan={plan} />
    </>
  );
}
