import { ActionIcon, Card, Group, Text, Title, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DecisionRecord, StageTimes } from '../../../domain/recognition/decision.ts';
import { COUNTER_MARGIN } from '../../../domain/recognition/look-alikes.ts';
import type { LogRow } from '../../../shared/schemas.ts';
import { clockText, Direction, EventIcon, rowReason } from '../../parts/event.tsx';
import { useAnswer } from '../../base/answers.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { makeFormat, useFormat } from '../../base/format.ts';
import { DecisionPicture } from './DecisionPicture.tsx';
import { LivenessFacts } from './LivenessFacts.tsx';
import { QualityList } from './QualityList.tsx';
import { NotHim } from './NotHim.tsx';
import { useLog } from './store.ts';
import classes from './Log.module.css';

const STAGES = ['detect', 'align', 'liveness', 'embed', 'match'] as const satisfies readonly (keyof StageTimes)[];
const colours = ['teal-8', 'teal-5', 'teal-2', 'gray-6', 'gray-4'].map((c) => `var(--mantine-color-${c})`);

/** Minutes east of UTC -> +08:00 */
function offsetText(minutes: number): string {
  const m = Math.abs(minutes);
  return `${minutes < 0 ? '−' : '+'}${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`;
}

function Stages({ times }: { readonly times: StageTimes }) {
  const { t } = useTranslation('log');
  return (
    <section>
      <h3 className={classes.section}>{t('panel.times')}</h3>
      <div className={classes.stages} aria-hidden="true">
        {STAGES.map((s, i) => (
          <div key={s} style={{ flex: `${Math.max(0.5, times[s])} 0 0`, background: colours[i] }} />
        ))}
      </div>
      <dl className={classes.legend}>
        {STAGES.map((s, i) => (
          <div key={s}>
            <span className={classes.swatch} style={{ background: colours[i] }} />
            <dt>{t(`panel.stage.${s}`)}</dt>
            <dd>{`${times[s].toFixed(times[s] < 10 ? 1 : 0)} ms`}</dd>
          </div>
        ))}
      </dl>
      <Text size="sm" c="dimmed" mt={8}>
        {t('panel.visit', { ms: Math.round(times.visit) })}
      </Text>
    </section>
  );
}

function Margin({ record }: { readonly record: DecisionRecord }) {
  const { t } = useTranslation('log');
  const { margin, marginRequired } = record;
  const facts = { margin: (margin ?? 0).toFixed(3), required: marginRequired.toFixed(3) };
  const text =
    margin === null
      ? t('panel.noRunnerUp')
      : margin >= marginRequired
        ? t('panel.marginOk', facts)
        : t('panel.marginShort', facts);
  return <Text size="sm">{`${text} ${t('panel.frames', { count: record.frames })}`}</Text>;
}

function Decision({ record }: { readonly record: DecisionRecord }) {
  const { t } = useTranslation(['log', 'lookAlikes']);
  const people = useAnswer('people.list', { search: '' }).value ?? [];
  const name = (id: number) => people.find((p) => p.id === id)?.name ?? t('panel.gone');
  return (
    <>
      <section>
        <h3 className={classes.section}>{t('panel.decision')}</h3>
        <DecisionPicture record={record} />
        <ul className={classes.legendDots}>
          {record.first && (
            <li>
              <span>{t('panel.best')}</span>
              <span>{name(record.first.personId)}</span>
            </li>
          )}
          {record.second && (
            <li>
              <span>{t('panel.runnerUp')}</span>
              <span>{name(record.second.personId)}</span>
            </li>
          )}
        </ul>
        <Margin record={record} />
        {record.counterExample !== null && (
          <Text size="sm">
            {t('lookAlikes:notHim.counter', { score: record.counterExample.toFixed(3), needed: COUNTER_MARGIN.toFixed(2) })}
          </Text>
        )}
      </section>
      <Stages times={record.times} />
      <LivenessFacts record={record} />
      <section>
        <h3 className={classes.section}>{t('panel.quality')}</h3>
        <QualityList quality={record.quality} mirrorCosine={record.mirrorCosine} />
      </section>
      <section>
        <h3 className={classes.section}>{t('panel.model')}</h3>
        <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {record.modelId}
        </Text>
      </section>
    </>
  );
}

function Facts({ row }: { readonly row: LogRow }) {
  const { t, i18n } = useTranslation(['log', 'errors']);
  // An event is told in the zone that it was recorded in, whatever the site's is now.
  const format = makeFormat(i18n.language, row.timeZone);
  return (
    <section>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <EventIcon kind={row.kind} size={24} />
        <div>
          <Text size="lg" fw={600} lh={1.25} td={row.retracted ? 'line-through' : undefined}>
            {row.name ?? t(`kinds.${row.kind}`)}
          </Text>
          <Text size="sm" c="dimmed">
            {[row.name === null ? null : t(`kinds.${row.kind}`), row.employeeNumber, row.retracted ? t('retractedMark') : null]
              .filter((x) => x !== null)
              .join(' · ')}
          </Text>
        </div>
        <div style={{ marginLeft: 'auto' }}>
          <Direction direction={row.direction} />
        </div>
      </Group>
      {row.reason !== null && <Text mt="sm">{rowReason(t, row)}</Text>}
      <Text size="sm" mt="sm">
        {`${format.date(row.at)} ${format.seconds(row.at)}`}
      </Text>
      <Text size="sm" c="dimmed">
        {t('panel.zone', { zone: row.timeZone, offset: offsetText(row.offsetMinutes) })}
      </Text>
      {row.clockJumped && (
        <Text size="sm" c="var(--amber-text)">
          {clockText(t, row)}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {t('panel.eventId', { id: row.id })}
        {row.about !== null && ` · ${t('panel.about', { id: row.about })}`}
      </Text>
    </section>
  );
}

/** What is known of the chosen event, beside the table. */
export function Panel() {
  const { rows, selected, openPanel, reload } = useLog();
  const row = rows.find((r) => r.id === selected);
  if (!row) return null;
  return <Chosen key={row.id} row={row} onClose={() => openPanel(false)} onChanged={() => void reload()} />;
}

type ChosenProps = { readonly row: LogRow; readonly onClose: () => void; readonly onChanged: () => void };

function Chosen({ row, onClose, onChanged }: ChosenProps) {
  const { t } = useTranslation('log');
  const format = useFormat();
  const { value: record, error, answered } = useAnswer('log.decision', { eventId: row.id });
  return (
    <Card
      padding={0}
      className={classes.panel ?? ''}
      component="aside"
      aria-label={`${t('panel.title')} ${format.seconds(row.at)}`}
    >
      <Group justify="space-between" className={classes.panelHead ?? ''}>
        <Title order={3}>{t('panel.title')}</Title>
        <Tooltip label={t('panel.closeHint')}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('panel.closeHint')} onClick={onClose}>
            <IconX size={20} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </Group>
      <div className={classes.panelBody} tabIndex={0}>
        <Facts row={row} />
        <ErrorNote error={error} />
        {row.kind === 'recognised' && row.method !== 'pin' && row.method !== 'badge' && (
          <NotHim row={row} record={record} onChanged={onChanged} />
        )}
        {record && <Decision record={record} />}
        {answered && !record && !error && (
          <Text size="sm" c="dimmed">
            {t('panel.none')}
          </Text>
        )}
      </div>
    </Card>
  );
}
