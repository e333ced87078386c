import { SegmentedControl, Select, Textarea } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { dayNumber } from '../../../domain/hours/days.ts';
import { isTakenSo } from '../../../domain/hours/requests.ts';
import { isDay } from '../../../domain/time/wall-clock.ts';
import type { RequestBody } from '../../../shared/hours.ts';
import { ids } from '../../../shared/schemas.ts';
import { useAnswer } from '../../base/answers.ts';
import { useChange } from '../../parts/useChange.ts';
import { useDateFormats } from '../../ui/dateFormats.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';
import { useInboxWords } from './useInboxWords.ts';

const day = z
  .string()
  .nullable()
  .refine((d) => d !== null && isDay(d))
  .transform((d) => dayNumber(d ?? ''));
const Typed = z.strictObject({
  personId: z.string().regex(/^\d+$/).nullable().transform(Number).pipe(ids.id),
  kind: z.string().min(1),
  piece: z.enum(['leave-days', 'first', 'second']),
  days: z.tuple([day, day]),
  reason: z.string().trim().max(500),
});

type Props = { readonly person: number | null; readonly onClose: () => void };

/** Leave, illness, trips, work outside: entered for somebody, from one day to another. */
export function AbsenceDialog({ person, onClose }: Props) {
  const { t } = useTranslation('hourRequests');
  const words = useInboxWords();
  const formats = useDateFormats();
  const change = useChange();
  const people = useAnswer('people.list', { search: '' }).value ?? [];
  const kinds = (useAnswer('hourRequests.kinds', null).value ?? []).filter((k) => k.used);
  const form = useCallForm({
    initial: {
      personId: person === null ? null : String(person),
      kind: 'annual',
      piece: 'leave-days',
      days: [null, null],
      reason: '',
    },
    schema: Typed,
    words: (path) => (path.startsWith('days') ? t('absence.missing') : undefined),
    place: (error) => (error.code === 'bad-input' && error.field === 'days' ? { days: t('absence.oneDay') } : null),
    send: ({ personId, kind, piece, days: [from, to], reason }, onError) => {
      if (piece !== 'leave-days' && from !== to) {
        onError({ code: 'bad-input', field: 'days' });
        return Promise.resolve(null);
      }
      const paid = kinds.find((k) => k.kind === kind)?.paid ?? false;
      const leave = { leaveKind: kind, paid };
      const body: RequestBody =
        piece === 'leave-days'
          ? { kind: 'leave-days', ...leave, from, to }
          : { kind: 'leave-half', ...leave, day: from, half: piece };
      return change(
        'hourRequests.ask',
        { personIds: [personId], bodies: [body], reason, grant: true },
        { done: t('absence.done'), onError },
      );
    },
    done: onClose,
  });
  const { getInputProps, setFieldValue } = form.fields;
  const { kind, piece } = form.values;
  const chosen = kinds.find((k) => k.kind === kind);
  const halves = chosen ? isTakenSo(chosen.unit, 'leave-half') : false;
  const facts = chosen && [t(chosen.paid ? 'absence.paid' : 'absence.unpaid'), ...(chosen.present ? [t('absence.present')] : [])];
  return (
    <FormDialog title={t('absence.title')} go={t('absence.go')} form={form} onClose={onClose}>
      <Select
        label={t('correct.person')}
        searchable
        limit={60}
        data={people.map((p) => ({ value: String(p.id), label: `${p.name} · ${p.employeeNumber}` }))}
        {...getInputProps('personId')}
      />
      <Select
        label={t('absence.kind')}
        description={facts?.join(', ')}
        data={kinds.map((k) => ({ value: k.kind, label: words.kind(k.kind) }))}
        {...getInputProps('kind')}
        onChange={(value: string | null) => {
          if (value === null) return;
          setFieldValue('kind', value);
          setFieldValue('piece', 'leave-days');
        }}
      />
      {halves && (
        <SegmentedControl
          aria-label={t('absence.piece')}
          value={piece}
          data={(['leave-days', 'first', 'second'] as const).map((value) => ({ value, label: t(`absence.pieces.${value}`) }))}
          onChange={(value) => setFieldValue('piece', value)}
        />
      )}
      <DatePickerInput
        {...formats.date}
        type="range"
        allowSingleDateInRange
        label={t('absence.days')}
        {...getInputProps('days')}
      />
      <Textarea label={t('absence.reason')} autosize minRows={2} maxLength={500} {...getInputProps('reason')} />
    </FormDialog>
  );
}
