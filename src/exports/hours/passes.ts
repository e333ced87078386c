/** The tables of a file, each read from the people anew: a workbook has one sheet after the other. */
import { firstDayOf, lastDayOf, monthOf } from '../../domain/hours/balance.ts';
import type { Grain } from '../../domain/hours/export-fields.ts';
import type { ExportPeriod, ExportTemplate, LeftOut } from '../../shared/exports.ts';
import type { ExportContext } from './source.ts';

export type Pass = Pick<ExportContext, 'template' | 'period'> & {
  /** Whether it is the first table of its days. */
  readonly isFirst: boolean;
  /** Headers have two lines: on every sheet of a file where one has groups, as the programs do it whose sheets these are. */
  readonly isTall: boolean;
  /** What of a person is not said again: an earlier table of the file has said it. */
  readonly said: ReadonlySet<LeftOut['why']>;
};

export function passesOf({ template, period }: Pick<ExportContext, 'template' | 'period'>): readonly Pass[] {
  const isBook = template.format === 'xlsx';
  const tables: readonly ExportTemplate[] = isBook
    ? [template, ...template.further.map((own) => ({ ...template, ...own }))]
    : [template];
  const periods = isBook && template.sheets === 'month' ? monthsIn(period) : [period];
  const isTall = tables.some(({ columns }) => columns.some(({ group }) => group !== ''));
  return periods.flatMap((days, month) =>
    tables.map((own, i): Pass => {
      const said = new Set<LeftOut['why']>();
      if (month > 0 || i > 0) said.add('no-id');
      if (i > 0) said.add('unreadable');
      if (tables.slice(0, i).some(({ grain }) => readsPunches(grain))) said.add('ignored');
      return { template: own, period: days, isFirst: i === 0, isTall, said };
    }),
  );
}

export const readsPunches = (grain: Grain): boolean => grain === 'punch' || grain === 'pair';

/** Each calendar month of it, as far as it goes. */
function monthsIn({ from, to }: ExportPeriod): readonly ExportPeriod[] {
  const [first, last] = [monthOf(from), monthOf(to)];
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    from: Math.max(from, firstDayOf(first + i)),
    to: Math.min(to, lastDayOf(first + i)),
  }));
}
