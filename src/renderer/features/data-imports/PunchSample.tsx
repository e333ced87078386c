import { Select, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AttlogColumns, AttlogPreview } from '../../../shared/data-imports.ts';
import classes from './dataImports.module.css';
import { roleOf, withRole } from './roles.ts';

const ROLES = ['none', 'device', 'status', 'verify'] as const;

type Props = {
  readonly preview: AttlogPreview;
  readonly busy: boolean;
  readonly onColumns: (columns: AttlogColumns) => void;
};

/** The first lines as they were read, and what each column was taken for. */
export function PunchSample({ preview: { sample, columns, width }, busy, onColumns }: Props) {
  const { t } = useTranslation(['dataImports', 'common']);
  const further = Array.from({ length: width }, (_, i) => i);
  return (
    <div className={classes.scroll}>
      <Table aria-label={t('punches.columns')} verticalSpacing={4} mt="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('punches.line')}</Table.Th>
            <Table.Th>{t('punches.number')}</Table.Th>
            <Table.Th>{t('punches.person')}</Table.Th>
            <Table.Th>{t('punches.time')}</Table.Th>
            {further.map((column) => (
              <Table.Th key={column}>
                <Select
                  size="xs"
                  w={128}
                  aria-label={t('punches.column', { n: column + 3 })}
                  data={ROLES.map((role) => ({ value: role, label: t(`punches.role.${role}`) }))}
                  value={roleOf(columns, column)}
                  allowDeselect={false}
                  disabled={busy}
                  onChange={(value) => {
                    const role = ROLES.find((r) => r === value);
                    if (role && role !== roleOf(columns, column)) onColumns(withRole(columns, column, role));
                  }}
                />
              </Table.Th>
            ))}
            <Table.Th>{t('punches.way')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sample.map(({ line, cells, person, direction }) => (
            <Table.Tr key={line}>
              <Table.Td c="dimmed">{line}</Table.Td>
              <Table.Td className={classes.mono}>{cells[0]}</Table.Td>
              <Table.Td>
                {person ?? (
                  <Text span size="sm" c="dimmed" fs="italic">
                    {t('punches.nobody')}
                  </Text>
                )}
              </Table.Td>
              <Table.Td className={classes.mono}>{cells[1]}</Table.Td>
              {further.map((column) => (
                <Table.Td key={column} className={classes.mono}>
                  {cells[column + 2] ?? ''}
                </Table.Td>
              ))}
              <Table.Td style={{ whiteSpace: 'nowrap' }}>{direction ? t(`common:${direction}`) : t('punches.neither')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
