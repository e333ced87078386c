import { Textarea, type TextareaProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Nine groups of four; Enter sends the form. */
export function RecoveryKeyField(props: TextareaProps) {
  const { t } = useTranslation('signIn');
  return (
    <Textarea
      {...props}
      autoFocus
      size="md"
      label={t('unlock.recoveryKey')}
      autosize
      minRows={2}
      maxLength={400}
      spellCheck={false}
      autoComplete="off"
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      onKeyDown={(e) => {
        if (e.key !== 'Enter') return;
        e.preventDefault();
        e.currentTarget.form?.requestSubmit();
      }}
    />
  );
}
