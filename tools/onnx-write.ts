/** Writes ONNX files: for benches and tests alone (the app reads what training/export.py wrote). */
import {
  ATTRIBUTE_TYPE,
  DATA_TYPE,
  Model,
  type OnnxAttribute,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
} from '../src/engine/onnx-format.ts';

export function encodeOnnx(model: OnnxModel): Uint8Array {
  return Model.encode(Model.fromObject(model)).finish();
}

type TensorData = Float32Array | Uint8Array | Int8Array | Int32Array | BigInt64Array;
const typeOf = (data: TensorData): number => {
  if (data instanceof Float32Array) return DATA_TYPE.float;
  if (data instanceof Uint8Array) return DATA_TYPE.uint8;
  if (data instanceof Int8Array) return DATA_TYPE.int8;
  if (data instanceof Int32Array) return DATA_TYPE.int32;
  return DATA_TYPE.int64;
};

export function tensor(name: string, dims: readonly number[], data: TensorData): OnnxTensor {
  return { name, dims, dataType: typeOf(data), rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}
/** `dims` null: left to the runtime to find out. */
export function value(name: string, elemType: number, dims: readonly (number | string)[] | null): OnnxValue {
  const dim = dims?.map((d) => (typeof d === 'number' ? { dimValue: d } : { dimParam: d }));
  return { name, type: { tensorType: { elemType, ...(dim && { shape: { dim } }) } } };
}
export function node(
  opType: string,
  input: readonly string[],
  output: string,
  attributes: Readonly<Record<string, number | readonly number[]>> = {},
  domain = '',
): OnnxNode {
  const attribute = Object.entries(attributes).map(([name, v]): OnnxAttribute =>
    typeof v === 'number' ? { name, type: ATTRIBUTE_TYPE.int, i: v } : { name, type: ATTRIBUTE_TYPE.ints, ints: v },
  );
  return { opType, domain, name: output, input, output: [output], attribute };
}
export function model(graph: OnnxModel['graph'], metadata: Readonly<Record<string, string>> = {}): OnnxModel {
  return {
    irVersion: 8,
    producerName: 'lintel',
    opsetImport: [
      { domain: '', version: 17 },
      { domain: 'com.microsoft', version: 1 },
    ],
    metadataProps: Object.entries(metadata).map(([key, v]) => ({ key, value: v })),
    graph,
  };
}
