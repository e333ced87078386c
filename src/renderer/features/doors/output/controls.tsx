/** The inputs of an output's form that Mantine has not. */
import { Button, Group, PasswordInput, SegmentedControl, Text } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey } from './draft.ts';

type ChoiceProps<V extends string> = {
  readonly label: string;
  readonly hint?: string;
  readonly value: V;
  readonly data: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
};

export function Choice<V extends string>({ label, hint, value, data, onChange }: ChoiceProps<V>) {
  const id = useId();
  return (
    <div>
      <Text id={id} fw={600} mb={4}>
        {label}
      </Text>
      <SegmentedControl
        aria-labelledby={id}
        fullWidth
        size="sm"
        value={value}
        data={data.map((d) => ({ ...d }))}
        onChange={(chosen) => {
          const found = data.find((d) => d.value === chosen);
          if (found) onChange(found.value);
        }}
      />
      {hint !== undefined && (
        <Text size="sm" c="dimmed" mt={4}>
          {hint}
        </Text>
      )}
    </div>
  );
}

type SecretProps = {
  readonly label: string;
  readonly hint?: string;
  readonly error?: ReactNode;
  readonly 'data-path'?: string;
  /** null = the stored one stays. */
  readonly value: string | null;
  readonly stored: boolean;
  /** The stored one does not go along to a new address. */
  readonly again: boolean;
  readonly generate?: boolean;
  readonly onChange: (value: string | null) => void;
};

/** Written, never read: what is stored shows only that it is. */
export function Secret({ label, hint, error, value, stored, again, generate = false, onChange, ...more }: SecretProps) {
  const { t } = useTranslation('outputs');
  const kept = stored && !again;
  if (kept && value === null) {
    return (
      <Group justify="space-between" wrap="nowrap" align="end">
        <div>
          <Text fw={600}>{label}</Text>
          <Text size="sm" c="dimmed">
            {t('secretSet')}
          </Text>
        </div>
        <Button size="sm" variant="default" aria-label={`${t('change')}: ${label}`} onClick={() => onChange('')}>
          {t('change')}
        </Button>
      </Group>
    );
  }
  return (
    <div>
      <PasswordInput
        data-path={more['data-path']}
        label={label}
        description={stored && again ? t('secretAgain') : hint}
        error={error}
        value={value ?? ''}
        autoComplete="new-password"
        // A key that was just made is to be copied.
        {...(generate ? { visible: true, onVisibilityChange: () => undefined, rightSection: <span /> } : {})}
        onChange={(e) => onChange(e.currentTarget.value)}
      />
      <Group gap="xs" mt={6}>
        {generate && (
          <Button size="compact-sm" variant="light" onClick={() => onChange(newKey())}>
            {t('generate')}
          </Button>
        )}
        {kept && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onChange(null)}>
            {t('keep')}
          </Button>
        )}
      </Group>
    </div>
  );
}
