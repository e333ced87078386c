import { ActionIcon, Button, Checkbox, Group, Select, Stack, Switch, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { STEP_KINDS } from '../../../domain/hours/model.ts';
import { RuleBody } from '../../../shared/hours.ts';
import { WholeNumber } from '../../ui/WholeNumber.tsx';
import type { GroupProps } from './rule-props.ts';
import { TimeField } from './TimeField.tsx';
import classes from './shifts.module.css';

const { shape } = RuleBody;
const MINUTES = z.int().min(0).max(44_640);
const GRACE = z.int().min(0).max(120);
const STEP = z.int().min(1).max(120);

type NumberProps = {
  readonly label: string;
  readonly of: z.ZodNumber | z.ZodNullable<z.ZodNumber>;
  readonly value: number | null;
  readonly onChange: (n: number | null) => void;
};
const Minutes = ({ label, of, value, onChange }: NumberProps) => (
  <WholeNumber size="sm" w={230} of={of} label={label} value={value} onChange={onChange} />
);

type ChoiceProps<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly data: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
};
/** One of a few, never none. */
export function Choice<T extends string>({ label, value, data, onChange }: ChoiceProps<T>) {
  return (
    <Select
      size="sm"
      w={280}
      label={label}
      allowDeselect={false}
      value={value}
      data={[...data]}
      onChange={(chosen) => {
        const found = data.find((d) => d.value === chosen);
        if (found) onChange(found.value);
      }}
    />
  );
}

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
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('rules.removeStep', { n: i + 1 })}
            onClick={() => onChange({ [of]: steps.filter((_, j) => j !== i) })}
          >
            <IconTrash size={16} stroke={1.75} />
          </ActionIcon>
        </Group>
      ))}
      {steps.length < 8 && (
        <Button
          size="compact-sm"
          variant="default"
          style={{ alignSelf: 'start' }}
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange({ [of]: [...steps, { over: (steps.at(-1)?.over ?? 0) + 15, as: 'late' as const }] })}
        >
          {t('rules.addStep')}
        </Button>
      )}
    </Stack>
  );
}

/** How punches become times. */
export function PunchGroup({ body, onChange }: GroupProps) {
  const { t } = useTranslation('shifts');
  return (
    <div className={classes.row}>
      <Choice
        label={t('rules.pairing')}
        value={body.pairing}
        data={shape.pairing.options.map((value) => ({ value, label: t(`pairings.${value}`) }))}
        onChange={(pairing) => onChange({ pairing })}
      />
      {(['repeatSeconds', 'maxOpen', 'reach'] as const).map((field) => (
        <Minutes
          key={field}
          label={t(`rules.${field}`)}
          of={shape[field]}
          value={body[field]}
          onChange={(n) => n !== null && onChange({ [field]: n })}
        />
      ))}
      <Choice
        label={t('rules.onMissing')}
        value={body.onMissing}
        data={shape.onMissing.options.map((value) => ({ value, label: t(`missings.${value}`) }))}
        onChange={(onMissing) => onChange({ onMissing })}
      />
      <Choice
        label={t('rules.zoneOf')}
        value={body.zoneOf}
        data={shape.zoneOf.options.map((value) => ({ value, label: t(`zones.${value}`) }))}
        onChange={(zoneOf) => onChange({ zoneOf })}
      />
      <Switch
        label={t('rules.countBefore')}
        checked={body.countBefore}
        onChange={(e) => onChange({ countBefore: e.currentTarget.checked })}
      />
    </div>
  );
}

/** Steps of punches and of the day's total; nothing is rounded unless it is said. */
export function RoundingGroup({ body, onChange }: GroupProps) {
  const { t } = useTranslation('shifts');
  const { round } = body;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('rules.roundHint')}
      </Text>
      {(['in', 'out', 'total'] as const).map((what) => {
        const own = round[what];
        const set = (next: typeof own) => onChange({ round: { ...round, [what]: next } });
        return (
          <Group key={what} align="end">
            <Switch
              w={220}
              pb={8}
              label={t(`rounds.${what}`)}
              checked={own !== null}
              onChange={(e) => set(e.currentTarget.checked ? { step: 15, cut: 8 } : null)}
            />
            {own && (
              <>
                <WholeNumber
                  size="sm"
                  w={130}
                  of={STEP}
                  label={t('rules.roundStep')}
                  value={own.step}
                  onChange={(step) => step !== null && set({ step, cut: Math.min(step, own.cut) })}
                />
                <WholeNumber
                  size="sm"
                  w={190}
                  of={z.int().min(1).max(own.step)}
                  label={t('rules.roundCut')}
                  value={own.cut}
                  onChange={(cut) => cut !== null && set({ ...own, cut })}
                />
              </>
            )}
          </Group>
        );
      })}
    </Stack>
  );
}

/** Sums over more than a day, and what is warned of. */
export function PeriodGroup({ body, onChange }: GroupProps) {
  const { t } = useTranslation('shifts');
  const { balance, limits, correctionQuota: quota } = body;
  const unit = balance?.unit ?? 'none';
  return (
    <Stack gap="sm">
      <div className={classes.row}>
        <Choice
          label={t('rules.balance')}
          value={unit}
          data={(['none', 'week', 'month', 'quarter', 'year'] as const).map((value) => ({ value, label: t(`units.${value}`) }))}
          onChange={(chosen) =>
            onChange({
              balance:
                chosen === 'none'
                  ? null
                  : { required: 'calendar', creditHolidays: true, weekStartsOn: 1, ...balance, unit: chosen },
            })
          }
        />
        {balance && (
          <>
            <Minutes
              label={t('rules.balanceRequired')}
              of={z.int().min(0).max(527_040).nullable()}
              value={balance.required === 'calendar' ? null : balance.required}
              onChange={(n) => onChange({ balance: { ...balance, required: n ?? 'calendar' } })}
            />
            <Checkbox
              pb={8}
              label={t('rules.creditHolidays')}
              checked={balance.creditHolidays}
              onChange={(e) => onChange({ balance: { ...balance, creditHolidays: e.currentTarget.checked } })}
            />
          </>
        )}
      </div>
      <Text fw={600}>{t('rules.limits')}</Text>
      <div className={classes.row}>
        {(['overtimePerDay', 'overtimePerMonth', 'restBetween'] as const).map((field) => (
          <Minutes
            key={field}
            label={t(`rules.${field}`)}
            of={MINUTES.nullable()}
            value={limits[field]}
            onChange={(n) => onChange({ limits: { ...limits, [field]: n } })}
          />
        ))}
      </div>
      <Switch
        label={t('rules.quota')}
        checked={quota !== null}
        onChange={(e) =>
          onChange({
            correctionQuota: e.currentTarget.checked
              ? { count: 3, monthStartsOn: 1, days: 30, kinds: ['missing', 'late', 'early', 'other'] }
              : null,
          })
        }
      />
      {quota && (
        <div className={classes.row}>
          {(
            [
              ['count', z.int().min(0).max(99)],
              ['days', z.int().min(1).max(180)],
              ['monthStartsOn', z.int().min(1).max(28)],
            ] as const
          ).map(([field, of]) => (
            <Minutes
              key={field}
              label={t(`quota.${field}`)}
              of={of}
              value={quota[field]}
              onChange={(n) => n !== null && onChange({ correctionQuota: { ...quota, [field]: n } })}
            />
          ))}
        </div>
      )}
    </Stack>
  );
}

/** Which date minutes belong to, what a holiday is counted by, the night, and whether days are judged at all. */
export function DayGroup({ body, onChange }: GroupProps) {
  const { t } = useTranslation('shifts');
  const night = body.nightBonus;
  return (
    <div className={classes.row}>
      <Choice
        label={t('rules.dayOf')}
        value={body.dayOf}
        data={shape.dayOf.options.map((value) => ({ value, label: t(`daysOf.${value}`) }))}
        onChange={(dayOf) => onChange({ dayOf })}
      />
      <Choice
        label={t('rules.holidayBy')}
        value={body.holidayBy}
        data={shape.holidayBy.options.map((value) => ({ value, label: t(`holidaysBy.${value}`) }))}
        onChange={(holidayBy) => onChange({ holidayBy })}
      />
      <Switch
        pb={8}
        label={t('rules.nightBonus')}
        checked={night !== null}
        onChange={(e) => onChange({ nightBonus: e.currentTarget.checked ? { from: 1320, to: 360 } : null })}
      />
      {night &&
        (['from', 'to'] as const).map((edge) => (
          <TimeField
            key={edge}
            label={t(`night.${edge}`)}
            value={night[edge]}
            onChange={(at) => onChange({ nightBonus: { ...night, [edge]: Math.min(1439, at) } })}
          />
        ))}
      <Switch
        pb={8}
        label={t('rules.judge')}
        description={t('rules.judgeHint')}
        checked={body.judge}
        onChange={(e) => onChange({ judge: e.currentTarget.checked })}
      />
    </div>
  );
}
