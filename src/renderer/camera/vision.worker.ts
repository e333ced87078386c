/// <reference lib="webworker" />
/** The web worker around src/vision: pictures in, observations out. One at a time, in the order they come. */
import { Human } from '@vladmandic/human';
import { MOST_PHOTO_BYTES } from '../../domain/recognition/photo.ts';
import { err, type Result } from '../../domain/result.ts';
import { createDetector, type Detector } from '../../vision/detector.ts';
import type { Frame } from '../../vision/frame.ts';
import type { Backend } from '../../vision/human.ts';
import { decodePhoto } from '../../vision/picture/decode.ts';
import type { PhotoFault } from '../../vision/picture/header.ts';
import { createObserver, type ObserveOptions, type Observer } from '../../vision/observer.ts';
import { drawPhoto, pixelsOf } from './pixels.ts';
import { turnedSize } from './turn.ts';
import type { FromWorker, ToWorker } from './vision-messages.ts';

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
        const size = message.picture instanceof VideoFrame ? sizeOf(message.picture) : message.picture;
        const frame = pixelsOf(message.picture, turnedSize(size, message.turn), message.turn);
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

function sizeOf(frame: VideoFrame) {
  return { width: frame.displayWidth, height: frame.displayHeight };
}

async function readPhoto(file: Blob): Promise<Result<Frame, PhotoFault>> {
  if (file.size > MOST_PHOTO_BYTES) return err({ code: 'photo-too-large' });
  try {
    return await decodePhoto(new Uint8Array(await file.arrayBuffer()), drawPhoto);
  } catch {
    // A folder, or a file that is gone.
    return err({ code: 'photo-unreadable' });
  }
}
