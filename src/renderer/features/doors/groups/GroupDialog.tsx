import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { GroupFields, type Group as AccessGroup } from '../../../../shared/access.ts';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { NameField, useName } from '../../../ui/NameField.tsx';
import { useCallForm } from '../../../ui/useCallForm.ts';
import { useChange } from '../../../parts/useChange.ts';

/** A new group (`group` null), or changes to one; which doors it opens is set in the grid. */
export function GroupDialog({ group, onClose }: { readonly group: AccessGroup | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'common']);
  const change = useChange();
  const form = useCallForm({
    initial: group
      ? { name: group.name, grants: group.grants, opensDay: group.opensDay, isDefault: group.isDefault }
      : { name: '', grants: [], opensDay: false, isDefault: false },
    schema: GroupFields,
    ...useName(),
    send: (fields, onError) =>
      change('access.saveGroup', { id: group?.id ?? null, fields }, { done: t('saved', { name: fields.name }), onError }),
    done: onClose,
  });
  const { getInputProps } = form.fields;
  return (
    <FormDialog
      title={group ? t('groups.changeTitle', { name: group.name }) : t('groups.new')}
      go={t('common:save')}
      form={form}
      onClose={onClose}
    >
      <NameField {...getInputProps('name')} />
      <Switch
        label={t('groups.isDefault')}
        description={t('groups.isDefaultHint')}
        {...getInputProps('isDefault', { type: 'checkbox' })}
      />
      <Switch
        label={t('groups.opensDay')}
        description={t('groups.opensDayHint')}
        {...getInputProps('opensDay', { type: 'checkbox' })}
      />
    </FormDialog>
  );
}
