/** The slow part: photographs -> frames -> faces -> embeddings, through the app's own vision and engine. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import type { FaceObservation } from '../../src/domain/recognition/face.ts';
import type { Embedder } from '../../src/engine/embedder.ts';
import type { Detector } from '../../src/vision/detector.ts';
import { createObserver } from '../../src/vision/observer.ts';
import { startProgress } from '../evaluate/progress.ts';
import { seeded } from '../evaluate/random.ts';
import type { Source } from '../evaluate/source.ts';
import { frames, type Scene } from './scene.ts';

/** An observation as the renderer would send it, and what the engine makes of its crop. */
export type Look = { readonly observation: FaceObservation; readonly vector: Float32Array; readonly mirrorCosine: number };
/** All that main gets to see of one visit: at most one face a frame, the largest. */
export type Seen<L = Look> = { readonly path: string; readonly person: string; readonly frames: number; readonly looks: readonly L[] };

/** Between two frames that the kiosk looks at, ms. */
const FRAME_MS = 120;

/** @param wanted path of a picture -> how its person stands there, and how many frames long */
export async function lookAll(
  what: string,
  source: Source,
  wanted: ReadonlyMap<string, { readonly scene: Scene; readonly frames: number }>,
  detector: Detector,
  seed: number,
): Promise<Seen<FaceObservation>[]> {
  const seen: Seen<FaceObservation>[] = [];
  const progress = startProgress(what, wanted.size);
  for await (const photo of source.read(new Set(wanted.keys()))) {
    const { scene, frames: count } = wanted.get(photo.entry.path)!;
    // Each picture has numbers of its own, so that a visit does not depend on which others are made.
    const own = createHash('sha256').update(photo.entry.path).digest().readUInt32LE() ^ seed;
    const looks: FaceObservation[] = [];
    const observer = createObserver(detector);
    for (const [i, frame] of (await frames(photo.bytes, count, scene, seeded(own))).entries()) {
      const [face] = await observer.observe(frame, { liveness: false, capturedAt: Date.UTC(2026, 0, 1) + i * FRAME_MS });
      if (face) looks.push(face);
    }
    seen.push({ path: photo.entry.path, person: photo.entry.person, frames: count, looks });
    progress.step(true);
  }
  progress.end();
  return seen;
}

/** The embeddings of everybody's crops. */
export async function embedAll(what: string, seen: readonly Seen<FaceObservation>[], embedder: Embedder): Promise<Seen[]> {
  const progress = startProgress(what, seen.length);
  const done: Seen[] = [];
  for (const one of seen) {
    const looks: Look[] = [];
    for (const observation of one.looks) {
      const embedding = await embedder.embed(observation.crop);
      if (!embedding.ok) throw new Error(`the engine failed: ${embedding.error.code}`);
      looks.push({ observation, vector: embedding.value.vector, mirrorCosine: embedding.value.mirrorCosine });
    }
    done.push({ ...one, looks });
    progress.step(true);
  }
  progress.end();
  return done;
}

/** A file that holds what `make` made; made again where any part of `key`, or how scenes are drawn, is another. */
export async function kept<T>(folder: string, key: readonly (string | number)[], make: () => Promise<T>): Promise<T> {
  const drawing = ['scene.ts', 'look.ts'].map((name) => readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8'));
  const file = `${folder}/${createHash('sha256').update(JSON.stringify([key, drawing])).digest('hex').slice(0, 24)}.v8`;
  if (existsSync(file)) return deserialize(readFileSync(file)) as T;
  const made = await make();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, serialize(made));
  return made;
}
