import { expect, test } from 'vitest';
import { NOW, openTemp, plansOf, value } from '../../../test/storage/support.ts';
import { insertPerson, purgeDeleted, updatePerson } from '../people/people.ts';

const insert = `INSERT INTO people (employee_number, employee_key, name, department, folded, enrolled_at, deleted_at)
  VALUES (:number, :number, 'n', '', '', 1, :deleted)`;

test('an employee number belongs to one person who is not deleted', () => {
  const { db } = openTemp();
  db.run(insert, { number: '7', deleted: 5 });
  db.run(insert, { number: '7', deleted: 6 });
  db.run(insert, { number: '7', deleted: null });
  expect(() => db.run(insert, { number: '7', deleted: null })).toThrow(/UNIQUE/);
});

test('a column of the wrong type is refused', () => {
  const { db } = openTemp();
  expect(() => db.run(insert, { number: '8', deleted: 'yesterday' })).toThrow(/cannot store TEXT/);
  expect(() => db.run('UPDATE people SET active = 2')).not.toThrow();
  db.run(insert, { number: '8', deleted: null });
  expect(() => db.run('UPDATE people SET active = 2')).toThrow(/CHECK/);
});

test('indexes are used', () => {
  const { db } = openTemp();
  const id = value(insertPerson(db, { employeeNumber: '1', name: 'a', department: '' }, NOW));
  expect(plansOf(db, (w) => updatePerson(w, id, { employeeNumber: '2', name: 'a', department: '' }))).toContain(
    'SEARCH people USING INDEX people_employee_key',
  );
  expect(plansOf(db, (w) => purgeDeleted(w, NOW, NOW))).toMatch(/SEARCH people USING (COVERING )?INDEX people_to_purge/);
});
