/**
 * The whole door judged: how often is a stranger let in, how often is somebody who is enrolled turned away?
 *
 *     npm run bench:door [-- --json] [--genuine 500] [--impostors 1000] [--people 250] [--one-in 1000] [--seed 1]
 *
 * People and strangers are LFW's (../shared/faces, grey; no weights were chosen on it). Everybody is enrolled from one photograph, as at a front desk,
 * and comes with others. A visit is several frames of a camera: the person moves a little, the light is another, frames are noisy and some
 * are blurred (door/scene.ts). Each frame goes the app's whole way: detector, quality, alignment, engine, vote, match in the encrypted
 * database, margin, guard. Pictures in front of a camera are themselves presentation attacks, so liveness is off.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_SETTINGS } from '../src/shared/settings.ts';
import type { Result } from '../src/domain/result.ts';
import { openEngine } from '../src/engine/open-engine.ts';
import { readModel } from '../src/main/model.ts';
import { guardRead } from '../src/storage/db.ts';
import { match, useModel } from '../src/storage/gallery.ts';
import { openDatabase, type OpenDb } from '../src/storage/open.ts';
import { enrolPerson } from '../src/storage/templates.ts';
import { createNodeDetector } from '../src/vision/node.ts';
import { judge, type Setting } from './door/judge.ts';
import { embedAll, kept, lookAll, type Seen } from './door/look.ts';
import { choose, type Cast } from './door/people.ts';
import { ENROLMENT, VISIT } from './door/scene.ts';
import { visionFingerprint } from './evaluate/find.ts';
import { FACES } from './evaluate/options.ts';
import { openSource, type Source } from './evaluate/source.ts';
import { finish, machine, say, table, wilson } from './lib.ts';

const ENROLMENT_FRAMES = 5;
const VISIT_FRAMES = 6;
const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const modelFile = path('resources/model/q.onnx');
const cardFile = path('resources/model/q.json');

function option(name: string, usual: number): number {
  const at = process.argv.indexOf(`--${name}`);
  if (at < 0) return usual;
  const given = Number(process.argv[at + 1]);
  if (!Number.isInteger(given) || given < 1) throw new Error(`--${name} is a whole number`);
  return given;
}

function value<T, E>(result: Result<T, E>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}

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

/** @returns the person's number in the gallery, by name; people of whom the detector found no face are not in it */
function enrolAll(open: OpenDb, enrolled: readonly Seen[], modelId: string): Map<string, number> {
  value(useModel(open.db, modelId));
  const ids = new Map<string, number>();
  open.db.transaction(() => {
    for (const { person, looks } of enrolled) {
      const samples = looks.map(({ observation, vector, mirrorCosine }) => ({
        embedding: vector,
        modelId,
        mirrorCosine,
        quality: observation.quality,
        capturedAt: observation.capturedAt,
        crop: null,
      }));
      if (samples.length === 0) continue;
      ids.set(person, value(enrolPerson(open.db, { employeeNumber: person, name: person, department: '' }, samples, Date.now())));
    }
  });
  return ids;
}

const seed = option('seed', 1);
const source = value(await openSource(['lfw-00.tar', 'lfw-01.tar'].map((name) => join(FACES, name)), null));
const cast = choose(source.entries, option('people', 250), option('genuine', 500), option('impostors', 1000), seed);
const model = readModel(cardFile);
say(machine());
const { enrolled, visits } = await lookAtEverybody(source, cast, seed);

const folder = mkdtempSync(join(tmpdir(), 'lintel-door-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const open = value(openDatabase({ file: join(folder, 'lintel.db'), key: new Uint8Array(32).fill(7), log: quiet }));
const ids = enrolAll(open, enrolled, model.id());
const strangers = new Set(cast.impostors.map((entry) => entry.path));
const genuine = visits.filter((v) => !strangers.has(v.path) && ids.has(v.person));
const impostors = visits.filter((v) => strangers.has(v.path));

const threshold = model.advisedThreshold();
const { margin, voteFrames } = DEFAULT_SETTINGS;
const base = { threshold, sameFace: model.looseThreshold() };
const search = { modelId: model.id(), match: (probe: Float32Array) => guardRead(open.db, () => match(open.db, model.id(), probe)) };
const settings: Setting[] = [
  { name: 'single', what: 'one frame, threshold alone', policy: { ...base, voteFrames: 1, margin: 0 }, ...search },
  { name: 'vote', what: `${voteFrames} frames averaged`, policy: { ...base, voteFrames, margin: 0 }, ...search },
  { name: 'margin', what: `and ${margin} ahead of the runner-up`, policy: { ...base, voteFrames, margin }, ...search },
];

const percent = (count: number, of: number): string => {
  const [low, high] = wilson(count, of);
  return `${((100 * count) / of).toFixed(2)} % (${(100 * low).toFixed(2)} to ${(100 * high).toFixed(2)})`;
};
const by: Record<string, Record<string, number>> = { false_accepts: {}, false_rejects: {}, misidentified: {} };
const rows: (string | number)[][] = [];
for (const setting of settings) {
  const tally = await judge(genuine, impostors, ids, setting);
  by['false_accepts']![setting.name] = tally.falseAccepts;
  by['false_rejects']![setting.name] = tally.falseRejects;
  by['misidentified']![setting.name] = tally.misidentified;
  rows.push([
    `${setting.name}: ${setting.what}`,
    tally.falseAccepts,
    percent(tally.falseAccepts, impostors.length),
    tally.falseRejects,
    percent(tally.falseRejects, genuine.length),
    tally.misidentified,
  ]);
}
finish(
  { genuine_visits: genuine.length, impostor_visits: impostors.length, ...by, people: ids.size, threshold, model: model.id(), frames: VISIT_FRAMES },
  `${genuine.length} genuine and ${impostors.length} impostor visits of ${VISIT_FRAMES} frames, ${ids.size} people enrolled, threshold ${threshold.toFixed(3)}, model ${model.id()}; 95 % by Wilson\n\n` +
    table(['rule', 'strangers let in', 'of impostor visits', 'turned away', 'of genuine visits', 'as somebody else'], rows),
);
open.close();
