import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Nine groups of four; Enter sends the form. */
export function RecoveryKeyField(props: {
  readonly value: string;
  readonly disabled?: boolean;
  readonly onChange: (value: string) => void;
}) {
  const { t } = useTranslation('signIn');
  return (
    <Textarea
      autoFocus
      size="md"
      label={t('unlock.recoveryKey')}
      autosize
      minRows={2}
      maxLength={400}
      spellCheck={false}
      autoComplete="off"
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      value={props.value}
      disabled={props.disabled ?? false}
      onChange={(e) => props.onChange(e.currentTarget.value)}
      onKeyDown={(e) => {
        if (e.key !== 'Enter') return;
        e.preventDefault();
        e.currentTarget.form?.requestSubmit();
      }}
    />
  );
}
