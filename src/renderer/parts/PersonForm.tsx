import { Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../domain/errors.ts';
import type { PersonFields } from '../../shared/schemas.ts';
import type { CallForm } from '../ui/useCallForm.ts';
import type { Errors, Words } from '../ui/zodForm.ts';

export const NOBODY: PersonFields = { employeeNumber: '', name: '', department: '' };

/** What is said of these fields, and that they say it once they have been left: for `useCallForm`. */
export function usePersonRules(): {
  readonly words: Words;
  readonly place: (error: AppError) => Errors | null;
  readonly onBlur: true;
} {
  const { t } = useTranslation('people');
  return {
    words: (_path, { code }) => (code === 'too_small' || code === 'too_big' ? undefined : t('form.characters')),
    place: (error) =>
      error.code === 'employee-number-taken' ? { employeeNumber: t('form.numberTaken', { name: error.name }) } : null,
    onBlur: true,
  };
}

type Props = { readonly form: CallForm<PersonFields>; readonly autoFocus?: boolean };

/** Employee number, name, department. */
export function PersonForm({ form, autoFocus = false }: Props) {
  const { t } = useTranslation();
  const field = (name: keyof PersonFields, required: boolean) => ({
    ...form.fields.getInputProps(name),
    name,
    label: t(name),
    withAsterisk: required,
    'aria-required': required,
    autoComplete: 'off',
    spellCheck: false,
  });
  return (
    <Stack gap="md">
      <TextInput {...field('employeeNumber', true)} data-autofocus={autoFocus || undefined} autoFocus={autoFocus} />
      <TextInput {...field('name', true)} />
      <TextInput {...field('department', false)} />
    </Stack>
  );
}
