/** Hours as a sheet: days, times and lengths are numbers that a spreadsheet can reckon with, identifiers are texts, and nothing is a formula. */
import { isoDay } from '../../domain/hours/days.ts';
import { COUNTED_FIELDS, type ExportField } from '../../domain/hours/export-fields.ts';
import type { Cell, Column, ColumnKind } from '../table.ts';
import { xlsxChunks, type Merge, type SheetTable } from '../xlsx.ts';
import { headerOf, textOf } from './cells.ts';
import { filled, timeText, wallOf } from './fill.ts';
import { TIMES } from './figures.ts';
import { placed, rowsOf, valueOf, type PlacedColumn, type Value } from './rows.ts';
import { passesOf } from './passes.ts';
import type { ExportContext, People, PersonBlock, Tally } from './source.ts';

const LENGTHS: ReadonlySet<ExportField> = new Set([...TIMES, 'pairLength', 'codeTime', 'time1', 'time2']);
const DAYS: ReadonlySet<ExportField> = new Set(['from', 'to', 'date', 'shiftDay', 'pairDay']);
const MOMENTS: ReadonlySet<ExportField> = new Set([
  'at',
  'pairIn',
  'pairOut',
  'planStart',
  'planEnd',
  'firstIn',
  'lastOut',
  'dueAt',
]);
const NUMBERS: ReadonlySet<ExportField> = new Set(['personId', 'door', ...COUNTED_FIELDS]);
const WIDTHS: Readonly<Record<ColumnKind, number>> = {
  ...{ text: 16, number: 10, date: 12, time: 10 },
  ...{ moment: 18, length: 10, hours: 10 },
};

/** What a column's cells are, whatever stands in them; a template that writes days in a way of its own has days and times as texts. */
export function kindOf({ column: { field, as } }: PlacedColumn, { template }: ExportContext): ColumnKind {
  const ownDates = template.date !== 'YYYY-MM-DD';
  if (LENGTHS.has(field)) {
    const way = as === 'decimal' || as === 'h:mm' || as === 'minutes' ? as : template.hours;
    return way === 'h:mm' ? 'length' : way === 'decimal' ? 'hours' : 'number';
  }
  if (DAYS.has(field)) return ownDates ? 'text' : 'date';
  if (MOMENTS.has(field)) return as === 'utc' || ownDates ? 'text' : as === 'time' ? 'time' : as === 'date' ? 'date' : 'moment';
  return NUMBERS.has(field) ? 'number' : 'text';
}

export async function* sheetChunks(context: ExportContext, people: People, tally: Tally): AsyncGenerator<Uint8Array> {
  yield* xlsxChunks(sheetsOf(context, people, tally));
}

async function* sheetsOf(context: ExportContext, people: People, tally: Tally): AsyncGenerator<SheetTable> {
  for (const pass of passesOf(context)) {
    const own = { ...context, template: pass.template, period: pass.period };
    const places = placed(own);
    const kinds = places.map((place) => kindOf(place, own));
    const leaveOut: Tally['leaveOut'] = (why, of, count) => {
      if (!pass.said.has(why)) tally.leaveOut(why, of, count);
    };
    function* rowsIn(block: PersonBlock): Generator<readonly Cell[]> {
      for (const row of rowsOf(block, own.template, leaveOut)) {
        tally.row();
        yield places.map((place, i) => cellOf(valueOf(row, place, own), place, kinds[i]!, own));
      }
    }
    async function* all(): AsyncGenerator<readonly Cell[]> {
      for await (const block of people()) yield* rowsIn(block);
    }
    const sheet = { ...frameOf(places, kinds, own, pass.isTall), name: sheetName(own) };
    if (pass.isFirst && own.template.sheets === 'person')
      for await (const block of people()) {
        const rows = [...rowsIn(block)];
        if (rows.length > 0) yield { ...sheet, name: `${block.person.name} ${block.person.employeeNumber}`, rows };
      }
    else yield { ...sheet, rows: all() };
  }
}

/** Of a table's sheet; the month is first, since a name that is too long is cut at its end. */
export function sheetName(context: ExportContext): string {
  const { template, period } = context;
  const name = filled(template.sheet, context, true);
  if (template.sheets === 'month') return `${isoDay(period.from).slice(0, 7)} ${name}`.trim();
  return name || `${isoDay(period.from)} – ${isoDay(period.to)}`;
}

/** A sheet without its rows. */
function frameOf(
  places: readonly PlacedColumn[],
  kinds: readonly ColumnKind[],
  context: ExportContext,
  isTall: boolean,
): Omit<SheetTable, 'rows' | 'name'> {
  return {
    columns: places.map((place, i): Column => ({
      title: headerOf(place, context),
      kind: kinds[i]!,
      width: place.day === null ? WIDTHS[kinds[i]!] : 6,
    })),
    head: headLines(places, context, isTall),
    merges: mergesOf(places, context, isTall),
    frozen: nameAt(places) + 1,
  };
}

/** Up to the name: it stays in sight. */
const nameAt = (places: readonly PlacedColumn[]): number => places.findIndex(({ column }) => column.field === 'name');

/** Titles, then groups where there are any, then the headers. A group's name stands over its first column. */
export function headLines(
  places: readonly PlacedColumn[],
  context: ExportContext,
  isTall: boolean,
): readonly (readonly string[])[] {
  const { template } = context;
  const titles = template.title.map((line) => [filled(line, context)]);
  if (!template.header) return titles;
  const headers = places.map((place) => headerOf(place, context));
  if (!isTall) return [...titles, headers];
  const upper = places.map(({ column }, i) => {
    if (column.group === '') return headers[i]!;
    return column.group === places[i - 1]?.column.group ? '' : filled(column.group, context);
  });
  return [...titles, upper, places.map(({ column }, i) => (column.group === '' ? '' : headers[i]!))];
}

/** Titles over all columns, groups over theirs, and a header without a group over both lines: as the programs make them whose sheets these are. */
export function mergesOf(places: readonly PlacedColumn[], { template }: ExportContext, isTall: boolean): Merge[] {
  if (!template.header || !isTall) return [];
  const [top, last] = [template.title.length, places.length - 1];
  const titles = template.title.map((_, row) => ({ top: row, left: 0, bottom: row, right: last }));
  const headings = places.flatMap(({ column: { group } }, at): Merge[] => {
    if (group === '') return [{ top, left: at, bottom: top + 1, right: at }];
    if (places[at - 1]?.column.group === group) return [];
    const next = places.findIndex(({ column }, i) => i > at && column.group !== group);
    return [{ top, left: at, bottom: top, right: next === -1 ? last : next - 1 }];
  });
  return [...titles, ...headings].filter((m) => m.bottom > m.top || m.right > m.left);
}

function cellOf(value: Value, place: PlacedColumn, kind: ColumnKind, context: ExportContext): Cell {
  const { template } = context;
  const nothing: Cell = template.blank === '' ? null : template.blank;
  if (value === null) return nothing;
  if (kind === 'text') return textOf(value, place, context);
  switch (value.kind) {
    case 'number':
    case 'minutes':
      return value.n === 0 && template.zero === 'blank' ? nothing : value.n;
    case 'day':
      return isoDay(value.day);
    case 'instant': {
      const { day, seconds } = wallOf(value.at, value.zone);
      const time = timeText(seconds, { template: { ...template, time: 'HH:mm:ss' } });
      return kind === 'date' ? isoDay(day) : kind === 'time' ? time : `${isoDay(day)} ${time}`;
    }
    case 'text':
      return value.text;
  }
}
