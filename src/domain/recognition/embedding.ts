/** An embedding as it is stored: int8 for ranking, sign bits for choosing candidates. */
import { EMBEDDING_LENGTH } from './face.ts';

/**
 * 2048 floats -> 2048 int8: v * 127 / max|v|, rounded. The scale is each vector's own, since the cosine does not see it, and so
 * nothing is clipped. A vector of zeros or with a number that is none is a bug of the engine and throws RangeError.
 */
export function quantise(embedding: Float32Array): Int8Array {
  if (embedding.length !== EMBEDDING_LENGTH)
    throw new RangeError(`an embedding has ${EMBEDDING_LENGTH} numbers, not ${embedding.length}`);
  let largest = 0;
  for (const v of embedding) {
    if (!Number.isFinite(v)) throw new RangeError('an embedding has a number that is not finite');
    largest = Math.max(largest, Math.abs(v));
  }
  if (largest === 0) throw new RangeError('an embedding is all zeros');
  return Int8Array.from(embedding, (v) => Math.round((v * 127) / largest));
}

/** 2048 int8 -> 256 bytes; bit i (lowest first) is 1 where v >= 0. Made from the int8 numbers, so that it can be made again. */
export function signCode(quantised: Int8Array): Uint8Array {
  const code = new Uint8Array(quantised.length >> 3);
  for (let i = 0; i < quantised.length; i++) {
    if (quantised[i]! >= 0) code[i >> 3]! |= 1 << (i & 7);
  }
  return code;
}

/** The bytes of a vector as SQLite stores them, not copied. */
export function blob(vector: Int8Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** The vector that SQLite gave back as bytes, not copied. */
export function unblob(bytes: Uint8Array): Int8Array {
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** `sign_code(embedding)` in SQL. */
export function signCodeOfBlob(bytes: Uint8Array): Uint8Array {
  return signCode(unblob(bytes));
}
