/**
 * "Not him" with the real engine on real photographs: of the sample faces, the two strangers whom this model takes for each other most
 * easily. The threshold is set low enough for that to be a match, as a careless administrator might.
 */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cosine } from '../../src/domain/recognition/vote.ts';
import { openEngine } from '../../src/engine/open-engine.ts';
import type { Embedder } from '../../src/engine/embedder.ts';
import { fakeFace, SETUP, startTestApp, type TestApp } from '../fakes/app.ts';
import { fakeEngine } from '../fakes/engine.ts';
import { sampleCrops, sampleFaces } from '../fakes/faces.ts';
import { value } from '../storage/support.ts';

const SEED = 7;
const path = (name: string): string => fileURLToPath(new URL(`../../resources/model/${name}`, import.meta.url));

let t: TestApp;
let embedder: Embedder;
/** crops[k][i]: the i-th picture of the k-th face; the first is the photograph as it is. */
let crops: Uint8Array[][];
let track = 0;

beforeAll(async () => {
  const people = (await sampleFaces()).length;
  const all = await sampleCrops(people * 4, SEED);
  crops = Array.from({ length: people }, (_, k) => [0, 1, 2, 3].map((i) => all[k + i * people]!));
  const opened = await openEngine({ modelFile: path('q.onnx'), cardFile: path('q.json') });
  if (!opened.ok) throw new Error(opened.error.why);
  ({ embedder } = opened.value);
  t = await startTestApp({ overrides: { engine: { ...fakeEngine(), embed: (crop) => embedder.embed(crop) } } });
  value(await t.call('setup.complete', SETUP));
}, 180_000);
afterAll(async () => {
  t.close();
  await embedder.close();
});

const face = (crop: Uint8Array) => ({ ...fakeFace([0, 0, 0], (track += 1)), crop });
const vector = async (crop: Uint8Array) => value(await embedder.embed(crop)).vector;

/** The answer to a whole visit of one face, whose frames are the given pictures in turn. */
async function visit(pictures: readonly Uint8Array[]): Promise<{ said: string; eventId: number }> {
  const f = face(pictures[0]!);
  t.clock.at += 61_000;
  t.clock.monotonic += 61_000;
  // Somebody was at the desk meanwhile.
  t.app.session.beat();
  for (let i = 0; i < 9; i++) {
    const d = value(await t.call('recognition.face', { ...f, crop: pictures[i % pictures.length]! }));
    if (d.state === 'checking') continue;
    await new Promise((done) => setImmediate(done));
    return {
      said: d.state === 'welcome' ? d.name : d.state === 'refused' ? d.reason : d.state,
      eventId: d.state === 'welcome' ? d.eventId : 0,
    };
  }
  throw new Error('nine frames, and no answer');
}

test('a stranger whom the model takes for somebody is turned away after one tap; everybody else passes as before', async () => {
  const first = await Promise.all(crops.map(([crop]) => vector(crop!)));
  let best = { score: -1, person: 0, stranger: 0 };
  for (const [i, a] of first.entries()) {
    for (const [j, b] of first.entries()) {
      // The same people stand in several photographs: from 0.6 on it may be one person twice.
      const score = cosine(a, b);
      if (i !== j && score > best.score && score < 0.6) best = { score, person: i, stranger: j };
    }
  }
  // Enrolled: that person and four others, none of whom the stranger is nearer to.
  const others = first
    .map((v, k) => ({ k, score: cosine(v, first[best.stranger]!), own: cosine(v, first[best.person]!) }))
    .filter(({ k, score, own }) => k !== best.person && k !== best.stranger && score < best.score - 0.1 && own < 0.5)
    .slice(0, 4)
    .map(({ k }) => k);
  const enrolled = [best.person, ...others];
  for (const k of enrolled) {
    const { enrolmentId } = value(await t.call('enrol.begin', { personId: null }));
    for (const crop of crops[k]!.slice(0, 2)) value(await t.call('enrol.sample', { enrolmentId, face: face(crop) }));
    value(
      await t.call('enrol.commit', { enrolmentId, person: { name: `face ${k}`, employeeNumber: String(k), department: '' } }),
    );
  }
  value(await t.call('settings.save', { recognition: { threshold: best.score - 0.08, cooldownSeconds: 0, margin: 0 } }));
  const pictures = (k: number) => crops[k]!.slice(2);
  const all = async () => {
    const answers: string[] = [];
    for (const k of enrolled) answers.push((await visit(pictures(k))).said);
    return answers;
  };
  const everybody = enrolled.map((k) => `face ${k}`);

  expect(await all()).toEqual(everybody);
  const wrong = await visit(pictures(best.stranger));
  expect(wrong.said).toBe(`face ${best.person}`);
  value(await t.call('notHim.say', { eventId: wrong.eventId }));
  expect((await visit([crops[best.stranger]![0]!, crops[best.stranger]![1]!])).said).toBe('not-recognised');
  expect(await all()).toEqual(everybody);
}, 120_000);
