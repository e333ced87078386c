/**
 * The part of ONNX's protobuf that our files use, read and written by protobufjs.
 * Field numbers: onnx.proto of ONNX 1.16, https://github.com/onnx/onnx/blob/v1.16.0/onnx/onnx.proto
 */
import protobuf from 'protobufjs';

export const DATA_TYPE = { float: 1, uint8: 2, int8: 3, int32: 6, int64: 7 } as const;
export const ATTRIBUTE_TYPE = { float: 1, int: 2, ints: 7 } as const;

export type OnnxTensor = {
  readonly name?: string;
  readonly dims: readonly number[];
  readonly dataType?: number;
  /** Little-endian, as the file has it. */
  readonly rawData?: Uint8Array;
  /** 1 = the data stand in another file. */
  readonly dataLocation?: number;
};
export type OnnxAttribute = {
  readonly name: string;
  readonly type: number;
  readonly f?: number;
  readonly i?: number;
  readonly ints?: readonly number[];
  readonly g?: unknown;
};
export type OnnxNode = {
  readonly name?: string;
  readonly opType?: string;
  readonly domain?: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute?: readonly OnnxAttribute[];
};
/** Parts that a message may leave out are optional here, though a useful file has them. */
export type OnnxValue = {
  readonly name?: string;
  readonly type?: {
    readonly tensorType?: {
      readonly elemType?: number;
      readonly shape?: { readonly dim: readonly { readonly dimValue?: number; readonly dimParam?: string }[] };
    };
  };
};
export type OnnxModel = {
  readonly irVersion?: number;
  readonly producerName?: string;
  readonly opsetImport: readonly { readonly domain?: string; readonly version?: number }[];
  readonly metadataProps: readonly { readonly key?: string; readonly value?: string }[];
  readonly graph: {
    readonly name?: string;
    readonly node: readonly OnnxNode[];
    readonly initializer: readonly OnnxTensor[];
    readonly input: readonly OnnxValue[];
    readonly output: readonly OnnxValue[];
  };
};

type Fields = Record<string, [id: number, type: string, repeated?: 'repeated']>;
const message = (fields: Fields) => ({
  fields: Object.fromEntries(
    Object.entries(fields).map(([name, [id, type, rule]]) => [name, { id, type, ...(rule && { rule }) }]),
  ),
});

const root = protobuf.Root.fromJSON({
  nested: {
    Model: message({
      irVersion: [1, 'int64'],
      producerName: [2, 'string'],
      graph: [7, 'Graph'],
      opsetImport: [8, 'OperatorSet', 'repeated'],
      metadataProps: [14, 'Property', 'repeated'],
    }),
    OperatorSet: message({ domain: [1, 'string'], version: [2, 'int64'] }),
    Property: message({ key: [1, 'string'], value: [2, 'string'] }),
    Graph: message({
      node: [1, 'Node', 'repeated'],
      name: [2, 'string'],
      initializer: [5, 'Tensor', 'repeated'],
      input: [11, 'Value', 'repeated'],
      output: [12, 'Value', 'repeated'],
    }),
    Node: message({
      input: [1, 'string', 'repeated'],
      output: [2, 'string', 'repeated'],
      name: [3, 'string'],
      opType: [4, 'string'],
      attribute: [5, 'Attribute', 'repeated'],
      domain: [7, 'string'],
    }),
    Attribute: message({
      name: [1, 'string'],
      f: [2, 'float'],
      i: [3, 'int64'],
      g: [6, 'Graph'],
      ints: [8, 'int64', 'repeated'],
      type: [20, 'int32'],
    }),
    Tensor: message({
      dims: [1, 'int64', 'repeated'],
      dataType: [2, 'int32'],
      name: [8, 'string'],
      rawData: [9, 'bytes'],
      dataLocation: [14, 'int32'],
    }),
    Value: message({ name: [1, 'string'], type: [2, 'Type'] }),
    Type: message({ tensorType: [1, 'TensorType'] }),
    TensorType: message({ elemType: [1, 'int32'], shape: [2, 'Shape'] }),
    Shape: message({ dim: [1, 'Dimension', 'repeated'] }),
    Dimension: message({ dimValue: [1, 'int64'], dimParam: [2, 'string'] }),
  },
});
/** The message type of a whole file. */
export const Model = root.lookupType('Model');

/** @returns null for bytes that are no protobuf of this shape. Fields unknown to us are skipped, as protobuf wants it. */
export function decodeOnnx(bytes: Uint8Array): OnnxModel | null {
  try {
    const plain = Model.toObject(Model.decode(bytes), { longs: Number, arrays: true });
    if (typeof plain['graph'] !== 'object') return null;
    return plain as OnnxModel;
  } catch {
    return null;
  }
}

/** A tensor's data as a typed array of its own (the file's bytes need not be aligned). */
export function floats(t: OnnxTensor): Float32Array {
  return new Float32Array(Uint8Array.from(t.rawData ?? []).buffer);
}
export function int32s(t: OnnxTensor): Int32Array {
  return new Int32Array(Uint8Array.from(t.rawData ?? []).buffer);
}
