/**
 * Frame after frame of a video to the vision worker, one frame ahead and no further: while main thinks about the faces of one frame, the worker
 * finds those of the next, which are handed over when the answer is there, or a second after it was asked for. Two cores work at once, and
 * nothing queues up: the newest frame taken is never more than one behind.
 */
import type { FaceObservation } from '../../domain/recognition/face.ts';
import type { Result } from '../../domain/result.ts';
import type { CameraTurn } from '../../shared/camera-turn.ts';
import { turnedSize } from './turn.ts';
import type { FrameOptions } from './vision-client.ts';

export type FrameSize = { readonly width: number; readonly height: number };
export type OnFaces = (faces: readonly FaceObservation[], frame: FrameSize) => void | Promise<void>;

export type FrameSource = {
  /** Resolves with the next new frame, which the taker closes; null when the signal ends the wait. */
  next(
    signal: AbortSignal,
  ): Promise<{ readonly picture: VideoFrame | ImageBitmap; readonly size: FrameSize; readonly capturedAt: number } | null>;
};

type Options = {
  readonly source: FrameSource;
  readonly observe: (picture: VideoFrame | ImageBitmap, options: FrameOptions) => Promise<Result<readonly FaceObservation[]>>;
  /** Faces of one frame, none too; the next frame's are handed over when its promise settles, or a second after these were. */
  readonly onFaces: OnFaces;
  /** Whether the liveness models run on this frame. */
  readonly liveness: () => boolean;
  /** How the camera hangs: frames and their sizes are told as they are seen upright. */
  readonly turn?: CameraTurn;
  readonly signal: AbortSignal;
};

/** The longest wait for an answer before the next frame. */
export const ANSWER_MS = 1000;
/** After a fault of the worker (it is being started anew) the loop breathes before it asks again. */
const FAULT_PAUSE_MS = 500;

/** Runs until the signal ends it. Throws nothing; what `onFaces` throws is reported as an uncaught error, and the loop goes on. */
export async function runFrameLoop({ source, observe, onFaces, liveness, turn = 0, signal }: Options): Promise<void> {
  let first = true;
  /** Settles when the faces handed over last have their answer, or have waited long enough. */
  let answered: Promise<void> = Promise.resolve();
  while (!signal.aborted) {
    const frame = await source.next(signal);
    if (!frame) continue;
    const answer = await observe(frame.picture, { liveness: liveness(), capturedAt: frame.capturedAt, first, turn });
    first &&= !answer.ok;
    // `observe` takes as long as the frame: it waits for no one else, so that it needs no limit here.
    if (aborted(signal)) return;
    if (!answer.ok) {
      await settledOrAfter(FAULT_PAUSE_MS, signal);
      continue;
    }
    await answered;
    if (aborted(signal)) return;
    const told = Promise.resolve()
      .then(() => onFaces(answer.value, turnedSize(frame.size, turn)))
      .catch((error: unknown) => reportError(error));
    answered = settledOrAfter(ANSWER_MS, signal, told);
  }
}

/** Not narrowed by the check before the wait. */
function aborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function settledOrAfter(milliseconds: number, signal: AbortSignal, promise?: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
    void promise?.then(done);
  });
}

/** New frames of a playing video. */
export function videoFrames(video: HTMLVideoElement): FrameSource {
  return {
    next: (signal) =>
      new Promise((resolve) => {
        const stop = (): void => {
          video.cancelVideoFrameCallback(callback);
          resolve(null);
        };
        const callback = video.requestVideoFrameCallback(() => {
          signal.removeEventListener('abort', stop);
          const size = { width: video.videoWidth, height: video.videoHeight };
          try {
            resolve({ picture: new VideoFrame(video), size, capturedAt: Date.now() });
          } catch {
            // The stream was taken away between the callback and here.
            resolve(null);
          }
        });
        signal.addEventListener('abort', stop, { once: true });
      }),
  };
}
