/**
 * What the camera of the tests and of the demo sees: people of the sample photographs in @vladmandic/face-api (MIT), each cut out of
 * a group photo, put upright before a plain wall, and moved a little from frame to frame.
 *
 * It proves that pixels go through the whole app. It says nothing about how well people are told apart: a person's visits come from
 * one photograph.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drawHeld, room, shoot, standing, turned, type Held, type Picture } from '../tools/attacks.ts';
import { seeded } from '../tools/random.ts';
import { frameOf, readPhoto, sharpOf } from '../tools/vision.ts';
import { turned as asTurned } from '../src/vision/frame.ts';
import { y4m, type Size } from './y4m.ts';

export const FRAME: Size = { width: 640, height: 480 };
export const FPS = 15;
/** Frames a scene: three seconds, then it starts again. */
const FRAMES = 45;

/**
 * Where a face stands: `box` is Human's detector box in the photograph in pixels (left, top, side), rather larger than the face;
 * `roll` the head's tilt in degrees, clockwise positive, which is taken out.
 */
const PEOPLE = {
  /** Dark hair, nose stud. */
  ana: { photo: 'sample6.jpg', box: [177, 456, 360], roll: -7 },
  /** Blonde curls. */
  bea: { photo: 'sample3.jpg', box: [515, 295, 361], roll: -2 },
  /** Long dark hair, wine-coloured top. */
  cleo: { photo: 'sample6.jpg', box: [587, 300, 384], roll: -11 },
  /** Brown hair, long earrings. */
  stranger: { photo: 'sample6.jpg', box: [1402, 236, 377], roll: 12 },
} as const;
export type Person = keyof typeof PEOPLE;
export const people = Object.keys(PEOPLE) as Person[];

interface Place {
  readonly person: Person;
  /** Centre of the face in the frame, pixels. */
  readonly x: number;
  readonly y: number;
  /** Side of the detector's box in the frame, pixels; the face itself, chin to hair, is about 0.75 of it. */
  readonly side: number;
}
interface Scene {
  readonly places: readonly Place[];
  /** Light: factor on every pixel. */
  readonly light?: number;
  /** A window behind the people: it is white, and factor on every pixel of theirs. */
  readonly window?: number;
  /** How far they move to either side, pixels; 5 where it is not said. */
  readonly sway?: number;
  /** false: all frames alike, as from a frozen camera. */
  readonly moves?: boolean;
  /** The first of the places is a head that turns (a relief of the photograph), not a photograph that sways. */
  readonly round?: boolean;
  /** The camera hangs on its head. */
  readonly onHead?: boolean;
  /** Somebody holds a picture of a person before the camera; `moving`: a video of them. */
  readonly held?: Pick<Held, 'instrument' | 'motion' | 'height'> & {
    readonly person: Person;
    readonly moving: boolean;
    readonly dx?: number;
  };
}

const alone = (person: Person): Scene => ({ places: [{ person, x: 320, y: 250, side: 290 }] });
const SCENES = {
  ana: alone('ana'),
  bea: alone('bea'),
  cleo: alone('cleo'),
  stranger: alone('stranger'),
  empty: { places: [] },
  two: {
    places: [
      { person: 'ana', x: 180, y: 250, side: 230 },
      { person: 'cleo', x: 460, y: 250, side: 230 },
    ],
  },
  far: { places: [{ person: 'ana', x: 320, y: 260, side: 80 }] },
  dark: { places: [{ person: 'ana', x: 320, y: 250, side: 290 }], light: 0.09 },
  /** A person before a bright window, seen well enough to be told so; a figure of whom no face is seen. */
  backlit: { places: [{ person: 'ana', x: 320, y: 250, side: 290 }], window: 0.16, sway: 30 },
  silhouette: { places: [{ person: 'ana', x: 320, y: 250, side: 290 }], window: 0.02, sway: 90 },
  'ana-on-head': { ...alone('ana'), onHead: true },
  black: { places: [], light: 0, moves: false },
  frozen: { places: [{ person: 'ana', x: 320, y: 250, side: 290 }], moves: false },
  /** For presentation attacks: see attacks.ts. */
  'cleo-round': { ...alone('cleo'), round: true },
  'ana-print': { places: [], held: { person: 'ana', instrument: 'print', motion: 1, height: 340, moving: false } },
  'bea-phone': { places: [], held: { person: 'bea', instrument: 'phone', motion: 0.8, height: 330, moving: true } },
  'photo-beside': {
    places: [{ person: 'cleo', x: 170, y: 260, side: 230 }],
    round: true,
    held: { person: 'ana', instrument: 'phone', motion: 0.6, height: 270, moving: false, dx: 150 },
  },
} as const satisfies Record<string, Scene>;
export type SceneName = keyof typeof SCENES;
export const scenes = Object.keys(SCENES) as SceneName[];

const photoFolder = join(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json'), '../demo');
export const photoOf = (person: Person): string => join(photoFolder, PEOPLE[person].photo);

/** The detector's box of a person's face in the photograph, pixels: left, top, side. */
export const boxOf = (person: Person): readonly [number, number, number] => PEOPLE[person].box;

/** Twice the box around the face, at the scale of the frame; where the photograph ends its edge is repeated. */
async function cutOut(person: Person, side: number): Promise<Picture> {
  const { photo, box } = PEOPLE[person];
  const [left, top, boxSide] = box;
  const read = await readPhoto(join(photoFolder, photo));
  if (!read.ok) throw new Error(`${photo}: ${read.error.code}`);
  const { width, height } = read.value;
  const want = { left: left - boxSide / 2, top: top - boxSide / 2, right: left + 1.5 * boxSide, bottom: top + 1.5 * boxSide };
  const have = {
    left: Math.max(0, Math.round(want.left)),
    top: Math.max(0, Math.round(want.top)),
    right: Math.min(width, Math.round(want.right)),
    bottom: Math.min(height, Math.round(want.bottom)),
  };
  const extended = sharpOf(read.value)
    .extract({ left: have.left, top: have.top, width: have.right - have.left, height: have.bottom - have.top })
    .extend({
      left: Math.max(0, Math.round(have.left - want.left)),
      top: Math.max(0, Math.round(have.top - want.top)),
      right: Math.max(0, Math.round(want.right - have.right)),
      bottom: Math.max(0, Math.round(want.bottom - have.bottom)),
      extendWith: 'copy',
    });
  const drawn = await frameOf(sharpOf(await frameOf(extended)).resize(side * 2, side * 2, { fit: 'fill' }));
  return { rgb: drawn.data, width: drawn.width, height: drawn.height };
}

const smooth = (edge0: number, edge1: number, x: number): number => {
  const t = Math.min(1, Math.max(0, (x - edge0) / (edge1 - edge0)));
  return t * t * (3 - 2 * t);
};

/** Lays the cut-out over the frame: turned by `angle`, moved by (dx, dy), enlarged by `zoom`, fading out at its sides. */
function lay(
  frame: Float32Array,
  { width, height }: Size,
  cut: Picture,
  place: Place,
  move: { dx: number; dy: number; angle: number; zoom: number },
  round: boolean,
): void {
  const { x: cx, y: cy, side } = place;
  const cos = Math.cos(move.angle) / move.zoom;
  const sin = Math.sin(move.angle) / move.zoom;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fx = x - cx - move.dx;
      const fy = y - cy - move.dy;
      const sx = side + cos * fx - sin * fy;
      const sy = side + sin * fx + cos * fy;
      if (sx < 0 || sy < 0 || sx >= cut.width - 1 || sy >= cut.height - 1) continue;
      // Neighbours of the group photo stand about one box away: keep head and shoulders, fade before the next face.
      const h = Math.abs(sx - side) / side;
      const v = (sy - side) / side;
      // Of a head in relief the head alone: the straight sides of a cut-out would be a sheet's.
      const alpha = round
        ? 1 - smooth(0.75, 1, Math.hypot(h / 0.5, (v - 0.1) / 0.75))
        : (1 - smooth(0.5, 0.62, h)) * (1 - smooth(0.5, 0.66, -v)) * (1 - smooth(0.75, 0.98, v));
      if (alpha <= 0) continue;
      const ix = Math.floor(sx);
      const iy = Math.floor(sy);
      const [ax, ay] = [sx - ix, sy - iy];
      for (let c = 0; c < 3; c++) {
        const at = (iy * cut.width + ix) * 3 + c;
        const upper = cut.rgb[at]! * (1 - ax) + cut.rgb[at + 3]! * ax;
        const lower = cut.rgb[at + cut.width * 3]! * (1 - ax) + cut.rgb[at + cut.width * 3 + 3]! * ax;
        const i = (y * width + x) * 3 + c;
        frame[i] = frame[i]! * (1 - alpha) + (upper * (1 - ay) + lower * ay) * alpha;
      }
    }
  }
}

/** A plain wall, a little lighter above. */
function wall({ width, height }: Size): Float32Array {
  const frame = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) frame[(y * width + x) * 3 + c] = [176, 182, 188][c]! - (y / height) * 30;
  }
  return frame;
}

/** A dark room with a window: white from side to side, above the sill. */
function windowWall({ width, height }: Size): Float32Array {
  const frame = new Float32Array(width * height * 3).fill(48);
  for (let y = Math.round(height * 0.03); y < height * 0.85; y++)
    frame.fill(255, (y * width + width * 0.08) * 3, (y * width + width * 0.92) * 3);
  return frame;
}

/** Where the head is in a cut-out whose detector's box has this side. */
const headIn = (side: number) => ({ x: side, y: 0.9 * side, eyes: 0.27 * side });
/** Side of the detector's box in a picture that is held up, pixels. */
const HELD_SIDE = 220;

type Stage = { readonly head: (index: number) => Picture; readonly hold: (frame: Float32Array, index: number) => void };

/** What a scene has beside cut-outs: a head that turns, a picture that is held up. There and back, so that the end joins the beginning. */
async function stageOf(scene: Scene, cuts: readonly Picture[]): Promise<Stage> {
  const seconds = (index: number): number => Math.min(index, FRAMES - index) / FPS;
  const { held } = scene;
  const shown = held ? await cutOut(held.person, HELD_SIDE) : null;
  const [head, living] = [standing(11), standing(12)];
  return {
    head: (index) => {
      const side = scene.places[0]!.side;
      const { yaw, pitch } = head(seconds(index));
      return scene.round ? turned(cuts[0]!, headIn(side), yaw, pitch) : cuts[0]!;
    },
    hold: (frame, index) => {
      if (!held || !shown) return;
      const { yaw, pitch } = living(seconds(index));
      const now = held.moving ? turned(shown, headIn(HELD_SIDE), yaw, pitch) : shown;
      drawHeld(frame, FRAME, now, { ...held, seed: 21 }, seconds(index));
    },
  };
}

/** Draws the frames of a scene: RGB bytes of frame `index`. */
async function painter(scene: Scene): Promise<(index: number) => Uint8Array> {
  const cuts = await Promise.all(scene.places.map((place) => cutOut(place.person, place.side)));
  const { window: shade } = scene;
  if (shade !== undefined) for (const { rgb } of cuts) for (let i = 0; i < rgb.length; i++) rgb[i]! *= shade;
  const empty = scene.held || scene.round ? room(FRAME, 7) : shade === undefined ? wall(FRAME) : windowWall(FRAME);
  const sway = scene.sway ?? 5;
  const light = scene.light ?? 1;
  const stage = await stageOf(scene, cuts);
  return (index) => {
    const draw = seeded(1000 + index);
    const moves = scene.moves ?? true;
    const turn = moves ? (2 * Math.PI * index) / FRAMES : 0;
    const picture = empty.slice();
    scene.places.forEach((place, i) => {
      // Breathing, small and in a circle, so that the end joins the beginning.
      const phase = turn + i;
      const angle = (PEOPLE[place.person].roll * Math.PI) / 180 + (moves ? 0.02 * Math.sin(phase) : 0);
      const move = moves
        ? {
            dx: sway * Math.sin(phase) + draw() - 0.5,
            dy: 3 * Math.cos(phase) + draw() - 0.5,
            angle,
            zoom: 1 + 0.015 * Math.sin(2 * phase),
          }
        : { dx: 0, dy: 0, angle, zoom: 1 };
      lay(picture, FRAME, i === 0 ? stage.head(index) : cuts[i]!, place, move, scene.round ?? false);
    });
    stage.hold(picture, index);
    if (scene.held || scene.round) return shoot(picture, FRAME, 1000 + index);
    const rgb = new Uint8Array(picture.length);
    // A sensor's noise: no two frames alike.
    for (let i = 0; i < rgb.length; i++)
      rgb[i] = Math.min(255, Math.max(0, picture[i]! * light + (moves ? (draw() - 0.5) * 4 : 0)));
    return scene.onHead ? new Uint8Array(asTurned({ data: rgb, ...FRAME, channels: 3 }, 2).data) : rgb;
  };
}

/** Some frames of a scene as RGB bytes, without the detour over a video: for seeding. */
export async function sceneFrames(name: SceneName, indices: readonly number[]): Promise<Uint8Array[]> {
  return indices.map(await painter(SCENES[name]));
}

const cache = fileURLToPath(new URL('../.cache/scenes/', import.meta.url));
const version = createHash('sha256')
  .update(readFileSync(fileURLToPath(import.meta.url)))
  .update(readFileSync(new URL('y4m.ts', import.meta.url)))
  .update(readFileSync(new URL('../tools/attacks.ts', import.meta.url)))
  .update(readFileSync(new URL('../tools/random.ts', import.meta.url)))
  .digest('hex')
  .slice(0, 12);

/** Path of the scene's video, made the first time (about two seconds) and kept in .cache/. */
export async function sceneVideo(name: SceneName): Promise<string> {
  const path = join(cache, `${name}-${version}.y4m`);
  if (existsSync(path)) return path;
  mkdirSync(cache, { recursive: true });
  for (const old of readdirSync(cache))
    if (old.startsWith(`${name}-`) && old.endsWith('.y4m')) rmSync(join(cache, old), { force: true });
  const half = `${path}.${String(process.pid)}`;
  writeFileSync(half, y4m(FRAME, FPS, FRAMES, await painter(SCENES[name])));
  // Two processes may make it at the same time: each renames a whole one.
  renameSync(half, path);
  return path;
}
