import { Button, Chip, Group, Pagination, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCalendarOff, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../../../domain/hours/days.ts';
import { GRID_ROWS } from '../../../../shared/calls/hours.ts';
import { useAnswer } from '../../../base/answers.ts';
import type { DayParts } from '../../../parts/dayParts.ts';
import { NotAnnounced } from '../../../parts/NotAnnounced.tsx';
import { isEverybody, PeopleFilter } from '../../../parts/PeopleFilter.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { Waiting } from '../../../ui/Waiting.tsx';
import { MonthNav } from '../MonthNav.tsx';
import { useMonth, type Month } from '../useMonth.ts';
import { DayDrawer } from './DayDrawer.tsx';
import { Grid } from './Grid.tsx';
import { GridLegend } from './GridLegend.tsx';
import { useGridSheet } from './GridSheet.tsx';

type FiltersProps = {
  readonly shown: Month;
  readonly search: string;
  readonly departments: readonly string[];
  readonly choose: (change: Partial<Month>) => void;
  readonly onSearch: (search: string) => void;
};

function Filters({ shown: { department, problems }, search, departments, choose, onSearch }: FiltersProps) {
  const { t } = useTranslation('hours');
  const which = { search, department };
  const clear = () => {
    onSearch('');
    choose({ department: null, problems: false });
  };
  return (
    <PeopleFilter
      which={which}
      departments={departments}
      onWhich={(next) => {
        onSearch(next.search);
        if (next.department !== department) choose({ department: next.department });
      }}
      onClear={problems || !isEverybody(which) ? clear : null}
    >
      <Chip checked={problems} onChange={(on) => choose({ problems: on })} size="md">
        {t('filter.problems')}
      </Chip>
    </PeopleFilter>
  );
}

/** The month of the team: people and days, fifty rows at a time. */
export function MonthTab({ parts }: { readonly parts: DayParts }) {
  const { t } = useTranslation(['hours', 'common']);
  const [of, choose] = useMonth('month');
  const { month, department, problems } = of;
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 200);
  const shownOf = JSON.stringify([of, search]);
  // A page is of what it was turned in: of anything else the first is shown.
  const [turned, setTurned] = useState({ in: shownOf, page: 0 });
  const page = turned.in === shownOf ? turned.page : 0;
  const setPage = (to: number) => setTurned({ in: shownOf, page: to });
  const [open, setOpen] = useState<{ readonly person: number; readonly name: string; readonly day: Day } | null>(null);
  const { value, error } = useAnswer('hours.grid', { month, department, problems, search, page }, { keep: true });
  const pages = Math.ceil((value?.people ?? 0) / GRID_ROWS);
  const shown = { from: page * GRID_ROWS + 1, to: page * GRID_ROWS + (value?.rows.length ?? 0), count: value?.people ?? 0 };
  const { print, sheet } = useGridSheet(value, [
    t('hours:grid.shown', shown),
    ...(problems ? [t('hours:filter.problems')] : []),
    ...(department === null ? [] : [department === '' ? t('common:filter.noDepartment') : department]),
    ...(search === '' ? [] : [t('hours:sheet.search', { search })]),
  ]);
  return (
    <>
      <Group justify="space-between" align="start" mb="sm" gap="sm">
        <MonthNav month={month} onMonth={(to) => choose({ month: to })} />
        <Button
          variant="default"
          leftSection={<IconPrinter size={20} stroke={1.75} />}
          disabled={!value || value.rows.length === 0}
          onClick={print}
        >
          {t('hours:grid.print')}
        </Button>
      </Group>
      <Filters {...{ shown: of, search: typed, departments: value?.departments ?? [], choose }} onSearch={setTyped} />
      <NotAnnounced years={[Number(month.slice(0, 4))]} />
      <ErrorNote error={error} />
      {value && value.stale > 0 && (
        <Text c="dimmed" role="status">
          {t('hours:stale', { count: value.stale })}
        </Text>
      )}
      {value ? (
        value.rows.length === 0 ? (
          <EmptyState
            icon={<IconCalendarOff size={44} stroke={1.25} />}
            title={t(problems ? 'hours:grid.noProblems.title' : 'hours:grid.empty.title')}
            text={t(problems ? 'hours:grid.noProblems.text' : 'hours:grid.empty.text')}
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
                {t('hours:grid.shown', shown)}
              </Text>
              {pages > 1 && (
                <Pagination total={pages} value={page + 1} onChange={(p) => setPage(p - 1)} aria-label={t('hours:grid.pages')} />
              )}
            </Group>
            <GridLegend rows={value.rows} />
          </>
        )
      ) : (
        !error && <Waiting box={{ py: 80 }} />
      )}
      {open && <DayDrawer {...open} parts={parts} onClose={() => setOpen(null)} />}
      {sheet}
    </>
  );
}
