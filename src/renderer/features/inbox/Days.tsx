import { Alert, Button, Chip, Group, SegmentedControl, Text, Title } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { INBOX_CAUSES } from '../../../domain/hours/causes.ts';
import { INBOX_PAGE, type Inbox, type InboxEntry } from '../../../shared/calls/hour-requests.ts';
import { PeopleFilter } from '../../parts/PeopleFilter.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { groupsOf, keyOf, type EntryGroup, type Grouping } from './bodies.ts';
import { BulkDialog } from './BulkDialog.tsx';
import { EntryRow, type EntryActs } from './EntryRow.tsx';
import { isFiltered, NO_FILTER, type InboxFilter } from './filter.ts';
import classes from './inbox.module.css';
import { useDecisions } from './useDecisions.ts';
import { useInboxKeys } from './useInboxKeys.ts';
import type { InboxWords } from './useInboxWords.ts';

type DaysProps = {
  readonly inbox: Inbox;
  readonly words: InboxWords;
  readonly filter: InboxFilter;
  readonly onFilter: (filter: InboxFilter) => void;
  readonly onCorrect: (entry: InboxEntry) => void;
  readonly onShow: (entry: InboxEntry) => void;
};

/** Days that are chosen stay so when the page is turned: an outage may be of more people than a page has. */
function useChosen() {
  const [chosen, setChosen] = useState<ReadonlyMap<string, InboxEntry>>(new Map());
  const choose = (of: readonly InboxEntry[], on: boolean) =>
    setChosen((now) => {
      const next = new Map(now);
      for (const entry of of)
        if (on) next.set(keyOf(entry), entry);
        else next.delete(keyOf(entry));
      return next;
    });
  return { chosen, choose, none: () => setChosen(new Map()) };
}

/** The days of the page, in groups, each with what would put it right. */
export function Days({ inbox, words, filter, onFilter, onCorrect, onShow }: DaysProps) {
  const { t } = useTranslation('hourRequests');
  const decisions = useDecisions(words);
  const [by, setBy] = useState<Grouping>('cause');
  const { chosen, choose, none } = useChosen();
  const [bulk, setBulk] = useState(false);
  const list = useRef<HTMLDivElement>(null);

  const groups = groupsOf(inbox.entries, by);
  const entries = groups.flatMap((g) => g.entries);
  const marked = [...chosen.values()];
  const settled = (entry: InboxEntry, work: Promise<void>) => {
    choose([entry], false);
    void work;
  };
  const acts: EntryActs = {
    take: (entry, proposal) => settled(entry, decisions.take(entry, proposal)),
    accept: (entry) => settled(entry, decisions.accept(entry)),
    correct: onCorrect,
    show: onShow,
    choose: (entry) => choose([entry], !chosen.has(keyOf(entry))),
    chooseAll: (entry) => choose(groups.find((g) => g.entries.includes(entry))?.entries ?? [], true),
    bulk: () => setBulk(isOneDay(marked)),
  };
  const { active, setActive, onKeyDown } = useInboxKeys({ list, entries, acts, undo: () => void decisions.undo() });

  if (inbox.all === 0) {
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
      <Filters {...{ inbox, words, filter, onFilter, by }} onBy={setBy} />
      <Text size="sm" c="dimmed" my="sm">
        {t('keys')}
      </Text>
      <Pages inbox={inbox} onPage={(page) => onFilter({ ...filter, page })} />
      {inbox.total === 0 && <Text c="dimmed">{t('filter.nothing', { all: inbox.all })}</Text>}
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
      {inbox.entries.length > 20 && <Pages inbox={inbox} onPage={(page) => onFilter({ ...filter, page })} />}
      {marked.length > 0 && <Chosen marked={marked} onBulk={() => setBulk(true)} onNone={none} />}
      {bulk && marked.length > 0 && (
        <BulkDialog
          entries={marked}
          onDone={() => {
            setBulk(false);
            none();
          }}
          onClose={() => setBulk(false)}
        />
      )}
    </div>
  );
}

type FilterProps = Pick<DaysProps, 'inbox' | 'words' | 'filter' | 'onFilter'> & {
  readonly by: Grouping;
  readonly onBy: (by: Grouping) => void;
};

/** Each begins at the first page. */
function Filters({ inbox, words, filter, onFilter, by, onBy }: FilterProps) {
  const { t } = useTranslation('hourRequests');
  const choose = (change: Partial<InboxFilter>) => onFilter({ ...filter, page: 0, ...change });
  const days = inbox.causes.reduce((all, c) => all + c.days, 0);
  return (
    <>
      <PeopleFilter
        which={filter}
        departments={inbox.departments}
        onWhich={choose}
        onClear={isFiltered(filter) ? () => onFilter(NO_FILTER) : null}
      />
      <Group justify="space-between" gap="md">
        <Chip.Group
          value={filter.cause ?? ''}
          onChange={(value) => choose({ cause: INBOX_CAUSES.find((c) => c === value) ?? null })}
        >
          <Group gap="xs">
            <Chip value="">{filter.cause === null ? t('cause', { cause: t('all'), count: inbox.total }) : t('all')}</Chip>
            {days > 0 &&
              inbox.causes.map((c) => (
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
    </>
  );
}

type PagesProps = { readonly inbox: Inbox; readonly onPage: (page: number) => void };

/** Which of how many days are shown, and the way to the others. Nothing where all are. */
function Pages({ inbox: { page, total, entries }, onPage }: PagesProps) {
  const { t } = useTranslation('hourRequests');
  if (total <= entries.length) return null;
  const first = page * INBOX_PAGE;
  return (
    <Group gap="sm" my="xs">
      <Text size="sm" role="status">
        {t('pages.shown', { from: first + 1, to: first + entries.length, total })}
      </Text>
      <Button size="xs" variant="default" disabled={page === 0} onClick={() => onPage(page - 1)}>
        {t('pages.before')}
      </Button>
      <Button size="xs" variant="default" disabled={first + entries.length >= total} onClick={() => onPage(page + 1)}>
        {t('pages.next')}
      </Button>
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

/** So many get the same punch in one go. */
const MOST = 1000;
const isOneDay = (entries: readonly InboxEntry[]): boolean => new Set(entries.map((e) => e.day)).size === 1;

function Chosen({ marked, onBulk, onNone }: ChosenProps) {
  const { t } = useTranslation('hourRequests');
  const oneDay = isOneDay(marked);
  const many = marked.length > MOST;
  return (
    <Group className={classes.chosen ?? ''} gap="md">
      <Text fw={600}>{t('chosen', { count: marked.length })}</Text>
      <Button disabled={!oneDay || many} onClick={onBulk}>
        {t('bulk.button')}
      </Button>
      <Button variant="default" onClick={onNone}>
        {t('none')}
      </Button>
      {!oneDay && <Text size="sm">{t('bulk.oneDay')}</Text>}
      {many && <Text size="sm">{t('bulk.most', { count: MOST })}</Text>}
    </Group>
  );
}
