import { Alert, Button, Center, Chip, Group, Loader, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconCalendarOff, IconInbox, IconPencil } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { INBOX_CAUSES, type InboxCause } from '../../../domain/hours/causes.ts';
import { dayNumber, isoDay } from '../../../domain/hours/days.ts';
import type { Inbox, InboxEntry } from '../../../shared/calls/hour-requests.ts';
import { useAnswer } from '../../base/answers.ts';
import { useFormat } from '../../base/format.ts';
import { daysOf, monthOf, monthsAfter } from '../../parts/months.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { AbsenceDialog } from './AbsenceDialog.tsx';
import { groupsOf, keyOf, type EntryGroup, type Grouping } from './bodies.ts';
import { BulkDialog } from './BulkDialog.tsx';
import { CorrectDialog } from './CorrectDialog.tsx';
import { EntryRow, type EntryActs } from './EntryRow.tsx';
import classes from './inbox.module.css';
import { Months } from './Months.tsx';
import { History, Waiting } from './Requests.tsx';
import { useDecisions } from './useDecisions.ts';
import { useInboxKeys } from './useInboxKeys.ts';
import { useInboxWords, type InboxWords } from './useInboxWords.ts';

type Dialog = { readonly what: 'correct'; readonly entry: InboxEntry | null } | { readonly what: 'absence' };

/** The last month and this one: what is older was paid, or is closed. */
function useDays(): { readonly from: number; readonly to: number } {
  const format = useFormat();
  const today = format.isoDay(Date.now());
  return { from: daysOf(monthsAfter(monthOf(today), -1)).from, to: dayNumber(today) };
}

/** Days that need a decision, with what would put each right; what people ask for; months. */
export function InboxTab() {
  const { t } = useTranslation('hourRequests');
  const words = useInboxWords();
  const { value, error } = useAnswer('hourRequests.inbox', useDays(), { keep: true });
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [history, setHistory] = useState(false);
  const [months, setMonths] = useState(false);
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
      {value && <Waiting requests={value.requests} words={words} />}
      {value && <Days inbox={value} words={words} onCorrect={(entry) => setDialog({ what: 'correct', entry })} />}
      {dialog?.what === 'correct' && (
        <CorrectDialog
          person={dialog.entry?.personId ?? null}
          day={dialog.entry ? isoDay(dialog.entry.day) : null}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog?.what === 'absence' && <AbsenceDialog person={null} onClose={() => setDialog(null)} />}
    </Stack>
  );
}

type DaysProps = { readonly inbox: Inbox; readonly words: InboxWords; readonly onCorrect: (entry: InboxEntry) => void };

function Days({ inbox, words, onCorrect }: DaysProps) {
  const { t } = useTranslation('hourRequests');
  const decisions = useDecisions(words);
  const [cause, setCause] = useState<InboxCause | null>(null);
  const [by, setBy] = useState<Grouping>('cause');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [bulk, setBulk] = useState(false);
  const list = useRef<HTMLDivElement>(null);

  const shown = inbox.entries.filter((e) => cause === null || e.causes.includes(cause));
  const groups = groupsOf(shown, by);
  const entries = groups.flatMap((g) => g.entries);
  const marked = inbox.entries.filter((e) => chosen.has(keyOf(e)));
  const choose = (of: readonly InboxEntry[], on: boolean) =>
    setChosen((now) => {
      const next = new Set(now);
      for (const entry of of)
        if (on) next.add(keyOf(entry));
        else next.delete(keyOf(entry));
      return next;
    });
  const acts: EntryActs = {
    take: (entry, proposal) => void decisions.take(entry, proposal),
    accept: (entry) => void decisions.accept(entry),
    correct: onCorrect,
    choose: (entry) => choose([entry], !chosen.has(keyOf(entry))),
  };
  const { active, setActive, onKeyDown } = useInboxKeys({ list, entries, acts, undo: () => void decisions.undo() });

  if (inbox.total === 0) {
    if (inbox.requestsTotal > 0) return null;
    return <EmptyState icon={<IconInbox size={44} stroke={1.25} />} title={t('empty.title')} text={t('empty.text')} />;
  }
  return (
    <div>
      {inbox.unreadable > 0 && (
        <Alert color="amber" mb="md">
          {t('unreadable', { count: inbox.unreadable })}
        </Alert>
      )}
      <Causes inbox={inbox} words={words} cause={cause} onCause={setCause} by={by} onBy={setBy} />
      <Text size="sm" c="dimmed" my="sm">
        {t('keys')}
      </Text>
      {inbox.total > inbox.entries.length && (
        <Text size="sm" c="var(--amber-text)">
          {t('shown', { shown: inbox.entries.length, total: inbox.total })}
        </Text>
      )}
      {/* Keys of whatever has the focus inside: arrows, digits and letters of the list. */}
      <div ref={list} onKeyDown={onKeyDown}>
        {groups.map((group) => (
          <section key={group.key}>
            <GroupHead group={group} by={by} words={words} onAll={() => choose(group.entries, true)} />
            <ul className={classes.list} aria-label={t('list')}>
              {group.entries.map((entry) => (
                <EntryRow
                  key={keyOf(entry)}
                  entry={entry}
                  words={words}
                  acts={acts}
                  chosen={chosen.has(keyOf(entry))}
                  active={entries[active] === entry}
                  onActive={() => setActive(entries.indexOf(entry))}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {marked.length > 0 && <Chosen marked={marked} onBulk={() => setBulk(true)} onNone={() => setChosen(new Set())} />}
      {bulk && marked.length > 0 && (
        <BulkDialog
          entries={marked}
          onDone={() => {
            setBulk(false);
            setChosen(new Set());
          }}
          onClose={() => setBulk(false)}
        />
      )}
    </div>
  );
}

type CausesProps = {
  readonly inbox: Inbox;
  readonly words: InboxWords;
  readonly cause: InboxCause | null;
  readonly onCause: (cause: InboxCause | null) => void;
  readonly by: Grouping;
  readonly onBy: (by: Grouping) => void;
};

function Causes({ inbox, words, cause, onCause, by, onBy }: CausesProps) {
  const { t } = useTranslation('hourRequests');
  return (
    <Group justify="space-between" gap="md">
      <Chip.Group value={cause ?? ''} onChange={(value) => onCause(INBOX_CAUSES.find((c) => c === value) ?? null)}>
        <Group gap="xs">
          <Chip value="">{t('cause', { cause: t('all'), count: inbox.total })}</Chip>
          {inbox.causes.map((c) => (
            <Chip key={c.cause} value={c.cause}>
              {t('cause', { cause: words.cause(c.cause), count: c.days })}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <SegmentedControl
        aria-label={t('group.label')}
        value={by}
        data={(['cause', 'person'] as const).map((value) => ({ value, label: t(`group.${value}`) }))}
        onChange={onBy}
      />
    </Group>
  );
}

type HeadProps = { readonly group: EntryGroup; readonly by: Grouping; readonly words: InboxWords; readonly onAll: () => void };

function GroupHead({ group: { entries }, by, words, onAll }: HeadProps) {
  const { t } = useTranslation('hourRequests');
  const first = entries[0]!;
  const title = by === 'person' ? first.name : `${words.cause(first.causes[0]!)} · ${words.day(first.day)}`;
  return (
    <Group gap="sm" mt="md" mb={4}>
      <Title order={3}>{title}</Title>
      <Text size="sm" c="dimmed">
        {t('days', { count: entries.length })}
      </Text>
      {entries.length > 1 && (
        <Button size="compact-sm" variant="subtle" onClick={onAll}>
          {t('same', { count: entries.length })}
        </Button>
      )}
    </Group>
  );
}

type ChosenProps = { readonly marked: readonly InboxEntry[]; readonly onBulk: () => void; readonly onNone: () => void };

function Chosen({ marked, onBulk, onNone }: ChosenProps) {
  const { t } = useTranslation('hourRequests');
  const oneDay = new Set(marked.map((e) => e.day)).size === 1;
  return (
    <Group className={classes.chosen ?? ''} gap="md">
      <Text fw={600}>{t('chosen', { count: marked.length })}</Text>
      <Button disabled={!oneDay} onClick={onBulk}>
        {t('bulk.button')}
      </Button>
      <Button variant="default" onClick={onNone}>
        {t('none')}
      </Button>
      {!oneDay && <Text size="sm">{t('bulk.oneDay')}</Text>}
    </Group>
  );
}
