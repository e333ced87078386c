import { Select, type SelectProps } from '@mantine/core';
import { useMemo } from 'react';

type Props = Omit<SelectProps, 'data' | 'value' | 'onChange'> & {
  readonly value: string;
  readonly onChange: (zone: string) => void;
};

/** IANA zones, searched by typing; the value is kept in the list even where this browser does not know it. */
export function ZoneSelect({ value, onChange, ...props }: Props) {
  const data = useMemo(() => [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', value])].sort(), [value]);
  return (
    <Select
      {...props}
      data={data}
      value={value}
      searchable
      allowDeselect={false}
      maxDropdownHeight={260}
      onChange={(zone) => {
        if (zone !== null) onChange(zone);
      }}
    />
  );
}
