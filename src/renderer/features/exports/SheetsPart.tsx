import { Accordion, Button, Group, Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { GRAINS } from '../../../domain/hours/export-fields.ts';
import { SHEETS, type FurtherSheet } from '../../../shared/exports.ts';
import { ColumnsPart } from './ColumnsPart.tsx';
import { BELOW, columnsFor, type TablePlace, type TemplateForm } from './template-form.ts';

const icon = { size: 16, stroke: 1.75 } as const;
/** As many as a template takes. */
const MOST = 5;
const NEW: FurtherSheet = {
  sheet: '',
  title: [],
  grain: 'punch',
  columns: (['employeeNumber', 'name', 'at', 'direction'] as const).map((field) => ({
    ...{ field, header: '', group: '', text: '', as: null, eachDay: false },
  })),
};

/** How a workbook is cut, and what its first sheet is called. */
export function SheetChoice({ form }: { readonly form: TemplateForm }) {
  const { t } = useTranslation('exports');
  const { fields } = form;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <Select
        label={t('sheets.label')}
        allowDeselect={false}
        data={SHEETS.map((value) => ({ value, label: t(`sheets.kinds.${value}`) }))}
        {...fields.getInputProps('sheets')}
      />
      <TextInput
        inputWrapperOrder={BELOW}
        label={t('sheets.name')}
        description={t('sheets.nameHint')}
        maxLength={60}
        {...fields.getInputProps('sheet')}
      />
    </SimpleGrid>
  );
}

/** The tables on sheets after the first, as parts of the editor's accordion. */
export function FurtherSheets({ form }: { readonly form: TemplateForm }) {
  const { t } = useTranslation('exports');
  return form.values.further.map((own, i) => (
    <Accordion.Item key={i} value={`further-${i}`}>
      <Accordion.Control>
        {t('sheets.of', { n: i + 2, name: own.sheet })} · {t('columns', { count: own.columns.length })}
      </Accordion.Control>
      <Accordion.Panel>
        <FurtherSheetPart form={form} own={own} i={i} />
      </Accordion.Panel>
    </Accordion.Item>
  ));
}

type PartProps = { readonly form: TemplateForm; readonly own: FurtherSheet; readonly i: number };

function FurtherSheetPart({ form, own, i }: PartProps) {
  const { t } = useTranslation('exports');
  const { fields } = form;
  const place: TablePlace = `further.${i}.`;
  const grain = (to: string | null) => {
    const chosen = GRAINS.find((g) => g === to);
    if (chosen) fields.setFieldValue(`further.${i}`, { ...own, grain: chosen, columns: columnsFor(own.columns, chosen) });
  };
  return (
    <>
      <Group align="end" mb="sm">
        <TextInput flex={1} label={t('sheets.name')} maxLength={60} {...fields.getInputProps(`${place}sheet`)} />
        <Select
          label={t('grain')}
          allowDeselect={false}
          data={GRAINS.map((value) => ({ value, label: t(`grains.${value}`) }))}
          value={own.grain}
          onChange={grain}
        />
        <Button variant="default" leftSection={<IconTrash {...icon} />} onClick={() => fields.removeListItem('further', i)}>
          {t('sheets.remove')}
        </Button>
      </Group>
      <Titles form={form} place={place} title={own.title} />
      <ColumnsPart form={form} place={place} />
    </>
  );
}

type TitlesProps = { readonly form: TemplateForm; readonly place: TablePlace; readonly title: readonly string[] };

/** The lines above a table's headers. */
export function Titles({ form, place, title }: TitlesProps) {
  const { t } = useTranslation('exports');
  return (
    <Textarea
      size="md"
      my="md"
      autosize
      minRows={2}
      maxRows={12}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      label={t('options.title')}
      description={t('placeholders')}
      value={title.join('\n')}
      onChange={({ currentTarget: { value } }) =>
        form.fields.setFieldValue(`${place}title`, value === '' ? [] : value.split('\n'))
      }
    />
  );
}

export function AddSheet({ form }: { readonly form: TemplateForm }) {
  const { t } = useTranslation('exports');
  const { fields, values } = form;
  if (values.further.length >= MOST) return null;
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconPlus {...icon} />}
      style={{ alignSelf: 'start' }}
      onClick={() => fields.insertListItem('further', NEW)}
    >
      {t('sheets.add')}
    </Button>
  );
}
