import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RuleBody } from '../../../../shared/hours.ts';
import { TimeField } from '../TimeField.tsx';
import { Choice } from './fields.tsx';
import type { GroupProps } from './rule-props.ts';
import classes from '../shifts.module.css';

const { shape } = RuleBody;

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
