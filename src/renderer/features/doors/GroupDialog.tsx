import { Button, Group, Modal, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../domain/errors.ts';
import type { Group as AccessGroup, GroupFields } from '../../../shared/access.ts';
import { errorText } from '../../i18n/errorText.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useChange } from './useChange.ts';

/** A new group (`group` null), or changes to one; which doors it opens is set in the grid. */
export function GroupDialog({ group, onClose }: { readonly group: AccessGroup | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'common']);
  const { t: common } = useTranslation();
  const change = useChange();
  const [value, setValue] = useState<GroupFields>(() =>
    group
      ? { name: group.name, grants: group.grants, opensDay: group.opensDay, isDefault: group.isDefault }
      : { name: '', grants: [], opensDay: false, isDefault: false },
  );
  const [error, setError] = useState<AppError | null>(null);
  const [strict, setStrict] = useState(false);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setStrict(true);
    if (value.name.trim() === '') return;
    setBusy(true);
    setError(null);
    const fields = { ...value, name: value.name.trim() };
    const done = await change('access.saveGroup', { id: group?.id ?? null, fields }, { done: t('saved', { name: fields.name }), onError: setError });
    setBusy(false);
    if (done) onClose();
  };
  const nameError = error?.code === 'access-name-taken' ? errorText(common, error).title : strict && value.name.trim() === '' ? t('required') : undefined;
  return (
    <Modal opened onClose={onClose} title={group ? t('groups.changeTitle', { name: group.name }) : t('groups.new')} size="md" closeButtonProps={{ 'aria-label': t('common:close') }}>
      <form
        noValidate
        onSubmit={(e) => {
          e.preventDefault();
          void save();
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('name')}
            withAsterisk
            data-autofocus
            maxLength={60}
            autoComplete="off"
            value={value.name}
            error={nameError}
            onChange={(e) => setValue({ ...value, name: e.currentTarget.value })}
          />
          <Switch
            label={t('groups.isDefault')}
            description={t('groups.isDefaultHint')}
            checked={value.isDefault}
            onChange={(e) => setValue({ ...value, isDefault: e.currentTarget.checked })}
          />
          <Switch
            label={t('groups.opensDay')}
            description={t('groups.opensDayHint')}
            checked={value.opensDay}
            onChange={(e) => setValue({ ...value, opensDay: e.currentTarget.checked })}
          />
          {error && error.code !== 'access-name-taken' && <ErrorNote error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
