import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../domain/errors.ts';
import { UNDO_SECONDS } from '../../../shared/settings.ts';
import type { Person } from '../../../shared/schemas.ts';
import { call } from '../../base/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useNotify, type Notify } from '../../ui/notify.tsx';
import { useReturnFocus } from '../../ui/useReturnFocus.ts';

type Props = { readonly person: Person; readonly onClose: () => void; readonly onDeleted: () => void };

async function undelete(person: Person, notify: Notify, restored: string): Promise<void> {
  const answer = await call('people.undelete', { id: person.id });
  if (answer.ok) notify.done(restored);
  else notify.error(answer.error);
}

/** Says exactly what is lost, what stays, and for how long it can be undone, before anything happens. */
export function DeleteDialog({ person, onClose, onDeleted }: Props) {
  const { t } = useTranslation(['people', 'common']);
  useReturnFocus();
  const notify = useNotify();
  const [error, setError] = useState<AppError | null>(null);
  const [busy, setBusy] = useState(false);
  const { name } = person;

  const remove = async () => {
    setBusy(true);
    const answer = await call('people.delete', { id: person.id });
    setBusy(false);
    if (!answer.ok) {
      setError(answer.error);
      return;
    }
    const seconds = answer.value.undoSeconds;
    notify.done(t('done.deleted', { name }), {
      detail: t('done.undoFor', { seconds }),
      seconds,
      undo: () => void undelete(person, notify, t('done.restored', { name })),
    });
    onClose();
    onDeleted();
  };
  return (
    <Modal opened onClose={onClose} title={t('delete.title', { name })} size="md">
      <Stack gap="sm">
        <Text>{t('delete.what')}</Text>
        <List spacing={4}>
          <List.Item>{t('delete.templates', { count: person.templates })}</List.Item>
          <List.Item>{t('delete.record')}</List.Item>
        </List>
        <Text>{t('delete.stays')}</Text>
        <Text>{t('delete.undo', { seconds: UNDO_SECONDS })}</Text>
        {person.active && <Text c="dimmed">{t('delete.instead')}</Text>}
        <ErrorNote error={error} />
        <Group justify="flex-end" mt="sm">
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button color="red" loading={busy} onClick={() => void remove()}>
            {t('delete.confirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
