import { Anchor, Group, Modal, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isoDay } from '../../../../domain/hours/days.ts';
import type { ChartPart } from '../../../../shared/calls/hours.ts';
import { useAnswer } from '../../../base/answers.ts';
import { useFormat } from '../../../base/format.ts';
import { routeToHash } from '../../../base/routes.ts';
import { hoursText } from '../../../parts/hours.ts';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { useReturnFocus } from '../../../ui/useReturnFocus.ts';
import { Waiting } from '../../../ui/Waiting.tsx';
import { routeOf } from '../useMonth.ts';

type Props = {
  readonly month: string;
  readonly part: ChartPart;
  /** Whose days; null = everybody's. */
  readonly department: string | null;
  readonly title: string;
  readonly onClose: () => void;
};

/** The days behind a part of a chart; each leads to the day itself. */
export function BehindDialog({ month, part, department, title, onClose }: Props) {
  const { t } = useTranslation(['hours', 'common']);
  useReturnFocus();
  const format = useFormat();
  const { value, error } = useAnswer('hours.behind', { month, part, department });
  const people = part.chart === 'lateness' ? { department: part.department, problems: true } : { department, problems: false };
  return (
    <Modal opened size="xl" title={title} onClose={onClose} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <ErrorNote error={error} />
      {!value && !error && <Waiting box={{ py: 'lg' }} />}
      {value && (
        <>
          <Group justify="space-between" mb="sm">
            <Text c="dimmed">
              {value.total > value.rows.length
                ? t('hours:charts.someRows', { shown: value.rows.length, count: value.total })
                : t('hours:charts.allRows', { count: value.total })}
            </Text>
            <Anchor href={routeToHash(routeOf('month', { month, ...people }))}>{t('hours:charts.toMonth')}</Anchor>
          </Group>
          <Table stickyHeader borderColor="var(--hairline)">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('hours:grid.person')}</Table.Th>
                <Table.Th>{t('hours:give.day')}</Table.Th>
                <Table.Th>{t('hours:charts.came')}</Table.Th>
                <Table.Th ta="right">{t('hours:totals.late')}</Table.Th>
                <Table.Th ta="right">{t('hours:totals.paid')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {value.rows.map(({ person, day }) => (
                <Table.Tr key={`${person.id} ${day.day}`}>
                  <Table.Td>{person.name}</Table.Td>
                  <Table.Td>
                    <Anchor href={routeToHash({ screen: 'hours', tab: 'person', person: person.id, at: isoDay(day.day) })}>
                      {format.dayOf(isoDay(day.day))}
                    </Anchor>
                  </Table.Td>
                  <Table.Td>{day.firstIn === null ? '–' : format.time(day.firstIn * 60_000)}</Table.Td>
                  <Table.Td ta="right">{day.lateAs === null ? '–' : hoursText(day.late)}</Table.Td>
                  <Table.Td ta="right">
                    {t('hours:totals.of', { hours: hoursText(day.paid), plan: hoursText(day.planned) })}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </>
      )}
    </Modal>
  );
}
