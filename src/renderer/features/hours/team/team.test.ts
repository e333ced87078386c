import { expect, test } from 'vitest';
import { monthSums } from '../../../../domain/hours/totals.ts';
import { COLUMN_NAMES, footOf, sorted, TEAM_FILTERS, type TeamRow } from './team.ts';

const row = (name: string, department: string, more: Partial<TeamRow['totals']>): TeamRow => ({
  person: { id: name.length, name, employeeNumber: name, department },
  totals: { ...monthSums([]), ...more },
});
const rows = [
  row('Bo', 'R&D', { paid: 480, lateDays: 2, problemDays: 2, difference: -10 }),
  row('陈', 'Store', { paid: 960, overtime: 60 }),
  row('Ana', 'R&D', { paid: 480, absentDays: 1, problemDays: 1 }),
];
const names = (of: readonly TeamRow[]): string[] => of.map((r) => r.person.name);

test('sorts by each column; equals stay in the order of their names', () => {
  expect(names(sorted(rows, { by: 'paid', down: true }))).toEqual(['陈', 'Ana', 'Bo']);
  expect(names(sorted(rows, { by: 'paid', down: false }))).toEqual(['Ana', 'Bo', '陈']);
  expect(names(sorted(rows, { by: 'department', down: false }))).toEqual(['Ana', 'Bo', '陈']);
});

test('the foot is the sum of the rows, column by column', () => {
  expect(COLUMN_NAMES.map((name) => [name, footOf(rows, name)]).filter(([, n]) => n !== 0)).toEqual([
    ['paid', 1920],
    ['difference', -10],
    ['overtime', 60],
    ['lateDays', 2],
    ['absent', 1],
  ]);
});

test('each filter leaves whom it says', () => {
  const left = Object.fromEntries(
    Object.entries(TEAM_FILTERS).map(([name, holds]) => [name, names(rows.filter((r) => holds(r.totals)))]),
  );
  expect(left).toEqual({
    problems: ['Bo', 'Ana'],
    late: ['Bo'],
    absent: ['Ana'],
    missing: [],
    overtime: ['陈'],
    open: ['陈'],
    short: ['Bo'],
  });
});
