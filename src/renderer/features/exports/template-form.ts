import { isFieldOf, type Grain } from '../../../domain/hours/export-fields.ts';
import type { ExportColumn, ExportTemplate, FurtherSheet } from '../../../shared/exports.ts';
import type { CallForm } from '../../ui/useCallForm.ts';

/** A template as it is edited; each part of the editor changes its own fields. */
export type TemplateForm = CallForm<ExportTemplate>;

/** Fields of one row stand beside each other, whatever is said of them. */
export const BELOW: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

/** Where in the form a table stands: the first in the template itself, the others on sheets after it. */
export type TablePlace = '' | `further.${number}.`;

export const tableAt = (template: ExportTemplate, place: TablePlace): ExportTemplate | FurtherSheet =>
  place === '' ? template : template.further[Number(place.split('.')[1])]!;

/** Columns that such rows do not have would be empty for ever. */
export const columnsFor = (columns: readonly ExportColumn[], grain: Grain): ExportColumn[] =>
  columns.filter((column) => isFieldOf(column.field, grain, column.eachDay));
