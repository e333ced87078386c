/** Files as somebody gives them. */
import type { AttlogFile } from '../../src/shared/data-imports.ts';
import type { PeopleFile } from '../../src/shared/people-file.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** One punch of that number. */
export const attlogOf = (number: string): AttlogFile => ({
  bytes: bytes(`${number}\t2026-03-02 08:00:00\t1\t0\t1\t0\r\n`),
  ...{ name: '1_attlog.dat', encoding: null, timeZone: 'Europe/Berlin', columns: null, people: [] },
});

/** One person of that number. */
export const tableOf = (number: string): PeopleFile => ({
  bytes: bytes(`工号,姓名\n${number},Gus`),
  ...{ name: 'people.csv', encoding: null, separator: null, sheet: 0, header: null, columns: null },
});
