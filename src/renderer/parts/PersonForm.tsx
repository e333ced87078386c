import { Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../domain/errors.ts';
import { PersonFields } from '../../shared/schemas.ts';

export const NOBODY: PersonFields = { employeeNumber: '', name: '', department: '' };
export type FieldName = keyof PersonFields;
export type FieldProblem = { readonly kind: 'required' | 'characters' } | { readonly kind: 'tooLong'; readonly max: number };

/** What is wrong with each field, by the schema that main applies too; empty when it may be sent. */
export function fieldProblems(person: PersonFields): Partial<Record<FieldName, FieldProblem>> {
  const parsed = PersonFields.safeParse(person);
  if (parsed.success) return {};
  const problems: Partial<Record<FieldName, FieldProblem>> = {};
  for (const issue of parsed.error.issues) {
    const field = issue.path[0] as FieldName;
    if (problems[field]) continue;
    if (issue.code === 'too_small') problems[field] = { kind: 'required' };
    else if (issue.code === 'too_big') problems[field] = { kind: 'tooLong', max: Number(issue.maximum) };
    else problems[field] = { kind: 'characters' };
  }
  return problems;
}

type Props = {
  readonly value: PersonFields;
  readonly onChange: (value: PersonFields) => void;
  /** Main's answer to the last try; the one about the number is shown at its field. */
  readonly error?: AppError | null;
  /** Shows what is wrong with fields that were not touched yet: after a try to save. */
  readonly strict?: boolean;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
};

/** Employee number, name, department; each says what is wrong with it once it has been left. */
export function PersonForm({ value, onChange, error = null, strict = false, autoFocus = false, disabled = false }: Props) {
  const { t } = useTranslation(['people', 'common']);
  const [left, setLeft] = useState<ReadonlySet<FieldName>>(new Set());
  const problems = fieldProblems(value);

  const say = (field: FieldName): string | undefined => {
    if (field === 'employeeNumber' && error?.code === 'employee-number-taken') return t('form.numberTaken', { name: error.name });
    const problem = problems[field];
    if (!problem || !(strict || left.has(field))) return undefined;
    return problem.kind === 'tooLong' ? t('form.tooLong', { count: problem.max }) : t(`form.${problem.kind}`);
  };
  const field = (name: FieldName, required: boolean) => ({
    label: t(`common:${name}`),
    value: value[name],
    withAsterisk: required,
    'aria-required': required,
    disabled,
    error: say(name),
    autoComplete: 'off',
    spellCheck: false,
    name,
    onChange: (e: React.ChangeEvent<HTMLInputElement>) => onChange({ ...value, [name]: e.currentTarget.value }),
    onBlur: () => setLeft((s) => new Set(s).add(name)),
  });
  return (
    <Stack gap="md">
      <TextInput {...field('employeeNumber', true)} data-autofocus={autoFocus || undefined} autoFocus={autoFocus} />
      <TextInput {...field('name', true)} />
      <TextInput {...field('department', false)} />
    </Stack>
  );
}
