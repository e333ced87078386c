import { Badge, Select, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PEOPLE_FIELDS, PEOPLE_ROLES, type PeopleColumns, type PeoplePreview } from '../../../shared/people-file.ts';
import classes from './dataImports.module.css';
import { roleOf, withRole } from './roles.ts';

const ROLES = ['none', ...PEOPLE_ROLES] as const;

type SampleProps = {
  readonly preview: PeoplePreview;
  readonly busy: boolean;
  readonly onColumns: (columns: PeopleColumns) => void;
};

/** The first rows as they stand, and what each column was taken for. */
export function PeopleSample({ preview: { titles, sample, columns }, busy, onColumns }: SampleProps) {
  const { t } = useTranslation('dataImports');
  return (
    <div className={classes.scroll}>
      <Table aria-label={t('people.columns')} verticalSpacing={4} mt="sm">
        <Table.Thead>
          <Table.Tr>
            {titles.map((title, column) => (
              <Table.Th key={column}>
                <Select
                  size="xs"
                  miw={150}
                  label={title || String(column + 1)}
                  aria-label={t('people.column', { name: title || column + 1 })}
                  data={ROLES.map((role) => ({ value: role, label: t(`people.role.${role}`) }))}
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
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sample.map((cells, i) => (
            <Table.Tr key={i}>
              {titles.map((_title, column) => (
                <Table.Td key={column}>{cells[column] ?? ''}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** Who is new, and who changes and from what. */
export function PeopleList({ shown, all }: { readonly shown: PeoplePreview['shown']; readonly all: number }) {
  const { t } = useTranslation('dataImports');
  if (shown.length === 0) return null;
  return (
    <>
      <div className={classes.people}>
        <Table aria-label={t('people.list')} verticalSpacing={4} stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('people.line')}</Table.Th>
              <Table.Th />
              {PEOPLE_FIELDS.map((field) => (
                <Table.Th key={field}>{t(`people.role.${field}`)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map(({ line, employeeNumber, name, department, outcome, was }) => (
              <Table.Tr key={line}>
                <Table.Td c="dimmed">{line}</Table.Td>
                <Table.Td>
                  <Badge tt="none" variant="light" color={outcome === 'added' ? 'teal' : 'amber'}>
                    {t(`people.outcome.${outcome}`)}
                  </Badge>
                </Table.Td>
                <Table.Td className={classes.mono}>{employeeNumber}</Table.Td>
                <Table.Td>
                  {name}
                  <Was was={was.name} />
                </Table.Td>
                <Table.Td>
                  {department}
                  <Was was={was.department} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {all > shown.length && (
        <Text size="sm" c="dimmed" mt={4}>
          {t('people.shown', { n: shown.length })}
        </Text>
      )}
    </>
  );
}

/** What a field is now, where the import changes it. */
function Was({ was }: { readonly was: string | null }) {
  const { t } = useTranslation('dataImports');
  if (was === null) return null;
  return (
    <Text size="xs" c="dimmed">
      {was === '' ? t('people.wasNothing') : t('people.was', { was })}
    </Text>
  );
}
