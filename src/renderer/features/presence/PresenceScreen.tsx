import { Badge, Button, Group, Select, Text } from '@mantine/core';
import { IconClipboardCheck, IconDoorEnter, IconPrinter, IconUserQuestion } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../domain/errors.ts';
import type { PresenceList, Somebody } from '../../../shared/calls/presence.ts';
import { useSettings } from '../../base/session.ts';
import { PeopleFilter } from '../../parts/PeopleFilter.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useFormat } from '../../base/format.ts';
import { useNotify } from '../../ui/notify.tsx';
import { Page } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { countsOf, departmentsOf, filters, groupsOf, NO_FILTER, type Filter } from './groups.ts';
import classes from './presence.module.css';
import { PresenceTable } from './PresenceTable.tsx';
import { usePrint } from './PrintSheet.tsx';
import { RollCallBar } from './RollCallBar.tsx';
import { account, accountSomebody, somebodyGone, startRollCall, usePresence } from './store.ts';

const icon = { size: 20, stroke: 1.75 } as const;
type FiltersProps = { readonly list: PresenceList; readonly filter: Filter; readonly onFilter: (filter: Filter) => void };

function Filters({ list, filter, onFilter }: FiltersProps) {
  const { t } = useTranslation('presence');
  const { language } = useSettings().appearance;
  const zones = [
    ...list.zones.map((z) => ({ value: String(z.id), label: z.name })),
    ...(list.zones.length > 0 && [...list.people, ...list.somebody].some((p) => p.zoneId === null)
      ? [{ value: 'none', label: t('noZone') }]
      : []),
  ];
  return (
    <PeopleFilter
      which={filter}
      departments={departmentsOf(list, language)}
      onWhich={(which) => onFilter({ ...filter, ...which })}
      onClear={filters(filter) ? () => onFilter(NO_FILTER) : null}
    >
      {zones.length > 0 && (
        <Select
          w={220}
          data={zones}
          placeholder={t('anyZone')}
          aria-label={t('zone')}
          clearable
          value={filter.zone === null ? null : String(filter.zone)}
          onChange={(zone) => onFilter({ ...filter, zone: zone === null || zone === 'none' ? zone : Number(zone) })}
        />
      )}
    </PeopleFilter>
  );
}

function StartRollCall({ onError }: { readonly onError: (error: AppError) => void }) {
  const { t } = useTranslation('presence');
  const [asking, setAsking] = useState(false);
  const begin = async () => {
    const error = await startRollCall();
    if (error) onError(error);
  };
  return (
    <>
      <Button variant="default" leftSection={<IconClipboardCheck {...icon} />} onClick={() => setAsking(true)}>
        {t('rollCall.start')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('rollCall.startTitle')}
          text={t('rollCall.startText')}
          go={t('rollCall.startConfirm')}
          color="teal"
          focus="go"
          onGo={begin}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

function Body({ list }: { readonly list: PresenceList }) {
  const { t } = useTranslation('presence');
  const notify = useNotify();
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  // "Missing only" is of a roll call; it must not hide people when that has ended.
  const running = list.rollCall !== null;
  const used = useMemo(() => (running ? filter : { ...filter, missing: false }), [running, filter]);
  const groups = useMemo(() => groupsOf(list, used), [list, used]);
  const [going, setGoing] = useState<Somebody | null>(null);
  const done = (error: AppError | null) => {
    if (error) notify.error(error);
  };
  if (list.people.length + list.somebody.length === 0 && !list.rollCall) {
    return <EmptyState icon={<IconDoorEnter size={44} stroke={1.25} />} title={t('empty.title')} text={t('empty.text')} />;
  }
  return (
    <>
      {list.rollCall && (
        <RollCallBar
          list={list}
          rollCall={list.rollCall}
          missing={used.missing}
          onMissing={(missing) => setFilter({ ...filter, missing })}
        />
      )}
      <Filters list={list} filter={used} onFilter={setFilter} />
      {groups.length > 0 ? (
        <PresenceTable
          list={list}
          groups={groups}
          onTick={(personId, present) => void account(personId, present).then(done)}
          onTickSomebody={(eventId, present) => void accountSomebody(eventId, present).then(done)}
          onGone={setGoing}
        />
      ) : (
        <EmptyState
          icon={<IconUserQuestion size={44} stroke={1.25} />}
          title={t('emptyFilter.title')}
          text={t('emptyFilter.text')}
        />
      )}
      {going && (
        <ConfirmDialog
          title={t('somebody.goneTitle')}
          text={t('somebody.goneText')}
          go={t('somebody.goneGo')}
          onGo={async () => done(await somebodyGone(going.eventId))}
          onClose={() => setGoing(null)}
        />
      )}
    </>
  );
}

function Figures({ list }: { readonly list: PresenceList }) {
  const { t } = useTranslation('presence');
  const counts = countsOf(list);
  return (
    <Group gap="lg" mb="md" className={classes.figures ?? ''} data-testid="presence-figures">
      <Text fz={28} fw={600} lh={1.3}>
        {t('figures.in', { count: counts.in })}
      </Text>
      {counts.unknown > 0 && <Text size="lg">{t('figures.unknown', { count: counts.unknown })}</Text>}
      {counts.visitors > 0 && <Text size="lg">{t('figures.visitors', { count: counts.visitors })}</Text>}
      {counts.notSignedOut > 0 && (
        <Badge size="lg" color="amber" variant="light" tt="none">
          {t('figures.notSignedOut', { count: counts.notSignedOut })}
        </Badge>
      )}
    </Group>
  );
}

/** Who is in, by zone; live. The list prints as it stands, without the filters: who is missing must not depend on a search box. */
export default function PresenceScreen() {
  const { t } = useTranslation('presence');
  const format = useFormat();
  const notify = useNotify();
  const { list, error } = usePresence();
  const { print, sheet } = usePrint(list);
  const anybody = list !== null && list.people.length + list.somebody.length > 0;
  const action = list && (anybody || list.rollCall !== null) && (
    <>
      {!list.rollCall && <StartRollCall onError={notify.error} />}
      <Button leftSection={<IconPrinter {...icon} />} onClick={print}>
        {t('print')}
      </Button>
    </>
  );
  return (
    <Page title={t('title')} sub={list ? t('asOf', { time: format.time(list.at) }) : undefined} action={action} fill>
      <ErrorNote error={error} />
      {list ? (
        <>
          {!list.rollCall && anybody && <Figures list={list} />}
          <Body list={list} />
          {sheet}
        </>
      ) : (
        !error && <Waiting box={{ py: 80 }} />
      )}
    </Page>
  );
}
