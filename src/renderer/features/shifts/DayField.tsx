import { DatePickerInput, type DatePickerInputProps } from '@mantine/dates';
import { dayNumber, isoDay, type Day } from '../../../domain/hours/days.ts';
import { useDateFormats } from '../../ui/dateFormats.ts';

type Passed = 'label' | 'description' | 'placeholder' | 'clearable' | 'error' | 'aria-label' | 'onFocus' | 'onBlur';

type Props = Pick<DatePickerInputProps, Passed> & {
  readonly value: Day | null;
  readonly onChange: (day: Day | null) => void;
  /** The first that can be chosen. */
  readonly min?: Day;
};

/** A day by its number. */
export function DayField({ value, onChange, min, ...more }: Props) {
  const { date } = useDateFormats();
  return (
    <DatePickerInput
      {...date}
      size="sm"
      w={190}
      {...more}
      {...(min === undefined ? {} : { minDate: isoDay(min) })}
      value={value === null ? null : isoDay(value)}
      onChange={(day) => onChange(day === null ? null : dayNumber(day.slice(0, 10)))}
    />
  );
}
