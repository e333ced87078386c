import { Checkbox, Stack, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { DoorFields, NEW_DOOR, type AccessOverview } from '../../../../shared/access.ts';
import { navigate } from '../../../base/routes.ts';
import { useSettings } from '../../../base/session.ts';
import { DoorBasics } from './DoorForm.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { useName } from '../../../ui/NameField.tsx';
import { useCallForm, type CallForm } from '../../../ui/useCallForm.ts';
import { useChange } from '../../../parts/useChange.ts';

/** With the groups that may pass it, and whether this kiosk stands there. */
const NewDoor = DoorFields.safeExtend({ openTo: z.array(z.string()), here: z.boolean() });

/** A new door, and who may pass it from the start: nobody is locked out unnoticed. */
export function DoorDialog({ access, onClose }: { readonly access: AccessOverview; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'common']);
  const { doorId } = useSettings().kiosk;
  const change = useChange();
  const first = access.groups.length === 0;
  const form = useCallForm({
    initial: {
      ...NEW_DOOR,
      openTo: access.groups.filter((g) => g.isDefault).map((g) => String(g.id)),
      here: doorId === null,
    },
    schema: NewDoor,
    ...useName(),
    send: async ({ openTo, here, ...fields }, onError) => {
      const made = await change(
        'access.saveDoor',
        { id: null, fields, openTo: first ? null : openTo.map(Number) },
        { done: t('saved', { name: fields.name }), onError },
      );
      if (made && here) await change('settings.save', { kiosk: { doorId: made.value.id } });
      if (made) navigate({ screen: 'doors', door: made.value.id });
      return made;
    },
    done: onClose,
  });
  const { getInputProps } = form.fields;
  return (
    <FormDialog title={t('panel.new')} size="lg" go={t('panel.create')} form={form} onClose={onClose}>
      {/* The door's own fields are the same there. */}
      <DoorBasics form={form as unknown as CallForm<DoorFields>} access={access} />
      {first ? (
        <Text>{t('panel.firstDoor')}</Text>
      ) : (
        <Checkbox.Group label={t('panel.openTo')} description={t('panel.openToHint')} {...getInputProps('openTo')}>
          <Stack gap="xs" mt={4}>
            {access.groups.map((g) => (
              <Checkbox key={g.id} value={String(g.id)} label={`${g.name} · ${t('groups.people', { count: g.members })}`} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      {!first && form.values.openTo.length === 0 && (
        <Text c="var(--amber-text)" fw={600} size="sm" role="status">
          {t('door.nobody')}
        </Text>
      )}
      <Switch label={t('panel.here')} description={t('panel.hereHint')} {...getInputProps('here', { type: 'checkbox' })} />
    </FormDialog>
  );
}
