/** Which engine is taken, and that one which computes something else than the card says is not. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { readModel, parseModel, type Model } from './model-file.ts';
import { encodeOnnx } from '../../tools/onnx-write.ts';
import { decodeOnnx, floats } from './onnx-format.ts';
import { createOnnxRunner } from './onnx.ts';
import { chooseEngine, RUNNERS, type CreateRunner } from './open-engine.ts';
import { checkPicture, checkPictures, cosine, selfCheck } from './self-check.ts';

const modelFile = fileURLToPath(new URL('../../resources/model/q.onnx', import.meta.url));
const cardFile = fileURLToPath(new URL('../../resources/model/q.json', import.meta.url));

let model: Model;
beforeAll(async () => {
  const read = await readModel(modelFile, cardFile);
  if (!read.ok) throw new Error(read.error.why);
  model = read.value;
});

const absent: CreateRunner = () => Promise.reject(new Error('no binary for this machine'));
/** A real engine with one wrong kernel, as onnxruntime's issue 26324 has it: a few outputs are off, the rest is right. */
const wrong: CreateRunner = async (m) => {
  const runner = await createOnnxRunner(m);
  return {
    ...runner,
    async run(pictures, count) {
      const out = await runner.run(pictures, count);
      return out.map((v, i) => (i % 64 === 0 ? -v : v));
    },
  };
};

describe('the pictures of the self-check', () => {
  it('are the ones that training/lintel_train/selfcheck.py makes', () => {
    expect(createHash('sha256').update(checkPictures()).digest('hex')).toBe(
      '1b5b78dcfe1cc1a3b66d9dc3a7bf1abdce0fb3b649fadc1517c026a9bb261081',
    );
    expect(checkPicture(1)).not.toEqual(checkPicture(2));
  });
});

describe('choosing an engine', () => {
  it('takes onnxruntime where it computes what the card says', async () => {
    const chosen = await chooseEngine(model, 'onnx', { ...RUNNERS, tfjs: absent });
    expect(chosen).toMatchObject({ ok: true, value: { note: null, embedder: { kind: 'onnx', modelId: model.id } } });
  });

  it('computes the card to the last bit here, or very nearly', async () => {
    expect(await selfCheck(await createOnnxRunner(model), model.card)).toBeGreaterThan(0.99999);
  });

  it('falls back to the float engine where onnxruntime computes something else, and says why', async () => {
    const chosen = await chooseEngine(model, 'onnx', { ...RUNNERS, onnx: wrong });
    if (!chosen.ok) throw new Error(chosen.error.why);
    expect(chosen.value.embedder.kind).toBe('tfjs');
    expect(chosen.value.embedder.runtime).toMatch(/^TensorFlow\.js .*float32$/);
    expect(chosen.value.note).toMatch(/onnx: cosine 0\.\d+ to the card/);
    await chosen.value.embedder.close();
  });

  it('tries the other one where the preferred one has no binary', async () => {
    expect(await chooseEngine(model, 'tfjs', { ...RUNNERS, tfjs: absent })).toMatchObject({
      ok: true,
      value: { embedder: { kind: 'onnx' }, note: 'tfjs: no binary for this machine' },
    });
  });

  it('refuses both: engine-mismatch where one ran, engine-down where none did', async () => {
    expect(await chooseEngine(model, 'onnx', { onnx: wrong, tfjs: absent })).toMatchObject({
      ok: false,
      error: { code: 'engine-mismatch' },
    });
    expect(await chooseEngine(model, 'tfjs', { onnx: absent, tfjs: absent })).toMatchObject({
      ok: false,
      error: { code: 'engine-down' },
    });
  });

  it('refuses a file with a flipped bit although its card was made to agree', async () => {
    // The top bit of an exponent in one layer's activation step: shapes, names and hash are all in order.
    const onnx = decodeOnnx(await readFile(modelFile))!;
    const step = onnx.graph.initializer.find((t) => t.name === 'Conv4_3/scale')!;
    const before = floats(step)[0]!;
    step.rawData![3]! ^= 0x01;
    expect(floats(step)[0]).not.toBe(before);
    const bytes = encodeOnnx(onnx);
    const card = { ...model.card, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    const parsed = parseModel(bytes, card);
    if (!parsed.ok) throw new Error(parsed.error.why);
    expect(await chooseEngine(parsed.value, 'onnx', { ...RUNNERS, tfjs: absent })).toMatchObject({
      ok: false,
      error: { code: 'engine-mismatch' },
    });
  });
});

describe('an embedder', () => {
  it('joins picture and mirror image, length 1, and tells how alike they are', async () => {
    const chosen = await chooseEngine(model, 'onnx', { ...RUNNERS, tfjs: absent });
    if (!chosen.ok) throw new Error(chosen.error.why);
    const { embedder } = chosen.value;
    const crop = Uint8Array.from({ length: 112 * 112 * 3 }, (_, i) => (i * 7919) >>> 5);
    const mirrored = Uint8Array.from({ length: crop.length }, (_, i) => {
      const [y, x, c] = [Math.floor(i / 336), Math.floor(i / 3) % 112, i % 3] as const;
      return crop[(y * 112 + 111 - x) * 3 + c]!;
    });
    const [a, b] = [await embedder.embed(crop), await embedder.embed(mirrored)];
    if (!a.ok || !b.ok) throw new Error('no embedding');
    expect(Math.hypot(...a.value.vector)).toBeCloseTo(1, 5);
    expect(a.value.mirrorCosine).toBeCloseTo(cosine(a.value.vector.subarray(0, 1024), a.value.vector.subarray(1024)), 5);
    // The mirror image's embedding is the same one with its halves exchanged.
    expect(cosine(a.value.vector.subarray(0, 1024), b.value.vector.subarray(1024))).toBeCloseTo(1, 6);
    expect(cosine(a.value.vector.subarray(1024), b.value.vector.subarray(0, 1024))).toBeCloseTo(1, 6);
    expect(await embedder.embed(crop.subarray(1))).toEqual({ ok: false, error: { code: 'bad-input', field: 'crop' } });
    await embedder.close();
  });
});
