/** Several frames of one face -> one probe. Pure: embeddings in, values out; what the probe comes to is `judge.ts`. */
/** One embedded frame; `weight` says how far to trust it (0 = not at all). */
export type VoteFrame = { readonly embedding: Float32Array; readonly weight: number };

/** Frames sharper than this are all the same to the network; below it, an embedding loses in proportion. */
const SHARP = 120;

/** Weight of a frame from its sharpness (variance of the Laplacian) and the cosine between picture and mirror image. */
export function frameWeight(sharpness: number, mirrorCosine: number): number {
  return Math.max(0.05, Math.min(1, sharpness / SHARP)) * Math.max(0.05, mirrorCosine);
}

/** The best `n` of the frames, best first. */
export function bestFrames<F extends { readonly weight: number }>(frames: readonly F[], n: number): F[] {
  return [...frames].sort((a, b) => b.weight - a.weight).slice(0, n);
}

/** Weighted mean of unit embeddings, unit length again. Frames must not be empty and share one length. */
export function meanEmbedding(frames: readonly VoteFrame[]): Float32Array {
  const length = frames[0]?.embedding.length ?? 0;
  const mean = new Float32Array(length);
  for (const { embedding, weight } of frames) for (let i = 0; i < length; i++) mean[i]! += weight * embedding[i]!;
  let squares = 0;
  for (const v of mean) squares += v * v;
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  return mean.map((v) => v * scale);
}

/** Cosine of two unit embeddings. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
