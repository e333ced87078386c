import { List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LeftOut } from '../../../shared/exports.ts';

/** What does not stand in the file, and of whom. */
export function LeftOutList({ leftOut }: { readonly leftOut: readonly LeftOut[] }) {
  const { t } = useTranslation('exports');
  if (leftOut.length === 0) return <Text size="sm">{t('nothingLeftOut')}</Text>;
  return (
    <List size="sm" mt={4}>
      {leftOut.map(({ why, count, of }) => (
        <List.Item key={why}>
          {t(`leftOut.${why}`, { count })} {of.join('; ')}
        </List.Item>
      ))}
    </List>
  );
}
