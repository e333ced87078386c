import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PersonFields } from '../../shared/schemas.ts';
import { FormDialog } from '../ui/FormDialog.tsx';
import { useCallForm } from '../ui/useCallForm.ts';
import { NOBODY, PersonForm, usePersonRules } from './PersonForm.tsx';
import { useChange } from './useChange.ts';

type Props = {
  /** What was typed already. */
  readonly fields?: PersonFields;
  readonly onClose: () => void;
  readonly onAdded: (personId: number) => void;
};

/** Somebody who comes by PIN or badge: a person like any other, who is never asked for a face. */
export function AddWithoutFace({ fields = NOBODY, onClose, onAdded }: Props) {
  const { t } = useTranslation(['credentials', 'common']);
  const change = useChange();
  const form = useCallForm({
    initial: fields,
    schema: PersonFields,
    ...usePersonRules(),
    send: async (person, onError) => {
      const added = await change('credentials.addWithoutFace', person, { done: t('add.done', { name: person.name }), onError });
      if (added) onAdded(added.value.id);
      return added;
    },
  });
  return (
    <FormDialog title={t('add.title')} go={t('add.save')} form={form} onClose={onClose}>
      <Text>{t('add.text')}</Text>
      <PersonForm form={form} autoFocus />
    </FormDialog>
  );
}
