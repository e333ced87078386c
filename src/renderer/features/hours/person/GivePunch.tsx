import { Button, Center, Group, Loader, Modal, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isoDay, type Day } from '../../../../domain/hours/days.ts';
import type { DetailPunch } from '../../../../shared/hours-detail.ts';
import { useAnswer } from '../../../base/answers.ts';
import { useFormat } from '../../../base/format.ts';
import { hoursText, signedHours } from '../../../parts/hours.ts';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';

/** A punch that is to go from the day it stands on to another. */
export type Giving = { readonly punch: DetailPunch; readonly from: Day; readonly to: Day };

type Props = { readonly person: number; readonly giving: Giving; readonly onClose: () => void };

/** What would come of giving a punch to another day, before anything is kept. */
export function GivePunch({ person, giving: { punch, from, to }, onClose }: Props) {
  const { t } = useTranslation(['hours', 'hoursDay', 'common']);
  const format = useFormat();
  const { value, error } = useAnswer('hours.preview', {
    personId: person,
    day: from,
    body: { kind: 'give', punch: punch.punch.key, day: to },
  });
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('hours:give.title')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack>
        <Text>
          {t('hours:give.text', {
            time: format.time(punch.punch.at),
            from: format.dayOf(isoDay(from)),
            to: format.dayOf(isoDay(to)),
          })}
        </Text>
        <ErrorNote error={error} />
        {!value && !error && (
          <Center>
            <Loader type="dots" />
          </Center>
        )}
        {value && value.days.length === 0 && <Text c="dimmed">{t('hours:give.nothing')}</Text>}
        {value && value.days.length > 0 && (
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
                  <Table.Td>{`${t(`hoursDay:verdict.${before.verdict}`)} ${hoursText(before.paid)}`}</Table.Td>
                  <Table.Td>{`${t(`hoursDay:verdict.${after.verdict}`)} ${hoursText(after.paid)}`}</Table.Td>
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
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
