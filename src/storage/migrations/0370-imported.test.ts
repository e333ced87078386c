import { expect, test } from 'vitest';
import { count, MODEL, openTemp, plansOf, rawPerson, template, unit, random, value } from '../../../test/storage/support.ts';
import { storeReembedded } from '../gallery/reembed.ts';
import { addTemplates, replaceTemplates } from '../gallery/templates.ts';
import { importedPhotos } from '../imports/photos.ts';
import { takePeople } from '../imports/people.ts';
import { addSource } from '../imports/punches.ts';
import { markDeleted, purgeDeleted } from '../people/people.ts';

const HASH = '0f'.repeat(32);
const next = random(1);

test('a face keeps the hash of its photograph through another model, and no longer than itself', () => {
  const { db } = openTemp();
  const ada = rawPerson(db, 'Ada');
  const [made] = value(addTemplates(db, ada, [template(unit(next), { photo: HASH })]));
  expect(importedPhotos(db, [ada])).toEqual([{ personId: ada, sha256: HASH }]);
  value(storeReembedded(db, `${MODEL}-2`, ada, [{ from: made!, embedding: unit(next), mirrorCosine: 0.9 }]));
  expect(importedPhotos(db, [ada, ada + 1])).toEqual([{ personId: ada, sha256: HASH }]);
  value(replaceTemplates(db, ada, [template(unit(next))], 5));
  expect(importedPhotos(db, [ada])).toEqual([]);
  expect(() => addTemplates(db, ada, [template(unit(next), { photo: 'short' })])).toThrow(/CHECK/);
});

test('who came with an import is known as long as they are not erased', () => {
  const { db } = openTemp();
  const counts = { rows: 1, added: 1, changed: 0, known: 0, leftOut: 0 };
  const of = { kind: 'people', fileName: 'p.csv', sha256: 'ab', at: 5, operator: 'administrator', timeZone: null } as const;
  const source = addSource(db, { ...of, counts });
  const row = { line: 2, employeeNumber: '7', name: 'Gus', department: '', wasNumber: false, fault: null };
  value(takePeople(db, { added: [row], changed: [], known: [], refused: [] }, source, 9));
  expect(count(db, 'imported_people')).toBe(1);
  const { id } = db.get<{ id: ReturnType<typeof rawPerson> }>('SELECT person_id AS id FROM imported_people')!;
  value(markDeleted(db, id, 1, 1));
  expect(count(db, 'imported_people')).toBe(1);
  value(purgeDeleted(db, 2, 2));
  expect(count(db, 'imported_people')).toBe(0);
});

test('its indexes are used', () => {
  const { db } = openTemp();
  expect(plansOf(db, (w) => importedPhotos(w, [1]))).toContain('templates_person');
  expect(plansOf(db, (w) => w.all('SELECT 1 FROM imported_people WHERE source_id = 1'))).toContain('imported_people_source');
});
