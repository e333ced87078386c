/** The fast engine: the model file as it is, in onnxruntime, 8-bit activations and one-bit weights. */
import type { Model } from './model-file.ts';
import { INPUT } from '../domain/network/layers.ts';
import type { Runner } from './runner.ts';

/**
 * Loads onnxruntime and the model; about half a second, in which the packed weights are spread to bytes.
 * One thread: the machine has a camera, a detector and a screen to serve beside it. The import is here and not above because the
 * package throws where it has no binary (Intel Macs). @throws what the runtime throws.
 */
export async function createOnnxRunner(
  model: Pick<Model, 'bytes'>,
  options: { readonly threads?: number } = {},
): Promise<Runner> {
  const ort = await import('onnxruntime-node');
  const session = await ort.InferenceSession.create(model.bytes, {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    executionMode: 'sequential',
    intraOpNumThreads: options.threads ?? 1,
    interOpNumThreads: 1,
    // A waiting thread sleeps: spinning takes the core from the detector. One thread has nobody to wait for; two have.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
  return {
    precision: 'int8',
    runtime: `onnxruntime ${ort.env.versions.node ?? ort.env.versions.common}, int8`,
    batch: 1,
    async run(pictures, count) {
      const image = new ort.Tensor('uint8', pictures, [count, INPUT.height, INPUT.width, INPUT.channels]);
      const { embedding } = await session.run({ image });
      return (await embedding!.getData()) as Float32Array;
    },
    close: () => session.release(),
  };
}
