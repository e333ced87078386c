/** What is shown of a table of people before it is taken. */
import { PEOPLE_SHOWN, type PeoplePreview, type PeopleTable } from '../../shared/people-file.ts';
import type { ImportCounts } from '../../shared/data-imports.ts';
import type { SortedPeople } from '../../storage/imports/people.ts';

export function countsOf({ added, changed, known, refused }: SortedPeople): ImportCounts {
  const counts = { added: added.length, changed: changed.length, known: known.length, leftOut: refused.length };
  return { rows: counts.added + counts.changed + counts.known + counts.leftOut, ...counts };
}

/** @param before when this very file was imported, ms since the epoch */
export function peoplePreview({ rows, ...table }: PeopleTable, sorted: SortedPeople, before: number | null): PeoplePreview {
  const { added, changed, refused } = sorted;
  return {
    ...table,
    counts: countsOf(sorted),
    wereNumbers: rows.filter((row) => row.wasNumber && row.fault === null).length,
    shown: [
      ...changed.map(({ row, was, now }) => ({
        ...{ line: row.line, ...now },
        outcome: 'changed' as const,
        was: {
          name: was.name === now.name ? null : was.name,
          department: was.department === now.department ? null : was.department,
        },
      })),
      ...added.map(({ line, employeeNumber, name, department }) => ({
        ...{ line, employeeNumber, name, department },
        outcome: 'added' as const,
        was: { name: null, department: null },
      })),
    ].slice(0, PEOPLE_SHOWN),
    refused: refused.map(({ row, field, why, first }) => ({
      line: row.line,
      text: [row.employeeNumber, row.name, row.department].join(' · '),
      ...{ field, why, first },
    })),
    before,
  };
}
