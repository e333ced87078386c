import { SegmentedControl, Text, TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { zoneDays } from '../../../domain/hours/zone-days.ts';
import { minuteOf } from '../../../domain/time/wall-clock.ts';
import { GivenReason, WallTime, type InboxEntry } from '../../../shared/calls/hour-requests.ts';
import { useSettings } from '../../base/session.ts';
import { useChange } from '../../parts/useChange.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';

const Typed = z.strictObject({
  direction: z.enum(['in', 'out']),
  at: z
    .string()
    .transform((s) => s.normalize('NFKC').trim())
    .pipe(WallTime),
  reason: GivenReason,
});

type Props = {
  /** Of one day. */
  readonly entries: readonly InboxEntry[];
  readonly onDone: () => void;
  readonly onClose: () => void;
};

/** The same punch for many, with one reason on record: all of them get it, or none. */
export function BulkDialog({ entries, onDone, onClose }: Props) {
  const { t } = useTranslation('hourRequests');
  const change = useChange();
  const { timeZone } = useSettings().site;
  const form = useCallForm({
    initial: { direction: 'out', at: '', reason: '' },
    schema: Typed,
    words: (path) => (path === 'at' ? t('correct.time') : undefined),
    send: ({ direction, at, reason }, onError) => {
      const { day, startsAt } = entries[0]!;
      const zone = zoneDays(timeZone);
      const same = zone.reached(day, minuteOf(at));
      // Of a night shift the OUT is the next day's.
      const next = direction === 'out' && startsAt !== null && same <= startsAt;
      const minute = next ? zone.reached(day + 1, minuteOf(at)) : same;
      const body = { kind: 'add' as const, at: minute * 60_000, direction, zone: timeZone };
      const asked = { personIds: entries.map((e) => e.personId), bodies: [body], reason, grant: true };
      return change('hourRequests.ask', asked, { done: t('bulk.done', { count: entries.length }), onError });
    },
    done: onDone,
  });
  const { getInputProps, setFieldValue } = form.fields;
  return (
    <FormDialog title={t('bulk.title', { count: entries.length })} go={t('bulk.go')} form={form} onClose={onClose}>
      <Text size="sm">{t('bulk.text')}</Text>
      <SegmentedControl
        aria-label={t('bulk.direction')}
        value={form.values.direction}
        data={(['in', 'out'] as const).map((value) => ({ value, label: t(`bulk.dir.${value}`) }))}
        onChange={(value) => setFieldValue('direction', value)}
      />
      <TextInput label={t('bulk.at')} placeholder="18:00" maxLength={5} data-autofocus {...getInputProps('at')} />
      <Textarea label={t('bulk.reason')} autosize minRows={2} maxLength={500} {...getInputProps('reason')} />
    </FormDialog>
  );
}
