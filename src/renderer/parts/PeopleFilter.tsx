import { Button, Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Which people are shown. */
export type WhichPeople = {
  /** In name, number or department; '' = everybody. */
  readonly search: string;
  /** '' = people without; null = every one. */
  readonly department: string | null;
};

export const isEverybody = ({ search, department }: WhichPeople): boolean => search === '' && department === null;

type DepartmentProps = {
  /** '' = there are people without one. */
  readonly departments: readonly string[];
  readonly value: string | null;
  readonly onChange: (department: string | null) => void;
};

/** Nothing where there is nothing to choose between; what is chosen stays to be seen, though nobody is there any more. */
export function DepartmentSelect({ departments, value, onChange }: DepartmentProps) {
  const { t } = useTranslation();
  const all = [...new Set([...departments, ...(value === null ? [] : [value])])];
  if (all.length < 2 && value === null) return null;
  return (
    <Select
      w={220}
      aria-label={t('filter.department')}
      placeholder={t('filter.anyDepartment')}
      clearable
      searchable
      // With a sign before it: an empty value is none to Mantine.
      data={all.map((d) => ({ value: `=${d}`, label: d === '' ? t('filter.noDepartment') : d }))}
      value={value === null ? null : `=${value}`}
      onChange={(chosen) => onChange(chosen === null ? null : chosen.slice(1))}
    />
  );
}

type Props = {
  readonly which: WhichPeople;
  readonly departments: readonly string[];
  readonly onWhich: (which: WhichPeople) => void;
  /** Takes every filter away, others included; null = there is none to take away. */
  readonly onClear: (() => void) | null;
  /** Other filters, before these. */
  readonly children?: ReactNode;
};

/** Of all people: by name, number or department. Fields go below each other in a narrow window. */
export function PeopleFilter({ which, departments, onWhich, onClear, children }: Props) {
  const { t } = useTranslation();
  return (
    <Group gap="sm" mb="md" component="search" aria-label={t('filter.label')}>
      {children}
      <TextInput
        type="search"
        flex="1 1 220px"
        maw={320}
        aria-label={t('filter.search')}
        placeholder={t('filter.search')}
        leftSection={<IconSearch size={18} stroke={1.75} />}
        maxLength={80}
        value={which.search}
        onChange={(e) => onWhich({ ...which, search: e.currentTarget.value })}
      />
      <DepartmentSelect
        departments={departments}
        value={which.department}
        onChange={(department) => onWhich({ ...which, department })}
      />
      {onClear && (
        <Button variant="subtle" onClick={onClear}>
          {t('filter.clear')}
        </Button>
      )}
    </Group>
  );
}
