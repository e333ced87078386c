import { Alert, SegmentedControl, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { DayNumber, type AssignmentFields, type ShiftsOverview, type StoredAssignment } from '../../../shared/shifts.ts';
import { useAnswer } from '../../base/answers.ts';
import { useChange } from '../../parts/useChange.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';
import { DayField } from './DayField.tsx';
import { PlanImpact } from '../../parts/PlanImpact.tsx';
import { useAssignmentWords } from './useAssignmentWords.ts';
import classes from './shifts.module.css';

const LEVELS = ['everybody', 'department', 'person'] as const;

/** As it is entered; the level decides which of the names counts. */
const Typed = z
  .strictObject({
    level: z.enum(LEVELS),
    department: z.string().nullable(),
    person: z.string().nullable(),
    target: z.string().nullable(),
    from: DayNumber,
    until: DayNumber.nullable(),
  })
  .transform(({ level, department, person, target, from, until }, context): AssignmentFields => {
    const missing = (path: string) => context.addIssue({ code: 'custom', path: [path], message: 'choose' });
    const to =
      level === 'everybody'
        ? level
        : level === 'department'
          ? department && { department }
          : person && { person: Number(person) };
    if (to === null || to === '') missing(level);
    const what = targetOf(target);
    if (what === null) missing('target');
    if (until !== null && until < from) context.addIssue({ code: 'custom', path: ['until'], message: 'order' });
    return to && what ? { to, target: what, from, until } : z.NEVER;
  });

function targetOf(text: string | null): AssignmentFields['target'] | null {
  if (text === null || text === 'rest') return text;
  const id = Number(text.slice(1));
  return text.startsWith('p') ? { pattern: id } : { shift: id };
}
const targetText = (target: AssignmentFields['target']): string =>
  target === 'rest' ? target : 'pattern' in target ? `p${target.pattern}` : `s${target.shift}`;

function typedOf({ to, target, from, until }: StoredAssignment): z.input<typeof Typed> {
  const level = to === 'everybody' ? to : 'person' in to ? 'person' : 'department';
  return {
    level,
    department: typeof to === 'object' && 'department' in to ? to.department : null,
    person: typeof to === 'object' && 'person' in to ? String(to.person) : null,
    target: targetText(target),
    from,
    until,
  };
}

type Props = { readonly plan: ShiftsOverview; readonly assignment: StoredAssignment | null; readonly onClose: () => void };

/** Who works by what, from when until when; another of the same level on one of its days is named. */
export function AssignmentDialog({ plan, assignment, onClose }: Props) {
  const { t } = useTranslation(['shifts', 'common']);
  const change = useChange();
  const people = useAnswer('people.list', { search: '' }).value ?? [];
  const words = useAssignmentWords(plan);
  const [overlaps, setOverlaps] = useState<StoredAssignment | null>(null);
  const first = plan.patterns[0] ? `p${plan.patterns[0].id}` : plan.shifts[0] ? `s${plan.shifts[0].id}` : null;
  const form = useCallForm({
    initial: assignment
      ? typedOf(assignment)
      : { level: 'everybody', department: null, person: null, target: first, from: plan.today, until: null },
    schema: Typed,
    words: (_path, issue) =>
      issue.code === 'custom' ? t(issue.message === 'order' ? 'assignment.order' : 'assignment.choose') : undefined,
    send: async (fields, onError) => {
      setOverlaps(null);
      const saved = await change('assignments.save', { id: assignment?.id ?? null, fields }, { onError });
      if (!saved) return null;
      if ('overlaps' in saved.value) {
        setOverlaps(saved.value.overlaps);
        return null;
      }
      return saved;
    },
    done: onClose,
  });
  const { getInputProps, setFieldValue } = form.fields;
  const { level, from, until } = form.values;
  const parsed = Typed.safeParse(form.values);
  const { patterns, shifts } = plan;
  return (
    <FormDialog
      title={t(assignment ? 'assignment.change' : 'assignment.new')}
      size="lg"
      go={t('common:save')}
      form={form}
      onClose={onClose}
    >
      <SegmentedControl
        aria-label={t('assignment.who')}
        fullWidth
        value={level}
        data={LEVELS.map((each) => ({ value: each, label: t(`levels.${each}`) }))}
        onChange={(chosen) => setFieldValue('level', chosen)}
      />
      {level === 'department' && (
        <Select
          label={t('levels.department')}
          searchable
          data={plan.departments.map((d) => ({
            value: d.name,
            label: t('assignment.department', { name: d.name, count: d.people }),
          }))}
          {...getInputProps('department')}
        />
      )}
      {level === 'person' && (
        <Select
          label={t('levels.person')}
          searchable
          limit={50}
          data={people.map((p) => ({ value: String(p.id), label: `${p.name} · ${p.employeeNumber}` }))}
          {...getInputProps('person')}
        />
      )}
      <Select
        label={t('assignment.target')}
        allowDeselect={false}
        data={[
          { group: t('tabs.patterns'), items: patterns.map((p) => ({ value: `p${p.id}`, label: p.name })) },
          { group: t('assignment.eachDay'), items: shifts.map((s) => ({ value: `s${s.id}`, label: s.name })) },
          { group: t('rest'), items: [{ value: 'rest', label: t('rest') }] },
        ]}
        {...getInputProps('target')}
      />
      <div className={classes.row}>
        <DayField
          label={t('assignment.from')}
          {...getInputProps('from')}
          value={from}
          onChange={(day) => day !== null && setFieldValue('from', day)}
        />
        <DayField
          label={t('assignment.until')}
          placeholder={t('assignment.open')}
          clearable
          {...getInputProps('until')}
          value={until}
          onChange={(day) => setFieldValue('until', day)}
        />
      </div>
      {overlaps && (
        <Alert color="red" role="alert">
          {t('assignment.overlaps', words(overlaps))}
        </Alert>
      )}
      <PlanImpact change={parsed.success ? { kind: 'assignment', id: assignment?.id ?? null, body: parsed.data } : null} />
    </FormDialog>
  );
}
