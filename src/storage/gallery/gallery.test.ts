import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, MODEL, near, NOW, openTemp, random, template, unit, value } from '../../../test/storage/support.ts';
import type { WritableDb } from '../file/db.ts';
import { currentModel, match, matchBrute, useModel } from './gallery.ts';
import { addTemplates, enrolPerson } from './templates.ts';

let number = 0;
const enrol = (db: WritableDb, faces: readonly Float32Array[], modelId = MODEL) =>
  value(
    enrolPerson(
      db,
      { employeeNumber: String(++number), name: 'n', department: '' },
      faces.map((face) => template(face, { modelId })),
      NOW,
    ),
  );

/** How alike people are: strangers, or clusters (families) whose members share a cosine. */
type Gallery = { seed: number; people: number; templates: number; families: number; kinship: number; genuine: number };

function build(db: WritableDb, g: Gallery): { probes: Float32Array[] } {
  const next = random(g.seed);
  const families = Array.from({ length: g.families }, () => unit(next));
  const probes: Float32Array[] = [];
  for (let p = 0; p < g.people; p++) {
    const centre = g.kinship === 0 ? unit(next) : near(families[p % g.families]!, Math.sqrt(g.kinship), next);
    enrol(
      db,
      Array.from({ length: g.templates }, () => near(centre, Math.sqrt(g.genuine), next)),
    );
    if (p % 7 === 0) probes.push(near(centre, Math.sqrt(g.genuine), next));
  }
  probes.push(unit(next), unit(next));
  return { probes };
}

describe('SQL and its slow twin agree on the best match, over random and clustered galleries', () => {
  test('property', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer({ min: 0, max: 2 ** 31 }),
          people: fc.integer({ min: 1, max: 120 }),
          templates: fc.integer({ min: 1, max: 3 }),
          families: fc.integer({ min: 1, max: 6 }),
          kinship: fc.constantFrom(0, 0.2, 0.45, 0.8),
          genuine: fc.constantFrom(0.5, 0.7, 0.9),
        }),
        (gallery) => {
          const { db, close } = openTemp();
          useModel(db, MODEL);
          const { probes } = build(db, gallery);
          for (const probe of probes) {
            const fast = match(db, MODEL, probe);
            const slow = matchBrute(db, MODEL, probe);
            // Strangers' scores mean nothing and may tie in the codes; what counts is a match that could be accepted.
            if (!slow.first || slow.first.score < 0.3) continue;
            expect(fast.first?.personId).toBe(slow.first.personId);
            expect(fast.first?.score).toBeCloseTo(slow.first.score, 5);
            // Among more than 64 templates that are alike the runner-up may be another of them; its score is the same but for noise.
            if (slow.second && slow.second.score > 0.3) expect(fast.second?.score).toBeGreaterThan(slow.second.score - 0.04);
          }
          close();
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);
});

test('first and second are two people, each by the best of their templates', () => {
  const { db } = openTemp();
  useModel(db, MODEL);
  const next = random(21);
  const probe = unit(next);
  const a = enrol(db, [near(probe, 0.9, next), near(probe, 0.8, next), near(probe, 0.7, next)]);
  const b = enrol(db, [near(probe, 0.3, next), near(probe, 0.6, next)]);
  enrol(db, [near(probe, 0.5, next)]);
  const found = match(db, MODEL, probe);
  expect([found.first?.personId, found.second?.personId]).toEqual([a, b]);
  expect(found.first?.score).toBeCloseTo(0.9, 1);
  expect(found.second?.score).toBeCloseTo(0.6, 1);
  expect(match(db, MODEL, probe, { without: a }).first?.personId).toBe(b);
  expect(matchBrute(db, MODEL, probe, { without: a }).first?.personId).toBe(b);
});

test('a person who is left out takes no places among the candidates', () => {
  const { db } = openTemp();
  useModel(db, MODEL);
  const next = random(22);
  const probe = unit(next);
  const many = enrol(
    db,
    Array.from({ length: 6 }, () => near(probe, 0.9, next)),
  );
  const other = enrol(db, [near(probe, 0.4, next)]);
  expect(match(db, MODEL, probe, { candidates: 1, without: many }).first?.personId).toBe(other);
});

test('an empty gallery, one person, an opposite face', () => {
  const { db } = openTemp();
  const probe = unit(random(23));
  expect(match(db, MODEL, probe)).toEqual({ first: null, second: null });
  useModel(db, MODEL);
  expect(match(db, MODEL, probe)).toEqual({ first: null, second: null });
  const only = enrol(db, [probe.map((x) => -x)]);
  const found = match(db, MODEL, probe);
  expect(found.first?.personId).toBe(only);
  expect(found.first?.score).toBeCloseTo(-1, 5);
  expect(found.second).toBeNull();
});

test("another model's templates are never compared", () => {
  const { db } = openTemp();
  useModel(db, MODEL);
  const face = unit(random(24));
  const id = enrol(db, [face], 'older');
  expect(match(db, MODEL, face).first).toBeNull();
  expect(match(db, 'older', face).first).toBeNull();
  expect(matchBrute(db, MODEL, face).first).toBeNull();
  expect(matchBrute(db, 'older', face).first).toBeNull();
  expect(value(useModel(db, 'older'))).toEqual({ changed: true });
  expect(currentModel(db)).toBe('older');
  expect(match(db, 'older', face).first?.personId).toBe(id);
  expect(match(db, MODEL, face).first).toBeNull();
  value(addTemplates(db, id, [template(unit(random(25)))]));
  expect(count(db, 'codes')).toBe(1);
});

test('codes that are missing come back at the next start', () => {
  const { db } = openTemp();
  useModel(db, MODEL);
  const face = unit(random(26));
  const id = enrol(db, [face]);
  db.run('DELETE FROM codes');
  expect(match(db, MODEL, face).first).toBeNull();
  expect(value(useModel(db, MODEL))).toEqual({ changed: false });
  expect(match(db, MODEL, face).first?.personId).toBe(id);
});

test('without sqlite-vec the twin answers', () => {
  const { db } = openTemp();
  useModel(db, MODEL);
  const face = unit(random(27));
  const id = enrol(db, [face]);
  expect(match({ ...db, vectors: false }, MODEL, face).first).toEqual({ personId: id, score: expect.closeTo(1, 9) as number });
});
