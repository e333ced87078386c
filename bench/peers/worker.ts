/**
 * One recogniser in a process of its own, so that its memory is its own: takes a list of faces, keeps their embeddings in the cache, and
 * answers with its time and memory. Started by bench/peers.ts; says one line of JSON.
 */
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { z } from 'zod';
import type { FivePoints } from '../../src/domain/recognition/face.ts';
import { cosine } from '../../src/engine/self-check.ts';
import { readPhoto } from '../../tools/vision.ts';
import { openCache } from '../../evaluate/read/cache.ts';
import { startProgress } from '../../evaluate/progress.ts';
import { openSource } from '../../evaluate/read/source.ts';
import { median } from '../../tools/figures.ts';
import { PEER_IDS, type Peer, type PeerId } from './peer.ts';

/** What the parent writes on standard input. `vision`: see visionFingerprint. */
export const Task = z.object({
  peer: z.enum(PEER_IDS),
  model: z.string(),
  places: z.array(z.string()),
  cache: z.string(),
  faces: z.array(
    z.object({
      path: z.string(),
      cropHash: z.string(),
      points: z
        .array(z.tuple([z.number(), z.number()]))
        .length(5)
        .nullable(),
    }),
  ),
});
export type Task = z.infer<typeof Task>;
export type Outcome = Pick<Peer, 'name' | 'runtime' | 'bytes' | 'length' | 'metric'> & {
  /** Key of the embeddings in the cache. */
  readonly model: string;
  /** Median of the timed faces. */
  readonly ms: number;
  readonly timed: number;
  /** Resident memory of the process: before the model was loaded, and after the last face. */
  readonly rssBefore: number;
  readonly rss: number;
};

const LOAD: Readonly<Record<PeerId, (model: string) => Promise<Peer>>> = {
  'face-api': async () => (await import('./face-api.ts')).createFaceApi(),
  human: async () => (await import('./human.ts')).createHuman(),
  teacher: async () => (await import('./onnx-peers.ts')).createTeacher(),
  float: async (model) => (await import('./onnx-peers.ts')).createFloat(model),
  int8: async (model) => (await import('./onnx-peers.ts')).createInt8(model),
};

const WARM_UP = 5;
/** So many faces are embedded and timed even where the cache has them. */
const TIMED = 40;

async function run(task: Task): Promise<Outcome> {
  sharp.concurrency(1);
  const collect = (globalThis as { gc?: () => void }).gc;
  collect?.();
  const rssBefore = process.memoryUsage().rss;
  const peer = await LOAD[task.peer](task.model);
  // The shipped model's embeddings are the same as `npm run evaluate` keeps.
  const key =
    task.peer === 'int8' ? `${modelId(task.model)}/onnx` : task.peer === 'float' ? `${modelId(task.model)}/float` : task.peer;
  const cache = openCache(task.cache);
  const source = await openSource(task.places, null);
  if (!source.ok) throw new Error(source.error);
  const faces = new Map(task.faces.map((face) => [face.path, face]));
  const progress = startProgress(peer.name, faces.size);
  const times: number[] = [];
  let seen = 0;
  for await (const { entry, bytes } of source.value.read(new Set(faces.keys()))) {
    const face = faces.get(entry.path)!;
    const known = cache.embedding(face.cropHash, key) !== null;
    if (known && seen >= WARM_UP + TIMED) {
      progress.step(false);
      continue;
    }
    const photo = await readPhoto(bytes);
    if (!photo.ok) throw new Error(`${entry.path}: ${photo.error.code}`);
    const prepared = peer.prepare({
      photo: photo.value,
      points: face.points as FivePoints | null,
      crop: await cache.crop(face.cropHash),
    });
    const begun = performance.now();
    const vector = await peer.embed(prepared);
    if (seen++ >= WARM_UP) times.push(performance.now() - begun);
    if (!known) cache.putEmbedding(face.cropHash, key, { vector, mirrorCosine: mirrorCosineOf(vector) });
    progress.step(true);
  }
  progress.end();
  cache.close();
  for (let k = 0; k < 3; k++) {
    collect?.();
    await new Promise((done) => setTimeout(done, 50));
  }
  const { name, runtime, bytes, length, metric } = peer;
  return {
    name,
    runtime,
    bytes,
    length,
    metric,
    model: key,
    ms: median(times),
    timed: times.length,
    rssBefore,
    rss: process.memoryUsage().rss,
  };
}

/** Where the second half is of the mirror image; else of no meaning, and not read. */
const mirrorCosineOf = (vector: Float32Array): number =>
  cosine(vector.subarray(0, vector.length / 2), vector.subarray(vector.length / 2));

/** The card's id is enough: the file's hash is in it. */
function modelId(file: string): string {
  return z.object({ id: z.string() }).parse(JSON.parse(readFileSync(file.replace(/\.onnx$/, '.json'), 'utf8'))).id;
}

if (process.argv[2] === '--work') {
  const outcome = await run(Task.parse(JSON.parse(readFileSync(0, 'utf8'))));
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
  // a backend's leftovers must not keep the process
  process.exit(0);
}
