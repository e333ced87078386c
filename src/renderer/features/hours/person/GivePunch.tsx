import { Center, Loader, Table, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { isoDay, type Day } from '../../../../domain/hours/days.ts';
import { GivenReason } from '../../../../shared/calls/hour-requests.ts';
import type { DetailPunch } from '../../../../shared/hours-detail.ts';
import { useAnswer } from '../../../base/answers.ts';
import { useFormat } from '../../../base/format.ts';
import { hoursText, signedHours } from '../../../parts/hours.ts';
import { useChange } from '../../../parts/useChange.ts';
import { ErrorNote } from '../../../ui/ErrorNote.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { useCallForm } from '../../../ui/useCallForm.ts';

/** A punch that is to go from the day it stands on to another. */
export type Giving = { readonly punch: DetailPunch; readonly from: Day; readonly to: Day };

type Props = { readonly person: number; readonly giving: Giving; readonly onClose: () => void };

const Why = z.strictObject({ reason: GivenReason });

/** What would come of giving a punch to another day, before anything is kept; and why, when it is. The day opens anew by itself. */
export function GivePunch({ person, giving: { punch, from, to }, onClose }: Props) {
  const { t } = useTranslation(['hours', 'hoursDay', 'common']);
  const format = useFormat();
  const change = useChange();
  const body = { kind: 'give' as const, punch: punch.punch.key, day: to };
  const { value, error } = useAnswer('hours.preview', { personId: person, day: from, body });
  const form = useCallForm({
    initial: { reason: '' },
    schema: Why,
    send: ({ reason }, onError) =>
      change(
        'hourRequests.ask',
        { personIds: [person], bodies: [body], reason, grant: true },
        { done: t('hours:give.done', { day: format.dayOf(isoDay(to)) }), onError },
      ),
    done: onClose,
  });
  return (
    <FormDialog title={t('hours:give.title')} size="lg" go={t('hours:give.go')} form={form} onClose={onClose}>
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
      <Textarea
        label={t('hours:give.reason')}
        description={t('hours:give.reasonHint')}
        autosize
        minRows={2}
        data-autofocus
        {...form.fields.getInputProps('reason')}
      />
    </FormDialog>
  );
}
