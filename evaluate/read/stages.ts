/** The two slow stages: photographs -> crops, crops -> embeddings. Each looks into the cache first, and stops between two pictures. */
import type { Embedder } from '../../src/engine/embedder.ts';
import { readPhoto } from '../../tools/vision.ts';
import type { Detector } from '../../src/vision/detector.ts';
import { hashOf, type Cache, type StoredCut } from './cache.ts';
import { cutFace, readAligned, type Cut } from './find.ts';
import { startProgress } from '../progress.ts';
import type { Entry, Source } from './source.ts';

export type Sample = Omit<Cut, 'crop'> & { readonly entry: Entry; readonly cropHash: string };
export type Cuts = { readonly samples: Sample[]; readonly unreadable: string[]; readonly finished: boolean };

/** Version name of crops that were taken as they are. */
export const ALIGNED = 'aligned';

/** @param detector null: the pictures are aligned crops. */
export async function cutAll(
  source: Source,
  wanted: readonly Entry[],
  cache: Cache,
  detector: { readonly detector: Detector; readonly vision: string } | null,
  stopped: () => boolean,
): Promise<Cuts> {
  const vision = detector?.vision ?? ALIGNED;
  const byPath = new Map<string, Sample>();
  const unreadable: string[] = [];
  const progress = startProgress(detector ? 'finding faces' : 'reading crops', wanted.length);
  for await (const { entry, bytes } of source.read(new Set(wanted.map((e) => e.path)))) {
    if (stopped()) break;
    const image = hashOf(bytes);
    let stored: StoredCut | null = cache.cut(image, vision);
    const worked = stored === null;
    if (stored === null) {
      const cut = detector ? await cutPhoto(detector.detector, bytes) : await readAligned(bytes);
      const cropHash = await cache.putCut(image, vision, cut);
      stored = cut && cropHash ? { cropHash, faces: cut.faces, quality: cut.quality, points: cut.points } : 'unreadable';
    }
    if (stored === 'unreadable') unreadable.push(entry.path);
    else byPath.set(entry.path, { entry, ...stored });
    progress.step(worked);
  }
  progress.end();
  const samples = wanted.flatMap((entry) => byPath.get(entry.path) ?? []);
  return { samples, unreadable, finished: samples.length + unreadable.length === wanted.length };
}

async function cutPhoto(detector: Detector, bytes: Uint8Array): Promise<Cut | null> {
  const photo = await readPhoto(bytes);
  return photo.ok ? await cutFace(detector, photo.value) : null;
}

export type Embedded = {
  /** One row a sample, unit length. */
  readonly vectors: Float32Array;
  readonly length: number;
  readonly mirrorCosines: Float64Array;
};

/** @returns null where it was stopped. @throws where the engine fails on a good crop: nothing after that would be worth printing. */
export async function embedAll(
  samples: readonly Sample[],
  cache: Cache,
  embedder: Pick<Embedder, 'embed'>,
  model: string,
  length: number,
  stopped: () => boolean,
): Promise<Embedded | null> {
  const vectors = new Float32Array(samples.length * length);
  const mirrorCosines = new Float64Array(samples.length);
  const progress = startProgress('embedding', samples.length);
  for (const [i, { cropHash }] of samples.entries()) {
    if (stopped()) {
      progress.end();
      return null;
    }
    let stored = cache.embedding(cropHash, model);
    const worked = stored === null;
    if (stored === null) {
      const embedding = await embedder.embed(await cache.crop(cropHash));
      if (!embedding.ok) throw new Error(`the engine failed: ${embedding.error.code}`);
      stored = embedding.value;
      cache.putEmbedding(cropHash, model, stored);
    }
    vectors.set(stored.vector, i * length);
    mirrorCosines[i] = stored.mirrorCosine;
    progress.step(worked);
  }
  progress.end();
  return { vectors, length, mirrorCosines };
}
