import { Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { isoDay } from '../../../../domain/hours/days.ts';
import { GivenReason, WallTime } from '../../../../shared/calls/hour-requests.ts';
import type { HourDay } from '../../../../shared/hours-days.ts';
import type { DayDetail } from '../../../../shared/hours-detail.ts';
import { useFormat } from '../../../base/format.ts';
import { useSettings } from '../../../base/session.ts';
import { DayPreview } from '../../../parts/DayPreview.tsx';
import { hoursText } from '../../../parts/hours.ts';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { useCallForm } from '../../../ui/useCallForm.ts';
import { ReasonField } from '../../../parts/ReasonField.tsx';
import { spanOf } from '../times.ts';
import { useEnter } from '../useEnter.ts';
import { extraOf, OVERTIME_CHOICES, overtimeBodies, waitingOvertime, wholeOf } from './overtime.ts';

const time = z
  .string()
  .transform((s) => s.normalize('NFKC').trim())
  .pipe(WallTime);
const Typed = z.discriminatedUnion('which', [
  z.object({ which: z.enum(['all', 'none']), from: z.string(), to: z.string(), reason: GivenReason }),
  z.object({ which: z.literal('part'), from: time, to: time, reason: GivenReason }),
]);

type Props = {
  readonly person: number;
  readonly detail: DayDetail;
  readonly figures: HourDay;
  readonly onClose: () => void;
};

/** Overtime of a day: all of what was worked, from one time to another, or none. */
export function OvertimeDialog({ person, detail, figures, onClose }: Props) {
  const { t } = useTranslation('hourRequests');
  const format = useFormat();
  const enter = useEnter();
  const { timeZone } = useSettings().site;
  const waits = waitingOvertime(figures);
  const whole = wholeOf(detail);
  const longest = extraOf(detail).toSorted((a, b) => b.to - b.from - (a.to - a.from))[0];
  const wall = (minute: number | undefined): string => (minute === undefined ? '' : format.time(minute * 60_000));
  const { day } = figures;
  const date = format.dayOf(isoDay(day));
  const form = useCallForm({
    initial: {
      which: whole === null ? ('part' as const) : ('all' as const),
      from: wall(longest?.from ?? detail.minutes.planned.at(-1)?.to),
      to: wall(longest?.to),
      reason: '',
    },
    schema: Typed,
    words: (path) => (path === 'from' || path === 'to' ? t('correct.time') : undefined),
    send: (values, onError) => {
      const { which, from, to, reason } = values;
      const span = which === 'all' ? whole : which === 'part' ? spanOf(timeZone, day, from, to) : null;
      const bodies = overtimeBodies(day, span, which !== 'all' && waits > 0);
      const done = t(which === 'none' ? 'day.overtimeRefused' : 'day.overtimeDone', { day: date });
      return enter({ personIds: [person], bodies, reason }, done, onError);
    },
    done: onClose,
  });
  const { which, from, to } = form.values;
  const choices = OVERTIME_CHOICES.filter((c) => (c === 'all' ? whole !== null : c === 'part' || waits > 0));
  const typed = time.safeParse(from).success && time.safeParse(to).success;
  const span =
    which === 'all' ? whole : which === 'part' && typed ? spanOf(timeZone, day, time.parse(from), time.parse(to)) : null;
  return (
    <FormDialog
      title={t('day.overtimeTitle', { day: date })}
      size="lg"
      go={t(`day.overtimeGo.${which}`)}
      form={form}
      onClose={onClose}
    >
      <Text size="sm">{waits > 0 ? t('day.overtimeWaits', { hours: hoursText(waits) }) : t('day.overtimeNone')}</Text>
      <SegmentedControl
        aria-label={t('day.overtime')}
        value={which}
        data={choices.map((value) => ({ value, label: t(`day.overtimeWhich.${value}`) }))}
        onChange={(value) => form.fields.setFieldValue('which', value)}
      />
      {which === 'part' && (
        <Group grow align="flex-start">
          <TextInput label={t('day.from')} maxLength={5} {...form.fields.getInputProps('from')} />
          <TextInput
            label={t('day.to')}
            description={t('day.toHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            maxLength={5}
            {...form.fields.getInputProps('to')}
          />
        </Group>
      )}
      {span && <DayPreview person={person} day={day} body={{ kind: 'grant', grant: { from: span.from, to: span.to } }} />}
      <ReasonField data-autofocus {...form.fields.getInputProps('reason')} />
    </FormDialog>
  );
}
