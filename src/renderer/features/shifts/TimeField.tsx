import { Text, TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockOf, daysOn, notBefore, parseWall } from './wall.ts';

type Props = Omit<TextInputProps, 'value' | 'onChange'> & {
  /** Wall minutes. */
  readonly value: number;
  readonly onChange: (at: number) => void;
  /** A time that is earlier by the clock is one of the next day. */
  readonly after?: number;
};

/** A time of a shift's day or the day after. What is no time is put back when the field is left. */
export function TimeField({ value, onChange, after = 0, ...more }: Props) {
  const { t } = useTranslation('shifts');
  const [typed, setTyped] = useState<string | null>(null);
  const on = daysOn(value);
  return (
    <TextInput
      size="sm"
      w={96}
      maxLength={5}
      autoComplete="off"
      {...more}
      value={typed ?? clockOf(value)}
      rightSectionWidth={34}
      rightSection={
        on > 0 && (
          <Text span size="xs" c="dimmed" aria-label={t('nextDay', { count: on })}>
            {`+${on}`}
          </Text>
        )
      }
      onChange={(e) => {
        const text = e.currentTarget.value;
        setTyped(text);
        const at = parseWall(text);
        if (at !== null) onChange(notBefore(at, after));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
