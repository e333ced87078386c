/**
 * Aligned crops as WebP, about 3 KB each: how they are kept. libwebp in WASM (@jsquash/webp): native image libraries clash with the
 * glib that Electron brings on Linux (docs/adr/0001).
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as Decoder from '@jsquash/webp/decode.js';
import type * as Encoder from '@jsquash/webp/encode.js';
import { CROP_BYTES, CROP_SIDE } from '../../domain/recognition/face.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { readHeader } from '../../vision/picture/header.ts';

/** Quality of libwebp, 0..100. On 20 sample faces the least cosine to the original's embedding: 85 0.979 (2.0 KB), 92 0.987 (3.1 KB), 96 0.993 (4.4 KB). */
const QUALITY = 92;

/** The decoder makes browsers' ImageData, which Node does not have. */
class PlainImageData {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

/** Node has WebAssembly; the compiler's library for it comes with the DOM only, which main must not see. */
const { WebAssembly: wasm } = globalThis as unknown as { readonly WebAssembly: { compile(bytes: Uint8Array): Promise<never> } };

type Codec = {
  readonly decode: typeof Decoder.default;
  readonly encode: typeof Encoder.default;
};

let ready: Promise<Codec> | undefined;

/** The library is read with the first crop: a start does not wait for it. */
async function load(): Promise<Codec> {
  const codec = join(dirname(createRequire(import.meta.url).resolve('@jsquash/webp/package.json')), 'codec');
  const compile = async (file: string): Promise<never> => wasm.compile(new Uint8Array(await readFile(join(codec, file))));
  const [decoder, encoder, { simd }] = await Promise.all([
    import('@jsquash/webp/decode.js'),
    import('@jsquash/webp/encode.js'),
    import('wasm-feature-detect'),
  ]);
  Object.assign(globalThis, { ImageData: (globalThis as { ImageData?: unknown }).ImageData ?? PlainImageData });
  await decoder.init(await compile('dec/webp_dec.wasm'));
  // The library takes the script of the same kind by the same test.
  await encoder.init(await compile((await simd()) ? 'enc/webp_enc_simd.wasm' : 'enc/webp_enc.wasm'));
  return { decode: decoder.default, encode: encoder.default };
}

/** @param crop 112 x 112 x 3 RGB bytes */
export async function encodeCrop(crop: Uint8Array): Promise<Uint8Array> {
  const { encode } = await (ready ??= load());
  const data = new Uint8ClampedArray(CROP_SIDE * CROP_SIDE * 4).fill(255);
  for (let from = 0, to = 0; from < CROP_BYTES; from += 3, to += 4) data.set(crop.subarray(from, from + 3), to);
  return new Uint8Array(await encode({ data, width: CROP_SIDE, height: CROP_SIDE } as never, { quality: QUALITY }));
}

/** @returns 112 x 112 x 3 RGB bytes; `photo-unreadable` for what is no WebP of that size */
export async function decodeCrop(webp: Uint8Array): Promise<Result<Uint8Array>> {
  const { decode } = await (ready ??= load());
  // Asked first: a damaged or planted one may say that it is gigabytes wide.
  const said = readHeader(webp);
  if (!said.ok || said.value.width !== CROP_SIDE || said.value.height !== CROP_SIDE) return err({ code: 'photo-unreadable' });
  try {
    const { data } = await decode(Uint8Array.from(webp).buffer);
    if (data.length !== CROP_SIDE * CROP_SIDE * 4) return err({ code: 'photo-unreadable' });
    const crop = new Uint8Array(CROP_BYTES);
    for (let from = 0, to = 0; to < CROP_BYTES; from += 4, to += 3) crop.set(data.subarray(from, from + 3), to);
    return ok(crop);
  } catch {
    return err({ code: 'photo-unreadable' });
  }
}
