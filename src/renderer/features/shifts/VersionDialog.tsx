import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import type { Day } from '../../../domain/hours/days.ts';
import type { PlanChange } from '../../../shared/shifts.ts';
import { PlanImpact } from '../../parts/PlanImpact.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import type { CallForm } from '../../ui/useCallForm.ts';
import { DayField } from './DayField.tsx';
import classes from './shifts.module.css';

type Props<V> = {
  readonly title: string;
  readonly size: number;
  readonly form: CallForm<V>;
  /** What it is called by. */
  readonly head?: ReactNode;
  /** From which day on it holds; null = from the beginning, as of what nothing uses. */
  readonly from: FromProps | null;
  /** What would be saved; null = nothing that alters anybody's days, or nothing that can be saved yet. */
  readonly change: PlanChange | null;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A version of a shift, a pattern or the rules: what it is called, from when it holds, what it says, and how many days of whom it alters, before it is saved. */
export function VersionDialog<V>({ title, size, form, head, from, change, onClose, children }: Props<V>) {
  const { t } = useTranslation();
  return (
    <FormDialog title={title} size={size} go={t('save')} form={form} onClose={onClose}>
      <div className={classes.row}>
        {head}
        {from && <ValidFrom {...from} />}
      </div>
      {children}
      <PlanImpact change={change} />
    </FormDialog>
  );
}

type FromProps = {
  readonly value: Day;
  readonly onChange: (day: Day) => void;
  readonly today: Day;
  readonly error?: ReactNode;
};

/** No day that is over is planned or judged otherwise afterwards. */
function ValidFrom({ today, onChange, ...field }: FromProps) {
  const { t } = useTranslation('shifts');
  return (
    <DayField
      {...field}
      label={t('validFrom')}
      description={t('validFromHint')}
      min={today}
      onChange={(day) => day !== null && onChange(day)}
    />
  );
}
