import { Button, Group, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Trial } from '../../../shared/shifts.ts';
import { TimeField } from './TimeField.tsx';
import { AddRow, RemoveRow } from './RowButtons.tsx';
import classes from './shifts.module.css';

type Punch = Trial['punches'][number];
type Props = {
  readonly punches: readonly Punch[];
  readonly onChange: (punches: readonly Punch[]) => void;
  /** Puts back those that the shift means; null = they are those. */
  readonly onUsual: (() => void) | null;
};

/** Punches of a day that is tried out, each with a time and a direction, if it says one. */
export function TrialPunches({ punches, onChange, onUsual }: Props) {
  const { t } = useTranslation('shifts');
  const set = (i: number, part: Partial<Punch>) => onChange(punches.map((p, j) => (j === i ? { ...p, ...part } : p)));
  const last = punches.at(-1)?.at ?? 480;
  return (
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
          <RemoveRow label={t('try.remove', { n: i + 1 })} onClick={() => onChange(punches.filter((_, j) => j !== i))} />
        </Group>
      ))}
      {punches.length < 20 && (
        <Group>
          <AddRow
            label={t('try.add')}
            onClick={() => onChange([...punches, { at: Math.min(2880, last + 60), direction: null }])}
          />
        </Group>
      )}
      {onUsual && (
        <Button size="compact-sm" variant="subtle" onClick={onUsual}>
          {t('try.usual')}
        </Button>
      )}
    </div>
  );
}
