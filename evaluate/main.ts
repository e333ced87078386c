/**
 * How good is the model? From photographs to a report card, with the app's own vision and engine. `npm run evaluate -- --help`.
 * Nothing is tuned on what is judged here: thresholds come from the other folds, or are what the error rate says.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import sharp from 'sharp';
import { EMBEDDING_LENGTH, type Quality } from '../src/domain/recognition/face.ts';
import { openEngine } from '../src/engine/open-engine.ts';
import { createNodeDetector } from '../tools/vision.ts';
import { openCache, type Cache } from './read/cache.ts';
import { findPairs, limited, type IndexedPair } from './measure/choose.ts';
import type { About } from './report/describe.ts';
import { visionFingerprint } from './read/find.ts';
import { readPairs } from './measure/folds.ts';
import { judge, qualityMeasures, summary } from './measure/judge.ts';
import { evaluateLiveness } from './liveness/liveness.ts';
import { evaluateOrientation } from './orientation/orientation.ts';
import { createMultiply } from './measure/multiply.ts';
import { cardBeside, readOptions, USAGE, type Options } from './options.ts';
import { startProgress, watchInterrupt } from './progress.ts';
import { htmlReport } from './report/report.ts';
import { blocksOf, scoreAll, type Scores } from './measure/scores.ts';
import { cropQuality, isGrey } from './read/crop-quality.ts';
import { openSource, readLabels, type Entry, type Source } from './read/source.ts';
import { cutAll, embedAll, type Cuts, type Sample } from './read/stages.ts';
import { reportCard } from './report/text.ts';

/** Ends the run with a sentence. */
class Stop extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (e) {
    throw new Stop(e instanceof Error ? e.message : String(e));
  }
}

type Chosen = {
  readonly source: Source;
  readonly wanted: readonly Entry[];
  readonly pairs: readonly IndexedPair[];
  readonly missing: number;
};

async function choose(options: Options): Promise<Chosen> {
  const opened = await openSource(options.places, options.labels ? readLabels(readText(options.labels)) : null);
  if (!opened.ok) throw new Stop(opened.error);
  const source = opened.value;
  const limit = options.limit ?? Infinity;
  if (!options.pairs) return { source, wanted: limited(source.entries, [], limit), pairs: [], missing: 0 };
  const read = readPairs(readText(options.pairs));
  if (!read.ok) throw new Stop(`${options.pairs}: ${read.error}`);
  const found = findPairs(source.entries, read.value);
  if (!found.ok) throw new Stop(found.error);
  if (found.value.found.length === 0) throw new Stop(`${options.pairs} names no pair of pictures that are here`);
  const wanted = limited(source.entries, found.value.found, limit);
  const here = new Set(wanted);
  return {
    source,
    wanted,
    pairs: found.value.found.filter(({ a, b }) => here.has(a) && here.has(b)),
    missing: found.value.missing,
  };
}

async function cut(options: Options, { source, wanted }: Chosen, cache: Cache, stopped: () => boolean): Promise<Cuts> {
  if (options.aligned) return cutAll(source, wanted, cache, null, stopped);
  const detector = await createNodeDetector();
  if (!detector.ok) throw new Stop('the face detector cannot be loaded');
  return cutAll(source, wanted, cache, { detector: detector.value, vision: await visionFingerprint(detector.value) }, stopped);
}

const CANCELLED = 130;
const KEPT = 'stopped; what is done is kept, the same command goes on from there';

async function embed(options: Options, samples: readonly Sample[], cache: Cache, stopped: () => boolean) {
  const files = { modelFile: options.model, cardFile: cardBeside(options.model), prefer: options.engine };
  const opened = await openEngine(files);
  if (!opened.ok) throw new Stop(`${options.model}: ${opened.error.code}: ${opened.error.why}`);
  const { embedder, note } = opened.value;
  if (note) say(`engine: ${note}`);
  const times: number[] = [];
  const timed = {
    embed: async (crop: Uint8Array) => {
      const result = await embedder.embed(crop);
      if (result.ok) times.push(result.value.ms);
      return result;
    },
  };
  const embedded = await embedAll(samples, cache, timed, `${embedder.modelId}/${embedder.kind}`, EMBEDDING_LENGTH, stopped);
  await embedder.close();
  if (!embedded) throw new Stop(KEPT, CANCELLED);
  const ms = times.length < 20 ? null : times.sort((x, y) => x - y)[times.length >> 1]!;
  return { ...embedded, modelId: embedder.modelId, runtime: embedder.runtime, ms };
}

async function compare(vectors: Float32Array, count: number): Promise<Scores> {
  const progress = startProgress('comparing, blocks', blocksOf(count));
  const scores = await scoreAll(vectors, count, EMBEDDING_LENGTH, await createMultiply(), () => progress.step(true));
  progress.end();
  return scores;
}

/** What vision said of each face; of crops that came aligned, what the crop itself tells. */
async function qualities(samples: readonly Sample[], cache: Cache): Promise<{ qualities: (Quality | null)[]; grey: boolean }> {
  const all: (Quality | null)[] = [];
  let grey = true;
  for (const [i, sample] of samples.entries()) {
    // Only every so often for the colour, all of them where there is no quality yet.
    const needed = sample.faces < 0 || i % Math.ceil(samples.length / 200) === 0;
    const crop = needed ? await cache.crop(sample.cropHash) : null;
    if (crop && !isGrey(crop)) grey = false;
    all.push(sample.faces < 0 && crop ? cropQuality(crop) : sample.quality);
  }
  return { qualities: all, grey };
}

async function run(options: Options): Promise<void> {
  sharp.concurrency(1);
  const stopped = watchInterrupt();
  const chosen = await choose(options);
  const cache = openCache(options.cache);
  try {
    const { samples, unreadable, finished } = await cut(options, chosen, cache, stopped);
    if (!finished) throw new Stop(KEPT, CANCELLED);
    for (const path of unreadable) say(`cannot be read, left out: ${path}`);
    if (options.cropsOnly) return;
    if (samples.length < 2) throw new Stop('fewer than two pictures can be read');
    const embedded = await embed(options, samples, cache, stopped);
    const seen = await qualities(samples, cache);
    const scores = await compare(embedded.vectors, samples.length);
    say('judging');
    const judgement = judge(samples, scores, chosen.pairs, qualityMeasures(seen.qualities, embedded.mirrorCosines));
    const lfw = options.places.every((place) => /^lfw(-\d+)?(\.tar)?$/.test(basename(place)));
    const about: About = {
      set: lfw ? 'LFW view 2' : options.places.map((place) => basename(place)).join(', '),
      lfw,
      grey: seen.grey,
      aligned: options.aligned,
      limit: options.limit ?? null,
      model: embedded.modelId,
      runtime: embedded.runtime,
      engineMs: embedded.ms,
      unreadable: unreadable.length,
      missingPairs: chosen.missing,
    };
    if (options.out) {
      writeFileSync(options.out, htmlReport(about, judgement, cache));
      say(`report: ${options.out}`);
    }
    process.stdout.write(`${options.json ? JSON.stringify(summary(judgement)) : reportCard(about, judgement)}\n`);
    if (options.json && about.grey) say('all pictures of this set are grey: these are figures for grey pictures');
  } finally {
    cache.close();
  }
}

const args = process.argv.slice(2);
const options = readOptions(args);
if (args[0] === 'liveness') {
  process.exitCode = await evaluateLiveness(args.slice(1));
} else if (args[0] === 'orientation') {
  process.exitCode = await evaluateOrientation(args.slice(1));
} else if (!options.ok) {
  say(`${options.error}\n\n${USAGE}`);
  process.exitCode = 2;
} else if (options.value.help) {
  process.stdout.write(`${USAGE}\n`);
} else {
  try {
    await run(options.value);
  } catch (e) {
    if (!(e instanceof Stop)) throw e;
    say(e.message);
    process.exitCode = e.exitCode;
  }
}
