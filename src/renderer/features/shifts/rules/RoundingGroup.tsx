import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RoundingFields } from './fields.tsx';
import type { GroupProps } from './rule-props.ts';

/** Steps of punches and of the day's total. */
export function RoundingGroup({ body, onChange }: GroupProps) {
  const { t } = useTranslation('shifts');
  const { round } = body;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('rules.roundHint')}
      </Text>
      {(['in', 'out', 'total'] as const).map((what) => (
        <RoundingFields
          key={what}
          label={t(`rounds.${what}`)}
          value={round[what]}
          onChange={(own) => onChange({ round: { ...round, [what]: own } })}
        />
      ))}
    </Stack>
  );
}
