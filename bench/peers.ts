/**
 * How does the shipped model compare with what else a Node program could use? The same photographs, the same faces in them, one run.
 *
 *     npm run bench:peers [-- --pairs 1200 | all] [--json]
 *
 * LFW's pairs in their order (1,200 = the first two folds), the threshold of each fold chosen on the others; FNMR over all pairs of the pictures
 * that these pairs name. Each recogniser runs in a process of its own, one thread; its time is from its own cut of the face to the
 * numbers, its mirror image included where it uses one. Embeddings are kept in `.cache/evaluate`; forty faces are timed anew each time.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { createNodeDetector } from '../tools/vision.ts';
import { openCache, type Cache } from '../evaluate/read/cache.ts';
import { findPairs, type IndexedPair } from '../evaluate/measure/choose.ts';
import { percent, thousands } from '../evaluate/report/describe.ts';
import { visionFingerprint } from '../evaluate/read/find.ts';
import { readPairs, verify } from '../evaluate/measure/folds.ts';
import { numbered } from '../evaluate/measure/judge.ts';
import { createMultiply } from '../evaluate/measure/multiply.ts';
import { FACES, readOptions } from '../evaluate/options.ts';
import { watchInterrupt } from '../evaluate/progress.ts';
import { countPairs, ratesAt } from '../evaluate/measure/rates.ts';
import { byDistance, scoreAll } from '../evaluate/measure/scores.ts';
import { openSource, type Source } from '../evaluate/read/source.ts';
import { cutAll, type Sample } from '../evaluate/read/stages.ts';
import { finish, machine, round, say, table } from '../tools/figures.ts';
import { TEACHER } from './peers/onnx-peers.ts';
import { PEER_IDS } from './peers/peer.ts';
import type { Outcome, Task } from './peers/worker.ts';

const FMRS = [1e-3, 1e-4] as const;
const MIB = 2 ** 20;
const WORKER = fileURLToPath(new URL('peers/worker.ts', import.meta.url));

const { values: options } = parseArgs({
  options: { pairs: { type: 'string', default: '1200' }, json: { type: 'boolean', default: false } },
});
const stopped = watchInterrupt();
sharp.concurrency(1);

type Row = ReturnType<typeof judged>;

function judged(outcome: Outcome, verification: ReturnType<typeof verify>, rates: ReturnType<typeof ratesAt>) {
  return {
    name: outcome.name,
    runtime: outcome.runtime,
    accuracy: verification && round(verification.accuracy, 4),
    standard_error: verification && round(verification.standardError, 4),
    fnmr: Object.fromEntries(FMRS.map((fmr, k) => [fmr.toExponential(), rates[k] ? round(rates[k].fnmr, 4) : null])),
    ms: round(outcome.ms, 1),
    rss_mib: round(outcome.rss / MIB, 0),
    runtime_and_model_mib: round((outcome.rss - outcome.rssBefore) / MIB, 0),
    bytes: outcome.bytes,
    numbers: outcome.length,
  };
}

async function judge(outcome: Outcome, samples: readonly Sample[], pairs: readonly IndexedPair[], cache: Cache): Promise<Row> {
  const { length, metric } = outcome;
  const vectors = new Float32Array(samples.length * length);
  for (const [i, { cropHash }] of samples.entries()) {
    const stored = cache.embedding(cropHash, outcome.model);
    if (!stored) throw new Error(`${outcome.name} left out a face`);
    vectors.set(stored.vector, i * length);
  }
  const similarity = metric === 'distance' ? byDistance(vectors, samples.length, length) : undefined;
  const scores = await scoreAll(vectors, samples.length, length, await createMultiply(), undefined, similarity);
  const place = new Map(samples.map(({ entry }, i) => [entry.path, i]));
  const scored = pairs.map(({ a, b, same, fold }) => ({ score: scores.at(place.get(a.path)!, place.get(b.path)!), same, fold }));
  const { people } = numbered(samples);
  return judged(outcome, verify(scored), ratesAt(scores, people, countPairs(scores, people), { fmrs: FMRS, times: 200 }));
}

function work(task: Task): Outcome {
  const line = execFileSync(process.execPath, ['--expose-gc', WORKER, '--work'], {
    input: JSON.stringify(task),
    encoding: 'utf8',
    maxBuffer: 2 ** 24,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return JSON.parse(line) as Outcome;
}

async function choose(places: readonly string[], limit: number): Promise<{ source: Source; pairs: IndexedPair[] }> {
  const source = await openSource(places, null);
  if (!source.ok) throw new Error(source.error);
  const named = readPairs(readFileSync(join(FACES, 'lfw-pairs.txt'), 'utf8'));
  if (!named.ok) throw new Error(named.error);
  const found = findPairs(source.value.entries, named.value.slice(0, limit));
  if (!found.ok) throw new Error(found.error);
  return { source: source.value, pairs: found.value.found };
}

async function main(): Promise<void> {
  const defaults = readOptions([]);
  if (!defaults.ok) {
    finish({ skipped: 'no LFW' }, `Skipped: there is no LFW in ${FACES}.`);
    return;
  }
  const limit = options.pairs === 'all' ? Infinity : Number(options.pairs);
  if (!(limit >= 2)) throw new Error('--pairs is a whole number, or all');
  const { places, cache: folder, model } = defaults.value;
  const { source, pairs } = await choose(places, limit);
  const wanted = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  const cache = openCache(folder);
  const detector = await createNodeDetector();
  if (!detector.ok) throw new Error('the face detector cannot be loaded');
  const vision = await visionFingerprint(detector.value);
  const { samples, finished } = await cutAll(source, wanted, cache, { detector: detector.value, vision }, stopped);
  if (!finished) {
    process.exitCode = 130;
    return;
  }
  const faces = samples.map(({ entry, cropHash, points }) => ({
    path: entry.path,
    cropHash,
    points: points?.map(([x, y]) => [x, y] as [number, number]) ?? null,
  }));
  const rows: Row[] = [];
  for (const peer of PEER_IDS) {
    if (peer === 'teacher' && !existsSync(TEACHER)) {
      say(`EdgeFace-XS is skipped: there is no ${TEACHER}`);
      continue;
    }
    rows.push(await judge(work({ peer, model, places, cache: folder, faces }), samples, pairs, cache));
  }
  cache.close();
  const part =
    limit < 6000 ? `the first ${thousands(pairs.length)} of LFW's 6,000 pairs` : `LFW's ${thousands(pairs.length)} pairs`;
  const people = new Set(wanted.map((entry) => entry.person)).size;
  finish(
    { pairs: pairs.length, faces: samples.length, people, grey: true, peers: rows },
    [
      `${part}; ${thousands(samples.length)} pictures of ${thousands(people)} people, all grey; ${samples.filter((s) => s.faces === 0).length} without a found face`,
      `${machine()}, one thread`,
      '',
      table(
        ['', 'LFW accuracy', 'FNMR at 1e-3', 'at 1e-4', 'ms a face', 'process MiB', 'runtime + model', 'file bytes', 'numbers'],
        rows.map((r) => [
          r.name,
          r.accuracy === null ? '-' : `${r.accuracy.toFixed(4)} ± ${(r.standard_error ?? 0).toFixed(4)}`,
          ...FMRS.map((fmr) => {
            const fnmr = r.fnmr[fmr.toExponential()];
            return fnmr === null || fnmr === undefined ? '-' : percent(fnmr);
          }),
          r.ms,
          r.rss_mib,
          r.runtime_and_model_mib,
          thousands(r.bytes),
          r.numbers,
        ]),
      ),
      '',
      "No C was trained in float: its row has Q's weights without quantised activations, so the accuracy is theirs; time, memory and bytes are C's.",
      "All recognise the face that this app's vision found; face-api and Human cut it as their own packages do (Human's cut here is upright), without a mirror image.",
    ].join('\n'),
  );
}

await main();
