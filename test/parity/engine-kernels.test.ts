/**
 * Each quantised kernel of the model file, in onnxruntime, against plain loops, on seeded random input over a product of shapes.
 * Exact: packed signs, MaxPool. Within one level of 255: QLinearConv, QLinearAdd, QuantizeLinear behind Conv1a, whose last rounding
 * is of a float product (at least 98 in 100 are exact, which is asserted too). Within 1e-5 of the greatest value: QGemm.
 */
import fc from 'fast-check';
import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { DATA_TYPE, type OnnxNode, type OnnxTensor } from '../../src/engine/onnx-format.ts';
import { encodeOnnx, model, node, tensor, value } from '../../tools/onnx-write.ts';
import { convThenQuantise, maxPool, qGemm, qLinearAdd, qLinearConv } from '../../tools/reference-engine.ts';
import { unpackSigns } from '../../src/engine/weights.ts';

type Dims = readonly number[];
const size = (dims: Dims): number => dims.reduce((a, b) => a * b, 1);

/** Runs a model of a few nodes; `x` (and `b`) go in as bytes, `y` comes out. */
async function run(
  nodes: readonly OnnxNode[],
  constants: readonly OnnxTensor[],
  inputs: Readonly<Record<string, { data: Uint8Array; dims: Dims }>>,
  outType: number,
): Promise<Uint8Array | Float32Array | Int8Array> {
  const bytes = encodeOnnx(
    model({
      name: 'kernel',
      node: nodes,
      initializer: constants,
      input: Object.entries(inputs).map(([name, { dims }]) => value(name, DATA_TYPE.uint8, dims)),
      output: [value('y', outType, null)],
    }),
  );
  const session = await ort.InferenceSession.create(bytes, { intraOpNumThreads: 1, graphOptimizationLevel: 'all' });
  const feeds = Object.fromEntries(
    Object.entries(inputs).map(([name, { data, dims }]) => [name, new ort.Tensor('uint8', data, dims)]),
  );
  const { y } = await session.run(feeds);
  const out = y!.data as Uint8Array | Float32Array | Int8Array;
  await session.release();
  return out;
}

/** Numbers from a seed. Bytes are small half of the time, as activations behind a ReLU are. */
function generator(seed: number) {
  let s = (Math.imul(seed, 0x9e3779b9) ^ 0x5bd1e995) >>> 0 || 1;
  const next = (): number => {
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    return (s >>>= 0);
  };
  const unit = (): number => next() / 2 ** 32;
  return {
    bytes: (n: number) => Uint8Array.from({ length: n }, () => (next() & 1 ? next() & 255 : next() & 15)),
    bits: (n: number) => Uint8Array.from({ length: n / 8 }, () => next() & 255),
    floats: (n: number, low: number, high: number) => Float32Array.from({ length: n }, () => low + (high - low) * unit()),
    ints: (n: number, reach: number) => Int32Array.from({ length: n }, () => Math.round((unit() - 0.5) * 2 * reach)),
    float: (low: number, high: number) => Math.fround(low + (high - low) * unit()),
  };
}

const SIGNS = tensor('signs', [256, 8], unpackSigns(Uint8Array.from({ length: 256 }, (_, i) => i)));
const zero = tensor('zero', [], new Uint8Array(1));
const scalar = (name: string, v: number): OnnxTensor => tensor(name, [], new Float32Array([v]));
/** Packed signs as training/export.py writes them: spread by the runtime when it loads the file. */
const packed = (bits: Uint8Array, dims: Dims): { nodes: OnnxNode[]; constants: OnnxTensor[] } => ({
  nodes: [
    node('Cast', ['bits'], 'index', { to: DATA_TYPE.int32 }),
    node('Gather', ['signs', 'index'], 'spread', { axis: 0 }),
    node('Reshape', ['spread', 'shape'], 'w'),
  ],
  constants: [SIGNS, tensor('bits', [bits.length], bits), tensor('shape', [dims.length], BigInt64Array.from(dims.map(BigInt)))],
});

function expectLevels(got: ArrayLike<number>, expected: Uint8Array, leastExact: number): void {
  expect(got.length).toBe(expected.length);
  let exact = 0;
  let furthest = 0;
  for (let i = 0; i < expected.length; i++) {
    const off = Math.abs(got[i]! - expected[i]!);
    if (off === 0) exact++;
    furthest = Math.max(furthest, off);
  }
  expect(furthest).toBeLessThanOrEqual(1);
  expect(exact / expected.length).toBeGreaterThanOrEqual(leastExact);
}

/** fast-check prints the seed of a failed run. */
const seeds = (runs: number, check: (seed: number) => Promise<void>) =>
  fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 }), check), { numRuns: runs, endOnFailure: true });
const product = (...lists: readonly (readonly number[])[]): number[][] =>
  lists.reduce<number[][]>((all, list) => all.flatMap((head) => list.map((v) => [...head, v])), [[]]);

describe('QLinearConv on packed signs', () => {
  it.each(product([8, 32, 64], [8, 40, 64], [0, 1], [3, 6, 11], [3, 8]))(
    'in %i, out %i, pad %i, %i x %i',
    async (channels, out, pad, height, width) => {
      await seeds(2, async (seed) => {
        const g = generator(seed);
        const dims = [out, channels, 3, 3];
        const bits = g.bits(size(dims));
        const x = g.bytes(channels * height * width);
        const layer = {
          weights: unpackSigns(bits),
          out: out,
          pad: pad as 0 | 1,
          bias: g.ints(out, 900),
          gain: g.floats(out, 0.002, 0.05),
          xScale: g.float(0.005, 0.05),
          yScale: g.float(0.005, 0.05),
        };
        const { nodes, constants } = packed(bits, dims);
        const got = await run(
          [
            ...nodes,
            node('QLinearConv', ['x', 'xs', 'zero', 'w', 'gain', 'wz', 'ys', 'zero', 'bias'], 'y', {
              kernel_shape: [3, 3],
              pads: [pad, pad, pad, pad],
            }),
          ],
          [
            ...constants,
            zero,
            tensor('wz', [], new Int8Array(1)),
            scalar('xs', layer.xScale),
            scalar('ys', layer.yScale),
            tensor('gain', [out], layer.gain),
            tensor('bias', [out], layer.bias),
          ],
          { x: { data: x, dims: [1, channels, height, width] } },
          DATA_TYPE.uint8,
        );
        expectLevels(got, qLinearConv(x, { channels: channels, height: height, width: width }, layer), 0.98);
      });
    },
  );

  it('cannot saturate: all +1, all 255', async () => {
    const bits = new Uint8Array((8 * 64 * 9) / 8).fill(255);
    const x = new Uint8Array(64 * 25).fill(255);
    const layer = {
      weights: unpackSigns(bits),
      out: 8,
      pad: 0 as const,
      bias: new Int32Array(8),
      gain: new Float32Array(8).fill(1 / 576),
      xScale: 1,
      yScale: 1,
    };
    const { nodes, constants } = packed(bits, [8, 64, 3, 3]);
    const got = await run(
      [
        ...nodes,
        node('QLinearConv', ['x', 'xs', 'zero', 'w', 'gain', 'wz', 'xs', 'zero', 'bias'], 'y', { kernel_shape: [3, 3] }),
      ],
      [
        ...constants,
        zero,
        tensor('wz', [], new Int8Array(1)),
        scalar('xs', 1),
        tensor('gain', [8], layer.gain),
        tensor('bias', [8], layer.bias),
      ],
      { x: { data: x, dims: [1, 64, 5, 5] } },
      DATA_TYPE.uint8,
    );
    expect([...got]).toEqual(new Array(72).fill(255));
  });
});

describe('QLinearAdd', () => {
  it.each(product([1, 5, 64], [1, 10, 13], [1, 12]))('%i channels, %i x %i', async (channels, height, width) => {
    await seeds(4, async (seed) => {
      const g = generator(seed);
      const dims = [1, channels, height, width];
      const [x, b] = [g.bytes(size(dims)), g.bytes(size(dims))];
      const scales = { a: g.float(0.005, 0.05), b: g.float(0.005, 0.05), y: g.float(0.01, 0.1) };
      const got = await run(
        [node('QLinearAdd', ['x', 'as', 'zero', 'b', 'bs', 'zero', 'ys', 'zero'], 'y', {}, 'com.microsoft')],
        [zero, scalar('as', scales.a), scalar('bs', scales.b), scalar('ys', scales.y)],
        { x: { data: x, dims }, b: { data: b, dims } },
        DATA_TYPE.uint8,
      );
      expectLevels(got, qLinearAdd(x, b, scales), 0.98);
    });
  });
});

describe('MaxPool on bytes', () => {
  it.each(product([1, 32, 40], [2, 7, 24], [2, 9, 20]))('%i channels, %i x %i', async (channels, height, width) => {
    await seeds(3, async (seed) => {
      const dims = [1, channels, height, width];
      const x = generator(seed).bytes(size(dims));
      const got = await run(
        [node('MaxPool', ['x'], 'y', { kernel_shape: [2, 2], strides: [2, 2] })],
        [],
        { x: { data: x, dims } },
        DATA_TYPE.uint8,
      );
      expect(got).toEqual(maxPool(x, { channels: channels, height: height, width: width }));
    });
  });
});

describe('QGemm on packed signs, to floats', () => {
  it.each(product([8, 320, 1024, 10240], [8, 24, 1024]).filter(([k, n]) => k! * n! <= 2_000_000))(
    'in %i, out %i',
    async (length, out) => {
      await seeds(2, async (seed) => {
        const g = generator(seed);
        const bits = g.bits(out * length);
        const x = g.bytes(length);
        const layer = {
          weights: unpackSigns(bits),
          bias: g.ints(out, 5000),
          gain: g.floats(out, 0.001, 0.02),
          xScale: g.float(0.005, 0.05),
        };
        const { nodes, constants } = packed(bits, [out, length]);
        const got = await run(
          [...nodes, node('QGemm', ['x', 'xs', 'zero', 'w', 'gain', 'wz', 'bias'], 'y', { transB: 1 }, 'com.microsoft')],
          [
            ...constants,
            zero,
            scalar('xs', layer.xScale),
            tensor('gain', [out], layer.gain),
            tensor('wz', [out], new Int8Array(out)),
            tensor('bias', [out], layer.bias),
          ],
          { x: { data: x, dims: [1, length] } },
          DATA_TYPE.float,
        );
        const expected = qGemm(x, layer);
        const greatest = expected.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
        expected.forEach((v, i) => expect(Math.abs(got[i]! - v)).toBeLessThanOrEqual(1e-5 * greatest));
      });
    },
  );
});

describe('Conv1a: float, then to bytes', () => {
  it.each(product([4, 32], [3, 9], [3, 12]))('3 channels, out %i, %i x %i', async (out, height, width) => {
    await seeds(3, async (seed) => {
      const g = generator(seed);
      const x = g.bytes(3 * height * width);
      const layer = {
        weights: g.floats(out * 27, -0.004, 0.004),
        bias: g.floats(out, -0.5, 0.5),
        yScale: g.float(0.005, 0.03),
      };
      const got = await run(
        [
          node('Cast', ['x'], 'f', { to: DATA_TYPE.float }),
          node('Conv', ['f', 'w', 'bias'], 'c', { kernel_shape: [3, 3] }),
          node('QuantizeLinear', ['c', 'ys', 'zero'], 'y'),
        ],
        [zero, tensor('w', [out, 3, 3, 3], layer.weights), tensor('bias', [out], layer.bias), scalar('ys', layer.yScale)],
        { x: { data: x, dims: [1, 3, height, width] } },
        DATA_TYPE.uint8,
      );
      expectLevels(got, convThenQuantise(x, { channels: 3, height: height, width: width }, layer), 0.98);
    });
  });
});
