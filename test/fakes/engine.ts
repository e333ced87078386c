/** An engine for tests of what stands around it: a crop's embedding is a random direction that its first three bytes choose. */
import { EMBEDDING_LENGTH } from '../../src/domain/recognition/face.ts';
import { err, ok } from '../../src/domain/result.ts';
import type { EngineProcess } from '../../src/main/gallery/engine-process.ts';
import type { EngineState } from '../../src/shared/schemas.ts';

export type FakeEngine = EngineProcess & { set(state: Partial<EngineState>): void };

export function fakeEngine(modelId = 'fake-1'): FakeEngine {
  let state: EngineState = { status: 'ready', kind: 'onnx', modelId, fault: null };
  const listeners = new Set<(s: EngineState) => void>();
  return {
    embed(crop) {
      if (state.status !== 'ready') return Promise.resolve(err({ code: 'engine-down' }));
      const vector = new Float32Array(EMBEDDING_LENGTH);
      let x = (crop[0]! << 16) | (crop[1]! << 8) | crop[2]! | 1;
      for (let i = 0; i < EMBEDDING_LENGTH; i++) {
        // xorshift32: another face, another direction
        x ^= x << 13;
        x ^= x >>> 17;
        x ^= x << 5;
        vector[i] = x / 2 ** 31;
      }
      const norm = Math.hypot(...vector);
      return Promise.resolve(ok({ vector: vector.map((v) => v / norm), mirrorCosine: 0.95, ms: 1 }));
    },
    state: () => state,
    runtime: () => 'fake',
    pid: () => null,
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    restart: () => undefined,
    close: () => undefined,
    set(next) {
      state = { ...state, ...next };
      for (const listener of listeners) listener(state);
    },
  };
}
