import { beforeEach, describe, expect, test } from 'vitest';
import type { LastPunch } from '../../domain/attendance/direction.ts';
import { CROP_BYTES, type FaceObservation } from '../../domain/recognition/face.ts';
import { cosine } from '../../domain/recognition/vote.ts';
import { err, ok } from '../../domain/result.ts';
import { observation } from '../../../test/fakes/observation.ts';
import { goodQuality } from '../../../test/fakes/quality.ts';
import { createAdmit, type AccessAnswer, type PunchToRecord } from './admit.ts';
import { createVisitDesk, type Policy, type VisitDesk, type VisitGuard, type VisitWorld } from './visit.ts';

const policy: Policy = { threshold: 0.5, margin: 0.05, voteFrames: 3, sameFace: 0.3 };
const gallery = new Map([
  [1, [1, 0, 0]],
  [2, [0, 1, 0]],
]);

/** A world of three-dimensional faces: the crop's first three bytes are its embedding. */
function makeWorld(changes: Partial<Policy> = {}, guard?: VisitGuard) {
  const rows: PunchToRecord[] = [];
  const doors: number[] = [];
  const alarms: { readonly at: number; readonly call: () => void }[] = [];
  const punches = new Map<number, LastPunch>();
  const clock = { ms: 1_000_000, at: Date.UTC(2026, 10, 24, 8, 57) };
  const faults = { embed: false, record: false };
  const rules: { answer: AccessAnswer } = { answer: { kind: 'granted', direction: null } };
  const record: VisitWorld['record'] = (punch) => {
    if (faults.record) return err({ code: 'database-full' });
    rows.push(punch);
    if (punch.personId !== null && punch.direction) punches.set(punch.personId, { direction: punch.direction, at: clock.at });
    return ok({ eventId: rows.length, at: clock.at });
  };
  const admit = createAdmit({
    person: (id) => ok({ name: `person ${id}`, last: punches.get(id) ?? null }),
    decide: () => ok(rules.answer),
    record,
    openDoor: (id) => doors.push(id),
    cooldownMs: () => 60_000,
    longestPresenceMs: () => 16 * 3_600_000,
    now: () => clock.at,
  });
  const world: VisitWorld = {
    embed: (crop) => {
      if (faults.embed) return Promise.resolve(err({ code: 'engine-down' }));
      const v = Float32Array.from([crop[0]!, crop[1]!, crop[2]!]);
      const n = Math.hypot(...v);
      return Promise.resolve(ok({ vector: v.map((x) => x / n), mirrorCosine: 0.9, ms: 12 }));
    },
    match: (probe) => {
      const ranked = [...gallery]
        .map(([personId, e]) => ({ personId, score: cosine(probe, Float32Array.from(e)) }))
        .sort((a, b) => b.score - a.score);
      return ok({ first: ranked[0] ?? null, second: ranked[1] ?? null });
    },
    policy: () => ({ ...policy, ...changes }),
    ...(guard && { guard }),
    modelId: () => 'q-test',
    admit,
    record,
    monotonic: () => clock.ms,
    wake: (ms, call) => alarms.push({ at: clock.ms + ms, call }),
  };
  /** Lets time pass, and what was to be called in it be called. */
  const pass = (ms: number) => {
    clock.ms += ms;
    for (const due of alarms.splice(0)) {
      if (due.at <= clock.ms) due.call();
      else alarms.push(due);
    }
  };
  return { world, rows, doors, clock, faults, rules, pass };
}

function face(track: number, rgb: [number, number, number], quality = goodQuality()): FaceObservation {
  const crop = new Uint8Array(CROP_BYTES);
  crop.set(rgb);
  return observation({ track, frame: 0, crop, quality });
}

let w: ReturnType<typeof makeWorld>;
let desk: VisitDesk;
beforeEach(() => {
  w = makeWorld();
  desk = createVisitDesk(w.world);
});

async function show(times: number, f: FaceObservation) {
  const answers = [];
  for (let i = 0; i < times; i++) {
    answers.push(await desk.face(f));
    w.clock.ms += 100;
    w.clock.at += 100;
  }
  return answers;
}
const states = (answers: Awaited<ReturnType<typeof show>>) => answers.map((a) => (a.ok ? a.value.state : a.error.code));

test('three good frames welcome a known person once: row, then door, then the same face is told "again"', async () => {
  expect(states(await show(5, face(1, [200, 10, 10])))).toEqual(['checking', 'checking', 'welcome', 'again', 'again']);
  expect(w.rows).toHaveLength(1);
  expect(w.rows[0]).toMatchObject({ kind: 'recognised', personId: 1, direction: 'in', decision: { frames: 3, threshold: 0.5 } });
  expect(w.doors).toEqual([1]);
});

test('a face that is lost and found within the cool-down is not booked twice; after it, OUT', async () => {
  await show(3, face(1, [200, 10, 10]));
  expect(states(await show(3, face(2, [200, 10, 10])))).toEqual(['checking', 'checking', 'again']);
  expect(w.rows).toHaveLength(1);
  w.clock.at += 3_600_000;
  w.clock.ms += 3_600_000;
  await show(3, face(3, [200, 10, 10]));
  expect(w.rows[1]).toMatchObject({ personId: 1, direction: 'out' });
});

test('a stranger is refused after more patience, once, and no door opens', async () => {
  const answers = states(await show(10, face(1, [10, 10, 200])));
  expect(answers.slice(0, 8).every((s) => s === 'checking')).toBe(true);
  expect(answers.slice(8)).toEqual(['refused', 'refused']);
  await show(12, face(2, [10, 10, 200]));
  expect(w.rows.map((r) => [r.kind, r.reason])).toEqual([['refused', 'not-recognised']]);
  expect(w.doors).toEqual([]);
});

test('"try again" forgets the refusal', async () => {
  await show(10, face(1, [10, 10, 200]));
  desk.reset();
  expect(states(await show(1, face(1, [200, 10, 10])))).toEqual(['checking']);
});

test('as close to two people is ambiguous, and refused', async () => {
  const answers = await show(9, face(1, [200, 200, 0]));
  expect(answers.at(-1)).toEqual({ ok: true, value: { state: 'refused', reason: 'ambiguous', from: null, name: null } });
});

test('another face in front of the camera starts a visit of its own', async () => {
  await show(2, face(1, [200, 10, 10]));
  expect(states(await show(3, face(2, [10, 200, 10])))).toEqual(['checking', 'checking', 'welcome']);
  expect(w.rows[0]).toMatchObject({ personId: 2 });
});

test('somebody who steps into the place of one who was answered, on the same track, gets a visit of their own', async () => {
  await show(4, face(1, [200, 10, 10]));
  expect(states(await show(4, face(1, [10, 200, 10])))).toEqual(['again', 'checking', 'checking', 'welcome']);
  expect(w.rows.map((r) => r.personId)).toEqual([1, 2]);
  expect(w.doors).toEqual([1, 2]);
});

test('who stays is never booked OUT by waiting, however long', async () => {
  await show(3, face(1, [200, 10, 10]));
  for (let minute = 0; minute < 30; minute++) {
    w.clock.at += 60_000;
    w.clock.ms += 60_000;
    expect(states(await show(1, face(1, [200, 10, 10])))).toEqual(['again']);
  }
  // One odd frame in between changes nothing.
  expect(states(await show(1, face(1, [10, 10, 200])))).toEqual(['again']);
  expect(states(await show(1, face(1, [200, 10, 10])))).toEqual(['again']);
  expect(w.rows).toHaveLength(1);
});

test('a stranger who stays is one row', async () => {
  await show(10, face(1, [10, 10, 200]));
  for (let minute = 0; minute < 5; minute++) {
    w.clock.ms += 60_000;
    expect(states(await show(1, face(1, [10, 10, 200])))).toEqual(['refused']);
  }
  expect(w.rows).toHaveLength(1);
});

test('a poor frame is answered with what to do and is not embedded', async () => {
  w.faults.embed = true;
  expect(await desk.face(face(1, [200, 10, 10], { ...goodQuality(), LuminanceMean: 0.02 }))).toEqual({
    ok: true,
    value: { state: 'guide', reason: 'too-dark' },
  });
});

test('a full disk is an error: no welcome, no door, and the next frame tries again', async () => {
  w.faults.record = true;
  expect(states(await show(3, face(1, [200, 10, 10])))).toEqual(['checking', 'checking', 'database-full']);
  expect(w.doors).toEqual([]);
  w.faults.record = false;
  expect(states(await show(1, face(1, [200, 10, 10])))).toEqual(['welcome']);
});

test('an engine that is down answers with its error and loses nothing', async () => {
  await show(2, face(1, [200, 10, 10]));
  w.faults.embed = true;
  expect(states(await show(1, face(1, [200, 10, 10])))).toEqual(['engine-down']);
  w.faults.embed = false;
  expect(states(await show(1, face(1, [200, 10, 10])))).toEqual(['welcome']);
});

describe('a face that is not enough alone', () => {
  const always = { rule: 'always', faceAloneKeepsRate: true, doorAsks: false } as const;
  const kept: { id: number; probe: Float32Array }[] = [];
  const guard: VisitGuard = {
    rivals: (probe, id) =>
      ok(id <= 2 ? [{ personId: 3 - id, score: cosine(probe, Float32Array.from(gallery.get(3 - id)!)) }] : []),
    counterExample: () => ok(null),
    keepProbe: (id, probe) => kept.push({ id, probe }),
  };
  const start = (changes: Partial<Policy>, g?: VisitGuard) => {
    kept.length = 0;
    w = makeWorld(changes, g);
    desk = createVisitDesk(w.world);
  };

  test('asks for a PIN, writes nothing, opens nothing; the right PIN admits by both', async () => {
    start({ secondFactor: always }, { ...guard, rivals: () => ok([]) });
    expect(states(await show(4, face(1, [200, 10, 10])))).toEqual(['checking', 'checking', 'need-pin', 'need-pin']);
    expect([w.rows, w.doors]).toEqual([[], []]);
    expect(desk.pending()).toMatchObject({ who: [1], why: 'door' });
    expect(desk.confirm(2)).toBeNull();
    expect(desk.confirm(1)).toMatchObject({ ok: true, value: { state: 'welcome', method: 'face+pin' } });
    expect(w.rows).toMatchObject([{ kind: 'recognised', personId: 1, method: 'face+pin', decision: { frames: 3 }, waitMs: 400 }]);
    expect(w.doors).toEqual([1]);
    expect(kept.map((k) => k.id)).toEqual([1]);
    expect(desk.confirm(1)).toBeNull();
    expect(states(await show(1, face(1, [200, 10, 10])))).toEqual(['again']);
    // Lost while looking down at the keys: still the one who has just confirmed.
    expect(states(await show(3, face(2, [200, 10, 10])))).toEqual(['checking', 'checking', 'again']);
    expect(w.rows).toHaveLength(1);
  });

  test('look-alikes: the PIN of either settles it, nobody else’s; and nobody else is asked', async () => {
    gallery.set(3, [0, 0, 1]);
    try {
      start({ lookAlikes: 'pin' }, guard);
      await show(3, face(1, [200, 200, 0]));
      expect(desk.pending()).toMatchObject({ why: 'look-alike', who: expect.arrayContaining([1, 2]) as unknown });
      expect(desk.confirm(3)).toBeNull();
      expect(desk.confirm(2)).toMatchObject({ ok: true, value: { state: 'welcome' } });
      expect(w.rows).toMatchObject([{ personId: 2, method: 'face+pin', decision: { lookAlike: true } }]);
      desk.reset();
      expect(states(await show(3, face(2, [0, 0, 200])))).toEqual(['checking', 'checking', 'welcome']);
    } finally {
      gallery.delete(3);
    }
  });

  test('look-alikes by margin: a lead that is enough for others is not for them', async () => {
    const lead = [200, 180, 0] as [number, number, number];
    start({}, { ...guard, rivals: () => ok([]) });
    expect(states(await show(3, face(1, lead))).at(-1)).toBe('welcome');
    start({}, guard);
    expect((await show(9, face(1, lead))).at(-1)).toMatchObject({ value: { state: 'refused', reason: 'ambiguous' } });
    expect(w.rows).toMatchObject([{ kind: 'refused', decision: { lookAlike: true, marginRequired: 0.08 } }]);
    start({}, guard);
    expect(states(await show(3, face(1, [200, 10, 10]))).at(-1)).toBe('welcome');
  });

  test('a PIN that comes too late, or after another face was judged, says nothing about the face', async () => {
    start({ secondFactor: always });
    await show(3, face(1, [200, 10, 10]));
    w.pass(29_000);
    expect(desk.pending()).not.toBeNull();
    w.pass(1_000);
    expect([desk.pending(), desk.confirm(1)]).toEqual([null, null]);

    desk.reset();
    await show(3, face(2, [200, 10, 10]));
    await show(3, face(3, [10, 200, 10]));
    expect(desk.confirm(1)).toBeNull();
    expect(desk.confirm(2)).toMatchObject({ ok: true });
  });

  test('it stays pending for as long as the face is there, and goes when somebody steps into its place', async () => {
    start({ secondFactor: always });
    await show(3, face(1, [200, 10, 10]));
    for (let i = 0; i < 5; i++) {
      w.clock.ms += 20_000;
      expect(states(await show(1, face(1, [200, 10, 10])))).toEqual(['need-pin']);
    }
    expect(desk.pending()?.who).toEqual([1]);
    await show(2, face(1, [10, 10, 200]));
    expect(desk.pending()).toBeNull();
  });

  const abandoned = { kind: 'refused', reason: 'no-second-factor', method: 'face', direction: null };

  test('whoever gives no PIN is one row, once their time is over, with the decision of their face', async () => {
    start({ secondFactor: always });
    await show(3, face(1, [200, 10, 10]));
    w.pass(20_000);
    await show(1, face(1, [200, 10, 10]));
    w.pass(20_000);
    expect(w.rows).toEqual([]);
    w.pass(10_000);
    expect(w.rows).toMatchObject([{ ...abandoned, personId: 1, decision: { frames: 3, first: { personId: 1 } } }]);
    w.pass(100_000);
    expect(w.rows).toHaveLength(1);
    expect(w.doors).toEqual([]);
  });

  test('or once another face is judged, or stands in their place, or somebody begins anew; lost and found again is no second row', async () => {
    start({ secondFactor: always });
    await show(3, face(1, [200, 10, 10]));
    await show(3, face(2, [200, 10, 10]));
    expect(w.rows).toEqual([]);
    await show(3, face(3, [10, 200, 10]));
    expect(w.rows).toMatchObject([{ ...abandoned, personId: 1 }]);
    await show(2, face(3, [10, 10, 200]));
    expect(w.rows).toMatchObject([{ personId: 1 }, { ...abandoned, personId: 2 }]);
    await show(3, face(4, [200, 10, 10]));
    expect(desk.reset()).toEqual(ok(null));
    expect(w.rows.map((r) => [r.personId, r.reason])).toEqual([1, 2, 1].map((id) => [id, 'no-second-factor']));
  });

  test('of two look-alikes nobody knows which it was', async () => {
    start({ lookAlikes: 'pin' }, guard);
    await show(3, face(1, [200, 200, 0]));
    w.pass(30_000);
    expect(w.rows).toMatchObject([{ ...abandoned, personId: null, decision: { lookAlike: true } }]);
  });

  test('a row of theirs that cannot be written is said, and their face settles nothing any more', async () => {
    start({ secondFactor: always });
    await show(3, face(1, [200, 10, 10]));
    w.faults.record = true;
    expect((await show(3, face(2, [10, 200, 10]))).at(-1)).toEqual(err({ code: 'database-full' }));
    w.faults.record = false;
    expect([desk.pending(), desk.confirm(1)]).toEqual([null, null]);
    expect(states(await show(1, face(2, [10, 200, 10])))).toEqual(['need-pin']);
  });

  test('a row that cannot be written leaves it pending', async () => {
    start({ secondFactor: always });
    await show(3, face(1, [200, 10, 10]));
    w.faults.record = true;
    expect(desk.confirm(1)).toEqual(err({ code: 'database-full' }));
    w.faults.record = false;
    expect(desk.confirm(1)).toMatchObject({ ok: true, value: { state: 'welcome' } });
  });
});

test('a stranger who was taken for somebody is turned away by the counter-example, and that person is not', async () => {
  const stranger = Float32Array.from([0.7, 0, 0.714]);
  const guard: VisitGuard = {
    rivals: () => ok([]),
    counterExample: (probe, id) => ok(id === 1 ? cosine(probe, stranger) : null),
    keepProbe: () => undefined,
  };
  w = makeWorld({}, guard);
  desk = createVisitDesk(w.world);
  expect((await show(9, face(1, [180, 0, 180]))).at(-1)).toMatchObject({ value: { state: 'refused', reason: 'not-recognised' } });
  expect(w.rows[0]?.decision?.counterExample).toBeCloseTo(1, 2);
  expect(states(await show(3, face(2, [200, 10, 40]))).at(-1)).toBe('welcome');
  expect(states(await show(3, face(3, [0, 200, 0]))).at(-1)).toBe('welcome');
});
