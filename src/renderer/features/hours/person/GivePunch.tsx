import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { isoDay, type Day } from '../../../../domain/hours/days.ts';
import { GivenReason } from '../../../../shared/calls/hour-requests.ts';
import type { DetailPunch } from '../../../../shared/hours-detail.ts';
import { useFormat } from '../../../base/format.ts';
import { DayPreview } from '../../../parts/DayPreview.tsx';
import { ReasonField } from '../../../parts/ReasonField.tsx';
import { useChange } from '../../../parts/useChange.ts';
import { useEntered } from '../../../parts/useEntered.ts';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { useCallForm } from '../../../ui/useCallForm.ts';

/** A punch that is to go from the day it stands on to another. */
export type Giving = { readonly punch: DetailPunch; readonly from: Day; readonly to: Day };

type Props = { readonly person: number; readonly giving: Giving; readonly onClose: () => void };

const Why = z.strictObject({ reason: GivenReason });

/** What would come of giving a punch to another day, before anything is kept; and why, when it is. The day opens anew by itself. */
export function GivePunch({ person, giving: { punch, from, to }, onClose }: Props) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  const change = useChange();
  const entered = useEntered();
  const body = { kind: 'give' as const, punch: punch.punch.key, day: to };
  const form = useCallForm({
    initial: { reason: '' },
    schema: Why,
    send: async ({ reason }, onError) => {
      const asked = { personIds: [person], bodies: [body], reason, grant: true };
      const made = await change('hourRequests.ask', asked, { onError });
      if (made) entered.say(made.value.ids, t('give.done', { day: format.dayOf(isoDay(to)) }));
      return made;
    },
    done: onClose,
  });
  return (
    <FormDialog title={t('give.title')} size="lg" go={t('give.go')} form={form} onClose={onClose}>
      <Text>
        {t('give.text', {
          time: format.time(punch.punch.at),
          from: format.dayOf(isoDay(from)),
          to: format.dayOf(isoDay(to)),
        })}
      </Text>
      <DayPreview person={person} day={from} body={body} />
      <ReasonField data-autofocus {...form.fields.getInputProps('reason')} />
    </FormDialog>
  );
}
