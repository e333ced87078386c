import { Center, Loader, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isoDay, type Day } from '../../domain/hours/days.ts';
import { approvedOf } from '../../domain/hours/totals.ts';
import type { HourDay } from '../../shared/hours-days.ts';
import type { RequestBody } from '../../shared/hours.ts';
import { useAnswer } from '../base/answers.ts';
import { useFormat } from '../base/format.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { hoursText, signedHours } from './hours.ts';

/** `body`: null = nothing is chosen yet. */
type Props = { readonly person: number; readonly day: Day; readonly body: RequestBody | null };

/** What would come of a correction, before anything is kept: each day that changes, and the months' totals. */
export function DayPreview({ person, day, body }: Props) {
  const { t } = useTranslation(['hours', 'hoursDay']);
  const format = useFormat();
  const input = { personId: person, day, body: body ?? NOTHING };
  const { value, error } = useAnswer('hours.preview', input, { when: body !== null });
  if (body === null) return null;
  if (!value)
    return error ? (
      <ErrorNote error={error} />
    ) : (
      <Center>
        <Loader type="dots" />
      </Center>
    );
  if (value.days.length === 0) return <Text c="dimmed">{t('hours:give.nothing')}</Text>;
  const overtime = value.days.some(({ before, after }) => approvedOf(before) !== approvedOf(after));
  const said = (of: HourDay): string =>
    [
      `${t(`hoursDay:verdict.${of.verdict}`)} ${hoursText(of.paid)}`,
      ...(overtime ? [t('hours:give.granted', { hours: hoursText(approvedOf(of)) })] : []),
    ].join(' · ');
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('hours:give.day')}</Table.Th>
          <Table.Th>{t('hours:give.before')}</Table.Th>
          <Table.Th>{t('hours:give.after')}</Table.Th>
          <Table.Th ta="right">{t('hours:totals.difference')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {value.days.map(({ before, after }) => (
          <Table.Tr key={before.day}>
            <Table.Td>{format.dayOf(isoDay(before.day))}</Table.Td>
            <Table.Td>{said(before)}</Table.Td>
            <Table.Td>{said(after)}</Table.Td>
            <Table.Td ta="right">{signedHours(after.paid - before.paid)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr>
          <Table.Th>{t('hours:totals.title')}</Table.Th>
          <Table.Th>{hoursText(value.before.paid)}</Table.Th>
          <Table.Th>{hoursText(value.after.paid)}</Table.Th>
          <Table.Th ta="right">{signedHours(value.after.paid - value.before.paid)}</Table.Th>
        </Table.Tr>
      </Table.Tfoot>
    </Table>
  );
}

/** Stands in a question that is not asked. */
const NOTHING: RequestBody = { kind: 'shift', day: 0, shift: null };
