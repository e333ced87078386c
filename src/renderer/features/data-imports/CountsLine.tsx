import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportCounts } from '../../../shared/data-imports.ts';
import { useFormat } from '../../base/format.ts';

/** What becomes of the rows of a file; together they are all of them. */
export function CountsLine({ counts }: { readonly counts: ImportCounts }) {
  const { t } = useTranslation('dataImports');
  const format = useFormat();
  const { rows, added, changed, known, leftOut } = counts;
  const n = (count: number) => ({ n: format.number(count) });
  return (
    <Group gap="xs" role="status">
      <Text size="sm">{t('counts.rows', { count: rows })}</Text>
      <Badge tt="none" color="teal" variant={added > 0 ? 'filled' : 'light'}>
        {t('counts.added', n(added))}
      </Badge>
      {changed > 0 && (
        <Badge tt="none" color="amber" variant="light">
          {t('counts.changed', n(changed))}
        </Badge>
      )}
      <Badge tt="none" color="gray" variant="light">
        {t('counts.known', n(known))}
      </Badge>
      <Badge tt="none" color="amber" variant={leftOut > 0 ? 'outline' : 'light'}>
        {t('counts.leftOut', n(leftOut))}
      </Badge>
    </Group>
  );
}
