import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replay, type StoredDecision, type StoredVisit, type WhatIfPolicy } from './what-if.ts';

const now: WhatIfPolicy = { threshold: 0.5, looks: null, margin: 0.03, frames: 3 };
const looks = { early: 0.7, vote: 0.52, late: 0.7 };
const who = (personId: number, score: number) => ({ personId, score, name: `person ${personId}` });

function decision(changes: Partial<StoredDecision> = {}): StoredDecision {
  return {
    first: who(1, 0.6),
    second: who(2, 0.2),
    threshold: 0.5,
    marginRequired: 0.03,
    lookAlike: false,
    counterExample: null,
    attack: false,
    frames: 3,
    stage: null,
    sameModel: true,
    ...changes,
  };
}
function visit(changes: Partial<StoredVisit> = {}, d: Partial<StoredDecision> = {}): StoredVisit {
  return {
    eventId: 1,
    at: 1000,
    kind: 'recognised',
    reason: null,
    method: 'face',
    personId: 1,
    name: 'person 1',
    takenBack: false,
    decision: decision(d),
    ...changes,
  };
}
const stranger = (d: Partial<StoredDecision> = {}, changes: Partial<StoredVisit> = {}) =>
  visit({ kind: 'refused', reason: 'not-recognised', personId: null, name: null, ...changes }, { first: who(1, 0.4), ...d });

test.each<[string, StoredVisit, Partial<WhatIfPolicy>, Partial<ReturnType<typeof replay>['changes'][number]> | null]>([
  ['same rule, same answer', visit(), {}, null],
  ['a higher threshold turns away', visit(), { threshold: 0.61 }, { to: 'refused', why: 'threshold', note: null }],
  ['just reached is let in', visit(), { threshold: 0.6 }, null],
  ['a larger margin turns away', visit({}, { second: who(2, 0.55) }), { margin: 0.06 }, { to: 'refused', why: 'margin' }],
  ['a lower threshold lets in', stranger(), { threshold: 0.4 }, { to: 'in', why: 'threshold', who: who(1, 0.4), note: null }],
  [
    'a smaller margin lets in',
    stranger({ first: who(1, 0.6), second: who(2, 0.58) }, { reason: 'ambiguous' }),
    { margin: 0.01 },
    { to: 'in', why: 'margin' },
  ],
  [
    'a known look-alike needs their larger lead whatever the margin',
    visit({}, { lookAlike: true, second: who(2, 0.55), marginRequired: 0.04 }),
    { margin: 0 },
    { to: 'refused', why: 'margin' },
  ],
  [
    'a photograph stays out',
    stranger({ attack: true, first: who(1, 0.9) }, { reason: 'presentation-attack' }),
    { threshold: 0.1 },
    null,
  ],
  ['"not him" stays in force', stranger({ first: who(1, 0.6), counterExample: 0.59 }), { threshold: 0.1 }, null],
  [
    'a welcome that was taken back, now refused, is a wrong one avoided',
    visit({ takenBack: true }),
    { threshold: 0.7 },
    { to: 'refused', note: 'was-wrong' },
  ],
  ['an early welcome stands, though fewer frames were averaged', visit({}, { frames: 1, stage: 'early' }), { looks }, null],
  [
    'a vote is judged by what a vote needs',
    visit({}, { stage: 'vote' }),
    { looks: { ...looks, vote: 0.61 } },
    { to: 'refused', why: 'threshold' },
  ],
  ['a late look by what a late one needs', stranger({ first: who(1, 0.6), threshold: 0.7, stage: 'late' }), { looks }, null],
  [
    'a late look that would have been enough',
    stranger({ first: who(1, 0.6), threshold: 0.7, stage: 'late' }),
    { looks: { ...looks, late: 0.6 } },
    { to: 'in', why: 'threshold' },
  ],
])('%s', (_name, given, policy, change) => {
  const found = replay([given], { ...now, ...policy });
  expect(found.judged).toBe(1);
  if (change) expect(found.changes[0]).toMatchObject(change);
  else expect(found.changes).toEqual([]);
});

test('what cannot be known or does not change is counted, not guessed', () => {
  const visits = [
    visit({ method: 'pin', decision: null }),
    visit({ method: 'face+pin' }),
    visit({}, { frames: 2 }),
    visit({}, { sameModel: false }),
    visit({ kind: 'refused', reason: 'outside-hours' }),
    visit(),
  ];
  expect(replay(visits, { ...now, threshold: 0.9 })).toMatchObject({
    judged: 1,
    otherWays: 2,
    byRule: 1,
    unknown: { frames: 1, model: 1 },
    letIn: { was: 1, would: 0 },
  });
});

test('wrong welcomes: those avoided and those that would be there again', () => {
  const visits = [visit({ takenBack: true }), visit({ takenBack: true }, { first: who(1, 0.8) }), visit()];
  expect(replay(visits, { ...now, threshold: 0.7 }).wrong).toEqual({ avoided: 1, left: 1 });
});

test('a refusal that the same person followed by a welcome was probably them, by whatever way', () => {
  const pin = (at: number, personId = 1) => visit({ at, personId, method: 'pin', decision: null });
  const note = (later: StoredVisit) => replay([stranger(), later], { ...now, threshold: 0.4 }).changes[0]?.note;
  expect(note(pin(61_000))).toBe('came-in-soon-after');
  expect(note(pin(600_000))).toBeNull();
  expect(note(pin(61_000, 2))).toBeNull();
});

test('replaying the rule that decided changes nothing; a stricter one lets in a subset', () => {
  const score = fc.double({ min: -0.2, max: 1, noNaN: true });
  const visits = fc.array(fc.tuple(score, score), { maxLength: 40 }).map((pairs) =>
    pairs.map(([a, b], i) => {
      const [first, second] = [who(1, Math.max(a, b)), who(2, Math.min(a, b))];
      const known = first.score >= now.threshold;
      const match = known && first.score - second.score >= now.margin;
      const facts = { first, second };
      return match
        ? visit({ eventId: i + 1, at: i * 1e6 }, facts)
        : stranger(facts, { eventId: i + 1, at: i * 1e6, reason: known ? 'ambiguous' : 'not-recognised' });
    }),
  );
  fc.assert(
    fc.property(visits, score, score, (all, a, b) => {
      expect(replay(all, now).changes).toEqual([]);
      const [lax, strict] = [Math.min(a, b), Math.max(a, b)];
      expect(replay(all, { ...now, threshold: strict }).letIn.would).toBeLessThanOrEqual(
        replay(all, { ...now, threshold: lax }).letIn.would,
      );
      const { letIn, changes } = replay(all, { ...now, threshold: a });
      const gained = changes.filter((c) => c.to === 'in').length;
      expect(letIn.would - letIn.was).toBe(gained - (changes.length - gained));
    }),
  );
});

test('an early welcome that a stricter rule would not grant is not judged: nobody knows how the whole vote would have scored', () => {
  const found = replay([visit({}, { frames: 1, stage: 'early' })], { ...now, looks: { early: 0.8, vote: 0.61, late: 0.8 } });
  expect(found).toMatchObject({ judged: 0, changes: [], unknown: { frames: 1 } });
  // Nor one whose site averages no more frames than it had.
  expect(replay([visit({}, { frames: 1, stage: 'early' })], { ...now, frames: 1 })).toMatchObject({ unknown: { frames: 1 } });
});
