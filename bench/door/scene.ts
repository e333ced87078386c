/**
 * A visit made from one photograph: some frames of a camera in front of which the person moves a little, under one light, with the
 * camera's noise and now and then a blurred frame. Everything drawn comes from `random`.
 */
import sharp from 'sharp';
import type { Frame } from '../../src/vision/frame.ts';
import type { Random } from '../evaluate/random.ts';

export const WIDTH = 640;
export const HEIGHT = 480;

export type Scene = {
  /** Half the range of head movement within the visit, pixels; of its tilt, degrees. */
  readonly move: number;
  readonly tilt: number;
  /** How far the light may be from the photograph's: 0 = as it is, 1 = dim or bright, and from one side. */
  readonly light: number;
  /** Share of the frames that are blurred by movement. */
  readonly blurred: number;
};
/** As people are enrolled: still, in fair light. */
export const ENROLMENT: Scene = { move: 6, tilt: 2, light: 0.2, blurred: 0 };
/** As people come to a door. */
export const VISIT: Scene = { move: 16, tilt: 5, light: 1, blurred: 0.3 };

/** The share of an LFW picture, around its middle, that is shown: its edges often hold other people's faces. */
const SHOWN = 0.76;

const between = (random: Random, low: number, high: number): number => low + (high - low) * random();

/** @param photo an encoded picture with the person in its middle */
export async function frames(photo: Uint8Array, count: number, scene: Scene, random: Random): Promise<Frame[]> {
  const { width, height } = await sharp(photo).metadata();
  const shown = Math.round(Math.min(width, height) * SHOWN);
  const middle = sharp(photo)
    .extract({ left: (width - shown) >> 1, top: (height - shown) >> 1, width: shown, height: shown })
    .toColourspace('srgb');
  const wall = await middle.clone().resize(WIDTH, HEIGHT, { fit: 'fill' }).blur(24).removeAlpha().raw().toBuffer();
  const screen = { raw: { width: WIDTH, height: HEIGHT, channels: 3 } } as const;

  const side = between(random, 330, 440);
  const at = { x: between(random, -50, 50), y: between(random, -10, 30) };
  const lean = between(random, -scene.tilt, scene.tilt);
  const gain = 1 + scene.light * between(random, -0.4, 0.25);
  const shade = scene.light * between(random, 0, 0.45);
  const fromLeft = random() < 0.5;
  const noise = between(random, 2, 3 + 4 * scene.light);
  const shadow = Buffer.from(
    `<svg width="${WIDTH}" height="${HEIGHT}"><defs><linearGradient id="g"><stop offset="${fromLeft ? 0 : 1}" stop-opacity="${shade}"/><stop offset="${fromLeft ? 1 : 0}" stop-opacity="0"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>`,
  );

  const made: Frame[] = [];
  for (let i = 0; i < count; i++) {
    const size = Math.round(side * (1 + (scene.move / 400) * between(random, -1, 1)));
    const angle = lean + (scene.tilt / 3) * between(random, -1, 1);
    const face = await middle
      .clone()
      .resize(size, size)
      .ensureAlpha()
      .rotate(angle, { background: { r: 0, g: 0, b: 0, alpha: 0 } })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const left = Math.round((WIDTH - face.info.width) / 2 + at.x + scene.move * between(random, -1, 1));
    const top = Math.round((HEIGHT - face.info.height) / 2 + at.y + scene.move * between(random, -1, 1));
    const sigma = random() < scene.blurred ? between(random, 1.2, 3) : between(random, 0.3, 0.9);
    // What hangs over the frame's edge is cut off here: sharp refuses to composite it.
    const cut = { left: Math.max(0, -left), top: Math.max(0, -top) };
    const inside = await sharp(face.data, { raw: face.info })
      .extract({
        ...cut,
        width: Math.min(face.info.width - cut.left, WIDTH - Math.max(0, left)),
        height: Math.min(face.info.height - cut.top, HEIGHT - Math.max(0, top)),
      })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const placed = await sharp(wall, screen)
      .composite([
        { input: inside.data, raw: inside.info, left: Math.max(0, left), top: Math.max(0, top) },
        { input: shadow, left: 0, top: 0 },
      ])
      .flatten()
      .removeAlpha()
      .raw()
      .toBuffer();
    // A pipeline of its own: sharp would brighten and blur before it composites.
    const data = await sharp(placed, screen).linear(gain, 0).blur(sigma).raw().toBuffer();
    made.push({ data: grainy(data, noise, random), width: WIDTH, height: HEIGHT, channels: 3 });
  }
  return made;
}

/** Adds noise of that standard deviation, grey levels, to whole pixels: a sum of four uniform numbers is near enough to a normal one. */
function grainy(pixels: Buffer, deviation: number, random: Random): Uint8Array {
  const out = new Uint8ClampedArray(pixels.length);
  const scale = deviation / Math.sqrt(4 / 12);
  for (let i = 0; i < pixels.length; i += 3) {
    const n = scale * (random() + random() + random() + random() - 2);
    for (let c = 0; c < 3; c++) out[i + c] = pixels[i + c]! + n;
  }
  return new Uint8Array(out.buffer);
}
