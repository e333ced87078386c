/**
 * Embeddings that are made, not photographed, for benches that need more people than there are photographs.
 *
 * A person is a random direction in 128 dimensions; a template or probe is that direction with noise, so that two of one person have
 * a cosine of 0.5 to 0.9. A fixed random rotation spreads it over 1024 numbers; the mirror image's 1024 are the same face with a
 * little more noise (cosine about 0.93). 128 dimensions and not 2048, because real embeddings are correlated: strangers' cosines
 * then spread by about 0.09 (in 2048 free dimensions by 0.02, which would flatter a search by sign codes).
 * What is not in it: lookalikes and twins.
 */
import { EMBEDDING_LENGTH } from '../src/domain/recognition/face.ts';
import { seeded } from '../tools/random.ts';

const DIMENSIONS = 128;
const HALF = EMBEDDING_LENGTH / 2;
/** Of the mirror image's direction with the image's. */
const MIRROR = 0.93;
/** Squared cosine between a person and one picture of them; the product of two pictures' cosines is their genuine score. */
const GENUINE = { min: 0.5, max: 0.9 } as const;

export type Latent = Float64Array;

export class SyntheticFaces {
  /** In [0, 1). */
  readonly uniform: () => number;
  private spare: number | null = null;
  private readonly signs: readonly Int8Array[];

  constructor(seed: number) {
    this.uniform = seeded(seed);
    this.signs = [0, 1].map(() => Int8Array.from({ length: HALF }, () => (this.uniform() < 0.5 ? -1 : 1)));
  }

  /** A new person. */
  person(): Latent {
    return normalised(Float64Array.from({ length: DIMENSIONS }, () => this.gaussian()));
  }

  /** A picture of them: 2048 floats, L2-normalised. */
  picture(person: Latent): Float32Array {
    const likeness = Math.sqrt(GENUINE.min + (GENUINE.max - GENUINE.min) * this.uniform());
    const image = this.near(person, likeness);
    const embedding = new Float32Array(EMBEDDING_LENGTH);
    this.rotate(image, embedding.subarray(0, HALF));
    this.rotate(this.near(image, MIRROR), embedding.subarray(HALF));
    const length = Math.hypot(
      ...[0, HALF].map((at) => Math.sqrt(embedding.subarray(at, at + HALF).reduce((sum, x) => sum + x * x, 0))),
    );
    return embedding.map((x) => x / length);
  }

  /** Box and Muller. */
  private gaussian(): number {
    if (this.spare !== null) {
      const kept = this.spare;
      this.spare = null;
      return kept;
    }
    const r = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.spare = r * Math.sin(angle);
    return r * Math.cos(angle);
  }

  private near(centre: Latent, cosine: number): Latent {
    const noise = this.person();
    const rest = Math.sqrt(1 - cosine * cosine);
    return normalised(centre.map((x, i) => cosine * x + rest * noise[i]!));
  }

  /** Random signs and a Hadamard transform, twice: orthogonal, and mixes every number into every other. */
  private rotate(latent: Latent, out: Float32Array): void {
    out.fill(0);
    out.set(latent);
    for (const signs of this.signs) {
      hadamard(out);
      for (let i = 0; i < HALF; i++) out[i]! *= signs[i]!;
    }
    hadamard(out);
  }
}

function normalised(v: Latent): Latent {
  const length = Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));
  return v.map((x) => x / length);
}

/** In place, not scaled: every number becomes a sum of all, with the signs of a Hadamard matrix. */
function hadamard(v: Float32Array): void {
  for (let half = 1; half < v.length; half *= 2) {
    for (let block = 0; block < v.length; block += 2 * half) {
      for (let i = block; i < block + half; i++) {
        const a = v[i]!;
        const b = v[i + half]!;
        v[i] = a + b;
        v[i + half] = a - b;
      }
    }
  }
}
