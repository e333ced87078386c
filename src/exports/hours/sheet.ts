/** Hours as a sheet: days, times and lengths are numbers that a spreadsheet can reckon with, identifiers are texts, and nothing is a formula. */
import { isoDay } from '../../domain/hours/days.ts';
import { COUNTED_FIELDS, type ExportField } from '../../domain/hours/export-fields.ts';
import type { MergeRange } from 'hucre/xlsx';
import type { Cell, Column, ColumnKind } from '../table.ts';
import { xlsxChunks } from '../xlsx.ts';
import { headerOf, textOf } from './cells.ts';
import { filled, timeText, wallOf } from './fill.ts';
import { TIMES } from './figures.ts';
import { placed, rowsOf, valueOf, type PlacedColumn, type Value } from './rows.ts';
import type { Blocks, ExportContext, Tally } from './source.ts';

const LENGTHS: ReadonlySet<ExportField> = new Set([...TIMES, 'pairLength', 'codeTime', 'time1', 'time2']);
const DAYS: ReadonlySet<ExportField> = new Set(['from', 'to', 'date', 'shiftDay', 'pairDay']);
const MOMENTS: ReadonlySet<ExportField> = new Set(['at', 'pairIn', 'pairOut', 'planStart', 'planEnd', 'firstIn', 'lastOut']);
const NUMBERS: ReadonlySet<ExportField> = new Set(['personId', 'door', ...COUNTED_FIELDS]);
const WIDTHS: Readonly<Record<ColumnKind, number>> = {
  ...{ text: 16, number: 10, date: 12, time: 10 },
  ...{ moment: 18, length: 10, hours: 10 },
};

/** What a column's cells are, whatever stands in them; a template that writes days in a way of its own has them as texts. */
export function kindOf({ column: { field, as } }: PlacedColumn, { template }: ExportContext): ColumnKind {
  const ownDates = template.date !== 'YYYY-MM-DD';
  if (LENGTHS.has(field)) {
    const way = as === 'decimal' || as === 'h:mm' || as === 'minutes' ? as : template.hours;
    return way === 'h:mm' ? 'length' : way === 'decimal' ? 'hours' : 'number';
  }
  if (DAYS.has(field)) return ownDates ? 'text' : 'date';
  if (MOMENTS.has(field)) return as === 'time' ? 'time' : as === 'utc' || ownDates ? 'text' : as === 'date' ? 'date' : 'moment';
  return NUMBERS.has(field) ? 'number' : 'text';
}

export async function* sheetChunks(context: ExportContext, blocks: Blocks, tally: Tally): AsyncGenerator<Uint8Array> {
  const { template, period } = context;
  const places = placed(context);
  const kinds = places.map((place) => kindOf(place, context));
  async function* rows(): AsyncGenerator<readonly Cell[]> {
    for await (const block of blocks)
      for (const row of rowsOf(block, template, tally.leaveOut)) {
        tally.row();
        yield places.map((place, i) => cellOf(valueOf(row, place, context), place, kinds[i]!, context));
      }
  }
  yield* xlsxChunks({
    name: `${isoDay(period.from)} – ${isoDay(period.to)}`.slice(0, 31),
    columns: places.map((place, i): Column => ({
      title: headerOf(place, context),
      kind: kinds[i]!,
      width: place.day === null ? WIDTHS[kinds[i]!] : 6,
    })),
    rows: rows(),
    head: headLines(places, context),
    merges: mergesOf(places, context),
    unmerged: () => tally.leaveOut('not-merged', template.name),
    frozen: nameAt(places) + 1,
  });
}

/** Up to the name: it stays in sight. */
const nameAt = (places: readonly PlacedColumn[]): number => places.findIndex(({ column }) => column.field === 'name');

/** Titles, then groups where there are any, then the headers. A group's name stands over its first column. */
export function headLines(places: readonly PlacedColumn[], context: ExportContext): readonly (readonly string[])[] {
  const { template } = context;
  const titles = template.title.map((line) => [filled(line, context)]);
  if (!template.header) return titles;
  const headers = places.map((place) => headerOf(place, context));
  if (places.every(({ column }) => column.group === '')) return [...titles, headers];
  const upper = places.map(({ column }, i) => {
    if (column.group === '') return headers[i]!;
    return column.group === places[i - 1]?.column.group ? '' : filled(column.group, context);
  });
  return [...titles, upper, places.map(({ column }, i) => (column.group === '' ? '' : headers[i]!))];
}

/** Titles over all columns, groups over theirs, and a header without a group over both lines: as the programs make them whose sheets these are. */
export function mergesOf(places: readonly PlacedColumn[], { template }: ExportContext): MergeRange[] {
  const grouped = places.some(({ column }) => column.group !== '');
  if (!template.header || !grouped) return [];
  const [top, last] = [template.title.length, places.length - 1];
  const titles = template.title.map((_, row) => ({ startRow: row, startCol: 0, endRow: row, endCol: last }));
  const headings = places.flatMap(({ column: { group } }, at): MergeRange[] => {
    if (group === '') return [{ startRow: top, startCol: at, endRow: top + 1, endCol: at }];
    if (places[at - 1]?.column.group === group) return [];
    const next = places.findIndex(({ column }, i) => i > at && column.group !== group);
    return [{ startRow: top, startCol: at, endRow: top, endCol: next === -1 ? last : next - 1 }];
  });
  return [...titles, ...headings].filter((m) => m.endRow > m.startRow || m.endCol > m.startCol);
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
