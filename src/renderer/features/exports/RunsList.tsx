import { Code, Table, Text, Title, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isoDay } from '../../../domain/hours/days.ts';
import { useAnswer } from '../../base/answers.ts';
import { useFormat } from '../../base/format.ts';

/** Files that were made, and those that could not be; the newest first. */
export function RunsList() {
  const { t } = useTranslation('exports');
  const format = useFormat();
  const { value } = useAnswer('exports.runs', null);
  if (!value) return null;
  return (
    <section aria-labelledby="export-runs">
      <Title order={2} id="export-runs" mb="sm">
        {t('runs')}
      </Title>
      {value.length === 0 ? (
        <Text c="dimmed">{t('noRuns')}</Text>
      ) : (
        <Table.ScrollContainer minWidth={900}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                {(['at', 'by', 'template', 'days', 'rows', 'leftOut', 'file', 'hash'] as const).map((name) => (
                  <Table.Th key={name}>{t(`run.${name}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {value.map((run) => (
                <Table.Tr key={run.id}>
                  <Table.Td style={{ whiteSpace: 'nowrap' }}>{`${format.date(run.at)} ${format.time(run.at)}`}</Table.Td>
                  <Table.Td>
                    {t(run.by === 'system' ? 'byItself' : run.by === 'auditor' ? 'byAuditor' : 'byAdministrator')}
                  </Table.Td>
                  <Table.Td>{run.name}</Table.Td>
                  <Table.Td style={{ whiteSpace: 'nowrap' }}>{`${isoDay(run.from)} – ${isoDay(run.to)}`}</Table.Td>
                  <Table.Td ta="end">{run.problem === null ? format.number(run.rows) : '–'}</Table.Td>
                  <Table.Td ta="end">{format.number(run.leftOut.reduce((all, { count }) => all + count, 0))}</Table.Td>
                  <Table.Td maw={320} style={{ overflowWrap: 'anywhere' }}>
                    {run.problem === null ? run.path : `${t('notMade')} ${run.path}`}
                  </Table.Td>
                  <Table.Td>
                    {run.hash !== '' && (
                      <Tooltip label={`SHA-256 ${run.hash}`} multiline maw={460}>
                        <Code>{run.hash.slice(0, 12)}</Code>
                      </Tooltip>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}
