import { Center, Chip, Group, Loader, Text, TextInput } from '@mantine/core';
import { IconSearch, IconUsersGroup } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { searchKey } from '../../../../domain/text.ts';
import { useAnswer } from '../../../base/answers.ts';
import { useFormat } from '../../../base/format.ts';
import { navigate, useRoute } from '../../../base/routes.ts';
import { monthOf, readAt } from '../../../parts/months.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { MonthNav } from '../MonthNav.tsx';
import { TEAM_FILTERS, type TeamFilter } from './team.ts';
import { TeamTable } from './TeamTable.tsx';

/** Everybody's month in a row each: sorted, filtered, with the totals at the foot. */
export function TeamTab() {
  const { t } = useTranslation('hours');
  const route = useRoute();
  const format = useFormat();
  const month = readAt(route.screen === 'hours' ? route.at : undefined)?.month ?? monthOf(format.isoDay(Date.now()));
  const { value, error } = useAnswer('hours.team', { month }, { keep: true });
  const [filters, setFilters] = useState<readonly TeamFilter[]>([]);
  const [search, setSearch] = useState('');
  const wanted = searchKey(search);
  const rows = useMemo(
    () =>
      (value?.rows ?? []).filter(
        ({ person, totals }) =>
          filters.every((name) => TEAM_FILTERS[name](totals)) &&
          searchKey(`${person.name} ${person.employeeNumber} ${person.department}`).includes(wanted),
      ),
    [value, filters, wanted],
  );
  return (
    <>
      <Group mb="sm" gap="sm">
        <MonthNav month={month} onMonth={(at) => navigate({ screen: 'hours', tab: 'team', at })} />
      </Group>
      <Group mb="md" gap="sm">
        <Chip.Group multiple value={[...filters]} onChange={(chosen) => setFilters(chosen)}>
          {(Object.keys(TEAM_FILTERS) as TeamFilter[]).map((name) => (
            <Chip key={name} value={name} size="md">
              {t(`team.filters.${name}`)}
            </Chip>
          ))}
        </Chip.Group>
        <TextInput
          w={240}
          aria-label={t('filter.search')}
          placeholder={t('filter.search')}
          leftSection={<IconSearch size={18} stroke={1.75} />}
          value={search}
          onChange={(e) => setSearch(e.currentTarget.value)}
        />
      </Group>
      <ErrorNote error={error} />
      {value && value.stale > 0 && (
        <Text c="dimmed" mb="xs" role="status">
          {t('stale', { count: value.stale })}
        </Text>
      )}
      {value ? (
        value.rows.length === 0 || rows.length === 0 ? (
          <EmptyState
            icon={<IconUsersGroup size={44} stroke={1.25} />}
            title={t(value.rows.length === 0 ? 'team.empty.title' : 'team.nobody.title')}
            text={t(value.rows.length === 0 ? 'team.empty.text' : 'team.nobody.text')}
          />
        ) : (
          <TeamTable rows={rows} month={month} />
        )
      ) : (
        !error && (
          <Center py={80}>
            <Loader type="dots" />
          </Center>
        )
      )}
    </>
  );
}
