/// <reference lib="webworker" />
/** The web worker around src/vision: pictures in, observations out. One at a time, in the order they come. */
import { Human } from '@vladmandic/human';
import { err, type Result } from '../../domain/result.ts';
import { createDetector, type Detector } from '../../vision/detector.ts';
import type { Frame } from '../../vision/frame.ts';
import type { Backend } from '../../vision/human.ts';
import { checkedPicture, MOST_PHOTO_BYTES } from '../../vision/picture-size.ts';
import { createObserver, type ObserveOptions, type Observer } from '../../vision/observer.ts';
import type { FromWorker, ToWorker } from './vision-messages.ts';

/** Larger photographs are shrunk to this many pixels on the longer side first. */
const PHOTO_SIDE = 2560;

let observer: Observer | null = null;

function say(message: FromWorker, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

self.addEventListener('message', (event: MessageEvent<ToWorker>) => {
  line = line.then(() => answer(event.data));
});
let line = Promise.resolve();

async function answer(message: ToWorker): Promise<void> {
  switch (message.kind) {
    case 'start':
      await start(message.assets, message.backend);
      return;
    case 'frame':
      try {
        const frame = pixelsOf(
          message.picture,
          message.picture instanceof VideoFrame ? sizeOf(message.picture) : message.picture,
        );
        const { liveness, capturedAt, first } = message;
        await observe(message.id, frame, { liveness, capturedAt, first });
      } catch {
        say({ kind: 'fault', id: message.id, code: 'internal' });
      } finally {
        message.picture.close();
      }
      return;
    case 'photo': {
      const frame = await readPhoto(message.file);
      if (!frame.ok) say({ kind: 'fault', id: message.id, code: frame.error.code });
      else await observe(message.id, frame.value, { liveness: true, capturedAt: message.capturedAt, still: true });
    }
  }
}

async function observe(id: number, frame: Frame, options: ObserveOptions): Promise<void> {
  if (!observer) {
    say({ kind: 'fault', id, code: 'internal' });
    return;
  }
  try {
    const faces = await observer.observe(frame, options);
    say(
      { kind: 'faces', id, faces },
      faces.map((face) => face.crop.buffer as ArrayBuffer),
    );
  } catch {
    say({ kind: 'fault', id, code: 'internal' });
  }
}

async function start(assets: string, wanted: Backend | 'best'): Promise<void> {
  const started = performance.now();
  say({ kind: 'progress', progress: 'loading' });
  const backend = wanted === 'best' ? bestBackend() : wanted;
  let detector = await load(assets, backend);
  // A GPU that cannot run the models is worth no more than none.
  if (!detector.ok && backend !== 'wasm') detector = await load(assets, 'wasm');
  if (!detector.ok) {
    say({ kind: 'failed' });
    return;
  }
  observer = createObserver(detector.value);
  say({ kind: 'started', backend: detector.value.backend, milliseconds: performance.now() - started });
  say({ kind: 'progress', progress: 'ready' });
}

async function load(assets: string, backend: Backend): Promise<Result<Detector>> {
  const detector = await createDetector(Human, { backend, modelBasePath: assets, wasmPath: assets });
  if (!detector.ok) return detector;
  say({ kind: 'progress', progress: 'warming-up' });
  try {
    await detector.value.warmUp();
    return detector;
  } catch {
    return err({ code: 'internal' });
  }
}

/** Names of renderers that draw on the processor: there WASM is several times as fast as WebGL. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|lavapipe|software|basic render|microsoft basic/i;

/** WebGL on a real GPU, else WASM. WebGPU is left out: we had no machine to measure it on, and WebGL reaches the same GPUs. */
function bestBackend(): Backend {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return 'wasm';
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return SOFTWARE.test(renderer) ? 'wasm' : 'webgl';
}

let canvas: OffscreenCanvas | null = null;
let context: OffscreenCanvasRenderingContext2D | null = null;

type Size = { readonly width: number; readonly height: number };

function sizeOf(frame: VideoFrame): Size {
  return { width: frame.displayWidth, height: frame.displayHeight };
}

/** Draws a picture at a size and reads the bytes back: RGBA. */
function pixelsOf(picture: VideoFrame | ImageBitmap, { width, height }: Size): Frame {
  if (!canvas || !context || canvas.width !== width || canvas.height !== height) {
    canvas = new OffscreenCanvas(width, height);
    // Keeps the pixels in memory instead of fetching them from the GPU for each frame.
    context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
    if (!context) throw new Error('no 2d canvas');
    context.imageSmoothingQuality = 'high';
  }
  context.drawImage(picture, 0, 0, width, height);
  return { data: context.getImageData(0, 0, width, height).data, width, height, channels: 4 };
}

type Unread = { readonly code: 'photo-unreadable' | 'photo-too-large' };

async function readPhoto(file: Blob): Promise<Result<Frame, Unread>> {
  if (file.size > MOST_PHOTO_BYTES) return err({ code: 'photo-too-large' });
  try {
    // Before it is decoded: what it says of itself.
    const said = checkedPicture(new Uint8Array(await file.arrayBuffer()));
    if (!said.ok) return said;
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, PHOTO_SIDE / Math.max(picture.width, picture.height));
    const size = {
      width: Math.max(1, Math.round(picture.width * scale)),
      height: Math.max(1, Math.round(picture.height * scale)),
    };
    try {
      return { ok: true, value: pixelsOf(picture, size) };
    } finally {
      picture.close();
    }
  } catch {
    return err({ code: 'photo-unreadable' });
  }
}
