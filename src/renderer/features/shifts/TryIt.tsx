import { Button, Group, Select, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY_KINDS, type DayKind } from '../../../domain/hours/model.ts';
import type { RuleBody, ShiftBody } from '../../../shared/hours.ts';
import type { HourDay } from '../../../shared/hours-days.ts';
import { Trial } from '../../../shared/shifts.ts';
import { useAnswer } from '../../base/answers.ts';
import { DayTimeline } from '../../parts/timeline/DayTimeline.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { TrialPunches } from './TrialPunches.tsx';
import { usualPunches } from './usual-punches.ts';
import { lengthText } from './wall.ts';
import classes from './shifts.module.css';

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

type Props = {
  readonly day: number;
  /** As it is written now, be it right or not. */
  readonly body: ShiftBody;
  /** As they are written now, be they right or not; null = those that hold on the day. */
  readonly rule: RuleBody | null;
  readonly text: string;
  /** What is chosen besides the kind of day. */
  readonly choice?: ReactNode;
};

/** A day of a shift, by rules: punches go in, and the day comes out. Nothing is stored; what was entered stays while something above is not right yet. */
export function TryIt({ day, body, rule, text, choice }: Props) {
  const { t } = useTranslation('shifts');
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<DayKind>('workday');
  const [typed, setTyped] = useState<Trial['punches'] | null>(null);
  const punches = typed ?? usualPunches(body);
  const trial = { day, kind, body, rule, punches };
  const whole = Trial.safeParse(trial).success;
  const { value, error } = useAnswer('hours.try', trial, { when: open && whole, keep: true });
  if (!open)
    return (
      <Button variant="default" style={{ alignSelf: 'start' }} onClick={() => setOpen(true)}>
        {t('try.open')}
      </Button>
    );
  return (
    <section aria-label={t('try.title')}>
      <Group justify="space-between">
        <Title order={4}>{t('try.title')}</Title>
        <Group gap="xs">
          {choice}
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
      </Group>
      <Text size="sm" c="dimmed">
        {text}
      </Text>
      <TrialPunches
        punches={punches}
        onChange={(next) => setTyped([...next])}
        onUsual={typed === null ? null : () => setTyped(null)}
      />
      {!whole && (
        <Text size="sm" mt={8} role="status">
          {t('try.notYet')}
        </Text>
      )}
      <ErrorNote error={error} />
      {value && (
        <>
          <Outcome day={value.day} />
          <DayTimeline detail={value.detail} />
        </>
      )}
    </section>
  );
}

function Outcome({ day }: { readonly day: HourDay }) {
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
