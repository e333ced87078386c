import { expect, test } from 'vitest';
import { event, NOW, openTemp, plansOf, QUALITY, value, MODEL } from '../../../test/storage/support.ts';
import type { PersonId } from '../../domain/ids.ts';
import type { DecisionRecord } from '../../domain/recognition/decision.ts';
import { appendEvent } from '../log/events.ts';
import { insertPerson } from '../people/people.ts';
import { visitsAfter } from './visits.ts';

const record = (changes: Partial<DecisionRecord> = {}): DecisionRecord => ({
  first: { personId: 1, score: 0.6 },
  second: { personId: 2, score: 0.3 },
  margin: 0.3,
  threshold: 0.5,
  marginRequired: 0.03,
  frames: 3,
  quality: QUALITY,
  mirrorCosine: 0.9,
  liveness: null,
  presentation: null,
  counterExample: null,
  lookAlike: false,
  modelId: MODEL,
  times: { detect: 1, align: 1, liveness: 0, embed: 10, match: 1, visit: 300 },
  ...changes,
});

function log() {
  const { db } = openTemp();
  const ids = ['安娜 Ana', 'Bea'].map((name, i) =>
    value(insertPerson(db, { employeeNumber: String(i), name, department: '' }, 0)),
  );
  const visit = (at: number, changes: Parameters<typeof event>[0] = {}) =>
    value(
      appendEvent(
        db,
        event({
          kind: 'recognised',
          at,
          personId: ids[0] as PersonId,
          direction: 'in',
          method: 'face',
          decision: record(),
          ...changes,
        }),
      ),
    );
  return { db, ids, visit };
}

test('visits come with decision, names and whether they were taken back; other events do not', () => {
  const { db, visit } = log();
  const first = visit(NOW);
  value(appendEvent(db, event({ kind: 'retracted', about: first, reason: 'not-me' })));
  value(appendEvent(db, event({ kind: 'system', reason: 'started' })));
  visit(NOW + 1, {
    kind: 'refused',
    personId: null,
    reason: 'not-recognised',
    decision: record({ modelId: 'old', presentation: { mode: 'strict', verdict: 'attack', live: 0, cues: {} } }),
  });
  const { visits, more, done } = visitsAfter(db, MODEL, 0, 0, 100);
  expect([visits.length, more, done]).toEqual([2, false, 1]);
  expect(visits[0]).toMatchObject({
    takenBack: true,
    name: '安娜 Ana',
    decision: { sameModel: true, attack: false, frames: 3, first: { name: '安娜 Ana', score: 0.6 }, second: { name: 'Bea' } },
  });
  expect(visits[1]).toMatchObject({
    kind: 'refused',
    takenBack: false,
    personId: null,
    decision: { sameModel: false, attack: true },
  });
});

test('a decision that no longer parses is none; an empty log is done', () => {
  const { db, visit } = log();
  expect(visitsAfter(db, MODEL, 0, 0, 10)).toEqual({ visits: [], more: false, done: 1 });
  visit(NOW, { decision: { strange: true } as unknown as DecisionRecord });
  expect(visitsAfter(db, MODEL, 0, 0, 10).visits[0]?.decision).toBeNull();
});

test('page by page, oldest first, none twice, none before the day asked for, and the share rises to 1', () => {
  const { db, visit } = log();
  const made = Array.from({ length: 25 }, (_, i) => visit(NOW + i * 1000));
  const seen: number[] = [];
  const shares: number[] = [];
  for (let after = 0, more = true; more;) {
    const page = visitsAfter(db, MODEL, NOW + 5000, after, 7);
    seen.push(...page.visits.map((v) => v.eventId));
    shares.push(page.done);
    after = seen.at(-1)!;
    ({ more } = page);
  }
  expect(seen).toEqual(made.slice(5));
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});

test('pages follow the primary key, the range its index', () => {
  const { db, visit } = log();
  visit(NOW);
  const plans = plansOf(db, (w) => visitsAfter(w, MODEL, 0, 0, 10));
  expect(plans).toContain('SEARCH e USING INTEGER PRIMARY KEY (rowid>?)');
  expect(plans).toContain('events_at (at>?)');
  expect(plans).not.toContain('TEMP B-TREE');
});
