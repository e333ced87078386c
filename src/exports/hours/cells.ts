/** What stands in a cell: as text, the way the template writes it, or as the typed value that a sheet shows. */
import { isoDay, weekdayOfDay, type Day } from '../../domain/hours/days.ts';
import { wordsOf } from '../../words/index.ts';
import { dayText, filled, timeText, wallOf } from './fill.ts';
import type { PlacedColumn, Value } from './rows.ts';
import type { ExportContext } from './source.ts';

export function headerOf({ column, day }: PlacedColumn, context: ExportContext): string {
  if (day !== null) return dayHeader(day, column.header);
  return column.header === '' ? wordsOf(context.language).hoursFile.fields[column.field] : filled(column.header, context);
}

/** The number in the month; with a header such as '六/日' a Saturday and a Sunday are called so. */
function dayHeader(day: Day, weekend: string): string {
  const name = weekend.split('/')[weekdayOfDay(day) - 6];
  return name === undefined || name === '' ? String(Number(isoDay(day).slice(8))) : name;
}

/** The text of a delimited file's cell. Only texts are texts: whether a number is quoted is the writer's question. */
export function textOf(value: Value, { column }: PlacedColumn, context: ExportContext): string {
  const { template } = context;
  if (value === null) return template.blank;
  switch (value.kind) {
    case 'text': {
      const text = column.as === 'word' ? (value.word ?? value.text) : value.text;
      return text === '' ? template.blank : text;
    }
    case 'number':
      return value.n === 0 && template.zero === 'blank' ? template.blank : decimal(String(value.n), template.decimalMark);
    case 'minutes':
      return value.n === 0 && template.zero === 'blank' ? template.blank : lengthText(value.n, column.as, context);
    case 'day':
      return dayText(value.day, context, column.as === 'word' ? `${template.date} ddd` : template.date);
    case 'instant':
      return instantText(value.at, value.zone, column.as, context);
  }
}

const decimal = (text: string, mark: string): string => text.replace('.', mark);

/** Rounded half away from zero, so that a sum of a person's days and their month differ by no rule but this one. */
const hundredths = (minutes: number): string =>
  (Math.sign(minutes) * (Math.round(Math.abs((minutes * 100) / 60)) / 100)).toFixed(2);

export function lengthText(minutes: number, as: string | null, { template }: Pick<ExportContext, 'template'>): string {
  const way = as === 'decimal' || as === 'h:mm' || as === 'minutes' ? as : template.hours;
  if (way === 'minutes') return String(minutes);
  if (way === 'decimal') return decimal(hundredths(minutes), template.decimalMark);
  const length = Math.abs(minutes);
  return `${minutes < 0 ? '-' : ''}${Math.floor(length / 60)}:${String(length % 60).padStart(2, '0')}`;
}

function instantText(at: number, zone: string, as: string | null, context: ExportContext): string {
  if (as === 'utc') return new Date(at).toISOString().replace('.000Z', 'Z');
  const { day, seconds } = wallOf(at, zone);
  if (as === 'date') return dayText(day, context);
  if (as === 'time') return timeText(seconds, context);
  return `${dayText(day, context)} ${timeText(seconds, context)}`;
}
