/** What the groups of rules are made of. */
import { Group, Select, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { Rounding } from '../../../../domain/hours/model.ts';
import { WEEKDAYS } from '../../../../domain/calendar/weekday.ts';
import { WholeNumber } from '../../../ui/WholeNumber.tsx';

const STEP = z.int().min(1).max(120);

type NumberProps = {
  readonly label: string;
  readonly of: z.ZodNumber | z.ZodNullable<z.ZodNumber>;
  readonly value: number | null;
  readonly onChange: (n: number | null) => void;
};
export const Minutes = ({ label, of, value, onChange }: NumberProps) => (
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

/** 1 = Monday … 7 = Sunday. */
export function WeekdayChoice(props: { readonly label: string; readonly value: number; readonly onChange: (n: number) => void }) {
  const { t } = useTranslation('access');
  return (
    <Choice
      {...props}
      value={String(props.value)}
      data={WEEKDAYS.map((day) => ({ value: String(day), label: t(`profiles.days.${day}`) }))}
      onChange={(day) => props.onChange(Number(day))}
    />
  );
}

type RoundingProps = {
  readonly label: string;
  readonly value: Rounding | null;
  readonly onChange: (rounding: Rounding | null) => void;
};

/** A step and from where on it goes up; nothing is rounded unless it is said. */
export function RoundingFields({ label, value, onChange }: RoundingProps) {
  const { t } = useTranslation('shifts');
  return (
    <Group align="end">
      <Switch
        w={220}
        pb={8}
        label={label}
        checked={value !== null}
        onChange={(e) => onChange(e.currentTarget.checked ? { step: 15, cut: 8 } : null)}
      />
      {value && (
        <>
          <WholeNumber
            size="sm"
            w={130}
            of={STEP}
            label={t('rules.roundStep')}
            value={value.step}
            onChange={(step) => step !== null && onChange({ step, cut: Math.min(step, value.cut) })}
          />
          <WholeNumber
            size="sm"
            w={190}
            of={z.int().min(1).max(value.step)}
            label={t('rules.roundCut')}
            value={value.cut}
            onChange={(cut) => cut !== null && onChange({ ...value, cut })}
          />
        </>
      )}
    </Group>
  );
}
