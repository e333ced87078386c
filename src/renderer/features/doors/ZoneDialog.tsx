import { Button, Group, Modal, NumberInput, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ANTI_PASSBACK, type Zone } from '../../../domain/access/model.ts';
import type { AppError } from '../../../domain/errors.ts';
import { ZoneFields } from '../../../shared/access.ts';
import { errorText } from '../../i18n/errorText.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useChange } from './useChange.ts';

const NEW: ZoneFields = { name: '', antiPassback: 'off', timedMinutes: 5, resetAt: null, capacity: null };

/** A new zone (`zone` null), or changes to one. */
export function ZoneDialog({ zone, onClose }: { readonly zone: Zone | null; readonly onClose: () => void }) {
  const { t } = useTranslation(['access', 'common']);
  const { t: common } = useTranslation();
  const change = useChange();
  const [value, setValue] = useState<ZoneFields>(() =>
    zone
      ? { name: zone.name, antiPassback: zone.antiPassback, timedMinutes: zone.timedMinutes, resetAt: zone.resetAt, capacity: zone.capacity }
      : NEW,
  );
  const [error, setError] = useState<AppError | null>(null);
  const [strict, setStrict] = useState(false);
  const [busy, setBusy] = useState(false);
  const badTime = value.resetAt !== null && !ZoneFields.shape.resetAt.safeParse(value.resetAt).success;

  const save = async () => {
    setStrict(true);
    if (value.name.trim() === '' || badTime) return;
    setBusy(true);
    setError(null);
    const fields = { ...value, name: value.name.trim() };
    const done = await change('access.saveZone', { id: zone?.id ?? null, fields }, { done: t('saved', { name: fields.name }), onError: setError });
    setBusy(false);
    if (done) onClose();
  };
  const nameError = error?.code === 'access-name-taken' ? errorText(common, error).title : strict && value.name.trim() === '' ? t('required') : undefined;
  return (
    <Modal opened onClose={onClose} title={zone ? t('zones.changeTitle', { name: zone.name }) : t('zones.new')} size="lg" closeButtonProps={{ 'aria-label': t('common:close') }}>
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
