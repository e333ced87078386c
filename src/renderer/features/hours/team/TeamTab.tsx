import { Button, Center, Chip, Group, Loader, Text, TextInput } from '@mantine/core';
import { IconPrinter, IconSearch, IconUsersGroup } from '@tabler/icons-react';
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
import { sorted, TEAM_FILTERS, type Sort, type TeamFilter } from './team.ts';
import { useTeamSheet } from './TeamSheet.tsx';
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
  const [sort, setSort] = useState<Sort>({ by: 'name', down: false });
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
  const inOrder = useMemo(() => sorted(rows, sort), [rows, sort]);
  const of = [...filters.map((name) => t(`team.filters.${name}`)), ...(search === '' ? [] : [t('sheet.search', { search })])];
  const { print, sheet } = useTeamSheet({ rows: inOrder, month, of });
  return (
    <>
      <Group mb="sm" gap="sm" justify="space-between">
        <MonthNav month={month} onMonth={(at) => navigate({ screen: 'hours', tab: 'team', at })} />
        <Button
          variant="default"
          leftSection={<IconPrinter size={20} stroke={1.75} />}
          disabled={rows.length === 0}
          onClick={print}
        >
          {t('grid.print')}
        </Button>
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
          <TeamTable rows={inOrder} month={month} sort={sort} onSort={setSort} />
        )
      ) : (
        !error && (
          <Center py={80}>
            <Loader type="dots" />
          </Center>
        )
      )}
      {sheet}
    </>
  );
}
