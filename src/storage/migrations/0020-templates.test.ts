import { expect, test } from 'vitest';
import { count, NOW, openTemp, plansOf, random, template, unit, value } from '../../../test/storage/support.ts';
import { getPerson } from '../people/people.ts';
import { enrolPerson, photo } from '../gallery/templates.ts';

const insert = `INSERT INTO templates (person_id, model_id, embedding, mirror_cosine, quality, captured_at)
  VALUES (:person, 'm', zeroblob(:bytes), 1, :quality, 1)`;

test('an embedding has 2048 bytes, its quality is JSON, its person exists', () => {
  const { db } = openTemp();
  const person = value(enrolPerson(db, { employeeNumber: '1', name: 'a', department: '' }, [], NOW));
  db.run(insert, { person, bytes: 2048, quality: '{}' });
  expect(() => db.run(insert, { person, bytes: 2047, quality: '{}' })).toThrow(/CHECK/);
  expect(() => db.run(insert, { person, bytes: 2048, quality: '{' })).toThrow(/CHECK/);
  expect(() => db.run(insert, { person: person + 1, bytes: 2048, quality: '{}' })).toThrow(/FOREIGN KEY/);
});

test('a crop goes with its template', () => {
  const { db } = openTemp();
  value(
    enrolPerson(
      db,
      { employeeNumber: '1', name: 'a', department: '' },
      [template(unit(random(1)), { crop: new Uint8Array([1]) })],
      NOW,
    ),
  );
  expect(count(db, 'crops')).toBe(1);
  db.run('DELETE FROM templates');
  expect(count(db, 'crops')).toBe(0);
});

test('indexes are used', () => {
  const { db } = openTemp();
  const id = value(enrolPerson(db, { employeeNumber: '1', name: 'a', department: '' }, [template(unit(random(1)))], NOW));
  expect(plansOf(db, (w) => getPerson(w, id))).toContain(
    'SEARCH t USING COVERING INDEX templates_person (person_id=? AND model_id=?)',
  );
  expect(plansOf(db, (w) => photo(w, id))).toContain('SEARCH t USING INDEX templates_person (person_id=?)');
});
