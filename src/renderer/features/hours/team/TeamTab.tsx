import { Button, Chip, Group, Text } from '@mantine/core';
import { IconPrinter, IconUsersGroup } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { searchKey } from '../../../../domain/text.ts';
import { useAnswer } from '../../../base/answers.ts';
import { NotAnnounced } from '../../../parts/NotAnnounced.tsx';
import { isEverybody, PeopleFilter, type WhichPeople } from '../../../parts/PeopleFilter.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { Waiting } from '../../../ui/Waiting.tsx';
import { MonthNav } from '../MonthNav.tsx';
import { useMonth } from '../useMonth.ts';
import { departmentsOf, sorted, TEAM_FILTERS, type Sort, type TeamFilter } from './team.ts';
import { useTeamSheet } from './TeamSheet.tsx';
import { TeamTable } from './TeamTable.tsx';

/** Everybody's month in a row each: sorted, filtered, with the totals at the foot. */
export function TeamTab() {
  const { t } = useTranslation(['hours', 'common']);
  const [{ month, department }, choose] = useMonth('team');
  const { value, error } = useAnswer('hours.team', { month }, { keep: true });
  const [filters, setFilters] = useState<readonly TeamFilter[]>([]);
  const [search, setSearch] = useState('');
  const which = { search, department };
  const [sort, setSort] = useState<Sort>({ by: 'name', down: false });
  const wanted = searchKey(search);
  const rows = useMemo(
    () =>
      (value?.rows ?? []).filter(
        ({ person, totals }) =>
          filters.every((name) => TEAM_FILTERS[name](totals)) &&
          (department === null || person.department === department) &&
          searchKey(`${person.name} ${person.employeeNumber} ${person.department}`).includes(wanted),
      ),
    [value, filters, department, wanted],
  );
  const inOrder = useMemo(() => sorted(rows, sort), [rows, sort]);
  const of = [
    ...filters.map((name) => t(`hours:team.filters.${name}`)),
    ...(department === null ? [] : [department === '' ? t('common:filter.noDepartment') : department]),
    ...(search === '' ? [] : [t('hours:sheet.search', { search })]),
  ];
  const { print, sheet } = useTeamSheet({ rows: inOrder, month, of });
  const onWhich = (next: WhichPeople) => {
    setSearch(next.search);
    if (next.department !== department) choose({ department: next.department });
  };
  const clear = () => {
    setFilters([]);
    onWhich({ search: '', department: null });
  };
  return (
    <>
      <Group mb="sm" gap="sm" justify="space-between" align="start">
        <MonthNav month={month} onMonth={(to) => choose({ month: to })} />
        <Button
          variant="default"
          leftSection={<IconPrinter size={20} stroke={1.75} />}
          disabled={rows.length === 0}
          onClick={print}
        >
          {t('hours:grid.print')}
        </Button>
      </Group>
      <PeopleFilter
        which={which}
        departments={departmentsOf(value?.rows ?? [])}
        onWhich={onWhich}
        onClear={filters.length > 0 || !isEverybody(which) ? clear : null}
      >
        <Chip.Group multiple value={[...filters]} onChange={(chosen) => setFilters(chosen)}>
          {(Object.keys(TEAM_FILTERS) as TeamFilter[]).map((name) => (
            <Chip key={name} value={name} size="md">
              {t(`hours:team.filters.${name}`)}
            </Chip>
          ))}
        </Chip.Group>
      </PeopleFilter>
      <NotAnnounced years={[Number(month.slice(0, 4))]} />
      <ErrorNote error={error} />
      {value && value.stale > 0 && (
        <Text c="dimmed" mb="xs" role="status">
          {t('hours:stale', { count: value.stale })}
        </Text>
      )}
      {value ? (
        value.rows.length === 0 || rows.length === 0 ? (
          <EmptyState
            icon={<IconUsersGroup size={44} stroke={1.25} />}
            title={t(value.rows.length === 0 ? 'hours:team.empty.title' : 'hours:team.nobody.title')}
            text={t(value.rows.length === 0 ? 'hours:team.empty.text' : 'hours:team.nobody.text')}
          />
        ) : (
          <TeamTable rows={inOrder} month={month} sort={sort} onSort={setSort} />
        )
      ) : (
        !error && <Waiting box={{ py: 80 }} />
      )}
      {sheet}
    </>
  );
}
