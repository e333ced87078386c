/** A table of people: which column is what, and each row taken for a person or named with what is wrong with it. */
import { ok, type Result } from '../../domain/result.ts';
import { PersonFields } from '../../shared/schemas.ts';
import {
  PEOPLE_FIELDS,
  PEOPLE_ROLES,
  type PeopleColumns,
  type PeopleField,
  type PeopleRole,
  type PeopleRow,
  type PeopleTable,
} from '../../shared/people-file.ts';
import type { ImportInput } from '../protocol.ts';
import { cellsOf, LONGEST_CELL } from './cells.ts';
import type { TableRow } from './table.ts';

/** What columns are called, in what people export. The first that fits a title is it. */
const TITLES: Readonly<Record<PeopleRole, RegExp>> = {
  employeeNumber:
    /^(工号|职工号|员工(编?号|工号|id)|人员编号|编号|考勤号码?|登记号码?|学号|用户编?号|employee[ _-]?(id|no\.?|number|code)|emp[ ._-]*(id|no\.?|code)|staff[ _-]?(id|no\.?|number)|personnel[ _-]?(id|no\.?|number)|badge[ _-]?(id|no\.?|number)|user[ _-]?id|ac[ -]?no\.?|pin|number|no\.?|id)$/i,
  name: /^(姓名|名字|名称|员工姓名|人员姓名|name|full[ _-]?name|employee[ _-]?name|staff[ _-]?name|user[ _-]?name)$/i,
  familyName: /^(姓|姓氏|last[ _-]?name|family[ _-]?name|surname|nachname)$/i,
  givenName: /^(名|first[ _-]?name|given[ _-]?names?|forename|vorname)$/i,
  department:
    /^(部门|所属部门|部门名称|科室|班组|班级|车间|组别|department|dept\.?|dept[ _-]?name|team|group|division|section)$/i,
};

/** Errors: people-file-unreadable, people-file-locked; import-too-much. */
export async function readPeopleFile({
  site,
  header: hasHeader,
  columns: chosen,
  ...file
}: ImportInput<'people'>): Promise<Result<PeopleTable>> {
  const found = await cellsOf(file, site);
  if (!found.ok) return found;
  const { rows: all, ...how } = found.value;
  const width = all.reduce((most, row) => Math.max(most, row.cells.length), 0);
  const first = all[0]?.cells ?? [];
  const header = hasHeader ?? PEOPLE_ROLES.some((role) => titleAt(first, role) !== null);
  const columns = chosen ? within(chosen, width) : guessed(header ? first : [], width);
  const body = header ? all.slice(1) : all;
  return ok({
    ...how,
    sheets: [...how.sheets],
    header,
    titles: Array.from({ length: width }, (_, i) => (header ? (first[i] ?? '').trim() : '')),
    columns,
    sample: body.slice(0, 3).map(({ cells }) => [...cells]),
    rows: body.map((row) => rowOf(row, columns)),
  });
}

const titleAt = (titles: readonly string[], role: PeopleRole): number | null => {
  const at = titles.findIndex((title) => TITLES[role].test(title.trim()));
  return at < 0 ? null : at;
};

/** By their titles; without any, number, name and department stand first. */
function guessed(titles: readonly string[], width: number): PeopleColumns {
  if (titles.length === 0) return within({ ...NO_COLUMNS, employeeNumber: 0, name: 1, department: 2 }, width);
  const found = columnsBy((role) => titleAt(titles, role));
  // Beside a family name, what is called a name is the other half of it.
  if (found.familyName === null || found.givenName !== null) return found;
  return { ...found, givenName: found.name, name: null };
}

const columnsBy = (column: (role: PeopleRole) => number | null): PeopleColumns => ({
  employeeNumber: column('employeeNumber'),
  name: column('name'),
  familyName: column('familyName'),
  givenName: column('givenName'),
  department: column('department'),
});
const NO_COLUMNS = columnsBy(() => null);

function within(columns: PeopleColumns, width: number): PeopleColumns {
  const kept = (c: number | null): number | null => (c !== null && c < width ? c : null);
  return columnsBy((role) => kept(columns[role]));
}

function rowOf({ line, cells, marks }: TableRow, columns: PeopleColumns): PeopleRow {
  const at = (role: PeopleRole): string => {
    const column = columns[role];
    return column === null ? '' : (cells[column] ?? '').replace(/\s+/g, ' ');
  };
  const name =
    at('name').trim() === '' ? joined(at('familyName').trim(), at('givenName').trim()).slice(0, LONGEST_CELL) : at('name');
  const given = { employeeNumber: at('employeeNumber'), name, department: at('department') };
  const mark = columns.employeeNumber === null ? undefined : marks.get(columns.employeeNumber);
  const parsed = PersonFields.safeParse(given);
  const cleaned = parsed.success ? parsed.data : given;
  return { line, ...cleaned, wasNumber: mark === 'number', fault: faultOf(given, columns, marks, parsed.error?.issues[0]) };
}

/** As whoever bears it writes it: Chinese, Japanese and Korean names begin with the family and have no blank; the others end with it. */
function joined(family: string, given: string): string {
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}・·々ー]+$/u.test(family + given))
    return family + given;
  return [given, family].filter((part) => part !== '').join(' ');
}

const HALVES: Readonly<Partial<Record<PeopleField, readonly PeopleRole[]>>> = { name: ['name', 'familyName', 'givenName'] };

type Issue = { readonly path: readonly PropertyKey[]; readonly code: string };

function faultOf(
  given: PersonFields,
  columns: PeopleColumns,
  marks: TableRow['marks'],
  issue: Issue | undefined,
): PeopleRow['fault'] {
  for (const field of PEOPLE_FIELDS) {
    const of = (HALVES[field] ?? [field]).flatMap((role) => columns[role] ?? []);
    const found = of.map((column) => marks.get(column));
    if (found.includes('error-value')) return { field, why: 'error-value' };
    if (field === 'employeeNumber' && found.includes('digits-lost')) return { field, why: 'digits-lost' };
  }
  const field = PEOPLE_FIELDS.find((f) => f === issue?.path[0]);
  if (!issue || !field) return null;
  if (given[field].trim() === '' || issue.code === 'too_small') return { field, why: 'empty' };
  return { field, why: issue.code === 'too_big' ? 'too-long' : 'no-letter' };
}
