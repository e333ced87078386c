import { Alert, PasswordInput, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FRAPPE_APIS, FRAPPE_PEOPLE, FrappeGiven, isUnencrypted, type FrappeView } from '../../../../shared/frappe.ts';
import { useSettings } from '../../../base/session.ts';
import { useChange } from '../../../parts/useChange.ts';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { useCallForm } from '../../../ui/useCallForm.ts';
import { ZoneSelect } from '../../../ui/ZoneSelect.tsx';

type Props = { readonly server: FrappeView | null; readonly onClose: () => void };

/** Where punches are sent to, and how people are found there. Key and secret are typed and never shown. */
export function ServerDialog({ server, onClose }: Props) {
  const { t } = useTranslation(['frappe', 'common']);
  const { timeZone } = useSettings().site;
  const change = useChange();
  const none = server === null ? '' : null;
  const form = useCallForm({
    initial: {
      url: server?.url ?? 'https://',
      api: server?.api ?? 'hrms',
      person: server?.person ?? 'number',
      zone: server?.zone ?? timeZone,
      key: none,
      secret: none,
    },
    schema: FrappeGiven,
    words: (path) => (path === 'url' ? t('badUrl') : path === 'key' || path === 'secret' ? t('noSecret') : undefined),
    secrets: ['key', 'secret'],
    send: (given, onError) => change('frappe.save', given, { done: t('saved'), onError }),
    done: onClose,
  });
  const { fields, values } = form;
  const secret = (name: 'key' | 'secret') => ({
    ...fields.getInputProps(name),
    autoComplete: 'off',
    value: values[name] ?? '',
    placeholder: server === null ? '' : t('kept'),
    onChange: (e: { readonly currentTarget: { readonly value: string } }) =>
      fields.setFieldValue(name, e.currentTarget.value.trim() || none),
  });
  return (
    <FormDialog title={t('dialog')} size="lg" go={t('common:save')} form={form} onClose={onClose}>
      <TextInput label={t('url')} description={t('urlHint')} {...fields.getInputProps('url')} />
      {isUnencrypted(values.url) && <Alert color="amber">{t('unencrypted')}</Alert>}
      <TextInput label={t('key')} description={t('secretHint')} {...secret('key')} />
      <PasswordInput label={t('secret')} {...secret('secret')} />
      <Select
        label={t('person')}
        allowDeselect={false}
        data={FRAPPE_PEOPLE.map((value) => ({ value, label: t(`people.${value}`) }))}
        {...fields.getInputProps('person')}
      />
      <ZoneSelect
        label={t('zone')}
        description={t('zoneHint')}
        {...fields.getInputProps('zone')}
        value={values.zone}
        onChange={(zone) => fields.setFieldValue('zone', zone)}
      />
      <Select
        label={t('api')}
        allowDeselect={false}
        data={FRAPPE_APIS.map((value) => ({ value, label: t(`apis.${value}`) }))}
        {...fields.getInputProps('api')}
      />
    </FormDialog>
  );
}
