import { Checkbox, Group, Stack, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Choice, Minutes, WeekdayChoice } from './fields.tsx';
import type { GroupProps } from './rule-props.ts';
import classes from '../shifts.module.css';

const MINUTES = z.int().min(0).max(44_640);
const KINDS = ['missing', 'late', 'early', 'other'] as const;

/** Sums over more than a day, and what is warned of. */
export function PeriodGroup({ body, onChange }: GroupProps) {
  const { t } = useTranslation('shifts');
  const { balance, limits } = body;
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
            {balance.unit === 'week' && (
              <WeekdayChoice
                label={t('rules.weekStartsOn')}
                value={balance.weekStartsOn}
                onChange={(weekStartsOn) => onChange({ balance: { ...balance, weekStartsOn } })}
              />
            )}
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
      <QuotaFields body={body} onChange={onChange} />
    </Stack>
  );
}

/** How many punches may be asked for afterwards, how far back, and for what. */
function QuotaFields({ body, onChange }: GroupProps) {
  const { t } = useTranslation('shifts');
  const { correctionQuota: quota } = body;
  return (
    <>
      <Switch
        label={t('rules.quota')}
        checked={quota !== null}
        onChange={(e) =>
          onChange({
            correctionQuota: e.currentTarget.checked ? { count: 3, monthStartsOn: 1, days: 30, kinds: [...KINDS] } : null,
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
      {quota && (
        <Checkbox.Group
          label={t('quota.kinds')}
          value={[...quota.kinds]}
          onChange={(kinds) => onChange({ correctionQuota: { ...quota, kinds: KINDS.filter((kind) => kinds.includes(kind)) } })}
        >
          <Group gap="md" mt={6}>
            {KINDS.map((kind) => (
              <Checkbox key={kind} value={kind} label={t(`quotaKinds.${kind}`)} />
            ))}
          </Group>
        </Checkbox.Group>
      )}
    </>
  );
}
