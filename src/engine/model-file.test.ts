/** The shipped model, and the ways in which it can be damaged: each really written to disk, and refused under its own name. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Card } from './card.ts';
import { LIMITS, parseModel, readModel } from './model-file.ts';
import { encodeOnnx, node, tensor, value } from '../../tools/onnx-write.ts';
import { DATA_TYPE, decodeOnnx, type OnnxModel, type OnnxTensor } from './onnx-format.ts';

const modelFile = fileURLToPath(new URL('../../resources/model/q.onnx', import.meta.url));
const cardFile = fileURLToPath(new URL('../../resources/model/q.json', import.meta.url));

type Json = Record<string, unknown>;
let folder: string;
let bytes: Buffer;
let card: Json;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-model-'));
  bytes = await readFile(modelFile);
  card = JSON.parse(await readFile(cardFile, 'utf8')) as Json;
});
afterAll(() => rm(folder, { recursive: true }));

/** The card that belongs to these bytes, so that only what a test changes is wrong. */
const cardFor = (model: Uint8Array): Json => ({
  ...card,
  bytes: model.length,
  sha256: createHash('sha256').update(model).digest('hex'),
});

async function read(model: Uint8Array | null, itsCard: Json | string | null) {
  const files = { onnx: join(folder, 'm.onnx'), json: join(folder, 'm.json') };
  await Promise.all(Object.values(files).map((f) => rm(f, { force: true })));
  if (model) await writeFile(files.onnx, model);
  if (itsCard !== null) await writeFile(files.json, typeof itsCard === 'string' ? itsCard : JSON.stringify(itsCard));
  const result = await readModel(files.onnx, files.json);
  return result.ok ? 'accepted' : result.error.code;
}

/** The shipped file, changed as a whole ONNX file that its card agrees with. */
const changed = async (change: (m: OnnxModel) => OnnxModel, itsCard: Json = {}) => {
  const model = encodeOnnx(change(decodeOnnx(bytes)!));
  return read(model, { ...cardFor(model), ...itsCard });
};
const withTensor = (m: OnnxModel, name: string, to: (t: OnnxTensor) => OnnxTensor | null): OnnxModel => ({
  ...m,
  graph: {
    ...m.graph,
    initializer: m.graph.initializer.flatMap((t): OnnxTensor[] => (t.name === name ? [to(t) ?? []].flat() : [t])),
  },
});
const withProperty = (m: OnnxModel, key: string, v: string): OnnxModel => ({
  ...m,
  metadataProps: m.metadataProps.map((p) => (p.key === key ? { key, value: v } : p)),
});

describe('the shipped model', () => {
  it('is accepted, and is at most 6.0 MB', async () => {
    const model = await readModel(modelFile, cardFile);
    if (!model.ok) throw new Error(model.error.why);
    expect(model.value.id).toMatch(/^q-/);
    expect(model.value.bytes.length).toBeLessThanOrEqual(6_000_000);
    expect(model.value.card.selfCheck.int8).toHaveLength(8 * 1024);
  });

  it('is read and written by our part of ONNX without loss', async () => {
    expect(await changed((m) => m)).toBe('accepted');
  });
});

describe('a damaged file is refused under its own name', () => {
  it('is not there', async () => {
    expect(await read(null, card)).toBe('model-missing');
    expect(await read(bytes, null)).toBe('model-missing');
  });

  it.each([0, 1, 1000, 3_000_000, -1])('is truncated to %i bytes', async (length) => {
    expect(await read(bytes.subarray(0, length), card)).toBe('model-truncated');
  });

  it('is truncated, and its card knows no better', async () => {
    const half = bytes.subarray(0, bytes.length / 2);
    expect(await read(half, cardFor(half))).toBe('model-truncated');
    expect(await read(Buffer.from('not a model at all'), cardFor(Buffer.from('not a model at all')))).toBe('model-truncated');
  });

  it.each([0, 17, 100_000, 2_999_999, 5_800_000])('has one bit flipped, of byte %i', async (at) => {
    const flipped = Buffer.from(bytes);
    flipped[at]! ^= 0x10;
    expect(await read(flipped, card)).toBe('model-hash');
  });

  it('is longer than its card says', async () => {
    expect(await read(Buffer.concat([bytes, Buffer.alloc(10)]), card)).toBe('model-hash');
  });

  it('is oversized', async () => {
    const big = Buffer.concat([bytes, Buffer.alloc(LIMITS.modelBytes + 1 - bytes.length)]);
    expect(await read(big, cardFor(big))).toBe('model-oversized');
    expect(await read(bytes, JSON.stringify(card) + ' '.repeat(LIMITS.cardBytes))).toBe('model-oversized');
  });

  it('is of a newer format', async () => {
    expect(await changed((m) => withProperty(m, 'lintel.format', '2'))).toBe('model-newer');
    expect(await read(bytes, { ...card, format: 2, sha256: { 'another algorithm': '' } })).toBe('model-newer');
  });

  it('is another network', async () => {
    expect(await changed((m) => withProperty(m, 'lintel.network', 'A'))).toBe('model-network');
    expect(await changed((m) => m, { network: 'B' })).toBe('model-network');
    expect(await changed((m) => withTensor(m, 'Conv4_6.3/bits', () => null))).toBe('model-network');
  });

  it('is an ONNX file that is none of ours', async () => {
    const foreign = encodeOnnx({
      irVersion: 8,
      opsetImport: [{ domain: '', version: 17 }],
      metadataProps: [],
      graph: {
        name: 'other',
        node: [node('Relu', ['x'], 'y')],
        initializer: [],
        input: [value('x', 1, ['N'])],
        output: [value('y', 1, ['N'])],
      },
    });
    expect(await read(foreign, cardFor(foreign))).toBe('model-network');
  });

  it('holds an operator that we never write', async () => {
    expect(await changed((m) => ({ ...m, graph: { ...m.graph, node: [...m.graph.node, node('Loop', ['zero'], 'more')] } }))).toBe(
      'model-network',
    );
  });

  it.each([
    ['fewer filters', 'Conv2_1.1/gain', [32], new Float32Array(32)],
    ['another type', 'Conv2_1.1/gain', [64], new Int32Array(64)],
    ['fewer bytes than its shape', 'Conv2_1.1/gain', [64], new Float32Array(63)],
    ['a shorter Fc5', 'Fc5/bits', [512 * 1280], new Uint8Array(512 * 1280)],
  ] as const)('has %s', async (_, name, dims, data) => {
    expect(await changed((m) => withTensor(m, name, () => tensor(name, dims, data)))).toBe('model-shape');
  });

  it('keeps a tensor in another file', async () => {
    expect(await changed((m) => withTensor(m, 'Conv1a/bias', (t) => ({ ...t, dataLocation: 1 })))).toBe('model-shape');
  });

  it('wants another picture, or gives another embedding', async () => {
    expect(
      await changed((m) => ({ ...m, graph: { ...m.graph, input: [value('image', DATA_TYPE.uint8, ['N', 96, 112, 3])] } })),
    ).toBe('model-shape');
    expect(
      await changed((m) => ({ ...m, graph: { ...m.graph, output: [value('embedding', DATA_TYPE.float, ['N', 512])] } })),
    ).toBe('model-shape');
  });
});

describe('any other damage', () => {
  it('is refused or harmless, and never a throw', () => {
    // Where the file is not packed bits, damage hits the structure: the graph stands at the front, the ports and properties at the end.
    const place = fc.oneof(
      fc.integer({ min: 0, max: 20_000 }),
      fc.integer({ min: bytes.length - 3000, max: bytes.length - 1 }),
      fc.nat(bytes.length - 1),
    );
    fc.assert(
      fc.property(fc.array(fc.record({ place, byte: fc.nat(255) }), { minLength: 1, maxLength: 4 }), (damage) => {
        const damaged = Buffer.from(bytes);
        for (const d of damage) damaged[d.place] = d.byte;
        const parsed = parseModel(damaged, Card.parse(card));
        if (!parsed.ok) expect(['model-truncated', 'model-newer', 'model-network', 'model-shape']).toContain(parsed.error.code);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a card is refused', () => {
  it.each([
    ['that is no JSON', (): Json | string => '{"format": 1,'],
    ['without a format', (): Json | string => ({ ...card, format: undefined })],
    ['without a hash', (): Json | string => ({ ...card, sha256: 'none' })],
    ['whose id cannot be one', (): Json | string => ({ ...card, id: '../q' })],
    ['without the eight embeddings', (): Json | string => ({ ...card, selfCheck: undefined })],
    [
      'with seven of them',
      (): Json | string => ({
        ...card,
        selfCheck: { ...(card['selfCheck'] as Json), int8: Buffer.alloc(7 * 4096).toString('base64') },
      }),
    ],
    [
      'that lets a wrong engine pass',
      (): Json | string => ({ ...card, selfCheck: { ...(card['selfCheck'] as Json), leastCosine: 0.5 } }),
    ],
  ] satisfies [string, () => Json | string][])('%s', async (_, made) => {
    expect(await read(bytes, made())).toBe('model-card');
  });
});
