/**
 * Reads a model file and its card, and refuses every file that is not exactly what this app runs. A file from disk is hostile: its
 * size is limited before it is read, its hash is the card's, and names, types and shapes are checked before an engine sees a byte.
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { ModelFault } from '../domain/errors.ts';
import { FC5_LENGTH, INPUT, NETWORKS } from '../domain/network/layers.ts';
import { steps } from '../domain/network/measures.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { Card, CardFormat, FORMAT } from './card.ts';
import { DATA_TYPE, decodeOnnx, type OnnxModel, type OnnxTensor, type OnnxValue } from './onnx-format.ts';

export const LIMITS = {
  /** Packed Q is 5.9 MB. */
  modelBytes: 6_000_000,
  cardBytes: 1_000_000,
  /** Q has 237 nodes and 287 initialisers. */
  nodes: 400,
  tensors: 500,
} as const;

/** The network that this app runs. */
const NETWORK = NETWORKS.Q;

/** What training/export.py writes; anything else in a file (loops, other files, custom code) is not ours. */
const OPERATORS: ReadonlySet<string> = new Set([
  'Cast',
  'Conv',
  'Flatten',
  'Gather',
  'MaxPool',
  'QLinearConv',
  'QuantizeLinear',
  'Reshape',
  'Transpose',
  'com.microsoft.QGemm',
  'com.microsoft.QLinearAdd',
]);

export type Model = {
  readonly id: string;
  readonly card: Card;
  /** The file, for an engine that reads ONNX by itself: the very bytes that were checked. */
  readonly bytes: Uint8Array;
  readonly tensors: ReadonlyMap<string, OnnxTensor>;
};

/** `why` is for the log; people see the sentence of the code. */
export type Refusal = { readonly code: ModelFault; readonly why: string };
const refuse = (code: ModelFault, why: string): Result<never, Refusal> => err({ code, why });

async function readLimited(file: string, limit: number): Promise<Result<Buffer, Refusal>> {
  try {
    const { size } = await stat(file);
    if (size > limit) return refuse('model-oversized', `${size} bytes, at most ${limit} are read`);
    return ok(await readFile(file));
  } catch (e) {
    return refuse('model-missing', e instanceof Error ? e.message : String(e));
  }
}

async function readCard(file: string): Promise<Result<Card, Refusal>> {
  const bytes = await readLimited(file, LIMITS.cardBytes);
  if (!bytes.ok) return bytes;
  let json: unknown;
  try {
    json = JSON.parse(bytes.value.toString('utf8'));
  } catch {
    return refuse('model-card', 'no JSON');
  }
  const format = CardFormat.safeParse(json);
  if (format.success && format.data.format > FORMAT)
    return refuse('model-newer', `card format ${format.data.format}, this app reads ${FORMAT}`);
  const card = Card.safeParse(json);
  if (!card.success) return refuse('model-card', card.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; '));
  return ok(card.data);
}

/** The file's own word on what it is: metadata_props `lintel.format` and `lintel.network`. */
function checkIdentity(onnx: OnnxModel, card: Card): Refusal | null {
  const properties = new Map(onnx.metadataProps.map((p) => [p.key, p.value]));
  const format = Number(properties.get('lintel.format') ?? Number.NaN);
  const network = properties.get('lintel.network') ?? 'none';
  if (format > FORMAT) return { code: 'model-newer', why: `file format ${format}, this app reads ${FORMAT}` };
  if (format !== FORMAT) return { code: 'model-network', why: 'no file of this app: lintel.format is missing' };
  if (network !== NETWORK.name || card.network !== NETWORK.name) {
    return {
      code: 'model-network',
      why: `network ${network} in the file, ${card.network} on the card; this app runs ${NETWORK.name}`,
    };
  }
  return null;
}

function checkGraph({ graph }: OnnxModel): Refusal | null {
  if (graph.node.length > LIMITS.nodes || graph.initializer.length > LIMITS.tensors) {
    return { code: 'model-network', why: `${graph.node.length} nodes, ${graph.initializer.length} tensors` };
  }
  for (const n of graph.node) {
    const operator = `${n.domain ? `${n.domain}.` : ''}${n.opType ?? ''}`;
    if (!OPERATORS.has(operator)) return { code: 'model-network', why: `operator ${operator}` };
    if (n.attribute?.some((a) => a.g !== undefined)) return { code: 'model-network', why: `a graph inside ${operator}` };
  }
  return null;
}

type Expected = readonly [name: string, type: keyof typeof DATA_TYPE, dims: readonly number[]];

/** The tensors that the network's layers need, by the names that training/export.py gives them. */
function expectedTensors(): Expected[] {
  const list: Expected[] = [
    ['signs', 'int8', [256, 8]],
    ['zero', 'uint8', []],
    ['weight_zero', 'int8', []],
  ];
  for (const { layer } of steps(NETWORK)) {
    if (layer.kind === 'pool') continue;
    const shape = layer.kind === 'conv' ? [layer.out, layer.in, 3, 3] : [layer.out, layer.in];
    if (layer.kind === 'conv') list.push([`${layer.name}/scale`, 'float', []]);
    if (layer.binary) {
      const weights = shape.reduce((a, b) => a * b);
      list.push([`${layer.name}/bits`, 'uint8', [weights / 8]], [`${layer.name}/shape`, 'int64', [shape.length]]);
      list.push([`${layer.name}/gain`, 'float', [layer.out]], [`${layer.name}/bias`, 'int32', [layer.out]]);
    } else {
      list.push([`${layer.name}/weights`, 'float', shape], [`${layer.name}/bias`, 'float', [layer.out]]);
    }
  }
  for (const layer of NETWORK.layers) if (layer.kind === 'unit') list.push([`${layer.name}/scale`, 'float', []]);
  return list;
}

const BYTES: Readonly<Record<keyof typeof DATA_TYPE, number>> = { float: 4, uint8: 1, int8: 1, int32: 4, int64: 8 };
const same = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((x, i) => x === b[i]);

function checkTensors(tensors: ReadonlyMap<string, OnnxTensor>): Refusal | null {
  for (const [name, type, dims] of expectedTensors()) {
    const t = tensors.get(name);
    if (!t) return { code: 'model-network', why: `no tensor ${name}` };
    const bytes = dims.reduce((a, b) => a * b, BYTES[type]);
    if (
      t.dataType !== DATA_TYPE[type] ||
      !same(t.dims, dims) ||
      (t.dataLocation ?? 0) !== 0 ||
      (t.rawData?.length ?? 0) !== bytes
    ) {
      return {
        code: 'model-shape',
        why: `${name}: type ${t.dataType ?? 0}, ${t.dims.join(' x ')}, ${t.rawData?.length ?? 0} bytes; expected ${type}, ${dims.join(' x ')}`,
      };
    }
  }
  for (const t of tensors.values()) {
    if ((t.dataLocation ?? 0) !== 0) return { code: 'model-shape', why: `${t.name ?? ''} stands in another file` };
  }
  return null;
}

function checkPort(
  ports: readonly OnnxValue[],
  name: string,
  type: keyof typeof DATA_TYPE,
  dims: readonly number[],
): Refusal | null {
  const port = ports[0];
  const shape = port?.type?.tensorType?.shape?.dim.slice(1).map((d) => d.dimValue) ?? [];
  if (ports.length === 1 && port?.name === name && port.type?.tensorType?.elemType === DATA_TYPE[type] && same(shape, dims))
    return null;
  return {
    code: 'model-shape',
    why: `${name}: expected N x ${dims.join(' x ')} ${type}, found ${port?.name ?? 'nothing'} ${shape.join(' x ')}`,
  };
}

/** Everything about the bytes but their hash. */
export function parseModel(bytes: Uint8Array, card: Card): Result<Model, Refusal> {
  const onnx = decodeOnnx(bytes);
  if (!onnx) return refuse('model-truncated', 'not a whole ONNX file');
  const tensors = new Map(onnx.graph.initializer.map((t) => [t.name ?? '', t]));
  const refusal =
    checkIdentity(onnx, card) ??
    checkGraph(onnx) ??
    checkPort(onnx.graph.input, 'image', 'uint8', [INPUT.height, INPUT.width, INPUT.channels]) ??
    checkPort(onnx.graph.output, 'embedding', 'float', [FC5_LENGTH]) ??
    checkTensors(tensors);
  return refusal ? err(refusal) : ok({ id: card.id, card, bytes, tensors });
}

/**
 * @returns the model, or why it is refused: model-missing (either file), model-card, model-newer, model-oversized, model-truncated
 * (shorter than its card says, or no whole file), model-hash, model-network, model-shape.
 */
export async function readModel(modelFile: string, cardFile: string): Promise<Result<Model, Refusal>> {
  const card = await readCard(cardFile);
  if (!card.ok) return card;
  const bytes = await readLimited(modelFile, LIMITS.modelBytes);
  if (!bytes.ok) return bytes;
  const { length } = bytes.value;
  if (length < card.value.bytes) return refuse('model-truncated', `${length} bytes of ${card.value.bytes}`);
  const sha256 = createHash('sha256').update(bytes.value).digest('hex');
  if (sha256 !== card.value.sha256) return refuse('model-hash', `SHA-256 is ${sha256}, the card says ${card.value.sha256}`);
  return parseModel(bytes.value, card.value);
}
