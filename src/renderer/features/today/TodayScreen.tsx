import { Button, Card, Group, SimpleGrid, Text, Title } from '@mantine/core';
import { IconCalendarTime, IconClipboardCheck, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../../base/answers.ts';
import { navigate, routeToHash } from '../../base/routes.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useFormat } from '../../base/format.ts';
import { Page } from '../../ui/Page.tsx';
import { ClockNote } from './ClockNote.tsx';
import { EngineNote } from './EngineNote.tsx';
import { LiveList } from './LiveList.tsx';
import { PlanToday } from './PlanToday.tsx';
import { PresenceTable } from './PresenceTable.tsx';
import { MAX_ROWS, useToday } from './useToday.ts';
import { howManyIn } from '../../parts/inside.ts';
import { summarise } from './summary.ts';
import classes from './Today.module.css';

/** Who was not signed out changes by itself. */
const AGAIN_MS = 60_000;

function Figure({ label, value, sub }: { readonly label: string; readonly value: string; readonly sub: string }) {
  return (
    <Card padding="md">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Group gap="xs" align="baseline" wrap="nowrap">
        <Text fz={28} fw={600} lh={1.3}>
          {value}
        </Text>
        <Text size="sm" c="dimmed" truncate>
          {sub}
        </Text>
      </Group>
    </Card>
  );
}

/** The ISO day of the site, which turns over while the window stays open. */
function useDay(isoDay: (at: number) => string): string {
  const [day, setDay] = useState(() => isoDay(Date.now()));
  useEffect(() => {
    const look = () => setDay(isoDay(Date.now()));
    look();
    const timer = setInterval(look, 15_000);
    return () => clearInterval(timer);
  }, [isoDay]);
  return day;
}

export default function TodayScreen() {
  const { t } = useTranslation(['today', 'common', 'presence']);
  const format = useFormat();
  const day = useDay(format.isoDay);
  const { rows, truncated, loaded, error } = useToday(day, format.isoDay);
  const enrolled = useAnswer('people.list', { search: '' }).value?.filter((p) => p.active).length ?? null;

  // Who came yesterday and has not gone is in, and in no row of today.
  const inside = useAnswer('presence.list', null, { every: () => AGAIN_MS }).value;

  const summary = useMemo(() => summarise(rows), [rows]);
  const newest = rows.find((r) => r.kind === 'recognised');
  const enrol = (
    <Button leftSection={<IconUserPlus size={20} stroke={1.75} />} onClick={() => navigate({ screen: 'enrol' })}>
      {t('common:enrolSomeone')}
    </Button>
  );
  return (
    <Page
      title={t('common:today')}
      sub={format.dayOf(day)}
      fill
      action={
        <Button
          component="a"
          href={routeToHash({ screen: 'presence' })}
          variant="default"
          leftSection={<IconClipboardCheck size={20} stroke={1.75} />}
        >
          {t('presence:title')}
        </Button>
      }
    >
      <EngineNote />
      <ClockNote />
      <ErrorNote error={error} />
      {enrolled === 0 && loaded && rows.every((r) => r.kind === 'system') ? (
        <EmptyState
          icon={<IconUsers size={44} stroke={1.25} />}
          title={t('emptyPeople.title')}
          text={t('emptyPeople.text')}
          action={enrol}
        />
      ) : (
        <>
          <SimpleGrid cols={{ base: 2, md: 4 }} spacing="md" mb="lg" className={classes.figures ?? ''}>
            <Figure
              label={t('came')}
              value={format.number(summary.came)}
              sub={enrolled === null ? '' : t('cameOf', { count: enrolled })}
            />
            <Figure label={t('inside')} value={inside === null ? '–' : format.number(howManyIn(inside))} sub={t('insideHint')} />
            <Figure label={t('last')} value={newest ? format.time(newest.at) : '–'} sub={newest?.name ?? t('noneYet')} />
            <Figure label={t('refused')} value={format.number(summary.refused)} sub={t('refusedHint')} />
          </SimpleGrid>
          <PlanToday />
          {truncated && (
            <Text c="dimmed" mb="sm">
              {t('truncated', { count: MAX_ROWS })}
            </Text>
          )}
          <div className={classes.columns}>
            <Card padding={0} className={classes.column ?? ''}>
              {summary.people.length > 0 ? (
                <PresenceTable people={summary.people} />
              ) : (
                <EmptyState
                  icon={<IconCalendarTime size={44} stroke={1.25} />}
                  title={t('emptyDay.title')}
                  text={t('emptyDay.text')}
                />
              )}
            </Card>
            <Card padding={0} className={classes.column ?? ''} component="section" aria-labelledby="live-title">
              <Title order={3} id="live-title" className={classes.liveTitle ?? ''}>
                {t('live')}
              </Title>
              <LiveList rows={rows} />
            </Card>
          </div>
        </>
      )}
    </Page>
  );
}
