/** Columns and filters of the team's table, and what stands at its foot. */
import type { HoursTeam } from '../../../../shared/calls/hours.ts';
import type { MonthSums } from '../../../../shared/hours-days.ts';
import { hoursText, signedHours } from '../../../parts/hours.ts';

export type TeamRow = HoursTeam['rows'][number];

export const TEAM_FILTERS = {
  problems: (t: MonthSums) => t.problemDays > 0,
  late: (t: MonthSums) => t.lateDays > 0,
  absent: (t: MonthSums) => t.absentDays > 0,
  missing: (t: MonthSums) => t.missingDays > 0,
  overtime: (t: MonthSums) => t.overtime > 0,
  open: (t: MonthSums) => t.approved < t.overtime,
  short: (t: MonthSums) => t.difference < 0,
} as const satisfies Readonly<Record<string, (totals: MonthSums) => boolean>>;
export type TeamFilter = keyof typeof TEAM_FILTERS;

/** `hours`: minutes shown as hours; `count`: a number of days. */
export const TEAM_COLUMNS = {
  planned: { shows: 'hours', of: (t: MonthSums) => t.planned },
  paid: { shows: 'hours', of: (t: MonthSums) => t.paid },
  difference: { shows: 'signed', of: (t: MonthSums) => t.difference },
  overtime: { shows: 'hours', of: (t: MonthSums) => t.overtime },
  approved: { shows: 'hours', of: (t: MonthSums) => t.approved },
  leave: { shows: 'hours', of: (t: MonthSums) => t.leave },
  lateDays: { shows: 'count', of: (t: MonthSums) => t.lateDays },
  late: { shows: 'hours', of: (t: MonthSums) => t.late },
  absent: { shows: 'count', of: (t: MonthSums) => t.absentDays },
  missing: { shows: 'count', of: (t: MonthSums) => t.missingDays },
} as const satisfies Readonly<
  Record<string, { readonly shows: 'hours' | 'signed' | 'count'; readonly of: (totals: MonthSums) => number }>
>;
export type TeamColumn = keyof typeof TEAM_COLUMNS;
export const COLUMN_NAMES = Object.keys(TEAM_COLUMNS) as TeamColumn[];

/** @param number as the language writes it */
export function columnText(column: TeamColumn, value: number, number: (n: number) => string): string {
  const { shows } = TEAM_COLUMNS[column];
  return shows === 'count' ? number(value) : shows === 'signed' ? signedHours(value) : hoursText(value);
}

export const footOf = (rows: readonly TeamRow[], column: TeamColumn): number =>
  rows.reduce((all, { totals }) => all + TEAM_COLUMNS[column].of(totals), 0);

const byName = new Intl.Collator('zh-Hans-CN', { numeric: true });

/** Of the people of these rows, by name; '' = some are in none. */
export const departmentsOf = (rows: readonly TeamRow[]): readonly string[] =>
  [...new Set(rows.map(({ person }) => person.department))].toSorted((a, b) => byName.compare(a, b));

export type Sort = { readonly by: TeamColumn | 'name' | 'department'; readonly down: boolean };

/** People of one value stay in the order of their names. */
export function sorted(rows: readonly TeamRow[], { by, down }: Sort): readonly TeamRow[] {
  const text = (a: TeamRow, b: TeamRow): number => byName.compare(a.person.name, b.person.name);
  const compare = (a: TeamRow, b: TeamRow): number =>
    by === 'name'
      ? text(a, b)
      : by === 'department'
        ? byName.compare(a.person.department, b.person.department)
        : TEAM_COLUMNS[by].of(a.totals) - TEAM_COLUMNS[by].of(b.totals);
  return rows.toSorted((a, b) => (down ? -1 : 1) * compare(a, b) || text(a, b));
}
