import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../domain/errors.ts';
import { errorText } from '../i18n/errorText.ts';
import { ErrorNote } from './ErrorNote.tsx';

type Props = {
  readonly value: string;
  /** Main's answer to the last try; the one about the name is shown here. */
  readonly error: AppError | null;
  /** Shows that it is missing, after a try to save. */
  readonly strict: boolean;
  readonly onChange: (name: string) => void;
};

/** The name of a door, zone, group or profile. */
export function NameField({ value, error, strict, onChange }: Props) {
  const { t } = useTranslation('access');
  const { t: common } = useTranslation();
  return (
    <TextInput
      label={t('name')}
      withAsterisk
      data-autofocus
      maxLength={60}
      autoComplete="off"
      value={value}
      error={
        error?.code === 'access-name-taken'
          ? errorText(common, error).title
          : strict && value.trim() === ''
            ? t('required')
            : undefined
      }
      onChange={(e) => onChange(e.currentTarget.value)}
    />
  );
}

/** Main's answer to the last try, unless the name's field shows it. */
export function OtherError({ error }: { readonly error: AppError | null }) {
  return <ErrorNote error={error?.code === 'access-name-taken' ? null : error} />;
}
