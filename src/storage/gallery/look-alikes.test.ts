import { expect, test } from 'vitest';
import { MODEL, near, NOW, openTemp, random, template, unit, value } from '../../../test/storage/support.ts';
import type { PersonId } from '../../domain/ids.ts';
import type { WritableDb } from '../file/db.ts';
import { useModel } from './gallery.ts';
import {
  finishSearch,
  lastSearch,
  listLookAlikes,
  lookAlikesOf,
  nearestOthers,
  peopleAfter,
  peopleCount,
  rivalsOf,
  setLookAlikes,
  vectorsOf,
} from './look-alikes.ts';
import { markDeleted, setActive } from '../people/people.ts';
import { enrolPerson, replaceTemplates } from './templates.ts';

const THRESHOLD = 0.5;
const pictures = (face: Float32Array, seed: number, cosine = 0.85) =>
  Array.from({ length: 5 }, (_, i) => template(near(face, cosine, random(seed * 100 + i))));

/** Ana and Maria are sisters; Bo and Li are nobody's. */
function site() {
  const { db } = openTemp();
  value(useModel(db, MODEL));
  const ana = unit(random(1));
  const faces = { Ana: ana, Maria: near(ana, 0.9, random(2)), Bo: unit(random(3)), Li: unit(random(4)) };
  const ids = {} as Record<keyof typeof faces, PersonId>;
  for (const [i, name] of (Object.keys(faces) as (keyof typeof faces)[]).entries()) {
    ids[name] = value(enrolPerson(db, { employeeNumber: String(i), name, department: '' }, pictures(faces[name], i + 10), NOW));
  }
  return { db, faces, ids };
}

function search(db: WritableDb, id: PersonId, now = NOW): void {
  const found = vectorsOf(db, MODEL, id).flatMap((v) => nearestOthers(db, MODEL, id, v, THRESHOLD));
  value(setLookAlikes(db, MODEL, id, found, THRESHOLD, now));
}

const names = (db: WritableDb) => listLookAlikes(db, MODEL, THRESHOLD, 100).pairs.map((p) => `${p.a.name} ${p.b.name}`);

test('two who look alike are one pair, whoever is searched; nobody else is in it', () => {
  const { db, ids } = site();
  search(db, ids.Maria);
  expect(names(db)).toEqual(['Ana Maria']);
  for (const id of peopleAfter(db, MODEL, 0)) search(db, id, NOW + 1000);
  const [pair] = listLookAlikes(db, MODEL, THRESHOLD, 100).pairs;
  expect(pair).toMatchObject({ a: { id: ids.Ana, employeeNumber: '0' }, b: { id: ids.Maria }, since: NOW });
  expect(pair!.score).toBeGreaterThan(THRESHOLD);
  expect([lookAlikesOf(db, MODEL, THRESHOLD, ids.Ana).length, lookAlikesOf(db, MODEL, THRESHOLD, ids.Bo).length]).toEqual([1, 0]);
});

test('the score is that of the two nearest templates, as plain loops find it', () => {
  const { db, ids } = site();
  search(db, ids.Ana);
  const all = (id: PersonId) => vectorsOf(db, MODEL, id).map((v) => new Int8Array(v));
  const dot = (x: Int8Array, y: Int8Array) => x.reduce((sum, v, i) => sum + v * y[i]!, 0);
  const best = Math.max(...all(ids.Ana).flatMap((x) => all(ids.Maria).map((y) => dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y)))));
  expect(listLookAlikes(db, MODEL, 0, 1).pairs[0]?.score).toBeCloseTo(best, 5);
});

test('without sqlite-vec the same pair is found', () => {
  const { db, ids } = site();
  const slow: WritableDb = { ...db, vectors: false };
  search(slow, ids.Ana);
  expect(names(db)).toEqual(['Ana Maria']);
});

test('enrolled again with another face, the pair goes; disabled or deleted, it is not shown', () => {
  const { db, ids } = site();
  search(db, ids.Ana);
  value(setActive(db, ids.Maria, false));
  expect(names(db)).toEqual([]);
  value(setActive(db, ids.Maria, true));
  expect(names(db)).toEqual(['Ana Maria']);
  value(markDeleted(db, ids.Ana, NOW, NOW));
  expect([names(db), listLookAlikes(db, MODEL, THRESHOLD, 9).total, peopleCount(db, MODEL)]).toEqual([[], 0, 3]);

  const other = site();
  search(other.db, other.ids.Ana);
  value(replaceTemplates(other.db, other.ids.Maria, pictures(unit(random(77)), 77), NOW));
  search(other.db, other.ids.Maria);
  expect(names(other.db)).toEqual([]);
});

test('a pair found from the other side alone is compared exactly before it goes', () => {
  const { db, ids } = site();
  value(setLookAlikes(db, MODEL, ids.Ana, [{ personId: ids.Maria, score: 0.7 }], THRESHOLD, NOW));
  value(setLookAlikes(db, MODEL, ids.Bo, [{ personId: ids.Li, score: 0.7 }], THRESHOLD, NOW));
  value(setLookAlikes(db, MODEL, ids.Maria, [], THRESHOLD, NOW));
  value(setLookAlikes(db, MODEL, ids.Li, [], THRESHOLD, NOW));
  expect(names(db)).toEqual(['Ana Maria']);
});

test('a higher threshold hides a pair, another model forgets it', () => {
  const { db, ids } = site();
  search(db, ids.Ana);
  expect(listLookAlikes(db, MODEL, 0.99, 9)).toEqual({ pairs: [], total: 0 });
  expect(listLookAlikes(db, 'another', THRESHOLD, 9).total).toBe(0);
  expect(lastSearch(db)).toBeNull();
  const done = { modelId: 'another', threshold: 0.4, people: 4, finishedAt: NOW };
  value(finishSearch(db, done));
  expect(lastSearch(db)).toEqual(done);
  expect(names(db)).toEqual([]);
});

test('rivals: a probe is compared with the look-alikes of the person it matched, and with nobody else', () => {
  const { db, faces, ids } = site();
  search(db, ids.Ana);
  const probe = near(faces.Ana, 0.85, random(99));
  expect(rivalsOf(db, MODEL, THRESHOLD, ids.Bo, probe)).toEqual([]);
  const [rival] = rivalsOf(db, MODEL, THRESHOLD, ids.Ana, probe);
  expect(rival?.personId).toBe(ids.Maria);
  expect(rival?.score).toBeGreaterThan(0.5);
});
