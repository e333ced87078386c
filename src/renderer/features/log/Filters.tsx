import { ActionIcon, Chip, Group, Select, TextInput, Tooltip } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconCalendar, IconFilterOff, IconSearch, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EVENT_KINDS, type EventKind } from '../../../domain/log/events.ts';
import { useAnswer } from '../../base/answers.ts';
import { navigate } from '../../base/routes.ts';
import { isFiltering } from './filter.ts';
import { useLog } from './store.ts';
import classes from './Log.module.css';

const icon = { size: 18, stroke: 1.75 } as const;

function isKind(kind: string): kind is EventKind {
  return (EVENT_KINDS as readonly string[]).includes(kind);
}

/** Search, person, days and kinds in one row; each is at once what it says. */
export function Filters({ onClear }: { readonly onClear: () => void }) {
  const { t, i18n } = useTranslation('log');
  const { filter, setFilter } = useLog();
  const people = useAnswer('people.list', { search: '' }).value ?? [];
  const english = i18n.language === 'en';
  const [typed, setTyped] = useState(filter.search);
  const [seen, setSeen] = useState(filter.search);
  if (seen !== filter.search) {
    // Cleared or set from elsewhere.
    setSeen(filter.search);
    setTyped(filter.search);
  }
  const search = useDebouncedCallback((text: string) => void setFilter({ search: text }), 200);
  return (
    <Group component="search" gap="sm" mb="md" aria-label={t('filter.label')} className={classes.filters ?? ''}>
      <TextInput
        size="sm"
        w={190}
        aria-label={t('filter.search')}
        placeholder={t('filter.search')}
        leftSection={<IconSearch {...icon} />}
        value={typed}
        maxLength={80}
        onChange={(e) => {
          setTyped(e.currentTarget.value);
          search(e.currentTarget.value);
        }}
      />
      <Select
        size="sm"
        w={220}
        aria-label={t('filter.person')}
        placeholder={t('filter.anyone')}
        leftSection={<IconUser {...icon} />}
        data={people.map((p) => ({ value: String(p.id), label: `${p.name} · ${p.employeeNumber}` }))}
        value={filter.personId === null ? null : String(filter.personId)}
        searchable
        clearable
        limit={50}
        onChange={(value) => {
          // Together with the other filters; who comes by a link to a person starts without them.
          void setFilter({ personId: value === null ? null : Number(value) });
          navigate(value === null ? { screen: 'log' } : { screen: 'log', person: Number(value) });
        }}
      />
      <DatePickerInput
        type="range"
        size="sm"
        w={230}
        aria-label={t('filter.days')}
        placeholder={t('filter.anyDay')}
        leftSection={<IconCalendar {...icon} />}
        valueFormat={english ? 'D MMM' : 'M月D日'}
        monthLabelFormat={english ? 'MMMM YYYY' : 'YYYY年M月'}
        yearLabelFormat={english ? 'YYYY' : 'YYYY年'}
        monthsListFormat={english ? 'MMM' : 'M月'}
        allowSingleDateInRange
        clearable
        value={[filter.from, filter.to]}
        onChange={([from, to]) => void setFilter({ from, to })}
      />
      <Chip.Group multiple value={[...filter.kinds]} onChange={(kinds) => void setFilter({ kinds: kinds.filter(isKind) })}>
        <Group gap={6} role="group" aria-label={t('filter.kinds')}>
          {EVENT_KINDS.map((kind) => (
            <Chip key={kind} value={kind} size="sm" variant="outline">
              {t(`kinds.${kind}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {isFiltering(filter) && (
        <Tooltip label={t('filter.clear')}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('filter.clear')} onClick={onClear}>
            <IconFilterOff {...icon} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}
