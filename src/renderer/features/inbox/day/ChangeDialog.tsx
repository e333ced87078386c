import { Text } from '@mantine/core';
import { z } from 'zod';
import type { Day } from '../../../../domain/hours/days.ts';
import { GivenReason } from '../../../../shared/calls/hour-requests.ts';
import type { RequestBody } from '../../../../shared/hours.ts';
import { DayPreview } from '../../../parts/DayPreview.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { useCallForm } from '../../../ui/useCallForm.ts';
import { ReasonField } from '../../../parts/ReasonField.tsx';
import { useEnter } from '../useEnter.ts';

type Props = {
  readonly title: string;
  readonly text: string;
  readonly go: string;
  readonly done: string;
  readonly person: number;
  readonly day: Day;
  readonly body: RequestBody;
  readonly onClose: () => void;
};

const Why = z.strictObject({ reason: GivenReason });

/** One change of a day that needs nothing but a reason: what would come of it is shown before anything is kept. */
export function ChangeDialog({ title, text, go, done, person, day, body, onClose }: Props) {
  const enter = useEnter();
  const form = useCallForm({
    initial: { reason: '' },
    schema: Why,
    send: ({ reason }, onError) => enter({ personIds: [person], bodies: [body], reason }, done, onError),
    done: onClose,
  });
  return (
    <FormDialog title={title} size="lg" go={go} form={form} onClose={onClose}>
      <Text size="sm">{text}</Text>
      <DayPreview person={person} day={day} body={body} />
      <ReasonField data-autofocus {...form.fields.getInputProps('reason')} />
    </FormDialog>
  );
}
