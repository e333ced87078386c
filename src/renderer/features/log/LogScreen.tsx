import { ActionIcon, Button, Card, Checkbox, Group, Menu, Popover, Stack, Text, Tooltip } from '@mantine/core';
import { IconChevronDown, IconColumns3, IconDownload, IconListDetails, IconListSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, on } from '../../base/api.ts';
import { navigate, useRoute } from '../../base/routes.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { eventsOf } from '../../parts/event.tsx';
import { useFormat } from '../../base/format.ts';
import { useNotify } from '../../ui/notify.tsx';
import { Page } from '../../ui/Page.tsx';
import { EventTable } from './EventTable.tsx';
import { isFiltering, NO_FILTER } from './filter.ts';
import { Filters } from './Filters.tsx';
import { Panel } from './Panel.tsx';
import { OPTIONAL_COLUMNS, useLog } from './store.ts';
import classes from './Log.module.css';

function ExportButton() {
  const { t } = useTranslation('log');
  const notify = useNotify();
  const format = useFormat();
  const filter = useLog((s) => s.filter);
  const [busy, setBusy] = useState(false);
  const run = async (as: 'xlsx' | 'csv') => {
    setBusy(true);
    const answer = await call('log.export', { filter, format: as });
    setBusy(false);
    if (!answer.ok) notify.error(answer.error);
    else if (answer.value) {
      const { rows, path } = answer.value;
      notify.done(t('exported', { count: rows, n: format.number(rows) }), { detail: path });
    }
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          leftSection={<IconDownload size={20} stroke={1.75} />}
          rightSection={<IconChevronDown size={16} stroke={1.75} />}
          loading={busy}
        >
          {t('export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void run('xlsx')}>{t('exportXlsx')}</Menu.Item>
        <Menu.Item onClick={() => void run('csv')}>{t('exportCsv')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function ColumnChoice() {
  const { t } = useTranslation('log');
  const { hidden, showColumns } = useLog();
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Tooltip label={t('columns.choose')}>
          <ActionIcon variant="default" size={42} aria-label={t('columns.choose')}>
            <IconColumns3 size={20} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Checkbox.Group value={OPTIONAL_COLUMNS.filter((c) => !hidden.includes(c))} onChange={showColumns}>
          <Stack gap="sm">
            {OPTIONAL_COLUMNS.map((c) => (
              <Checkbox key={c} value={c} label={t(`columns.${c}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  );
}

function Totals() {
  const { t } = useTranslation('log');
  const format = useFormat();
  const { rows, total, loading } = useLog();
  const count = (kind: string) =>
    format.number(rows.filter((r) => r.kind === kind && !r.retracted).reduce((sum, r) => sum + eventsOf(r), 0));
  const facts = {
    recognised: count('recognised'),
    refused: count('refused'),
    shown: format.number(rows.length),
    total: format.number(total),
  };
  return (
    <Group className={classes.foot ?? ''} justify="space-between" wrap="nowrap">
      <Text size="sm">{t('totals', facts)}</Text>
      <Text size="sm" c="dimmed">
        {loading ? t('loadingMore') : t('hint')}
      </Text>
    </Group>
  );
}

export default function LogScreen() {
  const { t } = useTranslation('log');
  const format = useFormat();
  const route = useRoute();
  const person = route.screen === 'log' ? (route.person ?? null) : null;
  const day = route.screen === 'log' ? (route.day ?? null) : null;
  const event = route.screen === 'log' ? (route.event ?? null) : null;
  const { rows, total, filter, loaded, error, panel, select, openPanel, setFilter, reload, append } = useLog();

  useEffect(() => {
    if (day !== null) void setFilter({ ...NO_FILTER, from: day, to: day });
    else if (person === useLog.getState().filter.personId) void reload();
    else void setFilter(person === null ? { personId: null } : { ...NO_FILTER, personId: person });
  }, [person, day, setFilter, reload]);
  const there = event !== null && rows.some((r) => r.id === event);
  useEffect(() => {
    if (!there) return;
    select(event);
    openPanel(true);
  }, [there, event, select, openPanel]);
  useEffect(() => on('log.appended', (row) => append(row, format.isoDay)), [append, format]);

  const filtering = isFiltering(filter);
  const clear = () => {
    navigate({ screen: 'log' });
    void setFilter(NO_FILTER);
  };
  return (
    <Page
      title={t('title')}
      sub={loaded ? t('total', { count: total, n: format.number(total) }) : undefined}
      action={
        <>
          <ColumnChoice />
          <ExportButton />
        </>
      }
      fill
    >
      <Filters onClear={clear} />
      <ErrorNote error={error} />
      <div className={classes.columns} data-panel={panel || undefined}>
        <Card padding={0} className={classes.table ?? ''}>
          {loaded && rows.length === 0 ? (
            filtering ? (
              <EmptyState
                icon={<IconListSearch size={44} stroke={1.25} />}
                title={t('emptyFilter.title')}
                text={t('emptyFilter.text')}
                action={
                  <Button variant="default" onClick={clear}>
                    {t('filter.clear')}
                  </Button>
                }
              />
            ) : (
              <EmptyState icon={<IconListDetails size={44} stroke={1.25} />} title={t('empty.title')} text={t('empty.text')} />
            )
          ) : (
            <>
              <EventTable narrow={panel} />
              <Totals />
            </>
          )}
        </Card>
        {panel && <Panel />}
      </div>
    </Page>
  );
}
