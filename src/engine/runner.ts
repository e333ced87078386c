/** The network itself, without crops, mirrors and norms: what onnx.ts and tfjs.ts give, and what the self-check looks at. */
export type Runner = {
  readonly precision: 'int8' | 'float';
  readonly runtime: string;
  /** Pictures that are best run together. */
  readonly batch: 1 | 2;
  /**
   * @param pictures count x 112 x 96 x 3 RGB bytes.
   * @returns count x 1024, not normalised. Rejects where the runtime fails.
   */
  run(pictures: Uint8Array, count: number): Promise<Float32Array>;
  close(): Promise<void>;
};
