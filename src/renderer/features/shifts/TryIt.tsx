import { ActionIcon, Button, Group, SegmentedControl, Select, Text, Title } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY_KINDS, type DayKind } from '../../../domain/hours/model.ts';
import type { ShiftBody } from '../../../shared/hours.ts';
import type { HourDay } from '../../../shared/hours-days.ts';
import type { Trial } from '../../../shared/shifts.ts';
import { useAnswer } from '../../base/answers.ts';
import { DayTimeline } from '../../parts/timeline/DayTimeline.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { usualPunches } from './usual-punches.ts';
import { TimeField } from './TimeField.tsx';
import { lengthText } from './wall.ts';
import classes from './shifts.module.css';

type Punch = Trial['punches'][number];
const FIGURES = [
  'planned',
  'inPlan',
  'paid',
  'late',
  'early',
  'away',
  'missing',
  'extra',
  'breakDeducted',
  'nightBonus',
] as const;

/** A day of the shift as it is written now: punches go in, and the day comes out. Nothing is stored. */
export function TryIt({ body, today }: { readonly body: ShiftBody; readonly today: number }) {
  const { t } = useTranslation('shifts');
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<DayKind>('workday');
  const [typed, setTyped] = useState<readonly Punch[] | null>(null);
  const punches = typed ?? usualPunches(body);
  const { value, error } = useAnswer(
    'hours.try',
    { day: today, kind, body, rule: null, punches: [...punches] },
    { when: open, keep: true },
  );
  const set = (i: number, part: Partial<Punch>) => setTyped(punches.map((p, j) => (j === i ? { ...p, ...part } : p)));
  if (!open)
    return (
      <Button variant="default" style={{ alignSelf: 'start' }} onClick={() => setOpen(true)}>
        {t('try.open')}
      </Button>
    );
  const last = punches.at(-1)?.at ?? 480;
  return (
    <section aria-label={t('try.title')}>
      <Group justify="space-between">
        <Title order={4}>{t('try.title')}</Title>
        <Select
          size="xs"
          w={190}
          aria-label={t('try.kind')}
          allowDeselect={false}
          data={DAY_KINDS.map((k) => ({ value: k, label: t(`dayKinds.${k}`) }))}
          value={kind}
          onChange={(chosen) => setKind(DAY_KINDS.find((k) => k === chosen) ?? 'workday')}
        />
      </Group>
      <Text size="sm" c="dimmed">
        {t('try.text')}
      </Text>
      <div className={classes.row} style={{ marginTop: 8 }}>
        {punches.map((p, i) => (
          <Group key={i} gap={4} wrap="nowrap" role="group" aria-label={t('try.punch', { n: i + 1 })}>
            <TimeField
              aria-label={t('try.at', { n: i + 1 })}
              value={p.at}
              after={punches[i - 1]?.at ?? 0}
              onChange={(at) => set(i, { at })}
            />
            <SegmentedControl
              size="xs"
              aria-label={t('try.direction', { n: i + 1 })}
              value={p.direction ?? 'none'}
              data={(['none', 'in', 'out'] as const).map((d) => ({ value: d, label: t(`try.says.${d}`) }))}
              onChange={(d) => set(i, { direction: d === 'none' ? null : d })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('try.remove', { n: i + 1 })}
              onClick={() => setTyped(punches.filter((_, j) => j !== i))}
            >
              <IconTrash size={16} stroke={1.75} />
            </ActionIcon>
          </Group>
        ))}
        {punches.length < 20 && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => setTyped([...punches, { at: Math.min(2880, last + 60), direction: null }])}
          >
            {t('try.add')}
          </Button>
        )}
        {typed !== null && (
          <Button size="compact-sm" variant="subtle" onClick={() => setTyped(null)}>
            {t('try.usual')}
          </Button>
        )}
      </div>
      <ErrorNote error={error} />
      {value && (
        <>
          <Day day={value.day} />
          <DayTimeline detail={value.detail} />
        </>
      )}
    </section>
  );
}

function Day({ day }: { readonly day: HourDay }) {
  const { t } = useTranslation(['shifts', 'hoursDay']);
  const shown = FIGURES.filter((figure) => figure === 'planned' || figure === 'paid' || day[figure] !== 0);
  const marks = [
    day.lateAs && t(`hoursDay:step.${day.lateAs}`),
    day.earlyAs && t(`hoursDay:earlyStep.${day.earlyAs}`),
    ...day.flags.map((flag) => t(`hoursDay:flag.${flag}`)),
  ].filter((mark) => mark !== null);
  return (
    <div aria-live="polite">
      <Text mt={8} fw={600}>
        {t(`hoursDay:verdict.${day.verdict}`)}
        {marks.length > 0 && ` · ${marks.join(' · ')}`}
      </Text>
      <dl className={classes.figures}>
        {shown.map((figure) => (
          <div key={figure}>
            <dt>{t(`figures.${figure}`)}</dt>
            <dd>{lengthText(day[figure])}</dd>
          </div>
        ))}
        {day.overtime.map((o) => (
          <div key={o.rule}>
            <dt>{t('figures.overtime', { name: o.name, rate: o.rate })}</dt>
            <dd>{lengthText(o.minutes)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
