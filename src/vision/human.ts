/**
 * The parts of @vladmandic/human 3.3.6 that we use, and its settings. Human loads the models and runs the detector; its
 * own mesh stage is left out. [Note: our mesh stage] Human cuts the mesh out of the detector's loose box, once, and rounds its
 * points down to whole pixels. Measured on the sample photographs' faces, each drawn six times at random angles (±17°), sizes (35 to
 * 105 px between the eyes) and places: the standard crop then moves by 1.03 px (median of 22 faces; mean 2.1, worst 9.6).
 * Here the same model runs on an upright, antialiased cut that the last five points place, up to three times, unrounded: 0.07 px
 * (median of 21 faces, all 126 drawings found; mean 0.09, worst 0.34; the 22nd shows her profile).
 */

export type Tensor = { readonly shape: readonly number[]; data(): Promise<Float32Array> };
type Model = { readonly executor?: unknown; execute(input: Tensor): Tensor | Tensor[] };
export type DetectedFace = {
  readonly boxScore: number;
  /** x, y, width, height; the detector's box enlarged by `scale`, in shares of the frame's sides, not cut at its border. */
  readonly boxRaw: readonly [number, number, number, number];
  /** Without the mesh stage: the detector's own six points: an eye, an eye, nose tip, middle of the mouth, two ears. */
  readonly mesh: readonly (readonly [number, number, ...number[]])[];
};

export type HumanParts = {
  readonly tf: {
    tensor4d(values: Float32Array, shape: readonly [number, number, number, number]): Tensor;
    dispose(tensors: unknown): void;
    memory(): { readonly numTensors: number };
    getBackend(): string;
    env(): { set(flag: string, value: boolean): void };
    readonly image: { resizeBilinear(input: Tensor, size: readonly [number, number]): Tensor };
    readonly io: { registerLoadRouter(router: (url: string | string[]) => { load(): Promise<unknown> } | null): void };
  };
  readonly models: { readonly models: Readonly<Record<string, Model | null | undefined>> };
  readonly process: { readonly tensor: unknown };
  load(): Promise<void>;
  detect(input: Tensor, config: object): Promise<{ readonly face: readonly DetectedFace[]; readonly error?: string | null }>;
};

/** Human's class, from whichever of its bundles the environment needs. */
export type HumanClass = new (config: never) => unknown;

export type Backend = 'wasm' | 'webgl';

/** Every setting that matters, written out: Human's defaults reach for a CDN, caches and models that we do not ship. */
export function humanConfig(options: { backend: Backend; modelBasePath: string; wasmPath: string }) {
  return {
    backend: options.backend,
    modelBasePath: options.modelBasePath,
    wasmPath: options.wasmPath,
    wasmPlatformFetch: false,
    cacheModels: false,
    validateModels: false,
    debug: false,
    async: false,
    warmup: 'none',
    // 0 = look anew at each frame; Human would else answer from the last one.
    cacheSensitivity: 0,
    skipAllowed: false,
    deallocate: false,
    softwareKernels: false,
    flags: {},
    filter: { enabled: false, equalization: false, return: false, autoBrightness: false, flip: false },
    gesture: { enabled: false },
    body: { enabled: false },
    hand: { enabled: false },
    object: { enabled: false },
    segmentation: { enabled: false },
    face: {
      enabled: true,
      detector: {
        modelPath: 'blazeface.json',
        rotation: false,
        maxDetected: 20,
        skipFrames: 0,
        skipTime: 0,
        minConfidence: MIN_DETECTION,
        minSize: 0,
        iouThreshold: 0.3,
        scale: BOX_SCALE,
        mask: false,
        return: false,
      },
      // Enabled here so that the models load; `detectOnly` turns them off in each call.
      mesh: { enabled: true, modelPath: 'facemesh.json', keepInvalid: false },
      antispoof: { enabled: true, modelPath: 'antispoof.json', skipFrames: 0, skipTime: 0 },
      liveness: { enabled: true, modelPath: 'liveness.json', skipFrames: 0, skipTime: 0 },
      attention: { enabled: false },
      iris: { enabled: false },
      emotion: { enabled: false },
      description: { enabled: false },
    },
  };
}

/** Human's own enlargement of the detector's box; the liveness models were published for cuts of this size. */
export const BOX_SCALE = 1.4;
const MIN_DETECTION = 0.3;

export const detectOnly = {
  face: { mesh: { enabled: false }, antispoof: { enabled: false }, liveness: { enabled: false } },
} as const;
