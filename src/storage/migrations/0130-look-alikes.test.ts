import { expect, test } from 'vitest';
import { count, event, MODEL, NOW, openTemp, plansOf, random, template, unit, value } from '../../../test/storage/support.ts';
import { addCounterExample, forgetProbes, keepProbe, nearestCounterExample } from '../gallery/counter-examples.ts';
import { appendEvent } from '../log/events.ts';
import { lookAlikesOf, setLookAlikes } from '../gallery/look-alikes.ts';
import { markDeleted, purgeDeleted } from '../people/people.ts';
import { enrolPerson } from '../gallery/templates.ts';

function twoPeople() {
  const { db } = openTemp();
  const [a, b] = ['1', '2'].map((employeeNumber, i) =>
    value(enrolPerson(db, { employeeNumber, name: employeeNumber, department: '' }, [template(unit(random(i)))], NOW)),
  );
  return { db, a: a!, b: b! };
}

test('a pair stands once, the smaller id first, of people who exist', () => {
  const { db, a, b } = twoPeople();
  const insert = (x: number, y: number) => () =>
    db.run(`INSERT INTO look_alikes (a, b, model_id, score, since) VALUES (:x, :y, 'm', 0.6, 1)`, { x, y });
  expect(insert(b, a)).toThrow(/CHECK/);
  expect(insert(a, a)).toThrow(/CHECK/);
  expect(insert(a, b + 1)).toThrow(/FOREIGN KEY/);
  insert(a, b)();
  expect(insert(a, b)).toThrow(/UNIQUE/);
});

test('an erased person takes pairs, probes and counter-examples along; another’s stay', () => {
  const { db, a, b } = twoPeople();
  value(setLookAlikes(db, MODEL, a, [{ personId: b, score: 0.6 }], 0.5, NOW));
  for (const id of [a, b]) {
    const row = value(appendEvent(db, event({ kind: 'recognised', personId: id, direction: 'in' })));
    value(keepProbe(db, row, MODEL, unit(random(9)), NOW, NOW));
    value(addCounterExample(db, row, MODEL, 'log', NOW));
  }
  value(markDeleted(db, b, NOW, NOW));
  expect([count(db, 'probes'), count(db, 'counter_examples')]).toEqual([2, 2]);
  value(purgeDeleted(db, NOW + 1, NOW + 1));
  expect(db.all('SELECT person_id AS id FROM probes UNION ALL SELECT person_id FROM counter_examples')).toEqual([
    { id: a },
    { id: a },
  ]);
  expect(count(db, 'look_alikes')).toBe(0);
});

test('indexes are used', () => {
  const { db, a } = twoPeople();
  const pairs = plansOf(db, (w) => lookAlikesOf(w, MODEL, 0.5, a));
  expect(pairs).toContain('SEARCH l USING PRIMARY KEY (a=?)');
  expect(pairs).toContain('SEARCH l USING INDEX look_alikes_b (b=?)');
  expect(plansOf(db, (w) => nearestCounterExample(w, MODEL, a, unit(random(1))))).toContain(
    'SEARCH counter_examples USING INDEX counter_examples_person (person_id=? AND model_id=?)',
  );
  expect(plansOf(db, (w) => forgetProbes(w, MODEL, NOW))).toContain(
    'SEARCH probes USING COVERING INDEX probes_kept (kept_elapsed<?)',
  );
});
