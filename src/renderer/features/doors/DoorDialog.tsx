import { Button, Checkbox, Group, Modal, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../domain/errors.ts';
import { NEW_DOOR, type AccessOverview, type DoorFields } from '../../../shared/access.ts';
import { navigate } from '../../app/routes.ts';
import { useSettings } from '../../app/session.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { DoorBasics, isComplete } from './DoorForm.tsx';
import { useChange } from './useChange.ts';

/** A new door, and who may pass it from the start: nobody is locked out unnoticed. */
export function DoorDialog({ access, onClose }: { readonly access: AccessOverview; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'common']);
  const { doorId } = useSettings();
  const change = useChange();
  const [value, setValue] = useState<DoorFields>(NEW_DOOR);
  const [openTo, setOpenTo] = useState<readonly string[]>(() => access.groups.filter((g) => g.isDefault).map((g) => String(g.id)));
  const [here, setHere] = useState(doorId === null);
  const [error, setError] = useState<AppError | null>(null);
  const [strict, setStrict] = useState(false);
  const [busy, setBusy] = useState(false);
  const first = access.groups.length === 0;

  const create = async () => {
    setStrict(true);
    if (!isComplete(value)) return;
    setBusy(true);
    setError(null);
    const fields = { ...value, name: value.name.trim() };
    const made = await change('access.saveDoor', { id: null, fields, openTo: first ? null : openTo.map(Number) }, { done: t('saved', { name: fields.name }), onError: setError });
    if (made && here) await change('settings.save', { doorId: made.value.id });
    setBusy(false);
    if (!made) return;
    onClose();
    navigate({ screen: 'doors', door: made.value.id });
  };
  return (
    <Modal opened onClose={onClose} title={t('panel.new')} size="lg" closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form
        noValidate
        onSubmit={(e) => {
          e.preventDefault();
          void create();
        }}
      >
        <Stack gap="md">
          <DoorBasics value={value} access={access} onChange={setValue} error={error} strict={strict} />
          {first ? (
            <Text>{t('panel.firstDoor')}</Text>
          ) : (
            <Checkbox.Group label={t('panel.openTo')} description={t('panel.openToHint')} value={[...openTo]} onChange={setOpenTo}>
              <Stack gap="xs" mt={4}>
                {access.groups.map((g) => (
                  <Checkbox key={g.id} value={String(g.id)} label={`${g.name} · ${t('groups.people', { count: g.members })}`} />
                ))}
              </Stack>
            </Checkbox.Group>
          )}
          {!first && openTo.length === 0 && (
            <Text c="var(--amber-text)" fw={600} size="sm" role="status">
              {t('door.nobody')}
            </Text>
          )}
          <Switch label={t('panel.here')} description={t('panel.hereHint')} checked={here} onChange={(e) => setHere(e.currentTarget.checked)} />
          {error && error.code !== 'access-name-taken' && <ErrorNote error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('panel.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
