/** Liveness in a visit: who waits, who is refused, and that no face vouches for another. The rest of the visit is in visit.test.ts. */
import { expect, test } from 'vitest';
import { admitEverybody } from '../../../test/fakes/admit.ts';
import { frames, still, turning, waving, type Made } from '../../../test/fakes/shapes.ts';
import { goodQuality } from '../../../test/fakes/quality.ts';
import { CROP_BYTES, type FaceObservation } from '../../domain/recognition/face.ts';
import type { LivenessMode } from '../../domain/recognition/presentation.ts';
import { cosine } from '../../domain/recognition/vote.ts';
import { ok } from '../../domain/result.ts';
import type { KioskDecision } from '../../shared/schemas.ts';
import type { PunchToRecord } from './admit.ts';
import { createVisitDesk } from './visit.ts';

type Rgb = readonly [number, number, number];
/** The crop's first three bytes are its embedding; person 1 is along the first axis, person 2 along the second. */
const PERSON_1: Rgb = [200, 10, 10];
const PERSON_2: Rgb = [10, 200, 10];

function makeDesk(liveness: LivenessMode) {
  const rows: PunchToRecord[] = [];
  const clock = { ms: 0 };
  const record = (punch: PunchToRecord) => {
    rows.push(punch);
    return ok({ eventId: rows.length, at: 1_700_000_000_000 });
  };
  const desk = createVisitDesk({
    embed: (crop) => {
      const v = Float32Array.from(crop.slice(0, 3));
      const n = Math.hypot(...v);
      return Promise.resolve(ok({ vector: v.map((x) => x / n), mirrorCosine: 0.9, ms: 12 }));
    },
    match: (probe) => {
      const ranked = [1, 2].map((personId) => ({
        personId,
        score: cosine(
          probe,
          Float32Array.from([1, 2, 3], (axis) => Number(axis === personId)),
        ),
      }));
      ranked.sort((a, b) => b.score - a.score);
      return ok({ first: ranked[0]!, second: ranked[1]! });
    },
    policy: () => ({ threshold: 0.5, margin: 0.05, voteFrames: 3, sameFace: 0.3, liveness }),
    modelId: () => 'q-test',
    admit: admitEverybody(record),
    record,
    monotonic: () => clock.ms,
    wake: () => undefined,
  });
  return { desk, rows, clock };
}

/** One track's frames in turn, from `from` on the clock; answers all decisions, to the first that is not `checking`. */
async function show({ desk, clock }: ReturnType<typeof makeDesk>, rgb: Rgb, made: Made, many = 100): Promise<KioskDecision[]> {
  const said: KioskDecision[] = [];
  const began = clock.ms;
  for (const [i, seen] of frames(made).slice(0, many).entries()) {
    clock.ms = began + 100 * (i + 1);
    const crop = new Uint8Array(CROP_BYTES);
    crop.set(rgb);
    const face: FaceObservation = {
      track: 1,
      frame: i + 1,
      crop,
      box: { x: 240, y: 140, width: 160, height: 200 },
      points: [
        [280, 200],
        [360, 200],
        [320, 240],
        [290, 280],
        [350, 280],
      ],
      upright: 9,
      frameWidth: 640,
      frameHeight: 480,
      quality: goodQuality(),
      liveness: seen.liveness,
      cues: seen.cues,
      capturedAt: 1_700_000_000_000 + clock.ms,
      times: { detect: 40, align: 1, liveness: 20 },
    };
    const answer = await desk.face(face);
    if (!answer.ok) throw new Error(answer.error.code);
    said.push(answer.value);
    if (answer.value.state !== 'checking') break;
  }
  return said;
}

const PRINT: Made = { pose: waving, flat: true, seconds: 6 };
const HEAD: Made = { pose: turning, seconds: 6 };

test('off looks at nothing, and its record says so', async () => {
  const world = makeDesk('off');
  expect((await show(world, PERSON_1, PRINT)).at(-1)).toMatchObject({ state: 'welcome' });
  expect(world.rows[0]!.decision!.presentation).toBeNull();
});

test.each(['standard', 'strict'] as const)(
  '%s: a head is let in soon, a print is refused with its record, without a name',
  async (mode) => {
    const head = makeDesk(mode);
    const welcomed = await show(head, PERSON_1, HEAD);
    expect(welcomed.at(-1)).toMatchObject({ state: 'welcome' });
    expect(welcomed.length).toBeLessThan(12);
    expect(head.rows[0]).toMatchObject({ kind: 'recognised', decision: { presentation: { mode, verdict: 'live' } } });

    const print = makeDesk(mode);
    const refused = await show(print, PERSON_1, PRINT);
    expect(refused.at(-1)).toEqual({ state: 'refused', reason: 'presentation-attack', from: null, name: null });
    expect(refused.length).toBeGreaterThan(9);
    expect(print.rows).toHaveLength(1);
    expect(print.rows[0]).toMatchObject({
      kind: 'refused',
      reason: 'presentation-attack',
      personId: null,
      decision: { first: { personId: 1 }, presentation: { mode, verdict: 'attack' } },
    });
  },
);

test('nothing known of life: standard looks longer and lets in, strict looks longer still and does not', async () => {
  const blind: Made = { pose: still, seconds: 6, cues: () => ({ shape: Array.from({ length: 80 }, () => 0) }) };
  const standard = await show(makeDesk('standard'), PERSON_1, blind);
  expect(standard.at(-1)).toMatchObject({ state: 'welcome' });
  expect(standard.length).toBeGreaterThan(15);
  const strict = await show(makeDesk('strict'), PERSON_1, blind);
  expect(strict.at(-1)).toMatchObject({ state: 'refused', reason: 'presentation-attack' });
  expect(strict.length).toBeGreaterThan(40);
});

test.each(['standard', 'strict'] as const)(
  '%s: a living head lends no life to the photograph that follows it on the same track',
  async (mode) => {
    const world = makeDesk(mode);
    // Two frames of a living accomplice: not yet a vote.
    expect((await show(world, PERSON_2, HEAD, 2)).at(-1)).toMatchObject({ state: 'checking' });
    expect((await show(world, PERSON_1, PRINT)).at(-1)).toMatchObject({ state: 'refused', reason: 'presentation-attack' });
    expect(world.rows.map((row) => row.kind)).toEqual(['refused']);
  },
);

test.each(['standard', 'strict'] as const)('%s: nor does one that comes after the photograph', async (mode) => {
  const world = makeDesk(mode);
  expect((await show(world, PERSON_1, PRINT, 8)).at(-1)).toMatchObject({ state: 'checking' });
  const said = (await show(world, PERSON_2, HEAD)).at(-1);
  // Whoever is let in is the one whose head it is.
  expect(said).toMatchObject({ state: 'welcome', name: 'person 2' });
  expect(world.rows.every((row) => row.personId !== 1)).toBe(true);
});

test('the swap is what makes the difference: the same frames as one person count together', async () => {
  const world = makeDesk('strict');
  await show(world, PERSON_1, HEAD, 2);
  // Without the swap the head's own further frames need no new beginning.
  expect((await show(world, PERSON_1, HEAD)).length).toBeLessThan(10);
});
