import { expect, test } from 'vitest';
import { count, openTemp, plansOf, QUALITY, random, unit, template, MODEL, value } from '../../../test/storage/support.ts';
import { useModel } from '../gallery/gallery.ts';
import { purgeDeleted, markDeleted } from '../people/people.ts';
import { measure, prepareScores } from '../gallery/scores.ts';
import { enrolPerson } from '../gallery/templates.ts';

function site() {
  const { db } = openTemp();
  value(useModel(db, MODEL));
  const next = random(5);
  const ids = [1, 2, 3].map((n) =>
    value(
      enrolPerson(
        db,
        { employeeNumber: String(n), name: `p${n}`, department: '' },
        [template(unit(next), { quality: QUALITY })],
        0,
      ),
    ),
  );
  for (const id of ids) value(measure(db, MODEL, id, 1));
  return { db, ids };
}

test('a score of nobody, and an `other` without its person, are refused', () => {
  const { db } = openTemp();
  expect(() => db.run("INSERT INTO scores VALUES (77, 'm', 3, 1, 1, NULL, NULL, NULL)")).toThrow(/FOREIGN KEY/);
  const { db: full, ids } = site();
  expect(() => full.run('UPDATE scores SET other_id = NULL WHERE person_id = :id', { id: ids[0]! })).toThrow(/CHECK/);
  expect(() => full.run('UPDATE scores SET frames = 0 WHERE person_id = :id', { id: ids[0]! })).toThrow(/CHECK/);
});

test("an erased person's scores are erased, and those nearest to them are to be measured again", () => {
  const { db, ids } = site();
  value(markDeleted(db, ids[0]!, 1, 1));
  value(purgeDeleted(db, 2, 2));
  expect(count(db, 'scores')).toBe(2);
  expect(db.get('SELECT 1 FROM scores WHERE other_id = :id', { id: ids[0]! })).toBeUndefined();
});

test('the indexes are used', () => {
  const { db, ids } = site();
  value(markDeleted(db, ids[0]!, 1, 1));
  const plans = plansOf(db, (w) => prepareScores(w, MODEL, 1));
  expect(plans).toContain('SEARCH scores USING COVERING INDEX scores_other (other_id=?)');
  expect(plans).toContain('USING COVERING INDEX templates_person');
});
