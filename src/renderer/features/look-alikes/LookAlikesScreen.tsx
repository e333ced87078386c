import { Badge, Button, Card, Center, Group, Loader, Progress, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconArrowsDiff, IconMoodCheck, IconRefresh } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../domain/errors.ts';
import type { CounterExampleRow, LookAlikePair, LookAlikes } from '../../../shared/calls/look-alikes.ts';
import { FIELDS, type Settings } from '../../../shared/settings.ts';
import { useAnswer } from '../../base/answers.ts';
import { call } from '../../base/api.ts';
import { routeToHash } from '../../base/routes.ts';
import { useAllSettings } from '../../base/session.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useFormat } from '../../base/format.ts';
import { useNotify } from '../../ui/notify.tsx';
import { Page } from '../../ui/Page.tsx';
import { Photo } from '../../parts/Photo.tsx';
import classes from './look-alikes.module.css';

/** While a search goes on, how far it has come is asked each second. */
const POLL_MS = 1_000;
const CHOICES = FIELDS.recognition.lookAlikes.schema.options;
const icon = { size: 20, stroke: 1.75 } as const;

function Person({ person }: { readonly person: LookAlikePair['a'] }) {
  return (
    <a className={classes.person} href={routeToHash({ screen: 'people', person: person.id })}>
      <Photo id={person.id} name={person.name} size={104} label />
      <span className={classes.name}>{person.name}</span>
      <Text size="sm" c="dimmed" span>
        {person.employeeNumber}
      </Text>
    </a>
  );
}

function Pair({ pair }: { readonly pair: LookAlikePair }) {
  const { t } = useTranslation('lookAlikes');
  const format = useFormat();
  return (
    <li className={classes.pair}>
      <Person person={pair.a} />
      <div className={classes.between}>
        <IconArrowsDiff size={22} stroke={1.5} color="var(--amber-text)" aria-hidden="true" />
        <Text size="sm" fw={600}>
          {t('pairs.likeness', { score: pair.score.toFixed(2) })}
        </Text>
        <Text size="sm" c="dimmed">
          {t('pairs.since', { date: format.date(pair.since) })}
        </Text>
      </div>
      <Person person={pair.b} />
    </li>
  );
}

/** When everybody was compared, or how far a search has come. */
function Searched({ found }: { readonly found: LookAlikes }) {
  const { t } = useTranslation('lookAlikes');
  const format = useFormat();
  const { search, searched } = found;
  if (search) {
    const text = t('searching', { done: format.number(search.done), total: format.number(search.total) });
    return (
      <Stack gap={6} role="status">
        <Text size="sm">{text}</Text>
        <Progress value={search.total > 0 ? (100 * search.done) / search.total : 0} aria-label={text} />
      </Stack>
    );
  }
  if (!searched) return null;
  const isToday = format.isoDay(searched.at) === format.isoDay(Date.now());
  const when = isToday
    ? t('today', { time: format.time(searched.at) })
    : `${format.date(searched.at)} ${format.time(searched.at)}`;
  return (
    <Text size="sm" c="dimmed">
      {t('searched', { people: format.number(searched.people), when })}
      {!searched.current && ` ${t('stale')}`}
    </Text>
  );
}

/** What look-alikes need at the door; saved at once, with undo. */
function Choice() {
  const { t } = useTranslation('lookAlikes');
  const notify = useNotify();
  const { lookAlikes } = useAllSettings().recognition;
  const save = async (next: Settings['recognition']['lookAlikes'], undo: boolean) => {
    const answer = await call('settings.save', { recognition: { lookAlikes: next } });
    if (!answer.ok) notify.error(answer.error);
    else notify.done(t(`choice.${next}Done`), undo ? { undo: () => void save(lookAlikes, false) } : {});
  };
  return (
    <Group gap="sm" mt="md">
      <Text size="sm" fw={600} id="look-alikes-choice">
        {t('choice.label')}
      </Text>
      <SegmentedControl
        aria-labelledby="look-alikes-choice"
        value={lookAlikes}
        data={CHOICES.map((value) => ({ value, label: t(`choice.${value}`) }))}
        onChange={(value) => {
          const next = CHOICES.find((c) => c === value);
          if (next) void save(next, true);
        }}
      />
    </Group>
  );
}

function Pairs({ found }: { readonly found: LookAlikes }) {
  const { t } = useTranslation('lookAlikes');
  const format = useFormat();
  const { lookAlikes } = useAllSettings().recognition;
  const { pairs, total, threshold, margin, people, searched, search } = found;
  const facts = { threshold: threshold.toFixed(2), margin: margin.toFixed(2) };
  const empty: ReactNode = searched ? (
    <EmptyState icon={<IconMoodCheck size={44} stroke={1.25} />} title={t('pairs.empty.title')} text={t('pairs.empty.text')} />
  ) : (
    !search && (
      <EmptyState icon={<IconArrowsDiff size={44} stroke={1.25} />} title={t('pairs.never')} text={t('pairs.neverText')} />
    )
  );
  return (
    <Card p="lg" component="section" aria-labelledby="pairs">
      <Title order={2} id="pairs">
        {t('pairs.title')}
      </Title>
      {pairs.length > 0 && (
        <>
          <Text mt={8} maw={760}>
            {t(lookAlikes === 'pin' ? 'pairs.whatPin' : 'pairs.what', facts)}
          </Text>
          <Text size="sm" c="dimmed" mt={4}>
            {t('pairs.advice')}
          </Text>
        </>
      )}
      {total > pairs.length && (
        <Text size="sm" c="var(--amber-text)" mt={8}>
          {t('pairs.more', { shown: format.number(pairs.length), total: format.number(total), people: format.number(people) })}
        </Text>
      )}
      {pairs.length > 0 ? (
        <ul className={classes.list} aria-label={t('pairs.title')}>
          {pairs.map((pair) => (
            <Pair key={`${pair.a.id}-${pair.b.id}`} pair={pair} />
          ))}
        </ul>
      ) : (
        empty
      )}
      {pairs.length > 0 && <Choice />}
      <div style={{ marginTop: 16 }}>
        <Searched found={found} />
      </div>
    </Card>
  );
}

function CounterExample({ row }: { readonly row: CounterExampleRow }) {
  const { t } = useTranslation('lookAlikes');
  const format = useFormat();
  const notify = useNotify();
  const undo = async () => {
    const answer = await call('notHim.undo', { eventId: row.eventId });
    if (answer.ok) notify.done(t('notHim.undone'));
    else notify.error(answer.error);
  };
  return (
    <li>
      <Photo id={row.person.id} name={row.person.name} size={48} />
      <div>
        <Group gap="xs">
          <Text fw={600}>{row.person.name}</Text>
          {!row.used && (
            <Badge color="gray" variant="light" tt="none">
              {t('counters.unused')}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {`${t('counters.visit', { date: format.date(row.at), time: format.time(row.at) })} · ${t(`counters.${row.saidAt}`)}`}
        </Text>
        {!row.used && (
          <Text size="sm" c="dimmed">
            {t('notHim.unused')}
          </Text>
        )}
      </div>
      <Button
        variant="subtle"
        size="sm"
        component="a"
        href={routeToHash({ screen: 'log', day: format.isoDay(row.at), event: row.eventId })}
      >
        {t('counters.show')}
      </Button>
      <Button variant="default" size="sm" onClick={() => void undo()}>
        {t('counters.undo')}
      </Button>
    </li>
  );
}

/** Who looks like whom, and which faces were taken for somebody. */
export default function LookAlikesScreen() {
  const { t } = useTranslation('lookAlikes');
  const {
    value: found,
    error: notFound,
    reload,
  } = useAnswer('lookAlikes.list', null, {
    every: (now) => (now?.search ? POLL_MS : null),
  });
  const [notBegun, setNotBegun] = useState<AppError | null>(null);
  const error = notBegun ?? notFound;
  const search = async () => {
    const answer = await call('lookAlikes.search', null);
    setNotBegun(answer.ok ? null : answer.error);
    await reload();
  };
  return (
    <Page
      title={t('title')}
      action={
        <>
          <Button
            variant="default"
            component="a"
            href={routeToHash({ screen: 'people' })}
            leftSection={<IconArrowLeft {...icon} />}
          >
            {t('back')}
          </Button>
          <Button
            leftSection={<IconRefresh {...icon} />}
            loading={found?.search != null}
            disabled={!found}
            onClick={() => void search()}
          >
            {t('search')}
          </Button>
        </>
      }
    >
      <ErrorNote error={error} />
      {!found && !error && (
        <Center h="60vh">
          <Loader type="dots" />
        </Center>
      )}
      {found && (
        <Stack gap="lg">
          <Pairs found={found} />
          <Card p="lg" component="section" aria-labelledby="counters">
            <Title order={2} id="counters">
              {t('counters.title')}
            </Title>
            <Text mt={8} maw={760} c={found.counterExamples.length > 0 ? 'var(--mantine-color-text)' : 'dimmed'}>
              {t(found.counterExamples.length > 0 ? 'counters.what' : 'counters.empty')}
            </Text>
            {found.counterExamples.length > 0 && (
              <ul className={classes.counters}>
                {found.counterExamples.map((row) => (
                  <CounterExample key={row.eventId} row={row} />
                ))}
              </ul>
            )}
          </Card>
        </Stack>
      )}
    </Page>
  );
}
