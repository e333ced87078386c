/** The site's centre: what it is, when it is made anew, and that every score knows of it. */
import { expect, test } from 'vitest';
import { MODEL, near, normalised, openTemp, random, template, unit, value } from '../../../test/storage/support.ts';
import { centredCosine, cosine, LEAST_PEOPLE, readCentre, refreshCentre, scoreOf } from './centre.ts';
import { quantise } from '../../domain/recognition/embedding.ts';
import { match, matchBrute, nearest, nearestBrute, useModel } from './gallery.ts';
import { lastSearch, finishSearch } from './look-alikes.ts';
import { setActive } from '../people/people.ts';
import { measure, prepareScores } from './scores.ts';
import { enrolPerson } from './templates.ts';

/** People who share a good part of what they are, each in `each` captures. */
function site(people: number, { shared = 0.4, each = 2, seed = 1 } = {}) {
  const { db } = openTemp();
  value(useModel(db, MODEL));
  const next = random(seed);
  const common = unit(next);
  const faceOf = (): Float32Array => near(common, shared, next);
  const enrol = (number: string) => {
    const face = faceOf();
    const pictures = Array.from({ length: each }, () => near(face, 0.8, next));
    return {
      id: value(
        enrolPerson(
          db,
          { employeeNumber: number, name: number, department: '' },
          pictures.map((p) => template(p)),
          0,
        ),
      ),
      face,
      pictures,
    };
  };
  const enrolled = Array.from({ length: people }, (_, n) => enrol(String(n)));
  return { db, next, common, faceOf, enrol, enrolled };
}

/** What `centredCosine` stands for, by plain vectors in floating point. */
function slowly(a: Float32Array, b: Float32Array, direction: Float32Array, length: number): number {
  const moved = (v: Float32Array): Float32Array => normalised(v.map((x, i) => x - length * direction[i]!));
  const [p, q] = [moved(a), moved(b)];
  return p.reduce((sum, x, i) => sum + x * q[i]!, 0);
}

test('the formula is the cosine of both faces less the centre', () => {
  const next = random(3);
  const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, v, i) => sum + v * y[i]!, 0);
  for (const length of [0, 0.1, 0.4, 0.9]) {
    const [a, b, c] = [unit(next), unit(next), unit(next)];
    expect(centredCosine(dot(a, b), dot(a, c), dot(b, c), length)).toBeCloseTo(slowly(a, b, c, length), 5);
  }
  expect(centredCosine(1, 1, 1, 1)).toBe(0);
});

test('too few people have no centre; from ten on it is their mean, drawn towards zero as by ten more', () => {
  const few = site(LEAST_PEOPLE - 1);
  expect(value(refreshCentre(few.db, MODEL))).toEqual({ changed: false });
  expect(readCentre(few.db)).toBeNull();
  const { db, enrolled } = site(30);
  expect(value(refreshCentre(db, MODEL))).toEqual({ changed: true });
  const mean = new Float32Array(2048);
  for (const { pictures } of enrolled)
    for (const p of pictures) for (let i = 0; i < mean.length; i++) mean[i]! += p[i]! / pictures.length / 40;
  const centre = readCentre(db)!;
  expect(centre.length).toBeCloseTo(Math.hypot(...mean), 3);
  expect(cosine(centre.direction, quantise(mean))).toBeGreaterThan(0.999);
});

test('SQL and its slow twin score alike with a centre, and differ from what they said without', () => {
  const { db, next, enrolled } = site(60);
  const probe = near(enrolled[7]!.face, 0.7, next);
  const before = match(db, MODEL, probe).first!.score;
  value(refreshCentre(db, MODEL));
  const [fast, slow] = [match(db, MODEL, probe), matchBrute(db, MODEL, probe)];
  expect(fast.first!.personId).toBe(enrolled[7]!.id);
  expect(fast.first!.personId).toBe(slow.first!.personId);
  expect(fast.first!.score).toBeCloseTo(slow.first!.score, 5);
  expect(Math.abs(fast.first!.score - before)).toBeGreaterThan(0.01);
  const [a, b] = [nearest, nearestBrute].map((search) =>
    search(db, MODEL, quantise(probe), { limit: 5, without: enrolled[7]!.id }),
  );
  expect(a!.length).toBe(5);
  expect(a!.every(({ personId }) => personId !== enrolled[7]!.id)).toBe(true);
  expect(a![0]!.score).toBeCloseTo(b![0]!.score, 5);
});

test('strangers of the place score as strangers: what all share is gone, and who is who stays', () => {
  const { db, next, faceOf, enrolled } = site(80, { shared: 0.5 });
  const strangers = Array.from({ length: 40 }, () => near(faceOf(), 0.8, next));
  const best = (): number => strangers.reduce((sum, p) => sum + match(db, MODEL, p).first!.score, 0) / strangers.length;
  const own = (): number =>
    enrolled.slice(0, 40).reduce((sum, { face }) => sum + match(db, MODEL, near(face, 0.8, next)).first!.score, 0) / 40;
  const without = { best: best(), own: own() };
  value(refreshCentre(db, MODEL));
  const gap = { before: without.own - without.best, after: own() - best() };
  expect(best()).toBeLessThan(without.best - 0.1);
  expect(gap.after).toBeGreaterThan(gap.before + 0.05);
});

test('sixty-four candidates chosen by plain codes hold the best match of centred scores', () => {
  const { db, next, enrolled } = site(300, { shared: 0.4, each: 3 });
  value(refreshCentre(db, MODEL));
  for (const { face } of enrolled.filter((_, k) => k % 10 === 0)) {
    const probe = near(face, 0.5, next);
    const slow = matchBrute(db, MODEL, probe).first!;
    const fast = match(db, MODEL, probe).first!;
    expect(fast).toEqual({ personId: slow.personId, score: expect.closeTo(slow.score, 5) as number });
  }
});

test('it is made anew when a twentieth of the people are others, and then scores and look-alikes are too', () => {
  const { db, enrol } = site(40);
  value(refreshCentre(db, MODEL));
  const { left } = value(prepareScores(db, MODEL, 1));
  for (const id of left) value(measure(db, MODEL, id, 1));
  value(finishSearch(db, { modelId: MODEL, threshold: 0.5, people: 40, finishedAt: 0 }));
  expect(value(prepareScores(db, MODEL, 1)).left).toEqual([]);
  const one = enrol('one more').id;
  expect(value(refreshCentre(db, MODEL))).toEqual({ changed: false });
  expect(value(prepareScores(db, MODEL, 1)).left).toEqual([one]);
  enrol('and another');
  expect(value(refreshCentre(db, MODEL))).toEqual({ changed: true });
  expect(value(prepareScores(db, MODEL, 1)).left).toHaveLength(42);
  expect(lastSearch(db)).toBeNull();
});

test('it goes with the model, and when too few people are left', () => {
  const { db, enrolled } = site(12);
  value(refreshCentre(db, MODEL));
  expect(value(refreshCentre(db, 'another model'))).toEqual({ changed: false });
  for (const { id } of enrolled.slice(0, 3)) value(setActive(db, id, false));
  expect(value(refreshCentre(db, MODEL))).toEqual({ changed: true });
  expect(readCentre(db)).toBeNull();
  for (const { id } of enrolled.slice(0, 3)) value(setActive(db, id, true));
  value(refreshCentre(db, MODEL));
  expect(readCentre(db)).not.toBeNull();
  value(useModel(db, 'another model'));
  expect(readCentre(db)).toBeNull();
});

test('a score of one face with itself is 1, whatever the centre', () => {
  const next = random(8);
  const [v, c] = [quantise(unit(next)), quantise(unit(next))];
  expect(scoreOf({ direction: c, length: 0.5 }, v, v)).toBeCloseTo(1, 9);
  expect(scoreOf(null, v, v)).toBeCloseTo(1, 9);
});
