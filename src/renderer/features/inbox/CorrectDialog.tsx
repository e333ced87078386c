import { Select, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { dayNumber } from '../../../domain/hours/days.ts';
import { isDay } from '../../../domain/time/wall-clock.ts';
import { CorrectInput } from '../../../shared/calls/hour-requests.ts';
import { useAnswer } from '../../base/answers.ts';
import { useChange } from '../../parts/useChange.ts';
import { useEntered } from '../../parts/useEntered.ts';
import { useDateFormats } from '../../ui/dateFormats.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';
import { ReasonField } from '../../parts/ReasonField.tsx';

/** As it is typed: an ISO day, and times that may be left empty. */
const Typed = z.strictObject({
  personId: z.string().regex(/^\d+$/).nullable().transform(Number).pipe(CorrectInput.shape.personId),
  day: z
    .string()
    .nullable()
    .refine((d) => d !== null && isDay(d))
    .transform((d) => dayNumber(d ?? ''))
    .pipe(CorrectInput.shape.day),
  in: z
    .string()
    .transform((s) => s.normalize('NFKC').trim() || null)
    .pipe(CorrectInput.shape.in),
  out: z
    .string()
    .transform((s) => s.normalize('NFKC').trim() || null)
    .pipe(CorrectInput.shape.out),
  reason: CorrectInput.shape.reason,
});

type Props = { readonly person: number | null; readonly day: string | null; readonly onClose: () => void };

/** Four fields: the day, when they came, when they went, and why. */
export function CorrectDialog({ person, day, onClose }: Props) {
  const { t } = useTranslation('hourRequests');
  const formats = useDateFormats();
  const change = useChange();
  const entered = useEntered();
  const people = useAnswer('people.list', { search: '' }).value ?? [];
  const form = useCallForm({
    initial: { personId: person === null ? null : String(person), day, in: '', out: '', reason: '' },
    schema: Typed,
    words: (path) => (path === 'in' || path === 'out' ? t('correct.time') : undefined),
    place: (error) => (error.code === 'bad-input' && error.field === 'in' ? { in: t('correct.nothing') } : null),
    send: async (values, onError) => {
      const made = await change('hourRequests.correct', { ...values, grant: true }, { onError });
      if (made) entered.say(made.value.ids, t('correct.done'));
      return made;
    },
    done: onClose,
  });
  const { getInputProps } = form.fields;
  return (
    <FormDialog title={t('correct.title')} go={t('correct.go')} form={form} onClose={onClose}>
      <Select
        label={t('correct.person')}
        searchable
        limit={60}
        data={people.map((p) => ({ value: String(p.id), label: `${p.name} · ${p.employeeNumber}` }))}
        {...getInputProps('personId')}
      />
      <DatePickerInput {...formats.date} label={t('correct.day')} {...getInputProps('day')} />
      <TextInput label={t('correct.in')} description={t('correct.hint')} maxLength={5} data-autofocus {...getInputProps('in')} />
      <TextInput label={t('correct.out')} description={t('correct.outHint')} maxLength={5} {...getInputProps('out')} />
      <ReasonField {...getInputProps('reason')} />
    </FormDialog>
  );
}
