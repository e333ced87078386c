import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportCounts } from '../../../shared/data-imports.ts';
import { useFormat } from '../../base/format.ts';

type Props = {
  readonly counts: ImportCounts & { readonly waiting?: number };
  /** How many there are, in words. */ readonly rows?: string;
};

/** What becomes of the rows of a file; together they are all of them. */
export function CountsLine({ counts, rows: said }: Props) {
  const { t } = useTranslation('dataImports');
  const format = useFormat();
  const { rows, added, changed, known, leftOut, waiting = 0 } = counts;
  const n = (count: number) => ({ n: format.number(count) });
  return (
    <Group gap="xs" role="status">
      <Text size="sm">{said ?? t('counts.rows', { count: rows })}</Text>
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
      {waiting > 0 && (
        <Badge tt="none" color="gray" variant="outline">
          {t('counts.waiting', n(waiting))}
        </Badge>
      )}
    </Group>
  );
}
