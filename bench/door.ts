/**
 * The whole door judged: how often is a stranger let in, how often is somebody who is enrolled turned away?
 *
 *     npm run bench:door [-- --json] [--genuine 500] [--impostors 1000] [--people 200] [--one-in 1000] [--seed 1]
 *
 * People and strangers are LFW's (../shared/faces, grey; no weights were chosen on it). Everybody is enrolled from one photograph
 * and comes with others. A visit is several frames of a camera: the person moves a little, the light is another, frames are noisy and some
 * are blurred (door/scene.ts). Each frame goes the app's whole way: detector, quality, alignment, engine, vote, match in the encrypted
 * database, margin, guard. Pictures in front of a camera are themselves presentation attacks, so liveness is off.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_SETTINGS } from '../src/shared/settings.ts';
import { openEngine } from '../src/engine/open-engine.ts';
import { readModel } from '../src/main/model.ts';
import { guardRead } from '../src/storage/db.ts';
import { match } from '../src/storage/gallery.ts';
import { listLookAlikes } from '../src/storage/look-alikes.ts';
import { openDatabase } from '../src/storage/open.ts';
import { createNodeDetector } from '../src/vision/node.ts';
import { value } from '../test/fakes/value.ts';
import { enrolAll, guardAt, thresholdFor } from './door/gallery.ts';
import { judge, type Setting, type Tally } from './door/judge.ts';
import { embedAll, kept, lookAll, type Seen } from './door/look.ts';
import { choose, type Cast } from './door/people.ts';
import { ENROLMENT, VISIT } from './door/scene.ts';
import { visionFingerprint } from './evaluate/find.ts';
import { wilson } from './evaluate/liveness-rates.ts';
import { FACES } from './evaluate/options.ts';
import { openSource, type Source } from './evaluate/source.ts';
import { finish, machine, option, quantile, say, table } from './lib.ts';

const ENROLMENT_FRAMES = 3;
const VISIT_FRAMES = 5;
/** At the second threshold, this share of the strangers' first frames matches somebody: there the rules can be told apart. */
const LOOSE = 0.05;
const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const modelFile = path('resources/model/q.onnx');
const cardFile = path('resources/model/q.json');

type Everybody = { readonly enrolled: Seen[]; readonly visits: Seen[] };

/** Frames and faces are the same for every model and kept in .cache/; embeddings are made anew. */
async function lookAtEverybody(source: Source, cast: Cast, seed: number): Promise<Everybody> {
  const detector = value(await createNodeDetector());
  const pictures = [cast.enrolled, cast.genuine, cast.impostors].map((list) => list.length);
  const key = [await visionFingerprint(detector), seed, ...pictures, ENROLMENT_FRAMES, VISIT_FRAMES];
  const found = await kept(path('.cache/door'), key, async () => {
    const enrol = new Map(cast.enrolled.map(({ path: p }) => [p, { scene: ENROLMENT, frames: ENROLMENT_FRAMES }]));
    const come = new Map([...cast.genuine, ...cast.impostors].map(({ path: p }) => [p, { scene: VISIT, frames: VISIT_FRAMES }]));
    return { enrolled: await lookAll('enrolling', source, enrol, detector, seed), visits: await lookAll('visits', source, come, detector, seed) };
  });
  const { embedder } = value(await openEngine({ modelFile, cardFile }));
  const enrolled = await embedAll('embedding people', found.enrolled, embedder);
  const visits = await embedAll('embedding visits', found.visits, embedder);
  await embedder.close();
  return { enrolled, visits };
}

const seed = option('seed', 1);
const source = value(await openSource(['lfw-00.tar', 'lfw-01.tar'].map((name) => join(FACES, name)), null));
const cast = choose(source.entries, option('people', 200), option('genuine', 500), option('impostors', 1000), seed);
const model = readModel(cardFile);
say(machine());
const { enrolled, visits } = await lookAtEverybody(source, cast, seed);

const folder = mkdtempSync(join(tmpdir(), 'lintel-door-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const open = value(openDatabase({ file: join(folder, 'lintel.db'), key: new Uint8Array(32).fill(7), log: quiet, create: true }));
const ids = enrolAll(open.db, enrolled, model.id());
const strangers = new Set(cast.impostors.map((entry) => entry.path));
const genuine = visits.filter((v) => !strangers.has(v.path) && ids.has(v.person));
const impostors = visits.filter((v) => strangers.has(v.path));

const { margin, voteFrames, wrongPersonOneIn } = DEFAULT_SETTINGS;
const search = { modelId: model.id(), match: (probe: Float32Array) => guardRead(open.db, () => match(open.db, model.id(), probe)) };

/** With the 95 % interval. The visits of one person are alike, which no interval of single visits knows. */
const percent = (count: number, of: number): string => {
  const { rate, low, high } = wilson(count, of);
  return rate === null ? '-' : `${(100 * rate).toFixed(2)} % (${(100 * low).toFixed(2)} to ${(100 * high).toFixed(2)})`;
};

/** Every rule at one threshold, so that a difference is the rule's. */
async function judgeAt(threshold: number): Promise<{ readonly json: Record<string, unknown>; readonly text: string }> {
  const base = { threshold, sameFace: model.looseThreshold() };
  const guard = guardAt(open.db, model.id(), ids.values(), threshold);
  const settings: Setting[] = [
    { name: 'single', what: 'one frame, threshold alone', policy: { ...base, voteFrames: 1, margin: 0 }, ...search },
    { name: 'vote', what: `${voteFrames} frames averaged`, policy: { ...base, voteFrames, margin: 0 }, ...search },
    { name: 'margin', what: `and ${margin} ahead of the runner-up`, policy: { ...base, voteFrames, margin }, ...search },
    { name: 'all', what: 'and the look-alike guard', policy: { ...base, voteFrames, margin }, guard, ...search },
  ];
  const counts: { name: string; tally: Tally }[] = [];
  const rows: (string | number)[][] = [];
  for (const setting of settings) {
    const tally = await judge(genuine, impostors, ids, setting);
    counts.push({ name: setting.name, tally });
    const { falseAccepts, falseRejects, misidentified } = tally;
    rows.push([`${setting.name}: ${setting.what}`, falseAccepts, percent(falseAccepts, impostors.length), falseRejects, percent(falseRejects, genuine.length), misidentified]);
  }
  const by = (of: (tally: Tally) => number): Record<string, number> => Object.fromEntries(counts.map(({ name, tally }) => [name, of(tally)]));
  return {
    json: { threshold, false_accepts: by((t) => t.falseAccepts), false_rejects: by((t) => t.falseRejects), misidentified: by((t) => t.misidentified) },
    text:
      `threshold ${threshold.toFixed(3)}, ${listLookAlikes(open.db, model.id(), threshold, 1).total} pairs of look-alikes\n` +
      table(['rule', 'strangers let in', 'of impostor visits', 'turned away', 'of genuine visits', 'as somebody else'], rows),
  };
}

const oneIn = option('one-in', wrongPersonOneIn);
const asked = await judgeAt(thresholdFor(open.db, model, oneIn, voteFrames, margin));
const first = impostors.flatMap(({ looks }) => (looks[0] ? [value(search.match(looks[0].vector)).first?.score ?? -1] : []));
const loose = await judgeAt(quantile(first, 1 - LOOSE));
finish(
  { genuine_visits: genuine.length, impostor_visits: impostors.length, one_in: oneIn, ...asked.json, loose: loose.json, people: ids.size, model: model.id(), frames: VISIT_FRAMES },
  `${genuine.length} genuine and ${impostors.length} impostor visits of ${VISIT_FRAMES} frames, ${ids.size} people enrolled from one photograph each, model ${model.id()}; liveness off; 95 % by Wilson\n\n` +
    `As the app sets it for at most one wrong person in ${oneIn}: ${asked.text}\n\nWhere one in ${Math.round(1 / LOOSE)} of the strangers' first frames matches somebody, so that the rules have something to do: ${loose.text}`,
);
open.close();
