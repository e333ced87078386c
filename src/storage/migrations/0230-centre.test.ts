import { expect, test } from 'vitest';
import { MODEL, openTemp, plansOf, random, template, unit, value } from '../../../test/storage/support.ts';
import { readCentre, refreshCentre } from '../gallery/centre.ts';
import { useModel } from '../gallery/gallery.ts';
import { markDeleted, purgeDeleted } from '../people/people.ts';
import { enrolPerson } from '../gallery/templates.ts';

function site(people: number) {
  const { db } = openTemp();
  value(useModel(db, MODEL));
  const next = random(4);
  const ids = Array.from({ length: people }, (_, n) =>
    value(enrolPerson(db, { employeeNumber: String(n), name: `p${n}`, department: '' }, [template(unit(next))], 0)),
  );
  return { db, ids };
}

test('a centre of another size, or as long as a face itself, is refused', () => {
  const { db } = site(1);
  expect(() => db.run('UPDATE gallery SET centre = zeroblob(2047)')).toThrow(/CHECK/);
  expect(() => db.run('UPDATE gallery SET centre_length = 1')).toThrow(/CHECK/);
});

test('whoever is erased is no part of the centre any more after the next refresh, though as many people are there', () => {
  const { db, ids } = site(12);
  value(refreshCentre(db, MODEL));
  const before = readCentre(db)!;
  value(markDeleted(db, ids[0]!, 1, 1));
  value(purgeDeleted(db, 2, 2));
  value(enrolPerson(db, { employeeNumber: 'n', name: 'n', department: '' }, [template(unit(random(9)))], 0));
  expect(value(refreshCentre(db, MODEL))).toEqual({ changed: true });
  expect([...readCentre(db)!.direction]).not.toEqual([...before.direction]);
});

test('the indexes are used', () => {
  const { db } = site(12);
  expect(plansOf(db, (w) => refreshCentre(w, MODEL))).toMatch(/SEARCH t USING (COVERING )?INDEX templates_person/);
});
