/**
 * A visit made from one photograph: some frames of a camera in front of which the person moves, under one light, with the camera's noise and now and
 * then a blurred frame. What a scene adds beyond that (a head that turns in relief, a face that moves, another camera) is what a person brings to a
 * door on another day; years, hair and glasses are what it does not add. Everything drawn comes from `random`.
 */
import sharp from 'sharp';
import { readPhoto, sharpOf } from '../../tools/vision.ts';
import type { Frame } from '../../src/vision/frame.ts';
import { turned, type Picture } from '../../tools/attacks.ts';
import { seeded, type Random } from '../../evaluate/random.ts';

export const WIDTH = 640;
export const HEIGHT = 480;

export type Scene = {
  readonly name: string;
  /** Half the range of head movement within the visit, pixels; of its tilt, degrees. */
  readonly move: number;
  readonly tilt: number;
  /** How far the light may be from the photograph's: 0 = as it is, 1 = dim or bright, and from one side. */
  readonly light: number;
  /** Share of the frames that are blurred by movement. */
  readonly blurred: number;
  /** How far the head is turned and nods, degrees to either side: where it stands in the visit, and a third of it from frame to frame. */
  readonly yaw: number;
  readonly pitch: number;
  /** How far parts of the face move, share of its width: mouth, cheeks, brows. */
  readonly expression: number;
  /** How far the camera is from the photograph's: colour, contrast, compression. */
  readonly camera: number;
  /** The face in the frame: side of the shown picture, pixels. */
  readonly near: readonly [number, number];
};

const STILL = { yaw: 0, pitch: 0, expression: 0, camera: 0, near: [330, 440] } as const;
/** As people are enrolled: still, in fair light; each capture a little turned, as the screen asks for it. */
export const ENROLMENT: Scene = { name: 'enrolment', move: 6, tilt: 2, light: 0.2, blurred: 0, ...STILL, yaw: 8, pitch: 4 };
/** The same photograph moved, lit, blurred: too easy. */
export const SAME: Scene = { name: 'same', move: 16, tilt: 5, light: 1, blurred: 0.3, ...STILL };
/** The same face at a door: turned, moving, in another light, by another camera, nearer or further. */
export const DOOR: Scene = {
  name: 'door',
  move: 16,
  tilt: 6,
  light: 1,
  blurred: 0.3,
  yaw: 16,
  pitch: 9,
  expression: 0.018,
  camera: 1,
  near: [250, 440],
};

/** The share of an LFW picture, around its middle, that is shown: its edges often hold other people's faces. */
const SHOWN = 0.76;
/** Side of the shown part while the head is turned and moved, pixels; where LFW's alignment has the eyes in it, and how far apart. */
const SIDE = 300;
const EYES = { x: SIDE / 2, y: 0.43 * SIDE, eyes: 0.22 * SIDE };

const between = (random: Random, low: number, high: number): number => low + (high - low) * random();
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Moves parts of the picture by a smooth field: four by four random shifts, straight between them; its edge stays. */
function moved(picture: Picture, most: number, random: Random): Picture {
  const { rgb, width, height } = picture;
  const shifts = Array.from({ length: 32 }, () => most * width * between(random, -1, 1));
  const at = (grid: number, u: number, v: number): number => {
    const [x, y] = [Math.min(2.999, 3 * u), Math.min(2.999, 3 * v)];
    const [i, j] = [Math.floor(x), Math.floor(y)];
    const of = (a: number, b: number): number => shifts[grid * 16 + b * 4 + a]!;
    const upper = of(i, j) * (1 - x + i) + of(i + 1, j) * (x - i);
    const lower = of(i, j + 1) * (1 - x + i) + of(i + 1, j + 1) * (x - i);
    return upper * (1 - y + j) + lower * (y - j);
  };
  const out = new Uint8Array(rgb.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x / width, y / height];
      const inside = Math.min(1, 8 * Math.min(u, 1 - u, v, 1 - v));
      const sx = Math.round(Math.min(width - 1, Math.max(0, x + inside * at(0, u, v))));
      const sy = Math.round(Math.min(height - 1, Math.max(0, y + inside * at(1, u, v))));
      for (let c = 0; c < 3; c++) out[(y * width + x) * 3 + c] = rgb[(sy * width + sx) * 3 + c]!;
    }
  }
  return { rgb: out, width, height };
}

/** What stays for a whole visit: the room, the light, the camera, where the person stands. */
type Visit = {
  readonly face: Picture;
  readonly wall: Buffer;
  readonly side: number;
  readonly at: { readonly x: number; readonly y: number };
  readonly lean: number;
  readonly turn: { readonly yaw: number; readonly pitch: number };
  readonly gain: number;
  readonly noise: number;
  readonly shadow: Buffer;
  readonly colour: readonly [number, number, number];
  readonly contrast: number;
  readonly jpeg: number;
};

const screen = { raw: { width: WIDTH, height: HEIGHT, channels: 3 } } as const;

async function enter(photo: Uint8Array, scene: Scene, random: Random): Promise<Visit> {
  const read = await readPhoto(photo);
  if (!read.ok) throw new Error(`a photograph of the bench: ${read.error.code}`);
  const { width, height } = read.value;
  const shown = Math.round(Math.min(width, height) * SHOWN);
  const middle = sharpOf(read.value).extract({
    left: (width - shown) >> 1,
    top: (height - shown) >> 1,
    width: shown,
    height: shown,
  });
  const wall = await middle.clone().resize(WIDTH, HEIGHT, { fit: 'fill' }).blur(24).raw().toBuffer();
  const face = { rgb: new Uint8Array(await middle.clone().resize(SIDE, SIDE).raw().toBuffer()), width: SIDE, height: SIDE };
  const shade = scene.light * between(random, 0, 0.45);
  const fromLeft = random() < 0.5;
  const tint = (): number => 1 + 0.08 * scene.camera * between(random, -1, 1);
  return {
    face,
    wall,
    side: between(random, ...scene.near),
    at: { x: between(random, -50, 50), y: between(random, -10, 30) },
    lean: between(random, -scene.tilt, scene.tilt),
    turn: { yaw: between(random, -scene.yaw, scene.yaw), pitch: between(random, -scene.pitch, scene.pitch) },
    gain: 1 + scene.light * between(random, -0.4, 0.25),
    noise: between(random, 2, 3 + 4 * scene.light),
    shadow: Buffer.from(
      `<svg width="${WIDTH}" height="${HEIGHT}"><defs><linearGradient id="g"><stop offset="${fromLeft ? 0 : 1}" stop-opacity="${shade}"/><stop offset="${fromLeft ? 1 : 0}" stop-opacity="0"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>`,
    ),
    colour: [tint(), tint(), tint()],
    contrast: 1 + 0.2 * scene.camera * between(random, -1, 1),
    jpeg: Math.round(100 - scene.camera * between(random, 10, 50)),
  };
}

async function draw(visit: Visit, scene: Scene, random: Random): Promise<Frame> {
  const [yaw, pitch] = [
    visit.turn.yaw + (scene.yaw / 3) * between(random, -1, 1),
    visit.turn.pitch + (scene.pitch / 3) * between(random, -1, 1),
  ];
  let { face } = visit;
  if (scene.yaw > 0 || scene.pitch > 0) face = turned(face, EYES, radians(yaw), radians(pitch));
  if (scene.expression > 0) face = moved(face, scene.expression, random);
  const size = Math.round(visit.side * (1 + (scene.move / 400) * between(random, -1, 1)));
  const angle = visit.lean + (scene.tilt / 3) * between(random, -1, 1);
  const head = await sharp(Buffer.from(face.rgb), { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .resize(size, size)
    .ensureAlpha()
    .rotate(angle, { background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const left = Math.round((WIDTH - head.info.width) / 2 + visit.at.x + scene.move * between(random, -1, 1));
  const top = Math.round((HEIGHT - head.info.height) / 2 + visit.at.y + scene.move * between(random, -1, 1));
  const sigma = random() < scene.blurred ? between(random, 1.2, 3) : between(random, 0.3, 0.9);
  // What hangs over the frame's edge is cut off here: sharp refuses to composite it.
  const cut = { left: Math.max(0, -left), top: Math.max(0, -top) };
  const inside = await sharp(head.data, { raw: head.info })
    .extract({
      ...cut,
      width: Math.min(head.info.width - cut.left, WIDTH - Math.max(0, left)),
      height: Math.min(head.info.height - cut.top, HEIGHT - Math.max(0, top)),
    })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const placed = await sharp(visit.wall, screen)
    .composite([
      { input: inside.data, raw: inside.info, left: Math.max(0, left), top: Math.max(0, top) },
      { input: visit.shadow, left: 0, top: 0 },
    ])
    .flatten()
    .removeAlpha()
    .raw()
    .toBuffer();
  // A pipeline of its own: sharp would brighten and blur before it composites.
  const gains = visit.colour.map((c) => c * visit.gain * visit.contrast);
  const lit = sharp(placed, screen)
    .linear(gains, [0, 0, 0].fill(128 * (1 - visit.contrast)))
    .blur(sigma);
  const shot = visit.jpeg < 100 ? sharp(await lit.jpeg({ quality: visit.jpeg }).toBuffer()) : lit;
  return {
    data: grainy(await shot.removeAlpha().raw().toBuffer(), visit.noise, random),
    width: WIDTH,
    height: HEIGHT,
    channels: 3,
  };
}

/**
 * The frames of one look into the camera, made when they are asked for.
 * @param photo an encoded picture with the person in its middle
 * @param visit a number of its own for the day (light, camera, place)
 * @param look another for how they stand: looking again is the same day, another pose
 */
export async function stand(
  photo: Uint8Array,
  scene: Scene,
  visit: number,
  look: number,
): Promise<(frame: number) => Promise<Frame>> {
  const day = await enter(photo, scene, seeded(visit));
  const again = seeded(visit + 7919 * look);
  const pose =
    look === 0
      ? day
      : {
          ...day,
          lean: between(again, -scene.tilt, scene.tilt),
          turn: { yaw: between(again, -scene.yaw, scene.yaw), pitch: between(again, -scene.pitch, scene.pitch) },
        };
  return (frame) => draw(pose, scene, seeded(visit + 7919 * look + 104_729 * (frame + 1)));
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
