import { SegmentedControl, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ANTI_PASSBACK, type Zone } from '../../../../domain/access/model.ts';
import { ZoneFields } from '../../../../shared/access.ts';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { NameField, useName } from '../../../ui/NameField.tsx';
import { useCallForm } from '../../../ui/useCallForm.ts';
import { WholeNumber } from '../../../ui/WholeNumber.tsx';
import { useChange } from '../../../parts/useChange.ts';

const NEW: ZoneFields = { name: '', antiPassback: 'off', timedMinutes: 5, resetAt: null, capacity: null };

function fieldsOf({ name, antiPassback, timedMinutes, resetAt, capacity }: Zone): ZoneFields {
  return { name, antiPassback, timedMinutes, resetAt, capacity };
}

/** A new zone (`zone` null), or changes to one. */
export function ZoneDialog({ zone, onClose }: { readonly zone: Zone | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'common']);
  const change = useChange();
  const name = useName();
  const form = useCallForm({
    initial: zone ? fieldsOf(zone) : NEW,
    schema: ZoneFields,
    words: (path, issue, typed) => (path === 'resetAt' ? t('zones.badTime') : name.words(path, issue, typed)),
    place: name.place,
    send: (fields, onError) =>
      change('access.saveZone', { id: zone?.id ?? null, fields }, { done: t('saved', { name: fields.name }), onError }),
    done: onClose,
  });
  const { getInputProps, setFieldValue } = form.fields;
  const { antiPassback, resetAt } = form.values;
  return (
    <FormDialog
      title={zone ? t('zones.changeTitle', { name: zone.name }) : t('zones.new')}
      size="lg"
      go={t('common:save')}
      form={form}
      onClose={onClose}
    >
      <NameField {...getInputProps('name')} />
      <WholeNumber
        of={ZoneFields.shape.capacity}
        label={t('zones.capacity')}
        description={t('zones.capacityHint')}
        {...getInputProps('capacity')}
      />
      <div>
        <Text fw={600} mb={4} id="anti-passback">
          {t('zones.antiPassback')}
        </Text>
        <SegmentedControl
          aria-labelledby="anti-passback"
          fullWidth
          value={antiPassback}
          data={ANTI_PASSBACK.map((mode) => ({ value: mode, label: t(`zones.modes.${mode}`) }))}
          onChange={(mode) => setFieldValue('antiPassback', mode)}
        />
        <Text size="sm" c="dimmed" mt={4}>
          {t(`zones.modeHint.${antiPassback}`)}
        </Text>
      </div>
      {antiPassback === 'timed' && (
        <WholeNumber of={ZoneFields.shape.timedMinutes} label={t('zones.minutes')} {...getInputProps('timedMinutes')} />
      )}
      <TextInput
        label={t('zones.resetAt')}
        description={t('zones.resetAtHint')}
        placeholder="04:00"
        maxLength={5}
        {...getInputProps('resetAt')}
        value={resetAt ?? ''}
        onChange={(e) => setFieldValue('resetAt', e.currentTarget.value.normalize('NFKC').trim() || null)}
      />
    </FormDialog>
  );
}
