import { Button, Center, Chip, Group, Loader, TextInput } from '@mantine/core';
import { IconArrowsDiff, IconFileImport, IconSearch, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../shared/schemas.ts';
import { useAnswer } from '../../base/answers.ts';
import { navigate, routeToHash, useRoute } from '../../base/routes.ts';
import { AddWithoutFace } from '../../parts/AddWithoutFace.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useFormat } from '../../base/format.ts';
import { Page } from '../../ui/Page.tsx';
import classes from './people.module.css';
import { filtered, FILTERS, totalsOf, useView, type Totals } from './people.store.ts';
import { ColumnMenu, PeopleTable, usePeopleTable } from './PeopleTable.tsx';
import { PersonPanel } from './PersonPanel.tsx';
import { UnclearPeople } from './UnclearPeople.tsx';

const icon = { size: 20, stroke: 1.75 } as const;
const QUIET_MS = 120;

/** Moving from person to person must not fill the history with steps. */
function replaceRoute(person: number | null): void {
  window.location.replace(routeToHash(person === null ? { screen: 'people' } : { screen: 'people', person }));
}

function EnrolButton() {
  const { t } = useTranslation();
  return (
    <Button leftSection={<IconUserPlus {...icon} />} onClick={() => navigate({ screen: 'enrol' })}>
      {t('enrolSomeone')}
    </Button>
  );
}

/** Beside enrolment, of the same rank: nobody has to give a face. */
function WithoutFaceButton() {
  const { t } = useTranslation('credentials');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('add.open')}
      </Button>
      {open && (
        <AddWithoutFace
          onClose={() => setOpen(false)}
          onAdded={(person) => {
            setOpen(false);
            navigate({ screen: 'people', person });
          }}
        />
      )}
    </>
  );
}

/** Many at once: the way to tables and photos of other programs. */
function ImportButton() {
  const { t } = useTranslation('people');
  return (
    <Button
      component="a"
      href={routeToHash({ screen: 'hours', tab: 'imports' })}
      variant="default"
      leftSection={<IconFileImport {...icon} />}
    >
      {t('import')}
    </Button>
  );
}

/** The way to the look-alikes, with how many pairs there are. */
function LookAlikesButton() {
  const { t } = useTranslation('lookAlikes');
  const format = useFormat();
  const pairs = useAnswer('lookAlikes.list', null).value?.total ?? 0;
  return (
    <Button
      component="a"
      href={routeToHash({ screen: 'look-alikes' })}
      variant="default"
      leftSection={<IconArrowsDiff {...icon} />}
    >
      {pairs > 0 ? `${t('open')} ${format.number(pairs)}` : t('open')}
    </Button>
  );
}

function Search() {
  const { t } = useTranslation('people');
  const setSearch = useView((s) => s.setSearch);
  const [text, setText] = useState(useView.getState().search);
  useEffect(() => {
    if (text === useView.getState().search) return;
    const timer = setTimeout(() => setSearch(text), QUIET_MS);
    return () => clearTimeout(timer);
  }, [text, setSearch]);
  useEffect(() => useView.subscribe((s, old) => s.search !== old.search && setText(s.search)), []);
  return (
    <TextInput
      type="search"
      className={classes.find ?? ''}
      leftSection={<IconSearch {...icon} />}
      placeholder={t('find')}
      aria-label={t('find')}
      maxLength={80}
      value={text}
      onChange={(e) => setText(e.currentTarget.value)}
      onKeyDown={(e) => {
        if (e.key !== 'ArrowDown') return;
        e.preventDefault();
        document.querySelector<HTMLElement>('[role="grid"]')?.focus();
      }}
    />
  );
}

function Filters({ totals }: { readonly totals: Totals }) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const { filter, setFilter } = useView();
  return (
    <Chip.Group value={filter} onChange={(f) => setFilter(f)}>
      <Group gap="xs" role="group" aria-label={t('filter.label')} wrap="nowrap">
        {FILTERS.filter((f) => f === 'all' || f === filter || totals[f] > 0).map((f) => (
          <Chip key={f} value={f} size="sm" variant="outline">
            {`${t(`filter.${f}`)} ${format.number(totals[f])}`}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}

/** The person of the route: from the list, or by a call of its own when the search hides them. */
function useOpened(people: readonly Person[]): Person | null {
  const route = useRoute();
  const id = route.screen === 'people' ? (route.person ?? null) : null;
  const listed = people.find((p) => p.id === id) ?? null;
  const missing = id !== null && !listed;
  const fetched = useAnswer('people.get', { id: id ?? 0 }, { when: missing }).value;
  return listed ?? (missing ? fetched : null);
}

function List({ all }: { readonly all: readonly Person[] }) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const { search, filter, setSearch, setFilter } = useView();
  const people = useMemo(() => filtered(all, filter), [all, filter]);
  const totals = useMemo(() => totalsOf(all), [all]);
  const table = usePeopleTable(people);
  const opened = useOpened(all);
  const [cursor, setCursor] = useState<number | null>(opened?.id ?? null);
  const [dirty, setDirty] = useState(false);
  /** Where somebody wanted to go while changes were not saved; `null` person = close. */
  const [asking, setAsking] = useState<{ readonly person: number | null } | null>(null);

  const go = (person: number | null) => {
    if (person === (opened?.id ?? null)) return;
    if (dirty) setAsking({ person });
    else replaceRoute(person);
  };
  const close = useCallback(() => {
    replaceRoute(null);
    document.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <UnclearPeople onOpen={go} />
      <Group gap="md" mb="md" wrap="nowrap">
        <Search />
        <Filters totals={totals} />
        <div style={{ flex: 1 }} />
        <ColumnMenu table={table} />
      </Group>
      <div className={classes.split}>
        <div className={classes.table}>
          {people.length > 0 ? (
            <PeopleTable
              table={table}
              cursor={cursor}
              opened={opened?.id ?? null}
              onCursor={(id) => {
                setCursor(id);
                if (opened && !dirty) replaceRoute(id);
              }}
              onOpen={go}
              onClose={() => go(null)}
            />
          ) : (
            <EmptyState
              icon={<IconSearch size={40} stroke={1.5} />}
              title={t('nothing.title')}
              text={t('nothing.text')}
              action={
                (search !== '' || filter !== 'all') && (
                  <Button
                    variant="default"
                    onClick={() => {
                      setFilter('all');
                      setSearch('');
                    }}
                  >
                    {t('nothing.clear')}
                  </Button>
                )
              }
            />
          )}
          <div className={classes.foot}>
            <span>{t('count', { count: people.length, n: format.number(people.length) })}</span>
            <span>
              {t('foot', {
                active: format.number(totals.active + totals.enrol),
                disabled: format.number(totals.disabled),
                templates: format.number(totals.templates),
              })}
            </span>
          </div>
        </div>
        {opened && (
          <PersonPanel
            key={opened.id}
            person={opened}
            onClose={() => (dirty ? setAsking({ person: null }) : close())}
            onDirty={setDirty}
          />
        )}
      </div>
      {asking && (
        <ConfirmDialog
          title={t('discard.title')}
          text={t('discard.text', { name: opened?.name ?? '' })}
          go={t('discard.discard')}
          keep={t('discard.keep')}
          onGo={() => {
            setDirty(false);
            if (asking.person === null) close();
            else replaceRoute(asking.person);
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

export default function PeopleScreen() {
  const { t } = useTranslation('people');
  const search = useView((s) => s.search.trim().slice(0, 80));
  const { value: people, error } = useAnswer('people.list', { search }, { keep: true });
  const nobody = people?.length === 0 && search === '';
  return (
    <Page
      title={t('title')}
      fill
      action={
        nobody ? undefined : (
          <>
            <LookAlikesButton />
            <ImportButton />
            <WithoutFaceButton />
            <EnrolButton />
          </>
        )
      }
    >
      <ErrorNote error={error} />
      {people === null ? (
        !error && (
          <Center h="60%">
            <Loader type="dots" />
          </Center>
        )
      ) : nobody ? (
        <EmptyState
          icon={<IconUsers size={48} stroke={1.5} />}
          title={t('empty.title')}
          text={t('empty.text')}
          action={
            <Group>
              <ImportButton />
              <WithoutFaceButton />
              <EnrolButton />
            </Group>
          }
        />
      ) : (
        <List all={people} />
      )}
    </Page>
  );
}
