import type { ExportField } from '../../../domain/hours/export-fields.ts';
import type { ExportColumn } from '../../../shared/exports.ts';

/** A column; without a header it is called what the field is called. */
export const col = (field: ExportField, header = '', more: Partial<ExportColumn> = {}): ExportColumn => ({
  header,
  group: '',
  field,
  text: '',
  as: null,
  eachDay: false,
  ...more,
});

/** The same text in every row. */
export const fixed = (header: string, text: string): ExportColumn => col('text', header, { text });

/** Columns under one heading. */
export const under = (group: string, columns: readonly ExportColumn[]): ExportColumn[] =>
  columns.map((column) => ({ ...column, group }));
