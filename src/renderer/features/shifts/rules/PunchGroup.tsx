import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RuleBody } from '../../../../shared/hours.ts';
import { Choice, Minutes } from './fields.tsx';
import type { GroupProps } from './rule-props.ts';
import classes from '../shifts.module.css';

const { shape } = RuleBody;

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
