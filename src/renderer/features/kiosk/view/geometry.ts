/** From the camera's frame to the screen: the picture covers its part of the window and is mirrored. Pure. */
import type { FacePlace } from '../machine/kiosk.store.ts';

export type Size = { readonly width: number; readonly height: number };
export type Ring = { readonly x: number; readonly y: number; readonly radius: number };

/** Of an upright window the picture has this much of the height: below it stand the keypad and the words, so that no face is behind them. */
const PICTURE_SHARE = 0.58;

/** The part of the window that the camera's picture covers, from its upper left corner. */
export function pictureOf({ width, height }: Size): Size {
  return height > width ? { width, height: Math.round(height * PICTURE_SHARE) } : { width, height };
}

/** Ring radius over the longer side of the face's box: the mesh ends at the brows, a head does not. */
const AROUND = 0.78;

/** The ring around a face, in pixels of the picture's part of the window (`pictureOf`); held between a size that is seen and one that fits. */
export function ringAround({ box, frameWidth, frameHeight }: FacePlace, window: Size): Ring {
  const scale = Math.max(window.width / frameWidth, window.height / frameHeight);
  const x = (box.x + box.width / 2 - frameWidth / 2) * scale;
  const y = (box.y + box.height * 0.44 - frameHeight / 2) * scale;
  const radius = Math.max(box.width, box.height) * AROUND * scale;
  const short = Math.min(window.width, window.height);
  return { x: window.width / 2 - x, y: window.height / 2 + y, radius: Math.min(Math.max(radius, short * 0.1), short * 0.42) };
}
