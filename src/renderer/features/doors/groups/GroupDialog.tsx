import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppError } from '../../../../domain/errors.ts';
import type { Group as AccessGroup, GroupFields } from '../../../../shared/access.ts';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { NameField } from '../../../ui/NameField.tsx';
import { useChange } from '../../../parts/useChange.ts';

/** A new group (`group` null), or changes to one; which doors it opens is set in the grid. */
export function GroupDialog({ group, onClose }: { readonly group: AccessGroup | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'common']);
  const change = useChange();
  const [value, setValue] = useState<GroupFields>(() =>
    group
      ? { name: group.name, grants: group.grants, opensDay: group.opensDay, isDefault: group.isDefault }
      : { name: '', grants: [], opensDay: false, isDefault: false },
  );
  const save = (onError: (error: AppError) => void) => {
    const fields = { ...value, name: value.name.trim() };
    return change('access.saveGroup', { id: group?.id ?? null, fields }, { done: t('saved', { name: fields.name }), onError });
  };
  return (
    <FormDialog
      title={group ? t('groups.changeTitle', { name: group.name }) : t('groups.new')}
      size="md"
      go={t('common:save')}
      complete={value.name.trim() !== ''}
      send={save}
      onClose={onClose}
    >
      {({ error, strict }) => (
        <>
          <NameField value={value.name} error={error} strict={strict} onChange={(name) => setValue({ ...value, name })} />
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
        </>
      )}
    </FormDialog>
  );
}
