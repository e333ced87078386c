import { Checkbox, Group, Select, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { STEP_KINDS } from '../../../../domain/hours/model.ts';
import { RuleBody } from '../../../../shared/hours.ts';
import { WholeNumber } from '../../../ui/WholeNumber.tsx';
import { TimeField } from '../TimeField.tsx';
import { Minutes } from './fields.tsx';
import type { GroupProps } from './rule-props.ts';
import { AddRow, RemoveRow } from '../RowButtons.tsx';
import classes from '../shifts.module.css';

const { shape } = RuleBody;
const GRACE = z.int().min(0).max(120);
const LATER = shape.lateLeave.element.shape.later;

/** How late is late, and what follows from it. */
export function LateGroup({ body, onChange }: GroupProps) {
  const { t } = useTranslation('shifts');
  return (
    <Stack gap="sm">
      {(['graceIn', 'graceOut'] as const).map((edge) => (
        <Group key={edge} align="end">
          <Minutes
            label={t(`rules.${edge}`)}
            of={GRACE}
            value={body[edge].minutes}
            onChange={(minutes) => minutes !== null && onChange({ [edge]: { ...body[edge], minutes } })}
          />
          <Checkbox
            pb={8}
            label={t('rules.graceCounted')}
            checked={body[edge].counted}
            onChange={(e) => onChange({ [edge]: { ...body[edge], counted: e.currentTarget.checked } })}
          />
        </Group>
      ))}
      <Steps of="lateSteps" body={body} onChange={onChange} />
      <Steps of="earlySteps" body={body} onChange={onChange} />
      <div className={classes.row}>
        {(['halfDayUnder', 'absentUnder'] as const).map((field) => (
          <Minutes
            key={field}
            label={t(`rules.${field}`)}
            of={shape[field]}
            value={body[field]}
            onChange={(n) => n !== null && onChange({ [field]: n })}
          />
        ))}
      </div>
      <LateLeave body={body} onChange={onChange} />
    </Stack>
  );
}

function Steps({ of, body, onChange }: GroupProps & { readonly of: 'lateSteps' | 'earlySteps' }) {
  const { t } = useTranslation(['shifts', 'hoursDay']);
  const steps = body[of];
  const set = (i: number, part: Partial<(typeof steps)[number]>) =>
    onChange({ [of]: steps.map((s, j) => (j === i ? { ...s, ...part } : s)) });
  return (
    <Stack gap={6} role="group" aria-label={t(`rules.${of}`)}>
      <Text fw={600}>{t(`rules.${of}`)}</Text>
      {steps.map((step, i) => (
        <Group key={i} gap="xs" align="end">
          <WholeNumber
            size="sm"
            w={150}
            of={z.int().min(0).max(1440)}
            aria-label={t('rules.stepOver', { n: i + 1 })}
            suffix={` ${t('rules.more')}`}
            value={step.over}
            onChange={(over) => over !== null && set(i, { over })}
          />
          <Select
            size="sm"
            w={220}
            aria-label={t('rules.stepAs', { n: i + 1 })}
            allowDeselect={false}
            data={STEP_KINDS.map((kind) => ({
              value: kind,
              label: t(`hoursDay:${of === 'lateSteps' ? 'step' : 'earlyStep'}.${kind}`),
            }))}
            value={step.as}
            onChange={(as) => set(i, { as: STEP_KINDS.find((kind) => kind === as) ?? step.as })}
          />
          <RemoveRow
            label={t('rules.removeStep', { n: i + 1 })}
            onClick={() => onChange({ [of]: steps.filter((_, j) => j !== i) })}
          />
        </Group>
      ))}
      {steps.length < 8 && (
        <AddRow
          label={t('rules.addStep')}
          onClick={() => onChange({ [of]: [...steps, { over: (steps.at(-1)?.over ?? 0) + 15, as: 'late' as const }] })}
        />
      )}
    </Stack>
  );
}

/** Who left late may come later on the next day; a time may be one of the next day, after a night. */
function LateLeave({ body, onChange }: GroupProps) {
  const { t } = useTranslation('shifts');
  const { lateLeave } = body;
  const set = (i: number, part: Partial<(typeof lateLeave)[number]>) =>
    onChange({ lateLeave: lateLeave.map((l, j) => (j === i ? { ...l, ...part } : l)) });
  return (
    <Stack gap={6} role="group" aria-label={t('rules.lateLeave')}>
      <Text fw={600}>{t('rules.lateLeave')}</Text>
      {lateLeave.map(({ leftAfter, later }, i) => (
        <Group key={i} gap="xs" align="center">
          <TimeField
            aria-label={t('lateLeave.leftAfter', { n: i + 1 })}
            value={leftAfter}
            after={720}
            onChange={(at) => set(i, { leftAfter: at })}
          />
          <Text span size="sm">
            {t('lateLeave.then')}
          </Text>
          <WholeNumber
            size="sm"
            w={150}
            of={LATER}
            aria-label={t('lateLeave.later', { n: i + 1 })}
            suffix={` ${t('lateLeave.minutes')}`}
            value={later}
            onChange={(minutes) => minutes !== null && set(i, { later: minutes })}
          />
          <RemoveRow
            label={t('lateLeave.remove', { n: i + 1 })}
            onClick={() => onChange({ lateLeave: lateLeave.filter((_, j) => j !== i) })}
          />
        </Group>
      ))}
      {lateLeave.length < 8 && (
        <AddRow
          label={t('lateLeave.add')}
          onClick={() =>
            onChange({
              lateLeave: [...lateLeave, { leftAfter: Math.min(2880, (lateLeave.at(-1)?.leftAfter ?? 1260) + 60), later: 60 }],
            })
          }
        />
      )}
    </Stack>
  );
}
