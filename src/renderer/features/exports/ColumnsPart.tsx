import { ActionIcon, Button, Group, Select, Switch, Table, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FIELDS_OF, isFieldOf } from '../../../domain/hours/export-fields.ts';
import { WRITTEN_AS, type ExportColumn } from '../../../shared/exports.ts';
import { wordsOf } from '../../../words/index.ts';
import { useSettings } from '../../base/session.ts';
import { tableAt, type TablePlace, type TemplateForm } from './template-form.ts';

const icon = { size: 16, stroke: 1.75 } as const;
const NEW: ExportColumn = { header: '', group: '', field: 'name', text: '', as: null, eachDay: false };

type Props = { readonly form: TemplateForm; readonly place: TablePlace };

/** Each column: what it holds, what it is called, how it is written; in the order of the file. */
export function ColumnsPart({ form, place }: Props) {
  const { t } = useTranslation('exports');
  const { fields, values } = form;
  const { format } = values;
  const { columns, grain } = tableAt(values, place);
  const list = `${place}columns`;
  const move = (from: number, to: number) => fields.reorderListItem(list, { from, to });
  return (
    <>
      <Table.ScrollContainer minWidth={820}>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('column.field')}</Table.Th>
              <Table.Th>{t('column.header')}</Table.Th>
              {format === 'xlsx' && <Table.Th>{t('column.group')}</Table.Th>}
              <Table.Th>{t('column.as')}</Table.Th>
              {grain === 'period' && <Table.Th>{t('column.eachDay')}</Table.Th>}
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {columns.map((column, i) => (
              <ColumnRow key={`${i}/${columns.length}`} form={form} place={place} column={column} i={i} onMove={move} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlus {...icon} />}
        onClick={() => fields.insertListItem(list, NEW)}
      >
        {t('column.add')}
      </Button>
    </>
  );
}

type RowProps = Props & {
  readonly column: ExportColumn;
  readonly i: number;
  readonly onMove: (from: number, to: number) => void;
};

function ColumnRow({ form, place, column, i, onMove }: RowProps) {
  const { t } = useTranslation('exports');
  const { language } = useSettings().appearance;
  const names = wordsOf(language).hoursFile.fields;
  const { fields, values } = form;
  const { grain, columns } = tableAt(values, place);
  const list = `${place}columns`;
  const own = `${list}.${i}`;
  const all = FIELDS_OF[column.eachDay ? 'day' : grain].filter((f) => isFieldOf(f, grain, column.eachDay));
  const number = { n: i + 1 };
  return (
    <Table.Tr>
      <Table.Td>
        <Select
          size="xs"
          w={210}
          searchable
          allowDeselect={false}
          aria-label={`${t('column.field')} ${number.n}`}
          data={all.map((f) => ({ value: f, label: names[f] }))}
          value={column.field}
          onChange={(f) => f !== null && fields.setFieldValue(`${own}.field`, f)}
        />
        {column.field === 'text' && (
          <TextInput
            size="xs"
            mt={4}
            w={210}
            aria-label={`${t('column.text')} ${number.n}`}
            {...fields.getInputProps(`${own}.text`)}
          />
        )}
      </Table.Td>
      <Table.Td>
        <TextInput
          size="xs"
          aria-label={`${t('column.header')} ${number.n}`}
          placeholder={column.field === 'text' ? '' : names[column.field]}
          {...fields.getInputProps(`${own}.header`)}
        />
      </Table.Td>
      {values.format === 'xlsx' && (
        <Table.Td>
          <TextInput size="xs" aria-label={`${t('column.group')} ${number.n}`} {...fields.getInputProps(`${own}.group`)} />
        </Table.Td>
      )}
      <Table.Td>
        <Select
          size="xs"
          w={150}
          clearable
          placeholder={t('column.usual')}
          aria-label={`${t('column.as')} ${number.n}`}
          data={WRITTEN_AS.map((value) => ({ value, label: t(`as.${value}`) }))}
          {...fields.getInputProps(`${own}.as`)}
        />
      </Table.Td>
      {grain === 'period' && (
        <Table.Td>
          <Switch
            aria-label={`${t('column.eachDay')} ${number.n}`}
            checked={column.eachDay}
            onChange={(e) =>
              fields.setFieldValue(own, {
                ...column,
                eachDay: e.currentTarget.checked,
                field: e.currentTarget.checked ? 'verdict' : 'name',
              })
            }
          />
        </Table.Td>
      )}
      <Table.Td>
        <Group gap={2} wrap="nowrap" justify="flex-end">
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={t('column.up', number)}
            disabled={i === 0}
            onClick={() => onMove(i, i - 1)}
          >
            <IconArrowUp {...icon} />
          </ActionIcon>
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={t('column.down', number)}
            disabled={i === columns.length - 1}
            onClick={() => onMove(i, i + 1)}
          >
            <IconArrowDown {...icon} />
          </ActionIcon>
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={t('column.remove', number)}
            onClick={() => fields.removeListItem(list, i)}
          >
            <IconTrash {...icon} />
          </ActionIcon>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
