import { Code, ScrollArea, Table, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportTemplate } from '../../../shared/exports.ts';
import { useAnswer } from '../../base/answers.ts';
import { periodOf, type Choice } from './choice.ts';

const WAIT_MS = 250;

/** The file's name and its first five rows as they will be written; of a template that cannot be saved as it stands, the last that could. */
export function Preview({ template, choice }: { readonly template: ExportTemplate; readonly choice: Choice }) {
  const { t } = useTranslation('exports');
  const [wanted] = useDebouncedValue(template, WAIT_MS);
  const readable = ExportTemplate.safeParse(wanted);
  const { value, error } = useAnswer(
    'exports.preview',
    { template: readable.data ?? wanted, period: periodOf(choice), who: { department: choice.department } },
    { when: readable.success, keep: true },
  );
  if (error) return <Text size="sm">{t('noPreview')}</Text>;
  if (!value) return null;
  const { fileName, lines, rows, text, further } = value;
  return (
    <section aria-label={t('preview')}>
      <Text size="sm" mb={6}>
        {t('preview')}: <Code>{fileName}</Code>
      </Text>
      {text !== null ? (
        <Code block mah={220} style={{ overflow: 'auto' }}>
          {text || t('noRows')}
        </Code>
      ) : (
        <>
          <Rows lines={lines} rows={rows} hasHeader={template.header} />
          {further.map((own, i) => (
            <Fragment key={i}>
              <Text size="sm" mt="md" mb={6}>
                {t('sheets.of', { n: i + 2, name: own.sheet })}
              </Text>
              <Rows lines={own.lines} rows={own.rows} hasHeader={template.header} />
            </Fragment>
          ))}
        </>
      )}
    </section>
  );
}

type RowsProps = {
  readonly lines: readonly (readonly string[])[];
  readonly rows: readonly (readonly string[])[];
  readonly hasHeader: boolean;
};

function Rows({ lines, rows, hasHeader }: RowsProps) {
  const { t } = useTranslation('exports');
  // Of two lines of headers, one that has no group stands in the upper; where none has one, the lower is empty.
  const isUpper = lines.at(-1)?.every((name) => name === '') ?? false;
  const head = hasHeader ? (lines.at(-1) ?? []).map((name, i) => name || (lines.at(-2)?.[i] ?? '')) : [];
  const above = hasHeader ? lines.slice(0, isUpper ? -2 : -1) : lines;
  return (
    <ScrollArea type="auto" offsetScrollbars>
      {above.map((line, i) => (
        <Text key={i} size="xs" ff="monospace" style={{ whiteSpace: 'pre' }}>
          {line.join('  ')}
        </Text>
      ))}
      <Table withTableBorder withColumnBorders striped fz="xs" style={{ whiteSpace: 'nowrap' }}>
        {head.length > 0 && (
          <Table.Thead>
            <Table.Tr>
              {head.map((name, i) => (
                <Table.Th key={i}>{name}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
        )}
        <Table.Tbody>
          {rows.map((row, i) => (
            <Table.Tr key={i}>
              {row.map((cell, j) => (
                <Table.Td key={j}>{cell}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {rows.length === 0 && (
        <Text size="sm" c="dimmed" mt={6}>
          {t('noRows')}
        </Text>
      )}
    </ScrollArea>
  );
}
