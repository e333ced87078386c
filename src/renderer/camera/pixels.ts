/** From what the browser draws to bytes. For the vision worker. */
import type { CameraTurn } from '../../shared/camera-turn.ts';
import type { Frame } from '../../vision/frame.ts';
import type { DrawPixels, Size } from '../../vision/picture/decode.ts';
import { drawTurned } from './turn.ts';

let canvas: OffscreenCanvas | null = null;
let context: OffscreenCanvasRenderingContext2D | null = null;

/** Draws a picture, turned, at a size, and reads the bytes back: RGBA. */
export function pixelsOf(picture: VideoFrame | ImageBitmap, { width, height }: Size, turn: CameraTurn = 0): Frame {
  if (!canvas || !context || canvas.width !== width || canvas.height !== height) {
    canvas = new OffscreenCanvas(width, height);
    // Keeps the pixels in memory instead of fetching them from the GPU for each frame.
    context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
    if (!context) throw new Error('no 2d canvas');
    context.imageSmoothingQuality = 'high';
  }
  drawTurned(context, picture, { width, height }, turn);
  return { data: context.getImageData(0, 0, width, height).data, width, height, channels: 4 };
}

/** A file as the browser decodes it. */
export const drawPhoto: DrawPixels = async (file, { format, width, height }, size) => {
  const picture = await createImageBitmap(new Blob([Uint8Array.from(file)], { type: `image/${format}` }));
  try {
    if (picture.width !== width || picture.height !== height) throw new Error('not as large as it says');
    return pixelsOf(picture, size);
  } finally {
    picture.close();
  }
};
