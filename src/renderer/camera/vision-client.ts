/** The page's side of the vision worker: promises. The worker is started once, shared, and started anew when it dies. */
import type { FaceObservation } from '../../domain/recognition/face.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { CameraTurn } from '../../shared/camera-turn.ts';
import type { Backend } from '../../vision/human.ts';
import { visionAssetsUrl } from './assets.ts';
import type { FromWorker, ToWorker, VisionProgress } from './vision-messages.ts';

export type VisionClient = {
  /** Starts the worker if it does not run, and waits for its models. Error `internal`. */
  start(): Promise<Result<{ readonly backend: Backend; readonly milliseconds: number }>>;
  /** Faces of a camera's frame, the largest first; none is no error. Takes the picture over and closes it. Error `internal`. */
  observeFrame(picture: VideoFrame | ImageBitmap, options: FrameOptions): Promise<Result<readonly FaceObservation[]>>;
  /** Faces of a photograph, at least one, the largest first. Errors `photo-unreadable`, `photo-heic`, `photo-too-large`, `face-none`, `internal`. */
  observePhoto(file: Blob): Promise<Result<readonly FaceObservation[]>>;
  /** Tells how far the worker's start is; gives a function that ends the telling. */
  onProgress(listener: (progress: VisionProgress) => void): () => void;
  close(): void;
};

export type FrameOptions = {
  readonly liveness: boolean;
  readonly capturedAt: number;
  /** The first since the camera was opened, or since the last look: nobody is taken for whoever stood there before. */
  readonly first?: boolean;
  /** How the camera hangs. */
  readonly turn?: CameraTurn;
};

/** The part of Worker that the client uses; tests put a MessagePort in its place. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;
type Options = { readonly createWorker?: () => WorkerLike; readonly assets?: string; readonly backend?: Backend | 'best' };

/** A frame takes 0.1 s, a photograph with twenty faces a few; a worker that is silent for this long is dead. */
const SILENCE_MS = 15_000;
/** Compiling shaders for a first run can take many seconds. */
const START_MS = 60_000;

function moduleWorker(): WorkerLike {
  return new Worker(new URL('./vision.worker.ts', import.meta.url), { type: 'module', name: 'vision' });
}

type Started = Result<{ readonly backend: Backend; readonly milliseconds: number }>;
type Running = {
  readonly worker: WorkerLike;
  readonly started: Promise<Started>;
  readonly waiting: Map<number, (answer: Result<readonly FaceObservation[]>) => void>;
};

export function createVisionClient({ createWorker = moduleWorker, assets, backend = 'best' }: Options = {}): VisionClient {
  const listeners = new Set<(progress: VisionProgress) => void>();
  let running: Running | null = null;
  let nextId = 1;

  /** Ends a worker and answers everybody who waits for it. */
  function end(it: Running): void {
    if (running === it) running = null;
    it.worker.terminate();
    for (const answer of it.waiting.values()) answer(err({ code: 'internal' }));
    it.waiting.clear();
  }

  function run(): Running {
    if (running) return running;
    const worker = createWorker();
    let settle: (started: Started) => void = () => undefined;
    const started = new Promise<Started>((resolve) => (settle = resolve));
    const it: Running = { worker, started, waiting: new Map() };
    const fail = (): void => {
      clearTimeout(timer);
      settle(err({ code: 'internal' }));
      end(it);
    };
    const timer = setTimeout(fail, START_MS);
    worker.addEventListener('error', fail);
    worker.addEventListener('messageerror', fail);
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === 'failed') fail();
      else if (data.kind === 'progress') for (const listener of listeners) listener(data.progress);
      else if (data.kind === 'started') {
        clearTimeout(timer);
        settle(ok({ backend: data.backend, milliseconds: data.milliseconds }));
      } else it.waiting.get(data.id)?.(data.kind === 'faces' ? ok(data.faces) : err({ code: data.code }));
    });
    const message: ToWorker = { kind: 'start', assets: assets ?? visionAssetsUrl(), backend };
    worker.postMessage(message);
    running = it;
    return it;
  }

  async function ask(make: (id: number) => ToWorker, transfer: Transferable[]): Promise<Result<readonly FaceObservation[]>> {
    const it = run();
    const started = await it.started;
    if (!started.ok) return started;
    const id = nextId++;
    return new Promise((resolve) => {
      const timer = setTimeout(() => end(it), SILENCE_MS);
      it.waiting.set(id, (answer) => {
        clearTimeout(timer);
        it.waiting.delete(id);
        resolve(answer);
      });
      it.worker.postMessage(make(id), transfer);
    });
  }

  return {
    start: () => run().started,
    observeFrame: async (picture, { liveness, capturedAt, first = false, turn = 0 }) => {
      const answer = await ask((id) => ({ kind: 'frame', id, picture, liveness, capturedAt, first, turn }), [picture]);
      // Where it was not handed over, it is still ours; closing twice does no harm.
      picture.close();
      return answer;
    },
    observePhoto: async (file) => {
      const answer = await ask((id) => ({ kind: 'photo', id, file, capturedAt: Date.now() }), []);
      return answer.ok && answer.value.length === 0 ? err({ code: 'face-none' }) : answer;
    },
    onProgress: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      if (running) end(running);
    },
  };
}

let shared: VisionClient | null = null;
/** The one client of the page: the models are loaded once, whatever screens come and go. */
export function visionClient(): VisionClient {
  shared ??= createVisionClient();
  return shared;
}
