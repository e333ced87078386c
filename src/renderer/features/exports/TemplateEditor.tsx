import { Accordion, Group, NumberInput, Select, SimpleGrid, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { GRAINS } from '../../../domain/hours/export-fields.ts';
import type { KeyedTemplate } from '../../../shared/calls/exports.ts';
import { ENCODINGS, ExportTemplate, FILE_FORMATS, type FileFormat } from '../../../shared/exports.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { NameField, useName } from '../../ui/NameField.tsx';
import { useCallForm } from '../../ui/useCallForm.ts';
import { useChange } from '../../parts/useChange.ts';
import type { Choice } from './choice.ts';
import { CodesPart } from './CodesPart.tsx';
import { ColumnsPart } from './ColumnsPart.tsx';
import { Preview } from './Preview.tsx';
import { AddSheet, FurtherSheets, SheetChoice, Titles } from './SheetsPart.tsx';
import { BELOW, columnsFor, type TemplateForm } from './template-form.ts';

type Props = {
  /** `id` null = a copy that becomes a new one. */
  readonly template: KeyedTemplate;
  readonly choice: Choice;
  readonly onClose: () => void;
  readonly onSaved: (key: string) => void;
};

/** A template as a form, with five rows of its file below, as they will be written. */
export function TemplateEditor({ template, choice, onClose, onSaved }: Props) {
  const { t } = useTranslation(['exports', 'common']);
  const change = useChange();
  const name = useName();
  const form = useCallForm({
    initial: template.template,
    schema: ExportTemplate,
    words: (path, issue, typed) => name.words(path, issue, typed),
    place: name.place,
    send: async (fields, onError) => {
      const answer = await change(
        'exports.saveTemplate',
        { id: template.id, fields },
        { done: t('saved', { name: fields.name }), onError },
      );
      if (answer) onSaved(answer.value.key);
      return answer;
    },
    done: onClose,
  });
  const { values } = form;
  const isBook = values.format === 'xlsx';
  const columns = values.format === 'delimited' || isBook;
  return (
    <FormDialog
      title={t(template.id === null ? 'newTitle' : 'changeTitle')}
      size="72rem"
      go={t('common:save')}
      form={form}
      onClose={onClose}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NameField {...form.fields.getInputProps('name')} />
        <TextInput
          inputWrapperOrder={BELOW}
          label={t('fileName')}
          description={t('placeholders')}
          {...form.fields.getInputProps('fileName')}
        />
      </SimpleGrid>
      <Kind form={form} />
      {isBook && <SheetChoice form={form} />}
      {values.values.map(({ name: key, label }, i) => (
        <TextInput key={key} label={label} {...form.fields.getInputProps(`values.${i}.value`)} />
      ))}
      <Accordion variant="separated" multiple defaultValue={columns ? ['columns'] : []}>
        {columns && (
          <Accordion.Item value="columns">
            <Accordion.Control>{t('columns', { count: values.columns.length })}</Accordion.Control>
            <Accordion.Panel>
              <ColumnsPart form={form} place="" />
            </Accordion.Panel>
          </Accordion.Item>
        )}
        {isBook && <FurtherSheets form={form} />}
        {columns && (values.grain.endsWith('code') || values.codes.length > 0) && (
          <Accordion.Item value="codes">
            <Accordion.Control>{t('codes', { count: values.codes.length })}</Accordion.Control>
            <Accordion.Panel>
              <CodesPart form={form} />
            </Accordion.Panel>
          </Accordion.Item>
        )}
        {columns && (
          <Accordion.Item value="writing">
            <Accordion.Control>{t('writing')}</Accordion.Control>
            <Accordion.Panel>
              <Writing form={form} />
            </Accordion.Panel>
          </Accordion.Item>
        )}
      </Accordion>
      {isBook && <AddSheet form={form} />}
      <Preview template={values} choice={choice} />
      {['columns', 'further'].some((field) => form.fields.errors[field] !== undefined) && (
        <Text c="red" size="sm" role="alert">
          {t(form.fields.errors['columns'] === undefined ? 'sheets.tooMany' : 'wrongColumns')}
        </Text>
      )}
    </FormDialog>
  );
}

/** Formats whose file is not made of rows that a template chooses. */
const ROWLESS: ReadonlySet<FileFormat> = new Set(['pdf', 'icalendar', 'attlog']);

function Kind({ form }: { readonly form: TemplateForm }) {
  const { t } = useTranslation('exports');
  const { fields, values } = form;
  const grain = (to: string | null) => {
    const chosen = GRAINS.find((g) => g === to);
    if (!chosen) return;
    fields.setValues({ grain: chosen, columns: columnsFor(values.columns, chosen) });
  };
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      <Select
        label={t('format')}
        allowDeselect={false}
        data={FILE_FORMATS.map((value) => ({ value, label: t(`formats.${value}`) }))}
        {...fields.getInputProps('format')}
      />
      {/* A timesheet has pages, and a calendar has what is planned, whatever a row would be. */}
      {!ROWLESS.has(values.format) && (
        <Select
          label={t('grain')}
          allowDeselect={false}
          data={GRAINS.map((value) => ({ value, label: t(`grains.${value}`) }))}
          value={values.grain}
          onChange={grain}
        />
      )}
      <TextInput
        inputWrapperOrder={BELOW}
        label={t('program')}
        description={t('programHint')}
        maxLength={40}
        {...fields.getInputProps('ids')}
      />
    </SimpleGrid>
  );
}

type Option = 'separator' | 'quote' | 'encoding' | 'lineEnd' | 'hours' | 'decimalMark' | 'zero';

/** How each value is written. */
function Writing({ form }: { readonly form: TemplateForm }) {
  const { t } = useTranslation('exports');
  const { fields, values } = form;
  const choices = (key: Option, all: readonly string[], words: (value: string) => string) => (
    <Select
      label={t(`options.${key}`)}
      allowDeselect={false}
      data={all.map((value) => ({ value, label: words(value) }))}
      {...fields.getInputProps(key)}
    />
  );
  const asIs = (value: string): string => value;
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 3, md: 4 }}>
        {values.format === 'delimited' && (
          <>
            {choices('separator', [',', ';', '\t', '|'], (value) => (value === '\t' ? t('tab') : value))}
            {choices('quote', ['all', 'needed', 'never'], (value) => t(`quotes.${value as 'all'}`))}
            {choices('encoding', ENCODINGS, (value) => (value === 'utf-8-bom' ? t('withBom') : value.toUpperCase()))}
            {choices('lineEnd', ['crlf', 'lf'], (value) => value.toUpperCase())}
          </>
        )}
        {choices('hours', ['decimal', 'h:mm', 'minutes'], (value) => t(`lengths.${value as 'decimal'}`))}
        {choices('decimalMark', ['.', ','], asIs)}
        {choices('zero', ['0', 'blank'], (value) => t(`zeros.${value as 'blank'}`))}
        <TextInput label={t('options.blank')} maxLength={10} {...fields.getInputProps('blank')} />
        <TextInput label={t('options.date')} description="YYYY-MM-DD · DD.MM.YYYY · ddd" {...fields.getInputProps('date')} />
        <TextInput label={t('options.time')} description="HH:mm · HH:mm:ss · h:mm A" {...fields.getInputProps('time')} />
        <NumberInput
          label={t('options.most')}
          min={1}
          allowDecimal={false}
          value={values.most ?? ''}
          onChange={(most) => fields.setFieldValue('most', typeof most === 'number' ? most : null)}
        />
      </SimpleGrid>
      <Group mt="md">
        <Switch label={t('options.header')} {...fields.getInputProps('header', { type: 'checkbox' })} />
        <Switch label={t('options.untested')} {...fields.getInputProps('untested', { type: 'checkbox' })} />
      </Group>
      <Titles form={form} place="" title={values.title} />
      <Textarea size="md" mt="md" autosize minRows={2} label={t('options.note')} {...fields.getInputProps('note')} />
    </>
  );
}
