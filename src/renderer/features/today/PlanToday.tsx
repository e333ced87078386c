import { Card, Center, Loader, Modal, Table, Text, Title, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isoDay } from '../../../domain/hours/days.ts';
import { TODAY_COUNTS, type HoursToday, type TodayCount, type TodayQuery } from '../../../shared/calls/hours.ts';
import { useAnswer } from '../../base/answers.ts';
import { useFormat } from '../../base/format.ts';
import { routeToHash } from '../../base/routes.ts';
import { hoursText } from '../../parts/hours.ts';
import { NotAnnounced } from '../../parts/NotAnnounced.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useReturnFocus } from '../../ui/useReturnFocus.ts';
import classes from './Today.module.css';

/** Shifts begin and windows close by themselves. */
const AGAIN_MS = 60_000;

const sumOf = (departments: HoursToday['departments'], name: TodayCount): number =>
  departments.reduce((all, d) => all + d.counts[name], 0);

/** Expected and here, by department, live. Nothing where nobody plans hours, a sentence on a day off. Nobody is absent before their window has closed. */
export function PlanToday() {
  const { t } = useTranslation(['today', 'common']);
  const format = useFormat();
  const { value } = useAnswer('hours.today', null, { every: () => AGAIN_MS });
  const [asked, setAsked] = useState<TodayQuery | null>(null);
  if (!value || (!value.planned && !value.plans)) return null;
  const { departments } = value;
  if (departments.length === 0)
    return (
      <Text c="dimmed" mb="lg" className={classes.figures ?? ''}>
        {t('today:plan.nobody')}
      </Text>
    );
  const names = TODAY_COUNTS.filter((name) => (name !== 'unplanned' && name !== 'elsewhere') || sumOf(departments, name) > 0);
  const several = departments.length > 1;
  const figure = (n: number, query: TodayQuery) =>
    n === 0 ? (
      <span className={classes.none}>{format.number(0)}</span>
    ) : (
      <UnstyledButton
        className={classes.count ?? ''}
        data-which={query.which}
        aria-label={t('today:plan.open', {
          count: n,
          which: t(`today:plan.counts.${query.which}`),
          department: query.department ?? t('today:plan.all'),
        })}
        onClick={() => setAsked(query)}
      >
        {format.number(n)}
      </UnstyledButton>
    );
  const row = (label: string, department: string | null, of: (name: TodayCount) => number) => (
    <Table.Tr key={JSON.stringify(department)}>
      <Table.Th scope="row" fw={department === null ? 600 : 400}>
        {label}
      </Table.Th>
      {names.map((which) => (
        <Table.Td key={which} ta="right">
          {figure(of(which), { department, which })}
        </Table.Td>
      ))}
    </Table.Tr>
  );
  return (
    <>
      <NotAnnounced years={[Number(format.isoDay(Date.now()).slice(0, 4))]} />
      <Card padding={0} mb="lg" component="section" aria-labelledby="plan-title" className={classes.plan ?? ''}>
        <Table horizontalSpacing="lg" verticalSpacing={6} borderColor="var(--hairline)">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>
                <Title order={3} id="plan-title">
                  {t('today:plan.title')}
                </Title>
              </Table.Th>
              {names.map((name) => (
                <Table.Th key={name} ta="right">
                  {t(`today:plan.counts.${name}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {several &&
              departments.map(({ department, counts }) =>
                row(department === '' ? t('common:filter.noDepartment') : department, department, (name) => counts[name]),
              )}
            {row(t('today:plan.all'), null, (name) => sumOf(departments, name))}
          </Table.Tbody>
        </Table>
        {asked && <Who query={asked} onClose={() => setAsked(null)} />}
      </Card>
    </>
  );
}

/** The people behind a count. */
function Who({ query, onClose }: { readonly query: TodayQuery; readonly onClose: () => void }) {
  const { t } = useTranslation(['today', 'hours', 'common']);
  useReturnFocus();
  const format = useFormat();
  const { value, error } = useAnswer('hours.todayWho', query);
  const time = (minute: number | null): string => (minute === null ? '–' : format.time(minute * 60_000));
  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      title={t('today:plan.who', {
        which: t(`today:plan.counts.${query.which}`),
        department: query.department ?? t('today:plan.all'),
      })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <ErrorNote error={error} />
      {!value && !error && (
        <Center py="lg">
          <Loader type="dots" />
        </Center>
      )}
      {value && (
        <Table stickyHeader borderColor="var(--hairline)">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('today:who')}</Table.Th>
              <Table.Th>{t('today:plan.shift')}</Table.Th>
              <Table.Th>{t('today:columns.first')}</Table.Th>
              <Table.Th>{t('today:columns.state')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {value.map(({ person, state, late, day, shift, startsAt, endsAt, firstIn }) => (
              <Table.Tr key={person.id}>
                <Table.Td>
                  <a
                    className={classes.name}
                    href={routeToHash({ screen: 'hours', tab: 'person', person: person.id, at: isoDay(day) })}
                  >
                    {person.name}
                  </a>
                  <Text span c="dimmed" size="sm" ml={10}>
                    {person.employeeNumber}
                  </Text>
                </Table.Td>
                <Table.Td>{shift === null ? '–' : `${shift} ${time(startsAt)}–${time(endsAt)}`}</Table.Td>
                <Table.Td>{time(firstIn)}</Table.Td>
                <Table.Td>
                  {t(`today:plan.counts.${state}`)}
                  {late > 0 && ` · ${t('today:plan.lateBy', { hours: hoursText(late) })}`}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Modal>
  );
}
