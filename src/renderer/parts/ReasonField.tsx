import { Textarea, type TextareaProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Why: a few lines, as long as a reason may be. */
export function ReasonField(props: TextareaProps) {
  const { t } = useTranslation();
  return <Textarea label={t('reason')} description={t('reasonHint')} autosize minRows={2} maxLength={500} {...props} />;
}
