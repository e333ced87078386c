/** From which look on a visit is decided, and that all looks together let in no more strangers than were wished. The rest is in visit.test.ts. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { admitEverybody } from '../../../test/fakes/admit.ts';
import { goodQuality } from '../../../test/fakes/quality.ts';
import { observation } from '../../../test/fakes/observation.ts';
import { frames as framesOf, turning } from '../../../test/fakes/shapes.ts';
import { CROP_BYTES, type FaceObservation } from '../../domain/recognition/face.ts';
import { lookThresholds, PATIENCE } from '../../domain/recognition/looks.ts';
import { ok } from '../../domain/result.ts';
import type { KioskDecision } from '../../shared/schemas.ts';
import type { PunchToRecord } from './admit.ts';
import { createVisitDesk, type Policy, type VisitGuard } from './visit.ts';

/** One full vote alone needs 0.5; with the wish spent over all looks, the vote 0.55, the first frame 0.7, later ones 0.65. */
const POLICY: Policy = {
  threshold: 0.5,
  looks: { early: 0.7, vote: 0.55, late: 0.65 },
  margin: 0.05,
  voteFrames: 3,
  sameFace: 0.3,
};

/** @param scores what each search gives person 1; the last one for ever. Person 2 is `lead` behind. */
function deskWith(
  scores: readonly number[],
  changes: Partial<Policy> = {},
  { lead = 0.5, guard }: { lead?: number; guard?: Partial<VisitGuard> } = {},
) {
  const rows: PunchToRecord[] = [];
  const clock = { ms: 0 };
  let searches = 0;
  const record = (punch: PunchToRecord) => {
    rows.push(punch);
    return ok({ eventId: rows.length, at: 1_700_000_000_000 });
  };
  const desk = createVisitDesk({
    embed: () => Promise.resolve(ok({ vector: Float32Array.of(1, 0, 0), mirrorCosine: 0.9, ms: 12 })),
    match: () => {
      const score = scores[Math.min(searches++, scores.length - 1)]!;
      return ok({ first: { personId: 1, score }, second: { personId: 2, score: score - lead } });
    },
    policy: () => ({ ...POLICY, ...changes }),
    modelId: () => 'q-test',
    admit: admitEverybody(record),
    record,
    guard: { rivals: () => ok([]), counterExample: () => ok(null), keepProbe: () => undefined, ...guard },
    monotonic: () => clock.ms,
    wake: () => undefined,
  });
  /** Frames until the first answer that is not `checking`, or 12. */
  const stand = async (seen: readonly Partial<FaceObservation>[] = []): Promise<KioskDecision['state'][]> => {
    const said: KioskDecision['state'][] = [];
    for (let i = 0; i < 12 && (said.at(-1) ?? 'checking') === 'checking'; i++) {
      clock.ms += 100;
      const answer = await desk.face(
        observation({
          track: 1,
          frame: i + 1,
          crop: new Uint8Array(CROP_BYTES),
          quality: goodQuality(),
          capturedAt: clock.ms,
          ...seen[i],
        }),
      );
      if (!answer.ok) throw new Error(answer.error.code);
      said.push(answer.value.state);
    }
    return said;
  };
  return { stand, rows };
}
const waits = (looks: number, last: KioskDecision['state']) => [...Array<string>(looks - 1).fill('checking'), last];

test.each<[string, readonly number[], number, KioskDecision['state'], object]>([
  ['one frame is enough for a wide margin', [0.7], 1, 'welcome', { frames: 1, looks: 1, stage: 'early', threshold: 0.7 }],
  ['a narrow one waits for the vote', [0.6], 3, 'welcome', { frames: 3, looks: 3, stage: 'vote', threshold: 0.55 }],
  [
    'better frames after a bad vote are looked at together, and need more',
    [0.4, 0.4, 0.65],
    6,
    'welcome',
    { frames: 3, looks: 6, stage: 'late', threshold: 0.65 },
  ],
  ['and once more', [0.4, 0.4, 0.64, 0.65], 9, 'welcome', { frames: 3, looks: 9, stage: 'late', threshold: 0.65 }],
  ['what would do for one vote does not do for four looks', [0.54], 9, 'refused', { looks: 9, stage: 'late', threshold: 0.65 }],
  ['a stranger is looked at as long as ever', [0.2], 9, 'refused', { looks: 9 }],
])('%s', async (_what, scores, looks, last, record) => {
  const { stand, rows } = deskWith(scores);
  expect(await stand()).toEqual(waits(looks, last));
  expect(rows).toHaveLength(1);
  expect(rows[0]!.decision).toMatchObject(record);
});

test("a threshold that was set by hand is the full vote's: nobody is decided on earlier, and every vote may reach it", async () => {
  expect(await deskWith([0.9], { looks: null }).stand()).toEqual(waits(3, 'welcome'));
  // Two frames are not searched for; the first vote misses, the second reaches it.
  expect(await deskWith([0.4, 0.5], { looks: null }).stand()).toEqual(waits(4, 'welcome'));
});

test.each<[string, Parameters<typeof deskWith>[2]]>([
  ['a known look-alike', { guard: { rivals: () => ok([{ personId: 2, score: 0.1 }]) } }],
  ['somebody who was mistaken for them before', { guard: { counterExample: () => ok(0.1) } }],
  ['a runner-up who is near', { lead: 0.055 }],
])('with %s nothing is decided before the whole vote', async (_who, world) => {
  expect(await deskWith([0.9], {}, world).stand()).toEqual(waits(3, 'welcome'));
});

test('a single frame asks nobody for a PIN because of the error rate', async () => {
  const secondFactor = { rule: 'when-needed', faceAloneKeepsRate: false, doorAsks: false } as const;
  expect(await deskWith([0.69], { threshold: 0.4, secondFactor }).stand()).toEqual(waits(3, 'welcome'));
  expect(await deskWith([0.54], { threshold: 0.4, secondFactor }).stand()).toEqual(waits(3, 'need-pin'));
  expect(await deskWith([0.7], { threshold: 0.4, secondFactor }).stand()).toEqual(waits(1, 'welcome'));
});

test('whoever reached a look stays known while liveness looks on, at what a vote needs', async () => {
  const living = framesOf({ pose: turning, seconds: 3 });
  const { stand, rows } = deskWith([0.7, 0.6], { liveness: 'strict' });
  const said = await stand(living);
  expect(said.at(-1)).toBe('welcome');
  expect(said.length).toBeGreaterThan(3);
  expect(rows[0]!.decision).toMatchObject({ stage: 'vote', threshold: 0.55, presentation: { verdict: 'live' } });
});

test('of many strangers no more are let in than were wished, whatever their looks have to do with each other', async () => {
  const many = 60;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.double({ min: 0.1, max: 0.6, noNaN: true }),
      fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
      async (voteFrames, rate, turns) => {
        // Every look has its ranking of the strangers, turned against the others': the k-th of them scores so that a share of (k + 1) / many reaches it.
        const looks = lookThresholds((share) => 1 - rate * share);
        let welcomed = 0;
        for (let stranger = 0; stranger < many; stranger++) {
          const scores = Array.from(
            { length: PATIENCE * voteFrames },
            (_, look) => 1 - (((stranger + turns[look]!) % many) + 1) / many,
          );
          const { stand } = deskWith(scores, { looks, threshold: looks.vote, voteFrames, margin: -1 }, { lead: 1 });
          if ((await stand()).at(-1) === 'welcome') welcomed++;
        }
        expect(welcomed / many).toBeLessThanOrEqual(rate);
      },
    ),
    { numRuns: 25 },
  );
});
