import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lookThresholds, PATIENCE, stageOf } from './looks.ts';

const votes = [1, 2, 3, 4, 5];
const stages = (voteFrames: number) => Array.from({ length: PATIENCE * voteFrames }, (_, i) => stageOf(i + 1, voteFrames));

test('a visit is looked at with its first frame, with a vote, and with as many frames again, twice', () => {
  expect(stages(3)).toEqual(['early', null, 'vote', null, null, 'late', null, null, 'late']);
  expect(stages(1)).toEqual(['vote', 'late', 'late']);
  expect(stages(2)).toEqual(['early', 'vote', null, 'late', null, 'late']);
});

test.each(votes)('%i frames a vote: the shares of all looks are at most the whole, and the vote needs least', (voteFrames) => {
  const shares = lookThresholds((share) => -share);
  const spent = stages(voteFrames).reduce((sum, stage) => sum - (stage ? shares[stage] : 0), 0);
  expect(spent).toBeLessThanOrEqual(1 + 1e-12);
  expect(spent).toBeGreaterThan(0.85);
  expect(shares.vote).toBeLessThan(Math.min(shares.early, shares.late));
});

test('no more strangers reach a look than are wished, however their looks hang together', () => {
  // Ranks of a thousand strangers at each look, the best first: each look alone is as it was measured, together they may be anything.
  const many = 1000;
  const wished = fc.double({ min: 0.01, max: 0.2, noNaN: true });
  const kind = fc.constantFrom('alike', 'apart', 'random');
  fc.assert(
    fc.property(
      fc.constantFrom(...votes),
      wished,
      kind,
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (voteFrames, rate, dependence, draw) => {
        const thresholds = lookThresholds((share) => -rate * share);
        const order = Array.from({ length: many }, (_, i) => i);
        const reached = new Set<number>();
        for (const stage of stages(voteFrames)) {
          if (!stage) continue;
          // Apart is the worst case: whoever is best at one look is not among the best at another.
          if (dependence === 'apart') order.push(...order.splice(0, many / 4));
          if (dependence === 'random') shuffle(order, () => draw.next().value as number);
          order.forEach((stranger, rank) => {
            if (-(rank + 1) / many >= thresholds[stage]) reached.add(stranger);
          });
        }
        expect(reached.size / many).toBeLessThanOrEqual(rate + 1e-9);
      },
    ),
    { numRuns: 60 },
  );
});

function shuffle(list: number[], draw: () => number): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1)) % (i + 1);
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
}
