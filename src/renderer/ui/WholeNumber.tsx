import { NumberInput, type NumberInputProps } from '@mantine/core';
import type { z } from 'zod';

type Props = Omit<NumberInputProps, 'min' | 'max' | 'value' | 'onChange'> & {
  /** Its range, and whether it may be left empty. */
  readonly of: z.ZodNumber | z.ZodNullable<z.ZodNumber>;
  readonly value?: number | null;
  readonly onChange?: (value: number | null) => void;
};

/** A whole number in the range of its schema. Where the schema takes null an empty field is one; elsewhere it stays what it was. */
export function WholeNumber({ of, value, onChange, ...more }: Props) {
  const nullable = 'unwrap' in of;
  const range = nullable ? of.unwrap() : of;
  return (
    <NumberInput
      {...more}
      {...(range.minValue === null ? {} : { min: range.minValue })}
      {...(range.maxValue === null ? {} : { max: range.maxValue })}
      clampBehavior="strict"
      allowDecimal={false}
      value={value ?? ''}
      onChange={(typed) => {
        if (typeof typed === 'number') onChange?.(typed);
        else if (nullable) onChange?.(null);
      }}
    />
  );
}
