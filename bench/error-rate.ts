/**
 * Does the threshold keep the wish? "At most one wrong person in N" is asked of galleries of people whom nothing was tuned on, as the app asks it: the
 * model's card, this gallery's own scores, its centre; then every stranger is searched. What comes out should be near 1 / N.
 *
 *     npm run bench:error-rate [-- --json] [--draws 3] [--seed 1]
 *
 * LFW (../shared/faces, grey). Galleries are drawn from all its people; everybody else is a stranger. Each row is judged by the card alone, by
 * the site without its centre, and as the app does it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EMBEDDING_LENGTH } from '../src/domain/recognition/face.ts';
import { createAdvisor } from '../src/domain/recognition/error-rate-advice.ts';
import { bestFrames, frameWeight, meanEmbedding } from '../src/domain/recognition/vote.ts';
import { openEngine } from '../src/engine/open-engine.ts';
import { readModel } from '../src/main/gallery/model-card.ts';
import { refreshCentre } from '../src/storage/gallery/centre.ts';
import { quantise } from '../src/domain/recognition/embedding.ts';
import { nearest, useModel } from '../src/storage/gallery/gallery.ts';
import { openDatabase } from '../src/storage/file/open.ts';
import { gallerySize, listScores, measure, prepareScores } from '../src/storage/gallery/scores.ts';
import { enrolPerson } from '../src/storage/gallery/templates.ts';
import type { WritableDb } from '../src/storage/file/db.ts';
import { createNodeDetector } from '../tools/vision.ts';
import { value } from '../tools/value.ts';
import { openCache } from '../evaluate/read/cache.ts';
import { visionFingerprint } from '../evaluate/read/find.ts';
import { FACES } from '../evaluate/options.ts';
import { seeded, shuffle } from '../evaluate/random.ts';
import { openSource } from '../evaluate/read/source.ts';
import { cutAll, embedAll } from '../evaluate/read/stages.ts';
import { finish, machine, option, round, say, table } from '../tools/figures.ts';

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const WISHES = [10, 100, 1000];
const SITES = [
  { people: 100, templates: 1, frames: 1 },
  { people: 400, templates: 1, frames: 1 },
  { people: 2000, templates: 1, frames: 1 },
  { people: 200, templates: 3, frames: 3 },
  { people: 100, templates: 5, frames: 3 },
];
const MARGIN = 0.03;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

type Picture = { readonly vector: Float32Array; readonly mirrorCosine: number; readonly sharpness: number };

/** Everybody's pictures, through the app's own vision and engine; kept in .cache/evaluate. */
async function people(modelFile: string, cardFile: string): Promise<Picture[][]> {
  const source = value(
    await openSource(
      ['lfw-00.tar', 'lfw-01.tar'].map((name) => join(FACES, name)),
      null,
    ),
  );
  const cache = openCache(path('.cache/evaluate'));
  const detector = value(await createNodeDetector());
  const never = (): boolean => false;
  const { samples } = await cutAll(source, source.entries, cache, { detector, vision: await visionFingerprint(detector) }, never);
  const { embedder } = value(await openEngine({ modelFile, cardFile }));
  const embedded = await embedAll(samples, cache, embedder, `${embedder.modelId}/${embedder.kind}`, EMBEDDING_LENGTH, never);
  await embedder.close();
  cache.close();
  const byPerson = new Map<string, Picture[]>();
  for (const [i, { entry, quality }] of samples.entries()) {
    const vector = embedded!.vectors.subarray(i * EMBEDDING_LENGTH, (i + 1) * EMBEDDING_LENGTH);
    const picture = { vector, mirrorCosine: embedded!.mirrorCosines[i]!, sharpness: quality?.Sharpness ?? 100 };
    byPerson.set(entry.person, [...(byPerson.get(entry.person) ?? []), picture]);
  }
  return [...byPerson.values()];
}

/** Pictures averaged as the door averages frames, `frames` at a time, no picture twice. */
function probesOf(pictures: readonly Picture[], frames: number): Float32Array[] {
  const probes: Float32Array[] = [];
  for (let i = 0; i + frames <= pictures.length; i += frames) {
    const part = pictures
      .slice(i, i + frames)
      .map((p) => ({ embedding: p.vector, weight: frameWeight(p.sharpness, p.mirrorCosine) }));
    probes.push(frames === 1 ? part[0]!.embedding : meanEmbedding(bestFrames(part, frames)));
  }
  return probes;
}

const model = readModel(path('resources/model/q.json'));
const WAYS = ['card', 'site', 'app'] as const;
type Way = (typeof WAYS)[number];
type Count = { strangers: number; passed: number; own: number; missed: number; threshold: number };
type Site = (typeof SITES)[number];

/** One drawn gallery: what each way's threshold lets in and turns away, by wish. */
function judge(
  db: WritableDb,
  { frames }: Site,
  mated: readonly { id: number; probe: Float32Array }[],
  strangers: readonly Float32Array[],
  counts: Map<string, Count>,
): void {
  const search = (): { own: number[]; others: number[] } => ({
    own: mated.map(
      ({ id, probe }) =>
        nearest(db, model.id(), quantise(probe), { limit: 64 }).find((found) => found.personId === id)?.score ?? -1,
    ),
    others: strangers.map((probe) => nearest(db, model.id(), quantise(probe))[0]?.score ?? -1),
  });
  const count = (ways: readonly Way[]): void => {
    const { left } = value(prepareScores(db, model.id(), frames));
    for (const id of left) value(measure(db, model.id(), id, frames));
    const { own, others } = search();
    const basis = {
      strangers: model.strangers(),
      misses: model.misses(),
      gallery: gallerySize(db, model.id()),
      frames,
      margin: MARGIN,
      kind: 'like-here',
    } as const;
    for (const way of ways) {
      const advisor = createAdvisor({ ...basis, scores: way === 'card' ? [] : listScores(db, model.id(), frames) })!;
      for (const wish of WISHES) {
        const { threshold } = advisor.advise(wish);
        const sum = counts.get(`${way} ${wish}`) ?? { strangers: 0, passed: 0, own: 0, missed: 0, threshold: 0 };
        sum.strangers += others.length;
        sum.passed += others.filter((score) => score >= threshold).length;
        sum.own += own.length;
        sum.missed += own.filter((score) => score < threshold).length;
        sum.threshold += threshold;
        counts.set(`${way} ${wish}`, sum);
      }
    }
  };
  count(['card', 'site']);
  value(refreshCentre(db, model.id()));
  count(['app']);
}

const folder = mkdtempSync(join(tmpdir(), 'lintel-error-rate-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

function judgeSite(everybody: readonly Picture[][], site: Site, draws: number, random: () => number): Map<string, Count> {
  const counts = new Map<string, Count>();
  for (let draw = 0; draw < draws; draw++) {
    const drawn = shuffle([...everybody], random).map((pictures) => shuffle([...pictures], random));
    const able = drawn.filter((pictures) => pictures.length >= site.templates);
    const enrolled = able.slice(0, site.people);
    const here = new Set(enrolled);
    const open = value(
      openDatabase({
        file: join(folder, `${site.people}-${site.templates}-${draw}.db`),
        key: new Uint8Array(32).fill(7),
        log: quiet,
        create: true,
      }),
    );
    value(useModel(open.db, model.id()));
    const mated: { id: number; probe: Float32Array }[] = [];
    open.db.transaction(() => {
      for (const [n, pictures] of enrolled.entries()) {
        const samples = pictures.slice(0, site.templates).map(({ vector, mirrorCosine, sharpness }) => ({
          embedding: vector,
          modelId: model.id(),
          mirrorCosine,
          quality: { Sharpness: sharpness } as never,
          capturedAt: 0,
          crop: null,
        }));
        const id = value(enrolPerson(open.db, { employeeNumber: String(n), name: String(n), department: '' }, samples, 0));
        for (const probe of probesOf(pictures.slice(site.templates), site.frames)) mated.push({ id, probe });
      }
    });
    judge(
      open.db,
      site,
      mated,
      drawn.filter((pictures) => !here.has(pictures)).flatMap((pictures) => probesOf(pictures, site.frames)),
      counts,
    );
    open.close();
    say(`${site.people} × ${site.templates}, draw ${draw + 1} of ${draws}`);
  }
  return counts;
}

say(machine());
const draws = option('draws', 3);
const random = seeded(option('seed', 1));
const everybody = await people(path('resources/model/q.onnx'), path('resources/model/q.json'));
const results = SITES.flatMap((site) => {
  const counts = judgeSite(everybody, site, draws, random);
  return WISHES.map((wish) => ({
    site,
    wish,
    of: Object.fromEntries(WAYS.map((way) => [way, counts.get(`${way} ${wish}`)!])) as Record<Way, Count>,
  }));
});
const times = (c: Count, wish: number): number => (c.passed / c.strangers) * wish;
const percent = (part: number, of: number): string => (of === 0 ? '–' : (100 * (part / of)).toFixed(part / of < 0.01 ? 2 : 1));
finish(
  {
    model: model.id(),
    draws,
    rows: results.map(({ site, wish, of }) => ({
      ...site,
      wish,
      strangers: of.app.strangers,
      ...Object.fromEntries(
        WAYS.map((way) => [
          way,
          {
            fpir: round(of[way].passed / of[way].strangers, 6),
            fnir: of[way].own ? round(of[way].missed / of[way].own, 4) : null,
            threshold: round(of[way].threshold / draws, 4),
          },
        ]),
      ),
    })),
    worst: round(
      Math.max(
        ...results
          .filter(({ site }) => site.templates === 1)
          .map(({ wish, of }) => {
            const x = times(of.app, wish);
            return Math.max(x, x > 0 ? 1 / x : Infinity);
          }),
      ),
      2,
    ),
  },
  `${model.id()}; FPIR that came out, %, and in brackets times the wish; then FNIR, %\n` +
    table(
      [
        'enrolled',
        'averaged',
        "strangers' searches",
        'wish, %',
        'card alone',
        'site',
        'app: site, centred',
        'FNIR card',
        'FNIR site',
        'FNIR app',
      ],
      results.map(({ site, wish, of }) => [
        `${site.people} × ${site.templates}`,
        site.frames,
        of.app.strangers,
        100 / wish,
        ...WAYS.map((way) => `${percent(of[way].passed, of[way].strangers)} (${times(of[way], wish).toFixed(2)})`),
        ...WAYS.map((way) => percent(of[way].missed, of[way].own)),
      ]),
    ),
);
