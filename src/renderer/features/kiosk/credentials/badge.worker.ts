/// <reference lib="webworker" />
/**
 * Reads badges off camera frames. A worker of its own beside the vision worker: it goes on while the models load, or cannot, and a
 * slow face never holds up a badge.
 */
import { readBadge } from '../../../../vision/badge-code.ts';
import type { FromBadgeWorker, ToBadgeWorker } from './badge-messages.ts';

/** Larger frames are shrunk to this width first: a badge at arm's length still has two pixels a module, at a fraction of the time. */
const WIDTH = 1280;

let canvas: OffscreenCanvas | null = null;
let context: OffscreenCanvasRenderingContext2D | null = null;

function pixels(picture: VideoFrame): ImageData | null {
  // A tall picture is bounded too: whatever calls itself a camera chooses its size.
  const scale = Math.min(1, WIDTH / picture.displayWidth, (2 * WIDTH) / picture.displayHeight);
  const width = Math.round(picture.displayWidth * scale);
  const height = Math.round(picture.displayHeight * scale);
  if (!canvas || canvas.width !== width || canvas.height !== height) {
    canvas = new OffscreenCanvas(width, height);
    context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  }
  context?.drawImage(picture, 0, 0, width, height);
  return context?.getImageData(0, 0, width, height) ?? null;
}

self.addEventListener('message', ({ data: { id, picture } }: MessageEvent<ToBadgeWorker>) => {
  const started = performance.now();
  let token: string | null = null;
  try {
    const frame = pixels(picture);
    token = frame && readBadge({ data: frame.data, width: frame.width, height: frame.height, channels: 4 });
  } finally {
    picture.close();
    const answer: FromBadgeWorker = { id, token, ms: performance.now() - started };
    self.postMessage(answer);
  }
});
