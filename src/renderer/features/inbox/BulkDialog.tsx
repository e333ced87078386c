import { SegmentedControl, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { zoneDays } from '../../../domain/hours/zone-days.ts';
import { minuteOf } from '../../../domain/time/wall-clock.ts';
import { GivenReason, WallTime, type InboxEntry } from '../../../shared/calls/hour-requests.ts';
import type { RequestBody } from '../../../shared/hours.ts';
import { useSettings } from '../../base/session.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';
import { ReasonField } from '../../parts/ReasonField.tsx';
import { useCheck } from './useCheck.ts';
import { useEnter } from './useEnter.ts';
import { WhoGets } from './WhoGets.tsx';

const time = z
  .string()
  .transform((s) => s.normalize('NFKC').trim())
  .pipe(WallTime);
const Typed = z.strictObject({ direction: z.enum(['in', 'out']), at: time, reason: GivenReason });

/** Of a night shift the OUT is the next day's. */
function bodyOf({ day, startsAt }: InboxEntry, direction: 'in' | 'out', at: string, timeZone: string): RequestBody {
  const zone = zoneDays(timeZone);
  const same = zone.reached(day, minuteOf(at));
  const next = direction === 'out' && startsAt !== null && same <= startsAt;
  const minute = next ? zone.reached(day + 1, minuteOf(at)) : same;
  return { kind: 'add', at: minute * 60_000, direction, zone: timeZone };
}

type Props = {
  /** Of one day. */
  readonly entries: readonly InboxEntry[];
  readonly onDone: () => void;
  readonly onClose: () => void;
};

/** The same punch for many, with one reason on record. Whom it leaves out, and why, is said by name before; everybody else gets it, or nobody. */
export function BulkDialog({ entries, onDone, onClose }: Props) {
  const { t } = useTranslation('hourRequests');
  const enter = useEnter();
  const { timeZone } = useSettings().site;
  const form = useCallForm({
    initial: { direction: 'out', at: '', reason: '' },
    schema: Typed,
    words: (path) => (path === 'at' ? t('correct.time') : undefined),
    send: async ({ direction, at, reason }, onError) => {
      const personIds = await check.allowed(onError);
      if (!personIds) return null;
      const bodies = [bodyOf(entries[0]!, direction, at, timeZone)];
      return enter({ personIds, bodies, reason }, t('bulk.done', { count: personIds.length }), onError);
    },
    done: onDone,
  });
  const { getInputProps, setFieldValue } = form.fields;
  const { direction, at } = form.values;
  const typed = time.safeParse(at);
  const check = useCheck(
    entries.map((e) => e.personId),
    typed.success ? bodyOf(entries[0]!, direction, typed.data, timeZone) : null,
  );
  return (
    <FormDialog title={t('bulk.title', { count: entries.length })} go={t('bulk.go')} form={form} onClose={onClose}>
      <Text size="sm">{t('bulk.text')}</Text>
      <SegmentedControl
        aria-label={t('bulk.direction')}
        value={direction}
        data={(['in', 'out'] as const).map((value) => ({ value, label: t(`bulk.dir.${value}`) }))}
        onChange={(value) => setFieldValue('direction', value)}
      />
      <TextInput label={t('bulk.at')} placeholder="18:00" maxLength={5} data-autofocus {...getInputProps('at')} />
      <WhoGets check={check} />
      <ReasonField {...getInputProps('reason')} />
    </FormDialog>
  );
}
