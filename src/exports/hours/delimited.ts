/** One writer of every delimited file: what a template says, and nothing that a spreadsheet would run. */
import type { ExportContext } from './source.ts';
import { disarm } from '../csv.ts';
import { headerOf, textOf } from './cells.ts';
import { filled } from './fill.ts';
import { valueOf, type PlacedColumn, type Row } from './rows.ts';

const LINE = { crlf: '\r\n', lf: '\n' } as const;

/** The lines above the rows, each with its end. */
export function headText(columns: readonly PlacedColumn[], context: ExportContext): string {
  const { template } = context;
  const title = template.title.map((line) => filled(line, context));
  const header = template.header
    ? [columns.map((column) => quoted(disarm(headerOf(column, context)), context)).join(template.separator)]
    : [];
  return [...title, ...header].map((line) => line + LINE[template.lineEnd]).join('');
}

export function rowText(row: Row, columns: readonly PlacedColumn[], context: ExportContext): string {
  const { template } = context;
  const cells = columns.map((column) => {
    const value = valueOf(row, column, context);
    const text = textOf(value, column, context);
    return value === null || value.kind === 'text' ? quoted(disarm(text), context) : plain(text, context);
  });
  return cells.join(template.separator) + LINE[template.lineEnd];
}

/** A format without quotes has no way to hold a separator or a break: a blank stands for it. */
function quoted(text: string, { template: { quote, separator } }: ExportContext): string {
  if (quote === 'never') return text.replace(/[\r\n]+/g, ' ').replaceAll(separator, ' ');
  const needs = quote === 'all' || text.includes(separator) || /["\r\n]/.test(text);
  return needs ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Numbers and days are quoted only where the separator stands in them: a decimal comma in a comma's file. */
const plain = (text: string, context: ExportContext): string =>
  text.includes(context.template.separator) ? quoted(text, context) : text;
