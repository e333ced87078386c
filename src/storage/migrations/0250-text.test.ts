import { expect, test } from 'vitest';
import { openTemp, plansOf, tempFolder, value } from '../../../test/storage/support.ts';
import { personId } from '../../domain/ids.ts';
import { listPeople, markDeleted, unclearPeople, undelete, updatePerson } from '../people/people.ts';
import { MIGRATIONS } from './index.ts';

const old = (number: string, name: string) =>
  `('${number}', '${number.normalize('NFKC').toLowerCase().trim()}', '${name}', '', '${name.toLowerCase()}', 5)`;

test('stored people are cleaned and found; equal to the eye stays two and is listed; nobody is merged or lost', () => {
  const folder = tempFolder();
  const before = openTemp({ folder, migrations: MIGRATIONS.filter(({ version }) => version < 250) });
  before.db.run(
    `INSERT INTO people (employee_number, employee_key, name, department, folded, enrolled_at) VALUES
     ${[old('1001\u200b', 'Zwei'), old('1001', 'José'), old('1002\u200b', 'İbrahim'), old('1003', '\u3164'), old('1004', '\u202eAna'), old('A–7', 'Bo')].join(', ')}`,
  );
  before.close();
  const { db } = openTemp({ folder });
  const people = listPeople(db, '');
  expect(people.map((p) => [p.id, p.employeeNumber, p.name]).sort((a, b) => Number(a[0]) - Number(b[0]))).toEqual([
    [1, '1001\u200b', 'Zwei'],
    [2, '1001', 'José'],
    [3, '1002', 'İbrahim'],
    [4, '1003', '\u3164'],
    [5, '1004', 'Ana'],
    [6, 'A–7', 'Bo'],
  ]);
  expect(unclearPeople(db)).toEqual([
    { id: 1, name: 'Zwei', employeeNumber: '1001\u200b', why: 'same-number', other: 'José' },
    { id: 4, name: '\u3164', employeeNumber: '1003', why: 'no-name', other: null },
  ]);
  // Whose number it was is gone: nobody has it now, and what is not seen is in it still.
  value(markDeleted(db, personId(2), 10, 10));
  expect(unclearPeople(db)[0]).toMatchObject({ id: 1, why: 'unseen-in-number', other: null });
  value(undelete(db, personId(2)));
  // Another number, and another name: nothing is left to be put right.
  value(updatePerson(db, personId(1), { employeeNumber: '2001', name: 'Zwei', department: '' }));
  value(updatePerson(db, personId(4), { employeeNumber: '1003', name: 'Vier', department: '' }));
  expect(unclearPeople(db)).toEqual([]);
  for (const [search, id] of [
    ['jose', 2],
    ['ibrahim', 3],
    ['a-7', 6],
    ['1002', 3],
  ] as const)
    // prettier-ignore
    expect(listPeople(db, search).map((p) => p.id)).toEqual([id]);
});

test('the index of numbers is used', () => {
  const { db } = openTemp();
  expect(plansOf(db, (w) => w.all("SELECT name FROM people WHERE employee_key = '1' AND deleted_at IS NULL"))).toMatch(
    /people_employee_key/,
  );
});
