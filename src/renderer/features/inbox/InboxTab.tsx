import { Button, Center, Group, Loader, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCalendarOff, IconPencil } from '@tabler/icons-react';
import { useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay } from '../../../domain/hours/days.ts';
import type { InboxEntry } from '../../../shared/calls/hour-requests.ts';
import { useAnswer } from '../../base/answers.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { AbsenceDialog } from './AbsenceDialog.tsx';
import { CorrectDialog } from './CorrectDialog.tsx';
import { Days } from './Days.tsx';
import { KindsDialog } from './KindsDialog.tsx';
import { Months } from './Months.tsx';
import { History, Waiting } from './Requests.tsx';
import { NO_FILTER, type InboxFilter } from './filter.ts';
import { useInboxDays } from './useInboxDays.ts';
import { useInboxWords } from './useInboxWords.ts';

type Dialog =
  | { readonly what: 'correct'; readonly entry: InboxEntry | null }
  | { readonly what: 'day'; readonly entry: InboxEntry }
  | { readonly what: 'absence' | 'kinds' };

type DayProps = { readonly person: number; readonly name: string; readonly day: number; readonly onClose: () => void };

type Props = {
  /** A day with all that is behind it: another feature's. */
  readonly Day: ComponentType<DayProps>;
};

/** Days that need a decision, with what would put each right; what people ask for; months. */
export function InboxTab({ Day }: Props) {
  const { t } = useTranslation('hourRequests');
  const words = useInboxWords();
  const [filter, setFilter] = useState<InboxFilter>(NO_FILTER);
  const [search] = useDebouncedValue(filter.search, 200);
  const { value, error } = useAnswer('hourRequests.inbox', { ...useInboxDays(), ...filter, search }, { keep: true });
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [history, setHistory] = useState(false);
  const [months, setMonths] = useState(false);
  const close = () => setDialog(null);
  return (
    <Stack gap="xl">
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconPencil size={18} />}
          onClick={() => setDialog({ what: 'correct', entry: null })}
        >
          {t('correct.button')}
        </Button>
        <Button variant="default" leftSection={<IconCalendarOff size={18} />} onClick={() => setDialog({ what: 'absence' })}>
          {t('absence.button')}
        </Button>
        <Button variant="subtle" onClick={() => setDialog({ what: 'kinds' })}>
          {t('kindEdit.title')}
        </Button>
        <Button variant="subtle" aria-expanded={history} onClick={() => setHistory(!history)}>
          {t('asked.history')}
        </Button>
        <Button variant="subtle" aria-expanded={months} onClick={() => setMonths(!months)}>
          {t('months.title')}
        </Button>
      </Group>
      {months && <Months words={words} />}
      {history && <History words={words} />}
      <ErrorNote error={error} />
      {!value && !error && (
        <Center py={80}>
          <Loader type="dots" />
        </Center>
      )}
      {value && <Waiting requests={value.requests} total={value.requestsTotal} words={words} />}
      {value && (
        <Days
          inbox={value}
          words={words}
          filter={filter}
          onFilter={setFilter}
          onCorrect={(entry) => setDialog({ what: 'correct', entry })}
          onShow={(entry) => setDialog({ what: 'day', entry })}
        />
      )}
      {dialog?.what === 'correct' && (
        <CorrectDialog
          person={dialog.entry?.personId ?? null}
          day={dialog.entry ? isoDay(dialog.entry.day) : null}
          onClose={close}
        />
      )}
      {dialog?.what === 'day' && (
        <Day person={dialog.entry.personId} name={dialog.entry.name} day={dialog.entry.day} onClose={close} />
      )}
      {dialog?.what === 'absence' && <AbsenceDialog people={[]} day={null} onClose={close} />}
      {dialog?.what === 'kinds' && <KindsDialog onClose={close} />}
    </Stack>
  );
}
