import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { routeToHash } from '../../base/routes.ts';
import { Direction } from '../../parts/event.tsx';
import { useFormat } from '../../base/format.ts';
import type { Presence } from './summary.ts';
import classes from './Today.module.css';

/** Everybody who was seen today; a name leads to that person's log. */
export function PresenceTable({ people }: { readonly people: readonly Presence[] }) {
  const { t } = useTranslation('today');
  const format = useFormat();
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('who')}>
      <Table stickyHeader borderColor="var(--hairline)" verticalSpacing={10} horizontalSpacing="lg">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('who')}</Table.Th>
            <Table.Th w={110}>{t('columns.first')}</Table.Th>
            <Table.Th w={110}>{t('columns.last')}</Table.Th>
            <Table.Th w={110}>{t('columns.state')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.map((p) => (
            <Table.Tr key={p.personId}>
              <Table.Td>
                <a href={routeToHash({ screen: 'log', person: p.personId })} className={classes.name}>
                  {p.name}
                </a>
                <Text span c="dimmed" size="sm" ml={10}>
                  {p.employeeNumber}
                </Text>
              </Table.Td>
              <Table.Td>{p.firstIn === null ? '–' : format.time(p.firstIn)}</Table.Td>
              <Table.Td>{format.time(p.last.at)}</Table.Td>
              <Table.Td>
                <Direction direction={p.last.direction} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
