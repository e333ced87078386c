/** "Not him" through the whole app but its window: real database and handlers, faces made of two directions. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeFace, SETUP, startTestApp, type TestApp } from '../../../test/fakes/app.ts';
import { fakeEngine } from '../../../test/fakes/engine.ts';
import { value } from '../../../test/storage/support.ts';
import { ok } from '../../domain/result.ts';
import type { KioskDecision } from '../../shared/schemas.ts';

type Rgb = [number, number, number];
const ANA: Rgb = [200, 10, 10];
const BO: Rgb = [10, 200, 10];
const EVE: Rgb = [10, 10, 200];
const CAST = [ANA, BO, EVE];

/** An engine for which the crop's fourth to sixth byte say how much of Ana, Bo and Eve (who is nobody's) a face is. */
function mixingEngine() {
  const engine = fakeEngine();
  const pure = (who: Rgb) => engine.embed(new Uint8Array(112 * 112 * 3).fill(0).map((_, i) => who[i] ?? 0));
  return {
    ...engine,
    embed: async (crop: Uint8Array) => {
      const parts = await Promise.all(CAST.map(pure));
      const sum = new Float32Array(2048);
      parts.forEach((part, k) => part.ok && part.value.vector.forEach((v, i) => (sum[i]! += (v * crop[3 + k]!) / 100)));
      const norm = Math.hypot(...sum);
      return ok({ vector: sum.map((v) => v / norm), mirrorCosine: 0.95, ms: 1 });
    },
  };
}

let t: TestApp;
let track = 0;
beforeEach(async () => {
  t = await startTestApp({ overrides: { engine: mixingEngine() } });
  value(await t.call('setup.complete', SETUP));
  await enrol('Ana', '1', [100, 0, 0]);
  await enrol('Bo', '2', [0, 100, 0]);
  value(await t.call('settings.save', { recognition: { threshold: 0.6, cooldownSeconds: 0 } }));
});
afterEach(() => t.close());

function face(parts: Rgb) {
  const f = fakeFace(ANA, (track += 1));
  f.crop.set(parts, 3);
  return f;
}

async function enrol(name: string, employeeNumber: string, parts: Rgb): Promise<number> {
  const { enrolmentId } = value(await t.call('enrol.begin', { personId: null }));
  value(await t.call('enrol.sample', { enrolmentId, face: face(parts) }));
  return value(await t.call('enrol.commit', { enrolmentId, person: { name, employeeNumber, department: '' } })).id;
}

/** A whole visit: enough frames for a refusal. */
async function visit(parts: Rgb): Promise<KioskDecision> {
  const f = face(parts);
  let last: KioskDecision = { state: 'checking', progress: 0 };
  for (let i = 0; i < 9 && last.state === 'checking'; i++) last = value(await t.call('recognition.face', f));
  // Somebody is at the desk meanwhile.
  t.app.session.beat();
  t.clock.at += 61_000;
  t.clock.monotonic += 61_000;
  await new Promise((done) => setImmediate(done));
  return last;
}

/** cosine to Ana 100 / hypot(100, 110) = 0.67: over the threshold, and mostly somebody else. */
const STRANGER: Rgb = [100, 0, 110];
const said = (d: KioskDecision) => (d.state === 'welcome' ? `welcome ${d.name}` : d.state === 'refused' ? d.reason : d.state);
const all = async () => [said(await visit([100, 5, 20])), said(await visit([5, 100, 20])), said(await visit(STRANGER))];

async function letStrangerIn(): Promise<number> {
  const let_in = await visit(STRANGER);
  if (let_in.state !== 'welcome') throw new Error('the stranger was not let in');
  return let_in.eventId;
}

test('a stranger who was taken for Ana is turned away afterwards; Ana still passes, Bo does not notice; undo', async () => {
  expect(await all()).toEqual(['welcome Ana', 'welcome Bo', 'welcome Ana']);
  const eventId = await letStrangerIn();
  expect(value(await t.call('notHim.state', { eventId }))).toMatchObject({ state: 'possible' });
  expect(await t.call('notHim.say', { eventId })).toEqual(ok(null));
  expect(await all()).toEqual(['welcome Ana', 'welcome Bo', 'not-recognised']);

  const log = value(
    await t.call('log.list', {
      filter: { personId: null, from: null, to: null, kinds: [], search: '' },
      before: null,
      limit: 50,
    }),
  );
  expect(log.rows.find((r) => r.id === eventId)?.retracted).toBe(true);
  expect(log.rows.find((r) => r.about === eventId)).toMatchObject({ kind: 'retracted', reason: 'not-him', name: 'Ana' });
  expect(
    value(await t.call('log.decision', { eventId: log.rows.find((r) => r.reason === 'not-recognised')!.id }))?.counterExample,
  ).toBeGreaterThan(0.95);
  expect(value(await t.call('lookAlikes.list', null)).counterExamples).toMatchObject([
    { eventId, person: { name: 'Ana' }, saidAt: 'log', used: true },
  ]);
  expect(await t.call('notHim.say', { eventId })).toMatchObject({ error: { code: 'event-gone' } });

  expect(await t.call('notHim.undo', { eventId })).toEqual(ok(null));
  expect(await all()).toEqual(['welcome Ana', 'welcome Bo', 'welcome Ana']);
  const after = value(
    await t.call('log.list', {
      filter: { personId: null, from: null, to: null, kinds: [], search: '' },
      before: null,
      limit: 50,
    }),
  );
  expect(after.rows.find((r) => r.id === eventId)?.retracted).toBe(false);
  expect(after.rows.filter((r) => r.kind === 'retracted').map((r) => r.reason)).toEqual(['was-him', 'not-him']);
  expect(await t.call('notHim.undo', { eventId })).toMatchObject({ error: { code: 'event-gone' } });
  // What was undone may be said again.
  expect(await t.call('notHim.say', { eventId })).toEqual(ok(null));
  expect(said(await visit(STRANGER))).toBe('not-recognised');
});

test('"this is not me" at the kiosk learns the same; not where the face is hardly a stranger’s', async () => {
  const tap = async (parts: Rgb) => {
    const f = face(parts);
    let eventId = 0;
    for (let i = 0; i < 3; i++) {
      const d = value(await t.call('recognition.face', f));
      if (d.state === 'welcome') ({ eventId } = d);
    }
    await new Promise((done) => setImmediate(done));
    expect(await t.call('recognition.notMe', { eventId })).toEqual(ok(null));
    return eventId;
  };
  const own = await tap([100, 0, 10]);
  expect(value(await t.call('lookAlikes.list', null)).counterExamples).toEqual([]);
  expect(value(await t.call('notHim.state', { eventId: own }))).toMatchObject({ state: 'possible' });
  // Of the same person again, and no sooner than the kiosk allows it; whoever was signed in has been signed out by then.
  t.clock.monotonic += 10 * 60_000;
  t.app.setRole('admin');
  const wrong = await tap(STRANGER);
  expect(value(await t.call('lookAlikes.list', null)).counterExamples).toMatchObject([{ eventId: wrong, saidAt: 'kiosk' }]);
  expect(await all()).toEqual(['welcome Ana', 'welcome Bo', 'not-recognised']);
});

test('look-alikes are found by the enrolment, need the larger lead or a PIN, and nobody else does', async () => {
  // 0.77 to Ana: a sister.
  const { enrolmentId } = value(await t.call('enrol.begin', { personId: null }));
  const sister: Rgb = [100, 0, 82];
  const known = await t.call('enrol.sample', { enrolmentId, face: face(sister) });
  expect(known).toMatchObject({ error: { code: 'face-known', name: 'Ana' } });
  value(await t.call('enrol.distinct', { enrolmentId, personId: known.ok ? 0 : (known.error as { personId: number }).personId }));
  value(await t.call('enrol.sample', { enrolmentId, face: face(sister) }));
  // 0.04 ahead of Ana: enough for others.
  const nearly: Rgb = [100, 0, 40];
  const maria = value(
    await t.call('enrol.commit', { enrolmentId, person: { name: 'Maria', employeeNumber: '3', department: '' } }),
  );
  expect(value(await t.call('lookAlikes.check', { personId: maria.id }))).toMatchObject([
    { a: { name: 'Ana' }, b: { name: 'Maria' } },
  ]);
  expect(value(await t.call('lookAlikes.list', null)).pairs).toHaveLength(1);

  expect(said(await visit([100, 0, 5]))).toBe('welcome Ana');
  expect(said(await visit(sister))).toBe('welcome Maria');
  expect(said(await visit(nearly))).toBe('ambiguous');
  expect(said(await visit([5, 100, 20]))).toBe('welcome Bo');
  value(await t.call('settings.save', { recognition: { lookAlikes: 'pin' } }));
  expect(said(await visit([100, 0, 5]))).toBe('need-pin');
  expect(said(await visit([5, 100, 20]))).toBe('welcome Bo');
  value(await t.call('people.setActive', { id: maria.id, active: false }));
  expect(said(await visit([100, 0, 5]))).toBe('welcome Ana');
});

test('an event that is none, or whose probe is gone, says so', async () => {
  for (const eventId of [1, 999]) {
    expect(value(await t.call('notHim.state', { eventId }))).toEqual({ state: 'gone', days: 14 });
    for (const name of ['notHim.say', 'notHim.undo'] as const)
      expect(await t.call(name, { eventId })).toMatchObject({ error: { code: 'event-gone' } });
  }
});
