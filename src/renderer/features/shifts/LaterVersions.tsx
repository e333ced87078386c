import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type Props<V extends { readonly from: number }> = {
  /** Ascending. */
  readonly versions: readonly V[];
  readonly today: number;
  readonly words: (version: V) => string;
  readonly onDrop: (from: number) => void;
};

/** Versions that have not begun, each to be taken back where another one holds before it. */
export function LaterVersions<V extends { readonly from: number }>({ versions, today, words, onDrop }: Props<V>) {
  const { t } = useTranslation('shifts');
  return versions
    .filter((v) => v.from > today)
    .map((v) => (
      <Text key={v.from} component="div" size="sm" mt={4}>
        {words(v)}{' '}
        {versions.length > 1 && (
          <Button size="compact-xs" variant="default" onClick={() => onDrop(v.from)}>
            {t('shift.dropVersion')}
          </Button>
        )}
      </Text>
    ));
}
