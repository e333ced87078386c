import { Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { isoDay, type Day } from '../../../../domain/hours/days.ts';
import { GivenReason } from '../../../../shared/calls/hour-requests.ts';
import type { RequestBody } from '../../../../shared/hours.ts';
import { useAnswer } from '../../../base/answers.ts';
import { useFormat } from '../../../base/format.ts';
import { DayPreview } from '../../../parts/DayPreview.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { useCallForm } from '../../../ui/useCallForm.ts';
import { ReasonField } from '../../../parts/ReasonField.tsx';
import { useEnter } from '../useEnter.ts';

const REST = 'rest';
const Typed = z.strictObject({ shift: z.string().nullable().pipe(z.string()), reason: GivenReason });

const bodyOf = (day: Day, shift: string): RequestBody => ({
  kind: 'shift',
  day,
  shift: shift === REST ? null : Number(shift),
});

type Props = {
  readonly person: number;
  readonly day: Day;
  /** What is planned now; null = nothing. */
  readonly now: { readonly id: number; readonly name: string } | null;
  readonly onClose: () => void;
};

/** Another shift of one day for one person, or a rest: before department, pattern and calendar. */
export function ShiftDialog({ person, day, now, onClose }: Props) {
  const { t } = useTranslation('hourRequests');
  const format = useFormat();
  const enter = useEnter();
  const { value: plan } = useAnswer('shifts.overview', null);
  const date = format.dayOf(isoDay(day));
  const form = useCallForm({
    initial: { shift: null as string | null, reason: '' },
    schema: Typed,
    words: (path) => (path === 'shift' ? t('day.chooseShift') : undefined),
    send: ({ shift, reason }, onError) =>
      enter({ personIds: [person], bodies: [bodyOf(day, shift)], reason }, t('day.shiftDone', { day: date }), onError),
    done: onClose,
  });
  const { shift } = form.values;
  const choices = [
    ...(plan?.shifts ?? []).map((s) => ({ value: String(s.id), label: s.name })),
    { value: REST, label: t('day.rest') },
  ].filter((choice) => choice.value !== (now === null ? REST : String(now.id)));
  return (
    <FormDialog title={t('day.shiftTitle', { day: date })} size="lg" go={t('day.shiftGo')} form={form} onClose={onClose}>
      <Text size="sm">{now === null ? t('day.planNone') : t('day.planNow', { shift: now.name })}</Text>
      <Select label={t('day.newShift')} data={choices} searchable data-autofocus {...form.fields.getInputProps('shift')} />
      <DayPreview person={person} day={day} body={shift === null ? null : bodyOf(day, shift)} />
      <ReasonField {...form.fields.getInputProps('reason')} />
    </FormDialog>
  );
}
