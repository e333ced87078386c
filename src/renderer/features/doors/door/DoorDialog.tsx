import { Checkbox, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../../domain/errors.ts';
import { NEW_DOOR, type AccessOverview, type DoorFields } from '../../../../shared/access.ts';
import { navigate } from '../../../base/routes.ts';
import { useSettings } from '../../../base/session.ts';
import { DoorBasics, isComplete } from './DoorForm.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { useChange } from '../../../parts/useChange.ts';

/** A new door, and who may pass it from the start: nobody is locked out unnoticed. */
export function DoorDialog({ access, onClose }: { readonly access: AccessOverview; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'common']);
  const { doorId } = useSettings().kiosk;
  const change = useChange();
  const [value, setValue] = useState<DoorFields>(NEW_DOOR);
  const [openTo, setOpenTo] = useState<readonly string[]>(() =>
    access.groups.filter((g) => g.isDefault).map((g) => String(g.id)),
  );
  const [here, setHere] = useState(doorId === null);
  const first = access.groups.length === 0;

  const create = async (onError: (error: AppError) => void) => {
    const fields = { ...value, name: value.name.trim() };
    const made = await change(
      'access.saveDoor',
      { id: null, fields, openTo: first ? null : openTo.map(Number) },
      { done: t('saved', { name: fields.name }), onError },
    );
    if (made && here) await change('settings.save', { kiosk: { doorId: made.value.id } });
    if (made) navigate({ screen: 'doors', door: made.value.id });
    return made;
  };
  return (
    <FormDialog
      title={t('panel.new')}
      size="lg"
      go={t('panel.create')}
      complete={isComplete(value)}
      send={create}
      onClose={onClose}
    >
      {({ error, strict }) => (
        <>
          <DoorBasics value={value} access={access} onChange={setValue} error={error} strict={strict} />
          {first ? (
            <Text>{t('panel.firstDoor')}</Text>
          ) : (
            <Checkbox.Group
              label={t('panel.openTo')}
              description={t('panel.openToHint')}
              value={[...openTo]}
              onChange={setOpenTo}
            >
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
          <Switch
            label={t('panel.here')}
            description={t('panel.hereHint')}
            checked={here}
            onChange={(e) => setHere(e.currentTarget.checked)}
          />
        </>
      )}
    </FormDialog>
  );
}
