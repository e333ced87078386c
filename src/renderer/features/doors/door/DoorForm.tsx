import { NumberInput, SegmentedControl, Select, Stack, Switch, Text } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { DOOR_CREDENTIALS, type DoorDirection } from '../../../../domain/access/model.ts';
import type { AppError } from '../../../../domain/errors.ts';
import type { AccessOverview, DoorFields } from '../../../../shared/access.ts';
import { NameField } from '../../../ui/NameField.tsx';
import layout from '../../../ui/layout.module.css';

type Props = {
  readonly value: DoorFields;
  readonly access: AccessOverview;
  readonly onChange: (value: DoorFields) => void;
  /** Main's answer to the last try; the one about the name is shown at its field. */
  readonly error: AppError | null;
  /** Shows what is missing, after a try to save. */
  readonly strict: boolean;
};

/** The usual one first. */
const DIRECTIONS: readonly DoorDirection[] = ['both', 'in', 'out'];

export const isComplete = (value: DoorFields): boolean =>
  value.name.trim() !== '' && (value.fromZone === null || value.fromZone !== value.toZone);

type ChoiceProps<T extends string> = {
  readonly label: string;
  /** What is chosen now means. */
  readonly hint: string;
  readonly value: T;
  readonly data: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
};

function Choice<T extends string>({ label, hint, value, data, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div>
      <Text fw={600} mb={4} id={id} size="sm">
        {label}
      </Text>
      <SegmentedControl aria-labelledby={id} fullWidth size="sm" value={value} data={[...data]} onChange={onChange} />
      <Text size="sm" c="dimmed" mt={4}>
        {hint}
      </Text>
    </div>
  );
}

/** Name, where it leads, and which way: what a new door needs too. */
export function DoorBasics({ value, access, onChange, error, strict }: Props) {
  const { t } = useTranslation('access');
  const zones = [{ value: '', label: t('outside') }, ...access.zones.map((z) => ({ value: String(z.id), label: z.name }))];
  const zone = (field: 'fromZone' | 'toZone') => ({
    label: t(`panel.${field}`),
    data: zones,
    value: value[field] === null ? '' : String(value[field]),
    allowDeselect: false,
    onChange: (chosen: string | null) => onChange({ ...value, [field]: chosen ? Number(chosen) : null }),
  });
  const sameZone = value.fromZone !== null && value.fromZone === value.toZone;
  return (
    <>
      <NameField value={value.name} error={error} strict={strict} onChange={(name) => onChange({ ...value, name })} />
      {access.zones.length > 0 && (
        <div>
          <div className={layout.pair}>
            <Select {...zone('fromZone')} />
            <Select {...zone('toZone')} error={sameZone ? t('panel.sameZone') : undefined} />
          </div>
          <Text size="sm" c="dimmed" mt={4}>
            {t('panel.zoneHint')}
          </Text>
        </div>
      )}
      <Choice
        label={t('panel.direction')}
        hint={t(`panel.directionHint.${value.direction}`)}
        value={value.direction}
        data={DIRECTIONS.map((d) => ({ value: d, label: t(`panel.directions.${d}`) }))}
        onChange={(direction) => onChange({ ...value, direction })}
      />
    </>
  );
}

/** The rules, each with one line that says what it does. */
export function DoorRules({ value, onChange, noOpener }: Pick<Props, 'value' | 'onChange'> & { readonly noOpener: boolean }) {
  const { t } = useTranslation('access');
  const whole = (entered: string | number): number | null =>
    typeof entered === 'number' && Number.isInteger(entered) ? entered : null;
  return (
    <Stack gap="md">
      <Choice
        label={t('panel.credential')}
        hint={t(`panel.credentialHint.${value.credential}`)}
        value={value.credential}
        data={DOOR_CREDENTIALS.map((c) => ({ value: c, label: t(`panel.credentials.${c}`) }))}
        onChange={(credential) => onChange({ ...value, credential })}
      />
      <div>
        <Switch
          label={t('panel.twoPerson')}
          description={t('panel.twoPersonHint')}
          checked={value.twoPerson}
          onChange={(e) => onChange({ ...value, twoPerson: e.currentTarget.checked })}
        />
        {value.twoPerson && (
          <NumberInput
            mt="xs"
            ml={52}
            w={140}
            size="sm"
            label={t('panel.seconds')}
            min={1}
            max={600}
            clampBehavior="strict"
            allowDecimal={false}
            value={value.twoPersonSeconds}
            onChange={(n) => onChange({ ...value, twoPersonSeconds: whole(n) ?? value.twoPersonSeconds })}
          />
        )}
      </div>
      <Switch
        label={t('panel.firstPersonIn')}
        description={t('panel.firstPersonInHint')}
        error={noOpener ? t('panel.noOpener') : undefined}
        checked={value.firstPersonIn}
        onChange={(e) => onChange({ ...value, firstPersonIn: e.currentTarget.checked })}
      />
      <NumberInput
        label={t('panel.interlock')}
        description={t('panel.interlockHint')}
        size="sm"
        min={1}
        max={999}
        clampBehavior="strict"
        allowDecimal={false}
        value={value.interlock ?? ''}
        onChange={(n) => onChange({ ...value, interlock: whole(n) })}
      />
      <NumberInput
        label={t('panel.heldOpen')}
        description={t('panel.heldOpenHint')}
        size="sm"
        min={1}
        max={3600}
        clampBehavior="strict"
        allowDecimal={false}
        value={value.heldOpenSeconds ?? ''}
        onChange={(n) => onChange({ ...value, heldOpenSeconds: whole(n) })}
      />
    </Stack>
  );
}
