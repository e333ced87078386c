import { SegmentedControl, Select, Stack, Switch, Text } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { DOOR_CREDENTIALS, type DoorDirection } from '../../../../domain/access/model.ts';
import { DoorFields, type AccessOverview } from '../../../../shared/access.ts';
import { NameField } from '../../../ui/NameField.tsx';
import type { CallForm } from '../../../ui/useCallForm.ts';
import { WholeNumber } from '../../../ui/WholeNumber.tsx';
import layout from '../../../ui/layout.module.css';

type Props = { readonly form: CallForm<DoorFields> };

/** The usual one first. */
const DIRECTIONS: readonly DoorDirection[] = ['both', 'in', 'out'];

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
export function DoorBasics({ form, access }: Props & { readonly access: AccessOverview }) {
  const { t } = useTranslation('access');
  const { getInputProps, setFieldValue } = form.fields;
  const { direction, fromZone, toZone } = form.values;
  const zones = [{ value: '', label: t('outside') }, ...access.zones.map((z) => ({ value: String(z.id), label: z.name }))];
  const zone = (field: 'fromZone' | 'toZone') => ({
    ...getInputProps(field),
    label: t(`panel.${field}`),
    data: zones,
    value: form.values[field] === null ? '' : String(form.values[field]),
    allowDeselect: false,
    onChange: (chosen: string | null) => setFieldValue(field, chosen ? Number(chosen) : null),
  });
  return (
    <>
      <NameField {...getInputProps('name')} />
      {access.zones.length > 0 && (
        <div>
          <div className={layout.pair}>
            <Select {...zone('fromZone')} />
            <Select {...zone('toZone')} error={fromZone !== null && fromZone === toZone ? t('panel.sameZone') : undefined} />
          </div>
          <Text size="sm" c="dimmed" mt={4}>
            {t('panel.zoneHint')}
          </Text>
        </div>
      )}
      <Choice
        label={t('panel.direction')}
        hint={t(`panel.directionHint.${direction}`)}
        value={direction}
        data={DIRECTIONS.map((d) => ({ value: d, label: t(`panel.directions.${d}`) }))}
        onChange={(chosen) => setFieldValue('direction', chosen)}
      />
    </>
  );
}

/** The rules, each with one line that says what it does. */
export function DoorRules({ form, noOpener }: Props & { readonly noOpener: boolean }) {
  const { t } = useTranslation('access');
  const { getInputProps, setFieldValue } = form.fields;
  const { credential, twoPerson } = form.values;
  const { twoPersonSeconds, interlock, heldOpenSeconds } = DoorFields.shape;
  return (
    <Stack gap="md">
      <Choice
        label={t('panel.credential')}
        hint={t(`panel.credentialHint.${credential}`)}
        value={credential}
        data={DOOR_CREDENTIALS.map((c) => ({ value: c, label: t(`panel.credentials.${c}`) }))}
        onChange={(chosen) => setFieldValue('credential', chosen)}
      />
      <div>
        <Switch
          label={t('panel.twoPerson')}
          description={t('panel.twoPersonHint')}
          {...getInputProps('twoPerson', { type: 'checkbox' })}
        />
        {twoPerson && (
          <WholeNumber
            of={twoPersonSeconds}
            mt="xs"
            ml={52}
            w={140}
            size="sm"
            label={t('panel.seconds')}
            {...getInputProps('twoPersonSeconds')}
          />
        )}
      </div>
      <Switch
        label={t('panel.firstPersonIn')}
        description={t('panel.firstPersonInHint')}
        {...getInputProps('firstPersonIn', { type: 'checkbox' })}
        error={noOpener ? t('panel.noOpener') : undefined}
      />
      <WholeNumber
        of={interlock}
        label={t('panel.interlock')}
        description={t('panel.interlockHint')}
        size="sm"
        {...getInputProps('interlock')}
      />
      <WholeNumber
        of={heldOpenSeconds}
        label={t('panel.heldOpen')}
        description={t('panel.heldOpenHint')}
        size="sm"
        {...getInputProps('heldOpenSeconds')}
      />
    </Stack>
  );
}
