import { Textarea, type TextareaProps } from '@mantine/core';

/** Why: a few lines, as long as a reason may be. */
export function ReasonField(props: TextareaProps) {
  return <Textarea autosize minRows={2} maxLength={500} {...props} />;
}
