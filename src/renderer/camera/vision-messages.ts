/** What the page and the vision worker say to each other. */
import type { FaceObservation } from '../../domain/recognition/face.ts';
import type { CameraTurn } from '../../shared/camera-turn.ts';
import type { Backend } from '../../vision/human.ts';
import type { PhotoFault } from '../../vision/picture/header.ts';

export type ToWorker =
  | { readonly kind: 'start'; readonly assets: string; readonly backend: Backend | 'best' }
  | {
      readonly kind: 'frame';
      readonly id: number;
      readonly picture: VideoFrame | ImageBitmap;
      readonly liveness: boolean;
      readonly capturedAt: number;
      readonly first: boolean;
      readonly turn: CameraTurn;
    }
  | { readonly kind: 'photo'; readonly id: number; readonly file: Blob; readonly capturedAt: number };

/** Loading the models, then a first run of each (which compiles them). */
export type VisionProgress = 'loading' | 'warming-up' | 'ready';

export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: VisionProgress }
  | { readonly kind: 'started'; readonly backend: Backend; readonly milliseconds: number }
  | { readonly kind: 'failed' }
  | { readonly kind: 'faces'; readonly id: number; readonly faces: readonly FaceObservation[] }
  | { readonly kind: 'fault'; readonly id: number; readonly code: PhotoFault['code'] | 'internal' };
