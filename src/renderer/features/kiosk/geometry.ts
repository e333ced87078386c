/** From the camera's frame to the screen: the picture covers the window and is mirrored. Pure. */
import type { FacePlace } from './kiosk.store.ts';

export type Size = { readonly width: number; readonly height: number };
export type Ring = { readonly x: number; readonly y: number; readonly radius: number };

/** Ring radius over the longer side of the face's box: the mesh ends at the brows, a head does not. */
const AROUND = 0.78;

/** The ring around a face, in pixels of the window; held between a size that is seen and one that fits. */
export function ringAround({ box, frameWidth, frameHeight }: FacePlace, window: Size): Ring {
  const scale = Math.max(window.width / frameWidth, window.height / frameHeight);
  const x = (box.x + box.width / 2 - frameWidth / 2) * scale;
  const y = (box.y + box.height * 0.44 - frameHeight / 2) * scale;
  const radius = Math.max(box.width, box.height) * AROUND * scale;
  const short = Math.min(window.width, window.height);
  return { x: window.width / 2 - x, y: window.height / 2 + y, radius: Math.min(Math.max(radius, short * 0.1), short * 0.42) };
}
