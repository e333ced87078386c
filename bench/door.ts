/**
 * The whole door judged: how often must somebody who is enrolled look a second or third time, how often is a stranger let in?
 *
 *     npm run bench:door [-- --json] [--visits 300] [--strangers 1000] [--one-in 1000] [--seed 1] [--most 1000] [--full-votes]
 *
 * People are LFW's (../shared/faces, grey; no weights were chosen on it), 50, 200 and 1,000 of them, enrolled with one capture and with five. A look is up to
 * 15 frames of a camera, until the app lets in or refuses. Each frame goes the app's whole way: detector, quality, alignment, engine, vote, match in
 * the encrypted database, margin, guard; the thresholds are those that the app sets, one for each look (domain/recognition/looks.ts); with --full-votes
 * nobody is let in before three frames, and every vote from then on has the one threshold, as before. Pictures in front of a camera are themselves presentation
 * attacks, so liveness is off. Three kinds of visits, since none is a door (door/scene.ts):
 *
 *     same    the photograph of the enrolment, moved, lit, blurred: too easy
 *     door    the same photograph turned in relief, the face moving, other light, another camera, nearer or further: what lies between
 *     other   another photograph of the person, often of another year, other hair, glasses, make-up: too hard
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openEngine } from '../src/engine/open-engine.ts';
import { readModel } from '../src/main/gallery/model-card.ts';
import { DEFAULT_SETTINGS } from '../src/shared/settings.ts';
import { guardRead } from '../src/storage/file/db.ts';
import { match } from '../src/storage/gallery/gallery.ts';
import { openDatabase } from '../src/storage/file/open.ts';
import { createNodeDetector } from '../tools/vision.ts';
import { value } from '../tools/value.ts';
import { enrolAll, guardAt, ratesFor } from './door/gallery.ts';
import { judgeOwn, judgeStrangers, type Rules, type Tally } from './door/judge.ts';
import { openLooks, type Looks } from './door/look.ts';
import { choose, type Cast, type Enrolled } from './door/people.ts';
import { DOOR, ENROLMENT, SAME } from './door/scene.ts';
import { visionFingerprint } from '../evaluate/read/find.ts';
import { wilson } from '../evaluate/liveness/rates.ts';
import { FACES } from '../evaluate/options.ts';
import { startProgress } from '../evaluate/progress.ts';
import { openSource } from '../evaluate/read/source.ts';
import { finish, machine, option, p50, say, table } from '../tools/figures.ts';

const GALLERIES = [50, 200, 1000].filter((people) => people <= option('most', 1000));
const CAPTURES = [1, 5];
const KINDS = ['same', 'door', 'other'] as const;
type Kind = (typeof KINDS)[number];
const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const { margin, voteFrames, wrongPersonOneIn } = DEFAULT_SETTINGS.recognition;
const oneIn = option('one-in', wrongPersonOneIn);
const FULL_VOTES = process.argv.includes('--full-votes');
const model = readModel(path('resources/model/q.json'));

const sceneOf = (kind: Kind, { photo, other }: Enrolled) => ({
  path: (kind === 'other' ? other : photo).path,
  scene: kind === 'door' ? DOOR : SAME,
  again: 0,
});

type Row = {
  readonly people: number;
  readonly captures: number;
  readonly threshold: number;
  readonly strangers: number;
  readonly passed: number;
  readonly own: Record<Kind, Tally>;
};

async function judgeSite(
  looks: Looks,
  cast: Cast,
  people: number,
  captures: number,
  visits: number,
  folder: string,
): Promise<Row> {
  const enrolled = cast.enrolled.slice(0, people);
  const open = value(
    openDatabase({ file: join(folder, `${people}-${captures}.db`), key: new Uint8Array(32).fill(7), log: quiet, create: true }),
  );
  const enrolling = startProgress(`${people} × ${captures}: enrolling`, people);
  const samples = [];
  for (const { name, photo } of enrolled) {
    const taken = [];
    for (let frame = 0; frame < captures; frame++)
      taken.push(await looks.look({ path: photo.path, scene: ENROLMENT, again: 0 }, frame));
    samples.push({ person: name, looks: taken.filter((look) => look !== null) });
    enrolling.step(true);
  }
  enrolling.end();
  const ids = enrolAll(open.db, samples, model.id());
  const { threshold, looks: each } = ratesFor(open.db, model, oneIn, voteFrames, margin);
  const rules: Rules = {
    policy: { threshold, looks: FULL_VOTES ? null : each, margin, voteFrames, sameFace: model.looseThreshold() },
    guard: guardAt(open.db, model.id(), ids.values(), threshold),
    match: (probe) => guardRead(open.db, () => match(open.db, model.id(), probe)),
    modelId: model.id(),
  };
  const coming = Array.from({ length: visits }, (_, i) => enrolled[i % enrolled.length]!).slice(0, Math.min(visits, people * 2));
  const own = {} as Record<Kind, Tally>;
  for (const kind of KINDS) {
    const stands = coming.flatMap((person, i) => {
      const id = ids.get(person.name);
      const at = sceneOf(kind, person);
      // Whoever comes twice comes on another day.
      return id === undefined
        ? []
        : [{ ...at, id, scene: i < enrolled.length ? at.scene : { ...at.scene, name: `${at.scene.name}-2` } }];
    });
    own[kind] = await judgeOwn(looks, stands, rules);
    say(
      `${people} × ${captures}, ${kind}: ${own[kind].missed.join(', ')} of ${own[kind].visits} missed at the first, second, third look`,
    );
  }
  const progress = startProgress(`${people} × ${captures}: strangers`, cast.strangers.length);
  const passed = await judgeStrangers(
    looks,
    cast.strangers.map((entry) => ({ path: entry.path, scene: DOOR, again: 0 })),
    rules,
    () => progress.step(true),
  );
  progress.end();
  open.close();
  return { people, captures, threshold, strangers: cast.strangers.length, passed, own };
}

/** With the 95 % interval. The visits of one person are alike, which no interval of single visits knows. */
const percent = (count: number, of: number): string => {
  const { rate, low, high } = wilson(count, of);
  return rate === null ? '-' : `${(100 * rate).toFixed(1)} % (${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`;
};

say(machine());
const source = value(
  await openSource(
    ['lfw-00.tar', 'lfw-01.tar'].map((name) => join(FACES, name)),
    null,
  ),
);
const cast = choose(source.entries, Math.max(...GALLERIES), option('strangers', 1000), option('seed', 1));
const photos = new Map<string, Uint8Array>();
const wanted = new Set(
  [...cast.strangers, ...cast.enrolled.flatMap(({ photo, other }) => [photo, other])].map((entry) => entry.path),
);
for await (const { entry, bytes } of source.read(wanted)) photos.set(entry.path, bytes);
const detector = value(await createNodeDetector());
const { embedder } = value(
  await openEngine({ modelFile: path('resources/model/q.onnx'), cardFile: path('resources/model/q.json') }),
);
const looks = openLooks({
  photos,
  detector,
  vision: await visionFingerprint(detector),
  embedder,
  folder: path('.cache/door'),
  seed: option('seed', 1),
});
const folder = mkdtempSync(join(tmpdir(), 'lintel-door-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const rows: Row[] = [];
for (const people of GALLERIES)
  for (const captures of CAPTURES) rows.push(await judgeSite(looks, cast, people, captures, option('visits', 300), folder));
await looks.close();

const share = (count: number, of: number): string => ((100 * count) / of).toFixed(1);
finish(
  {
    model: model.id(),
    one_in: oneIn,
    rows: rows.map(({ own, ...row }) => ({
      ...row,
      ...Object.fromEntries(
        KINDS.map((kind) => [
          kind,
          {
            visits: own[kind].visits,
            second_try: own[kind].missed[0],
            third_try: own[kind].missed[1],
            never: own[kind].missed[2],
            misidentified: own[kind].misidentified,
            frames_p50: p50(own[kind].frames),
            at_first_frame: own[kind].frames.filter((frames) => frames === 1).length,
          },
        ]),
      ),
    })),
  },
  `${model.id()}, as the app sets it for at most one wrong person in ${oneIn}; liveness off. Of one's own people, % who must look a second time / a third time / are not let in at the third\n` +
    table(
      [
        'enrolled',
        'threshold',
        'strangers let in (95 %, Wilson)',
        ...KINDS.map((kind) => `${kind} photograph`.replace('door photograph', 'at a door')),
        'as somebody else',
        'let in at the first frame, each kind',
      ],
      rows.map(({ people, captures, threshold, strangers, passed, own }) => [
        `${people} × ${captures}`,
        threshold.toFixed(3),
        percent(passed, strangers),
        ...KINDS.map((kind) => own[kind].missed.map((missed) => share(missed, own[kind].visits)).join(' / ')),
        KINDS.reduce((sum, kind) => sum + own[kind].misidentified, 0),
        KINDS.map((kind) => share(own[kind].frames.filter((frames) => frames === 1).length, own[kind].visits)).join(' / '),
      ]),
    ),
);
