import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../domain/errors.ts';
import type { PersonFields } from '../../shared/schemas.ts';
import { call } from '../base/api.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { useNotify } from '../ui/notify.tsx';
import { fieldProblems, NOBODY, PersonForm } from './PersonForm.tsx';

type Props = {
  /** What was typed already. */
  readonly fields?: PersonFields;
  readonly onClose: () => void;
  readonly onAdded: (personId: number) => void;
};

/** Somebody who comes by PIN or badge: a person like any other, who is never asked for a face. */
export function AddWithoutFace({ fields = NOBODY, onClose, onAdded }: Props) {
  const { t } = useTranslation(['credentials', 'common']);
  const notify = useNotify();
  const [value, setValue] = useState(fields);
  const [error, setError] = useState<AppError | null>(null);
  const [strict, setStrict] = useState(false);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setStrict(true);
    if (busy || Object.keys(fieldProblems(value)).length > 0) return;
    setBusy(true);
    const answer = await call('credentials.addWithoutFace', value);
    setBusy(false);
    if (!answer.ok) {
      setError(answer.error);
      return;
    }
    notify.done(t('add.done', { name: answer.value.name }));
    onAdded(answer.value.id);
  };
  return (
    <Modal opened onClose={onClose} title={t('add.title')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form
        noValidate
        onSubmit={(e) => {
          e.preventDefault();
          // The form around this dialog, if there is one, is another's.
          e.stopPropagation();
          void save();
        }}
      >
        <Stack gap="md">
          <Text>{t('add.text')}</Text>
          <PersonForm value={value} onChange={setValue} error={error} strict={strict} autoFocus />
          {error && error.code !== 'employee-number-taken' && <ErrorNote error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('add.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
