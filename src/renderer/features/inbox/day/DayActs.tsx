import { Button, Group, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay, type Day } from '../../../../domain/hours/days.ts';
import { useAnswer } from '../../../base/answers.ts';
import type { DayParts } from '../../../parts/dayParts.ts';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { AbsenceDialog } from '../AbsenceDialog.tsx';
import { CorrectDialog } from '../CorrectDialog.tsx';
import { Request } from '../Requests.tsx';
import { useInboxWords } from '../useInboxWords.ts';
import classes from '../inbox.module.css';
import { OvertimeDialog } from './OvertimeDialog.tsx';
import { ShiftDialog } from './ShiftDialog.tsx';

const ACTS = ['correct', 'shift', 'overtime', 'absence'] as const;
type Act = (typeof ACTS)[number];

/** What a day can be changed by, and what was decided about it, each with its way back. Of a closed day, which is evidence, the decisions alone. */
export const DayActs: DayParts['Day'] = ({ person, detail, figures }) => {
  const { t } = useTranslation('hourRequests');
  const [asked, setAsked] = useState<Act | null>(null);
  const close = () => setAsked(null);
  const { day, closed } = figures;
  return (
    <>
      {!closed && (
        <>
          <Title order={3} mt="md" mb="xs">
            {t('day.title')}
          </Title>
          <Group gap="xs">
            {ACTS.map((act) => (
              <Button key={act} size="sm" variant="default" onClick={() => setAsked(act)}>
                {t(`day.acts.${act}`)}
              </Button>
            ))}
          </Group>
        </>
      )}
      <Decided person={person} day={day} />
      {asked === 'correct' && <CorrectDialog person={person} day={isoDay(day)} onClose={close} />}
      {asked === 'shift' && <ShiftDialog person={person} day={day} now={detail.plan.shift} onClose={close} />}
      {asked === 'overtime' && <OvertimeDialog {...{ person, detail, figures }} onClose={close} />}
      {asked === 'absence' && <AbsenceDialog people={[person]} day={isoDay(day)} onClose={close} />}
    </>
  );
};

/** Of one person, a day has no more. */
const MOST = 100;

function Decided({ person, day }: { readonly person: number; readonly day: Day }) {
  const { t } = useTranslation('hourRequests');
  const words = useInboxWords();
  const { value, error } = useAnswer('hourRequests.list', { personId: person, day, before: null, limit: MOST }, { keep: true });
  if (!value || value.requests.length === 0) return <ErrorNote error={error} />;
  return (
    <section aria-label={t('day.decided')}>
      <Title order={4} mt="md">
        {t('day.decided')}
      </Title>
      <ul className={classes.list}>
        {value.requests.map((request) => (
          <Request key={request.id} request={request} words={words} />
        ))}
      </ul>
    </section>
  );
}
