import { Anchor, Card, Group, NumberInput, Progress, SegmentedControl, Stack, Table, Text, Title } from '@mantine/core';
import { useEffect, useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { replay, type Change, type Replay, type WhatIfPolicy } from '../../../domain/recognition/what-if.ts';
import { routeToHash } from '../../base/routes.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { eachOf, FIELDS, rangeOf } from '../../../shared/settings.ts';
import { useFormat } from '../../base/format.ts';
import classes from './error-rate.module.css';
import { useErrorRate } from './store.ts';

const MOST_SHOWN = 200;

function Rule({ margin, frames }: { readonly margin: number; readonly frames: number }) {
  const { t } = useTranslation('errorRate');
  const choose = useErrorRate((s) => s.choose);
  const id = useId();
  return (
    <Group gap="xl">
      <Group gap="sm">
        <Text size="sm" id={`${id}-margin`}>
          {t('whatIf.margin')}
        </Text>
        <NumberInput
          aria-labelledby={`${id}-margin`}
          w={110}
          value={margin}
          {...rangeOf(FIELDS.recognition.margin)}
          step={0.005}
          decimalScale={3}
          clampBehavior="strict"
          onChange={(v) => {
            if (typeof v === 'number') choose({ margin: v });
          }}
        />
      </Group>
      <Group gap="sm">
        <Text size="sm" id={`${id}-frames`}>
          {t('whatIf.frames')}
        </Text>
        <SegmentedControl
          aria-labelledby={`${id}-frames`}
          value={String(frames)}
          data={eachOf(FIELDS.recognition.voteFrames).map(String)}
          onChange={(v) => choose({ voteFrames: Number(v) })}
        />
      </Group>
    </Group>
  );
}

function Numbers({ result }: { readonly result: Replay }) {
  const { t } = useTranslation('errorRate');
  const format = useFormat();
  const { letIn, changes, wrong } = result;
  const newlyIn = changes.filter((c) => c.to === 'in').length;
  const all = wrong.avoided + wrong.left;
  const facts: readonly (readonly [label: string, value: string, detail?: string])[] = [
    [t('whatIf.letIn'), t('whatIf.wasWould', { was: format.number(letIn.was), would: format.number(letIn.would) })],
    [t('whatIf.newlyRefused'), format.number(changes.length - newlyIn)],
    [t('whatIf.newlyIn'), format.number(newlyIn)],
    all === 0
      ? [t('whatIf.wrong'), '–', t('whatIf.noWrong')]
      : [t('whatIf.wrong'), t('whatIf.of', { n: format.number(wrong.avoided), all: format.number(all) })],
  ];
  return (
    <div className={classes.numbers}>
      {facts.map(([label, value, detail]) => (
        <div key={label}>
          <Text size="sm" c="dimmed">
            {label}
          </Text>
          <div className={classes.number}>{value}</div>
          {detail !== undefined && (
            <Text size="sm" c="dimmed">
              {detail}
            </Text>
          )}
        </div>
      ))}
    </div>
  );
}

function ChangeRow({ change }: { readonly change: Change }) {
  const { t } = useTranslation('errorRate');
  const format = useFormat();
  const { visit, who, to, why, note } = change;
  const first = visit.decision!.first!;
  const lead = first.score - (visit.decision!.second?.score ?? 0);
  return (
    <Table.Tr>
      <Table.Td fw={500}>{who?.name}</Table.Td>
      <Table.Td>{`${format.date(visit.at)} ${format.seconds(visit.at)}`}</Table.Td>
      <Table.Td>
        {t(to === 'in' ? 'whatIf.toIn' : 'whatIf.toRefused')}
        <Text size="sm" c="dimmed">
          {t(`whatIf.why.${why}`, { score: first.score.toFixed(3), lead: lead.toFixed(3) })}
        </Text>
      </Table.Td>
      <Table.Td c={note === 'was-wrong' ? 'var(--mantine-color-text)' : 'dimmed'}>
        {note ? t(`whatIf.note.${note}`) : to === 'in' ? t('whatIf.unsure') : ''}
      </Table.Td>
      <Table.Td ta="right">
        <Anchor href={routeToHash({ screen: 'log', day: format.isoDay(visit.at), event: visit.eventId })}>
          {t('whatIf.open')}
        </Anchor>
      </Table.Td>
    </Table.Tr>
  );
}

function NotKnown({ result }: { readonly result: Replay }) {
  const { t } = useTranslation('errorRate');
  const format = useFormat();
  const { unknown } = result;
  const others = result.otherWays + result.byRule;
  const facts = (count: number) => ({ count, n: format.number(count) });
  return (
    <div>
      <Text size="sm" fw={600}>
        {t('whatIf.notKnown')}
      </Text>
      <Text size="sm" c="dimmed">
        {unknown.frames > 0 && `${t('whatIf.unknownFrames', facts(unknown.frames))} `}
        {unknown.model > 0 && `${t('whatIf.unknownModel', facts(unknown.model))} `}
        {t('whatIf.retry')} {others > 0 && t('whatIf.others', facts(others))}
      </Text>
    </div>
  );
}

function Result({ result }: { readonly result: Replay }) {
  const { t } = useTranslation('errorRate');
  const format = useFormat();
  const { changes, judged, unknown } = result;
  if (judged + unknown.frames + unknown.model === 0) return <Text c="dimmed">{t('whatIf.empty')}</Text>;
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t('whatIf.judged', { count: judged, n: format.number(judged) })}
      </Text>
      <Numbers result={result} />
      {judged > 0 && changes.length === 0 && <Text>{t('whatIf.same')}</Text>}
      {changes.length > 0 && (
        <div className={classes.list} tabIndex={0} role="region" aria-label={t('whatIf.title')}>
          <Table stickyHeader borderColor="var(--hairline)" verticalSpacing={6}>
            <Table.Thead bg="var(--surface)">
              <Table.Tr>
                <Table.Th>{t('whatIf.who')}</Table.Th>
                <Table.Th>{t('whatIf.when')}</Table.Th>
                <Table.Th>{t('whatIf.change')}</Table.Th>
                <Table.Th />
                <Table.Th />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {changes.slice(0, MOST_SHOWN).map((change) => (
                <ChangeRow key={change.visit.eventId} change={change} />
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {changes.length > MOST_SHOWN && (
        <Text size="sm" c="dimmed">
          {t('whatIf.shown', { n: MOST_SHOWN, all: format.number(changes.length) })}
        </Text>
      )}
      <NotKnown result={result} />
    </Stack>
  );
}

/** Who would have been let in or turned away in the last 30 days, by what is chosen above and here. */
export function WhatIf({ policy }: { readonly policy: WhatIfPolicy }) {
  const { t } = useTranslation('errorRate');
  const { visits, done, error, loadVisits } = useErrorRate();
  useEffect(() => {
    void loadVisits(Date.now());
  }, [loadVisits]);
  const { threshold, looks, margin, frames } = policy;
  const result = useMemo(
    () => visits && replay(visits, { threshold, looks, margin, frames }),
    [visits, threshold, looks, margin, frames],
  );
  return (
    <Card>
      <Group justify="space-between" align="flex-start" mb="md">
        <div>
          <Title order={3}>{t('whatIf.title')}</Title>
          <Text size="sm" c="dimmed">
            {t('whatIf.text')}
          </Text>
        </div>
        <Rule margin={margin} frames={frames} />
      </Group>
      <ErrorNote error={error} />
      {!visits && !error && (
        <Stack gap={6}>
          <Text size="sm" c="dimmed">
            {t('whatIf.loading', { n: Math.round(100 * done) })}
          </Text>
          <Progress value={100 * done} aria-label={t('whatIf.loading', { n: Math.round(100 * done) })} />
        </Stack>
      )}
      {result && <Result result={result} />}
    </Card>
  );
}
