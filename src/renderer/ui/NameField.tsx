import { TextInput, type TextInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../domain/errors.ts';
import { errorText } from '../i18n/errorText.ts';
import type { Errors, Words } from './zodForm.ts';

/** The name of a door, zone, group or profile. */
export function NameField(props: TextInputProps) {
  const { t } = useTranslation('access');
  return <TextInput {...props} label={t('name')} withAsterisk data-autofocus maxLength={60} autoComplete="off" />;
}

/** What is said of a name that is empty, or taken: for `useCallForm`. */
export function useName(): { readonly words: Words; readonly place: (error: AppError) => Errors | null } {
  const { t } = useTranslation('access');
  const { t: common } = useTranslation();
  return {
    words: (path, { code }) => (path === 'name' && code === 'too_small' ? t('required') : undefined),
    place: (error) => (error.code === 'access-name-taken' ? { name: errorText(common, error).title } : null),
  };
}
