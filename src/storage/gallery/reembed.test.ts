import { expect, test } from 'vitest';
import { count, NOW, openTemp, random, template, unit, value } from '../../../test/storage/support.ts';
import type { PersonId } from '../../domain/ids.ts';
import type { WritableDb } from '../file/db.ts';
import { match, useModel } from './gallery.ts';
import { getPerson, markDeleted } from '../people/people.ts';
import { cropsToReembed, reembedLeft, storeReembedded } from './reembed.ts';
import { enrolPerson, photo } from './templates.ts';

const OLD = 'model-1';
const NEW = 'model-2';

/** 20 people with three templates each, two of them with crops; the crop's byte says whose it is. */
function enrolled(): { db: WritableDb; people: PersonId[] } {
  const { db } = openTemp();
  useModel(db, OLD);
  const next = random(31);
  const people = Array.from({ length: 20 }, (_, i) => {
    const of = (crop: Uint8Array | null) => template(unit(next), { modelId: OLD, crop });
    const samples = [of(new Uint8Array([i, 0])), of(new Uint8Array([i, 1])), of(null)];
    return value(enrolPerson(db, { employeeNumber: String(i), name: `n${i}`, department: '' }, samples, NOW));
  });
  return { db, people };
}

/** The new model: a face that follows from the crop alone. */
const embed = (crop: Uint8Array) => unit(random(1000 + crop[0]! * 10 + crop[1]!));

function reembed(db: WritableDb, batches: number): number {
  let done = 0;
  for (let batch = 0; batch < batches; batch++) {
    const crops = cropsToReembed(db, NEW, { people: 6 });
    for (const [id, of] of Map.groupBy(crops, (c) => c.personId)) {
      value(
        storeReembedded(
          db,
          NEW,
          id,
          of.map((c) => ({ from: c.templateId, embedding: embed(c.crop), mirrorCosine: 0.8 })),
        ),
      );
      done++;
    }
  }
  return done;
}

test('everybody comes over, in batches, and it goes on where it was left', () => {
  const { db, people } = enrolled();
  expect(reembedLeft(db, OLD)).toEqual({ people: 0, crops: 0 });
  expect(value(useModel(db, NEW))).toEqual({ changed: true });
  expect(count(db, 'codes')).toBe(0);
  expect(reembedLeft(db, NEW)).toEqual({ people: 20, crops: 40 });
  value(markDeleted(db, people[3]!, NOW, NOW));
  expect(reembed(db, 2)).toBe(12);
  expect(reembedLeft(db, NEW)).toEqual({ people: 8, crops: 16 });
  expect(count(db, 'codes')).toBe(22);
  // Half done: who is over is recognised, who is not has the old templates still.
  expect(match(db, NEW, embed(new Uint8Array([0, 0]))).first?.personId).toBe(people[0]);
  expect(getPerson(db, people[19]!)).toMatchObject({ templates: 0, needsEnrolment: false });
  expect(reembed(db, 5)).toBe(8);
  expect(cropsToReembed(db, NEW)).toEqual([]);
  expect(count(db, 'templates')).toBe(40);
  expect(count(db, 'crops')).toBe(40);
  people.forEach((id, i) => {
    if (i === 3) return;
    expect(match(db, NEW, embed(new Uint8Array([i, 1]))).first?.personId).toBe(id);
    expect(photo(db, id)?.[0]).toBe(i);
  });
  expect(count(db, 'codes')).toBe(38);
});

test('all crops of a person come together, and a batch goes on after the last one', () => {
  const { db, people } = enrolled();
  value(useModel(db, NEW));
  const first = cropsToReembed(db, NEW, { people: 3 });
  expect(first.map((c) => c.personId)).toEqual(people.slice(0, 3).flatMap((id) => [id, id]));
  const after = cropsToReembed(db, NEW, { people: 3, after: people[2]! });
  expect(after.map((c) => c.personId)).toEqual(people.slice(3, 6).flatMap((id) => [id, id]));
});

test('what was replaced meanwhile is not stored, and nothing is lost', () => {
  const { db, people } = enrolled();
  value(useModel(db, NEW));
  const [id] = people;
  const crops = cropsToReembed(db, NEW, { people: 1 });
  const made = crops.map((c) => ({ from: c.templateId, embedding: embed(c.crop), mirrorCosine: 0.8 }));
  expect(storeReembedded(db, NEW, id!, [])).toEqual({ ok: false, error: { code: 'bad-input', field: 'made' } });
  db.run('DELETE FROM templates WHERE id = :id', { id: crops[1]!.templateId });
  expect(storeReembedded(db, NEW, id!, made)).toEqual({ ok: false, error: { code: 'person-gone' } });
  expect(db.get('SELECT count(*) AS n FROM templates WHERE person_id = :id AND model_id = :OLD', { id: id!, OLD })).toEqual({
    n: 2,
  });
  value(storeReembedded(db, NEW, id!, made.slice(0, 1)));
  expect(getPerson(db, id!)).toMatchObject({ templates: 1, needsEnrolment: false });
});
