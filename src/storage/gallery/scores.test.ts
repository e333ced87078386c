import { expect, test } from 'vitest';
import { near, normalised, openTemp, QUALITY, random, template, unit, value, MODEL } from '../../../test/storage/support.ts';
import type { PersonId } from '../../domain/ids.ts';
import type { WritableDb } from '../file/db.ts';
import { quantise } from '../../domain/recognition/embedding.ts';
import { cosine } from './centre.ts';
import { useModel } from './gallery.ts';
import { markDeleted, setActive } from '../people/people.ts';
import { gallerySize, listScores, measure, prepareScores } from './scores.ts';
import { enrolPerson, replaceTemplates } from './templates.ts';

const FRAMES = 3;
let numbers = 0;

function enrol(db: WritableDb, pictures: readonly Float32Array[]): PersonId {
  numbers++;
  const fields = { employeeNumber: String(numbers), name: `person ${numbers}`, department: '' };
  return value(
    enrolPerson(
      db,
      fields,
      pictures.map((p) => template(p, { quality: QUALITY })),
      0,
    ),
  );
}
/** Prepares and measures all that is left; who that was. */
function sweep(db: WritableDb, frames = FRAMES): readonly PersonId[] {
  const { left } = value(prepareScores(db, MODEL, frames));
  for (const id of left) value(measure(db, MODEL, id, frames));
  return left;
}
const scoreOf = (db: WritableDb, id: PersonId, frames = FRAMES) => listScores(db, MODEL, frames).find((s) => s.personId === id);

/** Five pictures each of people who share a direction, so that strangers' scores spread as real ones do. */
function site(people: number, seed = 1) {
  const { db } = openTemp();
  value(useModel(db, MODEL));
  const next = random(seed);
  const common = unit(next);
  const picturesOf = (likeness = 0.2 + 0.3 * next()) => {
    const centre = near(common, likeness, next);
    return Array.from({ length: 5 }, () => near(centre, 0.85, next));
  };
  const enrolled = Array.from({ length: people }, () => {
    const pictures = picturesOf();
    return { id: enrol(db, pictures), pictures };
  });
  return { db, enrolled, next, picturesOf };
}

/** The slow, obvious twin: the mean of the three first (all are equally good) against every other picture; of one's own, the two others. */
function slow(enrolled: readonly { id: PersonId; pictures: readonly Float32Array[] }[], id: PersonId) {
  const mine = enrolled.find((e) => e.id === id)!;
  const probe = quantise(
    normalised(mine.pictures[0]!.map((_, i) => mine.pictures.slice(0, 3).reduce((sum, p) => sum + p[i]!, 0))),
  );
  const best = (pictures: readonly Float32Array[]) => Math.max(...pictures.map((p) => cosine(probe, quantise(p))));
  const others = enrolled.filter((e) => e.id !== id).map((e) => ({ id: e.id, score: best(e.pictures) }));
  return { other: others.reduce((a, b) => (b.score > a.score ? b : a)), own: best(mine.pictures.slice(3)) };
}

test('everybody is searched among everybody else, and among their own other captures, as the slow twin does', () => {
  const { db, enrolled } = site(40);
  expect(sweep(db)).toHaveLength(40);
  for (const { id } of enrolled) {
    const exact = slow(enrolled, id);
    const found = scoreOf(db, id)!;
    expect(found.own).toBeCloseTo(exact.own, 2);
    expect(found.other).toBeCloseTo(exact.other.score, 2);
  }
  expect(sweep(db)).toEqual([]);
  expect(gallerySize(db, MODEL)).toEqual({ people: 40, templates: 200 });
});

test('a newcomer who looks like somebody raises their score at once, and is the only one measured', () => {
  const { db, enrolled, next } = site(20);
  sweep(db);
  const twin = enrolled[7]!;
  const before = scoreOf(db, twin.id)!.other!;
  const pictures = twin.pictures.map((p) => near(p, 0.8, next));
  const id = enrol(db, pictures);
  expect(sweep(db)).toEqual([id]);
  const raised = scoreOf(db, twin.id)!;
  expect(raised.otherId).toBe(id);
  expect(raised.other).toBeGreaterThan(before + 0.2);
  expect(raised.other).toBeCloseTo(slow([...enrolled, { id, pictures }], twin.id).other.score, 2);
});

test('who leaves, is switched off or is enrolled anew has those measured again who were nearest to them', () => {
  const { db, enrolled, next, picturesOf } = site(20);
  const twin = enrolled[3]!;
  const id = enrol(
    db,
    twin.pictures.map((p) => near(p, 0.8, next)),
  );
  sweep(db);
  expect(scoreOf(db, twin.id)?.otherId).toBe(id);

  value(setActive(db, id, false));
  expect(sweep(db)).toContain(twin.id);
  expect(scoreOf(db, twin.id)?.otherId).not.toBe(id);
  expect(scoreOf(db, id)).toBeUndefined();
  value(setActive(db, id, true));
  expect(sweep(db)).toEqual([id]);
  expect(scoreOf(db, twin.id)?.otherId).toBe(id);

  value(
    replaceTemplates(
      db,
      id,
      picturesOf().map((p) => template(p)),
      1,
    ),
  );
  expect([...sweep(db)].sort((a, b) => a - b)).toEqual(expect.arrayContaining([twin.id, id]));
  expect(scoreOf(db, twin.id)?.otherId).not.toBe(id);
  expect(scoreOf(db, twin.id)?.other).toBeCloseTo(slow(enrolled, twin.id).other.score, 2);

  value(markDeleted(db, id, 2, 2));
  expect(listScores(db, MODEL, FRAMES)).toHaveLength(20);
});

test('fewer captures than the door averages are searched as the fewer frames that they are', () => {
  const { db, enrolled } = site(20);
  sweep(db);
  const next = random(4);
  const twin = enrolled[5]!;
  const two = enrol(
    db,
    twin.pictures.slice(0, 2).map((p) => near(p, 0.8, next)),
  );
  sweep(db);
  expect(scoreOf(db, two)).toMatchObject({ frames: 2, otherId: twin.id });
  expect(scoreOf(db, twin.id)?.frames).toBe(FRAMES);
  expect(scoreOf(db, two)?.own).toBeGreaterThan(0.3);
  // They are somebody whom a stranger may be taken for all the same.
  expect(scoreOf(db, twin.id)?.otherId).toBe(two);
});

test('alone there is nobody else to be taken for', () => {
  const { db } = openTemp();
  value(useModel(db, MODEL));
  const next = random(9);
  const [id] = [enrol(db, [unit(next)])];
  sweep(db);
  expect(scoreOf(db, id)).toEqual({ personId: id, frames: 1, other: null, otherId: null, own: null });
});

test('another number of frames, another model: all is measured anew', () => {
  const { db } = site(3);
  sweep(db);
  expect(sweep(db, 1)).toHaveLength(3);
  expect(listScores(db, MODEL, FRAMES)).toEqual([]);
  expect(value(prepareScores(db, 'another', 1))).toEqual({ people: 0, templates: 0, left: [] });
  expect(listScores(db, MODEL, 1)).toEqual([]);
});

test('what is interrupted goes on where it stopped; measuring somebody who is gone does nothing', () => {
  const { db, enrolled } = site(4);
  value(prepareScores(db, MODEL, FRAMES));
  value(measure(db, MODEL, enrolled[0]!.id, FRAMES));
  value(measure(db, MODEL, 999 as PersonId, FRAMES));
  expect(value(prepareScores(db, MODEL, FRAMES)).left).toEqual(enrolled.slice(1).map((e) => e.id));
});
