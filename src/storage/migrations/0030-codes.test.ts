import { expect, test } from 'vitest';
import { count, MODEL, NOW, openTemp, plansOf, random, template, unit, value } from '../../../test/storage/support.ts';
import { match, useModel } from '../gallery/gallery.ts';
import { enrolPerson } from '../gallery/templates.ts';

test('a code has 256 bytes and a template; there is one gallery', () => {
  const { db } = openTemp();
  expect(() => db.run('INSERT INTO codes VALUES (1, zeroblob(255))')).toThrow(/CHECK/);
  expect(() => db.run('INSERT INTO codes VALUES (1, zeroblob(256))')).toThrow(/FOREIGN KEY/);
  expect(() => db.run("INSERT INTO gallery (id, model_id) VALUES (2, 'm')")).toThrow(/CHECK/);
});

test('a code goes with its template', () => {
  const { db } = openTemp();
  useModel(db, MODEL);
  value(enrolPerson(db, { employeeNumber: '1', name: 'a', department: '' }, [template(unit(random(1)))], NOW));
  expect(count(db, 'codes')).toBe(1);
  db.run('DELETE FROM templates');
  expect(count(db, 'codes')).toBe(0);
});

test('a match reads every code, and of the templates only the candidates', () => {
  const { db } = openTemp();
  useModel(db, MODEL);
  const plan = plansOf(db, (w) => match(w, MODEL, unit(random(2))));
  expect(plan).toContain('MATERIALIZE near');
  expect(plan).toContain('SCAN codes');
  expect(plan).toContain('SEARCH t USING INTEGER PRIMARY KEY');
  expect(plan).not.toMatch(/SCAN t\b/);
});
