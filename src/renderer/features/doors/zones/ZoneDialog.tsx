import { NumberInput, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ANTI_PASSBACK, type Zone } from '../../../../domain/access/model.ts';
import type { AppError } from '../../../../domain/errors.ts';
import { ZoneFields } from '../../../../shared/access.ts';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { NameField } from '../../../ui/NameField.tsx';
import { useChange } from '../../../parts/useChange.ts';

const NEW: ZoneFields = { name: '', antiPassback: 'off', timedMinutes: 5, resetAt: null, capacity: null };

/** A new zone (`zone` null), or changes to one. */
export function ZoneDialog({ zone, onClose }: { readonly zone: Zone | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'common']);
  const change = useChange();
  const [value, setValue] = useState<ZoneFields>(() =>
    zone
      ? {
          name: zone.name,
          antiPassback: zone.antiPassback,
          timedMinutes: zone.timedMinutes,
          resetAt: zone.resetAt,
          capacity: zone.capacity,
        }
      : NEW,
  );
  const badTime = value.resetAt !== null && !ZoneFields.shape.resetAt.safeParse(value.resetAt).success;

  const save = (onError: (error: AppError) => void) => {
    const fields = { ...value, name: value.name.trim() };
    return change('access.saveZone', { id: zone?.id ?? null, fields }, { done: t('saved', { name: fields.name }), onError });
  };
  return (
    <FormDialog
      title={zone ? t('zones.changeTitle', { name: zone.name }) : t('zones.new')}
      size="lg"
      go={t('common:save')}
      complete={value.name.trim() !== '' && !badTime}
      send={save}
      onClose={onClose}
    >
      {({ error, strict }) => (
        <>
          <NameField value={value.name} error={error} strict={strict} onChange={(name) => setValue({ ...value, name })} />
          <NumberInput
            label={t('zones.capacity')}
            description={t('zones.capacityHint')}
            min={1}
            max={100_000}
            clampBehavior="strict"
            allowDecimal={false}
            value={value.capacity ?? ''}
            onChange={(n) => setValue({ ...value, capacity: typeof n === 'number' ? n : null })}
          />
          <div>
            <Text fw={600} mb={4} id="anti-passback">
              {t('zones.antiPassback')}
            </Text>
            <SegmentedControl
              aria-labelledby="anti-passback"
              fullWidth
              value={value.antiPassback}
              data={ANTI_PASSBACK.map((mode) => ({ value: mode, label: t(`zones.modes.${mode}`) }))}
              onChange={(antiPassback) => setValue({ ...value, antiPassback })}
            />
            <Text size="sm" c="dimmed" mt={4}>
              {t(`zones.modeHint.${value.antiPassback}`)}
            </Text>
          </div>
          {value.antiPassback === 'timed' && (
            <NumberInput
              label={t('zones.minutes')}
              min={1}
              max={1440}
              clampBehavior="strict"
              allowDecimal={false}
              value={value.timedMinutes}
              onChange={(n) => setValue({ ...value, timedMinutes: typeof n === 'number' ? n : value.timedMinutes })}
            />
          )}
          <TextInput
            label={t('zones.resetAt')}
            description={t('zones.resetAtHint')}
            placeholder="04:00"
            maxLength={5}
            value={value.resetAt ?? ''}
            error={strict && badTime ? t('zones.badTime') : undefined}
            onChange={(e) => {
              const typed = e.currentTarget.value.normalize('NFKC').trim();
              setValue({ ...value, resetAt: typed === '' ? null : typed });
            }}
          />
        </>
      )}
    </FormDialog>
  );
}
