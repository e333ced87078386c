import { Group, MultiSelect, SegmentedControl, Select, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { dayNumber } from '../../../domain/hours/days.ts';
import { isDay } from '../../../domain/time/wall-clock.ts';
import { WallTime } from '../../../shared/calls/hour-requests.ts';
import { useAnswer } from '../../base/answers.ts';
import { useSettings } from '../../base/session.ts';
import { useDateFormats } from '../../ui/dateFormats.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';
import { ReasonField } from '../../parts/ReasonField.tsx';
import { absenceBody, PIECES, piecesOf } from './absence.ts';
import { useCheck } from './useCheck.ts';
import { useEnter } from './useEnter.ts';
import { useInboxWords } from './useInboxWords.ts';
import { WhoGets } from './WhoGets.tsx';

const day = z
  .string()
  .nullable()
  .refine((d) => d !== null && isDay(d))
  .transform((d) => dayNumber(d ?? ''));
const time = z
  .string()
  .transform((s) => s.normalize('NFKC').trim())
  .pipe(z.union([z.literal(''), WallTime]));
const Typed = z
  .strictObject({
    personIds: z.array(z.string().transform(Number)).min(1).max(1000),
    kind: z.string().min(1),
    piece: z.enum(PIECES),
    /** Of whole days both, else the first. */
    days: z.tuple([z.string().nullable(), z.string().nullable()]),
    start: time,
    end: time,
    reason: z.string().trim().max(500),
  })
  .transform(({ days: [first, last], ...rest }, ctx) => {
    const [from, to] = [day.safeParse(first), day.safeParse(rest.piece === 'days' ? last : first)];
    if (!from.success || !to.success) {
      ctx.addIssue({ code: 'custom', path: ['days'] });
      return z.NEVER;
    }
    if (rest.piece === 'hours') {
      for (const path of ['start', 'end'] as const) if (rest[path] === '') ctx.addIssue({ code: 'custom', path: [path] });
      if (rest.start !== '' && rest.start === rest.end) ctx.addIssue({ code: 'custom', path: ['end'] });
    }
    return { ...rest, from: from.data, to: to.data };
  });

type Props = {
  readonly people: readonly number[];
  /** 'YYYY-MM-DD' to begin with. */
  readonly day: string | null;
  readonly onClose: () => void;
};

/** Leave, illness, trips, work outside: days, halves or hours, for one person or several; what it takes of whom is shown before. */
export function AbsenceDialog({ people: first, day: date, onClose }: Props) {
  const { t } = useTranslation('hourRequests');
  const words = useInboxWords();
  const formats = useDateFormats();
  const enter = useEnter();
  const { timeZone } = useSettings().site;
  const people = useAnswer('people.list', { search: '' }).value ?? [];
  const kinds = (useAnswer('hourRequests.kinds', null).value ?? []).filter((k) => k.used);
  const form = useCallForm({
    initial: {
      personIds: first.map(String),
      kind: 'annual',
      piece: 'days',
      days: [date, date] as [string | null, string | null],
      start: '',
      end: '',
      reason: '',
    },
    schema: Typed,
    words: (path) =>
      path.startsWith('days')
        ? t('absence.missing')
        : path === 'personIds'
          ? t('absence.who')
          : path === 'start' || path === 'end'
            ? t('absence.times')
            : undefined,
    send: async ({ reason, ...absence }, onError) => {
      const personIds = await check.allowed(onError);
      if (!personIds) return null;
      const done = t('absence.entered', { count: personIds.length });
      return enter({ personIds, bodies: [absenceBody(absence, timeZone)], reason }, done, onError);
    },
    done: onClose,
  });
  const { getInputProps, setFieldValue } = form.fields;
  const { kind, piece, days, personIds } = form.values;
  const typed = Typed.safeParse({ ...form.values, reason: '' });
  const check = useCheck(personIds.map(Number), typed.success ? absenceBody(typed.data, timeZone) : null);
  const chosen = kinds.find((k) => k.kind === kind);
  const pieces = chosen ? piecesOf(chosen.unit) : PIECES.slice(0, 1);
  const facts = chosen && [t(chosen.paid ? 'absence.paid' : 'absence.unpaid'), ...(chosen.present ? [t('absence.present')] : [])];
  return (
    <FormDialog title={t('absence.title')} size="lg" go={t('absence.go')} form={form} onClose={onClose}>
      <MultiSelect
        label={t('absence.people')}
        searchable
        limit={60}
        hidePickedOptions
        data={people.map((p) => ({ value: String(p.id), label: `${p.name} · ${p.employeeNumber}` }))}
        {...getInputProps('personIds')}
      />
      <Select
        label={t('absence.kind')}
        description={facts?.join(', ')}
        data={kinds.map((k) => ({ value: k.kind, label: words.kind(k.kind) }))}
        {...getInputProps('kind')}
        onChange={(value: string | null) => {
          if (value === null) return;
          setFieldValue('kind', value);
          const unit = kinds.find((k) => k.kind === value)?.unit ?? 'day';
          if (!piecesOf(unit).includes(piece)) setFieldValue('piece', 'days');
        }}
      />
      {pieces.length > 1 && (
        <SegmentedControl
          aria-label={t('absence.piece')}
          value={piece}
          data={pieces.map((value) => ({ value, label: t(`absence.pieces.${value}`) }))}
          onChange={(value) => setFieldValue('piece', value)}
        />
      )}
      {piece === 'days' ? (
        <DatePickerInput
          {...formats.date}
          type="range"
          allowSingleDateInRange
          label={t('absence.days')}
          {...getInputProps('days')}
        />
      ) : (
        <DatePickerInput
          {...formats.date}
          label={t('correct.day')}
          {...getInputProps('days')}
          value={days[0]}
          onChange={(value: string | null) => setFieldValue('days', [value, value])}
        />
      )}
      {piece === 'hours' && (
        <Group grow align="flex-start">
          <TextInput label={t('day.from')} placeholder="09:00" maxLength={5} {...getInputProps('start')} />
          <TextInput label={t('day.to')} placeholder="11:00" maxLength={5} {...getInputProps('end')} />
        </Group>
      )}
      <WhoGets check={check} />
      <ReasonField label={t('absence.reason')} description={null} {...getInputProps('reason')} />
    </FormDialog>
  );
}
