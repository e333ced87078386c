import { Button, Center, Chip, Group, Loader, Pagination, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCalendarOff, IconPrinter, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../../../domain/hours/days.ts';
import { GRID_ROWS, type HoursGrid } from '../../../../shared/calls/hours.ts';
import { useAnswer } from '../../../base/answers.ts';
import { useFormat } from '../../../base/format.ts';
import { navigate, useRoute } from '../../../base/routes.ts';
import type { DayParts } from '../../../parts/dayParts.ts';
import { monthOf, readAt } from '../../../parts/months.ts';
import { NotAnnounced } from '../../../parts/NotAnnounced.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { MonthNav } from '../MonthNav.tsx';
import { DayDrawer } from './DayDrawer.tsx';
import { Grid } from './Grid.tsx';
import { GridLegend } from './GridLegend.tsx';
import { useGridSheet } from './GridSheet.tsx';
import classes from './month.module.css';

const NO_FILTER = { search: '', department: null, problems: false } as const;
type Filter = { readonly search: string; readonly department: string | null; readonly problems: boolean };

/** Of all people: which are shown. Each filter is a chip or a field that says what it does. */
function Filters({ filter, grid, onFilter }: { filter: Filter; grid: HoursGrid | null; onFilter: (f: Filter) => void }) {
  const { t } = useTranslation('hours');
  const departments = (grid?.departments ?? []).filter((d) => d !== '');
  return (
    <Group gap="sm" className={classes.filters ?? ''}>
      <Chip checked={filter.problems} onChange={(problems) => onFilter({ ...filter, problems })} size="md">
        {t('filter.problems')}
      </Chip>
      <TextInput
        className={classes.find ?? ''}
        aria-label={t('filter.search')}
        placeholder={t('filter.search')}
        leftSection={<IconSearch size={18} stroke={1.75} />}
        value={filter.search}
        onChange={(e) => onFilter({ ...filter, search: e.currentTarget.value })}
      />
      {departments.length > 0 && (
        <Select
          w={200}
          aria-label={t('filter.department')}
          placeholder={t('filter.anyDepartment')}
          clearable
          searchable
          data={departments}
          value={filter.department}
          onChange={(department) => onFilter({ ...filter, department })}
        />
      )}
      {(filter.problems || filter.search !== '' || filter.department !== null) && (
        <Button variant="subtle" onClick={() => onFilter(NO_FILTER)}>
          {t('filter.clear')}
        </Button>
      )}
    </Group>
  );
}

/** The month of the team: people and days, fifty rows at a time. */
export function MonthTab({ parts }: { readonly parts: DayParts }) {
  const { t } = useTranslation('hours');
  const route = useRoute();
  const format = useFormat();
  const month = readAt(route.screen === 'hours' ? route.at : undefined)?.month ?? monthOf(format.isoDay(Date.now()));
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const [page, setPage] = useState(0);
  const [open, setOpen] = useState<{ readonly person: number; readonly name: string; readonly day: Day } | null>(null);
  const [search] = useDebouncedValue(filter.search, 200);
  const { value, error } = useAnswer('hours.grid', { month, ...filter, search, page }, { keep: true });
  const pages = Math.ceil((value?.people ?? 0) / GRID_ROWS);
  const shown = { from: page * GRID_ROWS + 1, to: page * GRID_ROWS + (value?.rows.length ?? 0), count: value?.people ?? 0 };
  const { print, sheet } = useGridSheet(value, [
    t('grid.shown', shown),
    ...(filter.problems ? [t('filter.problems')] : []),
    ...(filter.department === null ? [] : [filter.department]),
    ...(search === '' ? [] : [t('sheet.search', { search })]),
  ]);
  const choose = (next: Filter) => {
    setPage(0);
    setFilter(next);
  };
  return (
    <>
      <Group justify="space-between" mb="sm" gap="sm">
        <MonthNav
          month={month}
          onMonth={(at) => {
            setPage(0);
            navigate({ screen: 'hours', tab: 'month', at });
          }}
        />
        <Button
          variant="default"
          leftSection={<IconPrinter size={20} stroke={1.75} />}
          disabled={!value || value.rows.length === 0}
          onClick={print}
        >
          {t('grid.print')}
        </Button>
      </Group>
      <Filters filter={filter} grid={value} onFilter={choose} />
      <NotAnnounced years={[Number(month.slice(0, 4))]} />
      <ErrorNote error={error} />
      {value && value.stale > 0 && (
        <Text c="dimmed" role="status">
          {t('stale', { count: value.stale })}
        </Text>
      )}
      {value ? (
        value.rows.length === 0 ? (
          <EmptyState
            icon={<IconCalendarOff size={44} stroke={1.25} />}
            title={t(filter.problems ? 'grid.noProblems.title' : 'grid.empty.title')}
            text={t(filter.problems ? 'grid.noProblems.text' : 'grid.empty.text')}
          />
        ) : (
          <>
            <Grid
              grid={value}
              month={month}
              onOpen={setOpen}
              onPage={(by) => setPage(Math.max(0, Math.min(pages - 1, page + by)))}
            />
            <Group justify="space-between" mt="xs">
              <Text size="sm" c="dimmed">
                {t('grid.shown', shown)}
              </Text>
              {pages > 1 && (
                <Pagination total={pages} value={page + 1} onChange={(p) => setPage(p - 1)} aria-label={t('grid.pages')} />
              )}
            </Group>
            <GridLegend rows={value.rows} />
          </>
        )
      ) : (
        !error && (
          <Center py={80}>
            <Loader type="dots" />
          </Center>
        )
      )}
      {open && <DayDrawer {...open} parts={parts} onClose={() => setOpen(null)} />}
      {sheet}
    </>
  );
}
