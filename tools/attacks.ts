/**
 * Presentation attacks, drawn: a picture (or a moving one) on a sheet of paper, a phone or a tablet that somebody holds or stands before
 * the camera; and for comparison the same picture as a relief that turns as a head does. Drawings, not recordings: they have what
 * we thought of (border, perspective, raster, backlight, glare, a hand's motion), and lack what we did not think of.
 */
import { seeded } from './random.ts';

export interface Picture {
  readonly rgb: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export const INSTRUMENTS = ['print', 'print-cut', 'phone', 'tablet'] as const;
export type Instrument = (typeof INSTRUMENTS)[number];

export interface Held {
  readonly instrument: Instrument;
  /** 0 = it stands on a stand, 1 = in a hand; more = waved about. */
  readonly motion: number;
  /** Height of the shown picture in the frame, pixels. */
  readonly height: number;
  readonly seed: number;
  /** How far right of the middle, pixels. */
  readonly dx?: number;
}

/** What a hand does to what it holds: slow sway and small tremor; `t` in seconds, each channel about -1 … 1. */
function sway(draw: () => number): (t: number) => number {
  const parts = [0.35, 0.8, 1.7, 4.1].map((hz, i) => ({
    hz: hz * (0.8 + 0.4 * draw()),
    phase: 2 * Math.PI * draw(),
    size: [0.6, 0.35, 0.15, 0.05][i]!,
  }));
  return (t) => parts.reduce((sum, { hz, phase, size }) => sum + size * Math.sin(2 * Math.PI * hz * t + phase), 0);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A room: a wall with light from one side, a shelf, a picture frame, a door's edge; fixed for a seed. */
export function room({ width, height }: Size, seed: number): Float32Array {
  const draw = seeded(seed);
  const frame = new Float32Array(width * height * 3);
  const wall = [150 + 50 * draw(), 150 + 45 * draw(), 140 + 50 * draw()];
  const boxes = Array.from({ length: 4 }, () => ({
    x: draw() * width,
    y: draw() * height * 0.8,
    w: (0.08 + 0.2 * draw()) * width,
    h: (0.08 + 0.3 * draw()) * height,
    colour: [draw() * 200, draw() * 200, draw() * 200],
  }));
  const grain = Array.from({ length: 64 * 64 }, () => draw() - 0.5);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const light = 0.75 + (0.35 * x) / width - (0.15 * y) / height;
      const rough = 14 * grain[((y >> 3) % 64) * 64 + ((x >> 3) % 64)]!;
      const box = boxes.find((b) => x >= b.x && x < b.x + b.w && y >= b.y && y < b.y + b.h);
      for (let c = 0; c < 3; c++) frame[(y * width + x) * 3 + c] = (box ? box.colour[c]! : wall[c]!) * light + rough;
    }
  }
  return frame;
}

/** Bilinear; black outside. */
function sample(picture: Picture, x: number, y: number, c: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < 0 || top < 0 || left >= picture.width - 1 || top >= picture.height - 1) return 0;
  const [u, v] = [x - left, y - top];
  const i = (top * picture.width + left) * 3 + c;
  const below = i + picture.width * 3;
  const { rgb } = picture;
  return (rgb[i]! * (1 - u) + rgb[i + 3]! * u) * (1 - v) + (rgb[below]! * (1 - u) + rgb[below + 3]! * u) * v;
}

/** Width of the border around the picture on each kind, in shares of the picture's height: sides, above, below. */
const BORDERS: Readonly<Record<Instrument, readonly [number, number, number]>> = {
  print: [0.09, 0.09, 0.09],
  'print-cut': [0, 0, 0],
  phone: [0.025, 0.11, 0.11],
  tablet: [0.07, 0.06, 0.06],
};

/**
 * Draws into `frame` (RGB floats, changed in place) what stands before the camera at `t` seconds.
 * @param shown what the instrument shows at that moment.
 */
export function drawHeld(frame: Float32Array, { width, height }: Size, shown: Picture, held: Held, t: number): void {
  const draw = seeded(held.seed);
  const channels = Array.from({ length: 6 }, () => sway(draw));
  const rest = [draw() - 0.5, draw() - 0.5, draw() - 0.5];
  const m = held.motion;
  const cx = width / 2 + (held.dx ?? 0) + 40 * rest[0]! + 14 * m * channels[0]!(t);
  const cy = height * 0.52 + 20 * rest[1]! + 9 * m * channels[1]!(t);
  const scale = (held.height / 2) * (1 + 0.03 * m * channels[2]!(t));
  // Tilts in radians: about the upright axis, the level one, the axis to the camera.
  const [yaw, pitch, roll] = [
    0.12 * rest[2]! + 0.07 * m * channels[3]!(t),
    0.05 * m * channels[4]!(t),
    0.04 * rest[0]! + 0.03 * m * channels[5]!(t),
  ];
  const aspect = shown.width / shown.height;
  const [side, above, below] = BORDERS[held.instrument];
  const toPlane = planeOf(yaw, pitch, roll, scale, cx, cy);
  const screen = held.instrument === 'phone' || held.instrument === 'tablet';
  const pitchPx = 1.07 + 0.5 * draw();
  const look = {
    tone: 0.75 + 0.15 * draw(),
    glareX: draw() * 2 - 1,
    glareY: draw() * 2 - 1,
    glare: screen ? 70 * draw() : 40 * draw(),
    grid: screen ? 0.12 * draw() : 0,
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = toPlane(x, y);
      // u, v: -1 … 1 over the picture's height; the picture is `aspect` wide.
      if (Math.abs(u) > aspect + 2 * side || v < -1 - 2 * above || v > 1 + 2 * below) continue;
      const inside = Math.abs(u) <= aspect && Math.abs(v) <= 1;
      const glare = look.glare * Math.exp(-((u - look.glareX) ** 2 + (v - look.glareY) ** 2) * 3);
      for (let c = 0; c < 3; c++) {
        const value = inside
          ? sample(shown, ((u + aspect) / (2 * aspect)) * (shown.width - 1), ((v + 1) / 2) * (shown.height - 1), c)
          : -1;
        frame[(y * width + x) * 3 + c] =
          glare + (screen ? lit(value, c, u * scale, v * scale, pitchPx, look) : inked(value, c, look.tone));
      }
    }
  }
}

/** A backlit pixel: bluish, black that is not black, a grid of pixels that the camera samples too coarsely. The bezel is black. */
function lit(
  value: number,
  c: number,
  x: number,
  y: number,
  pitch: number,
  look: { readonly tone: number; readonly grid: number },
): number {
  if (value < 0) return 12;
  const tint = [0.94, 1, 1.1][c]!;
  const grid =
    1 + look.grid * (Math.cos((2 * Math.PI * (x + c * 0.33 * pitch)) / pitch) + Math.cos((2 * Math.PI * y) / pitch)) * 0.5;
  return 14 + 1.08 * tint * value * grid;
}

/** Ink on paper: less contrast, a little warm; the border is bare paper. */
function inked(value: number, c: number, tone: number): number {
  const paper = [232, 229, 220][c]! * (tone + 0.1);
  return value < 0 ? paper : 32 + ((paper - 32) * value) / 255;
}

/** Frame pixel -> plane; a pinhole camera whose focal length is 3 heights of the picture's half. */
function planeOf(
  yaw: number,
  pitch: number,
  roll: number,
  scale: number,
  cx: number,
  cy: number,
): (x: number, y: number) => readonly [number, number] {
  const [sy, cyaw, sp, cp, sr, cr] = [
    Math.sin(yaw),
    Math.cos(yaw),
    Math.sin(pitch),
    Math.cos(pitch),
    Math.sin(roll),
    Math.cos(roll),
  ];
  const distance = 3.5;
  // Columns of R = roll * pitch * yaw for the plane's own axes.
  const ax = [cr * cyaw + sr * sp * sy, sr * cyaw - cr * sp * sy, -cp * sy];
  const ay = [-sr * cp, cr * cp, sp];
  return (x, y) => {
    const [p, q] = [(x - cx) / scale / distance, (y - cy) / scale / distance];
    // (u ax + v ay + (0,0,d)) projects to (p, q): two linear equations in u and v.
    const a = ax[0]! - p * ax[2]!;
    const b = ay[0]! - p * ay[2]!;
    const c = ax[1]! - q * ax[2]!;
    const d = ay[1]! - q * ay[2]!;
    const det = a * d - b * c;
    return [(p * distance * d - b * q * distance) / det, (a * q * distance - c * p * distance) / det];
  };
}

export interface Head {
  /** Middle between the eyes, and the distance between them, in the picture. */
  readonly x: number;
  readonly y: number;
  readonly eyes: number;
}

/**
 * The picture as a head that turns by `yaw` and `pitch` radians: points go sideways by their height over the plane of the ears. An egg
 * with a nose; what is not head stays. Good for small angles only.
 */
export function turned(picture: Picture, head: Head, yaw: number, pitch: number): Picture {
  const rgb = new Uint8Array(picture.rgb.length);
  const { width, height } = picture;
  const relief = (x: number, y: number): number => {
    const u = (x - head.x) / head.eyes;
    const v = (y - head.y) / head.eyes - 0.45;
    const egg = 1 - (u / 1.25) ** 2 - (v / 1.75) ** 2;
    return egg <= 0 ? 0 : 1.45 * Math.sqrt(egg) + 0.35 * Math.exp(-((u / 0.22) ** 2) - ((v - 0.15) / 0.3) ** 2);
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // Where the point that is seen here lay before: twice is near enough, angles are small.
      let [sx, sy] = [x, y];
      for (let run = 0; run < 3; run++) {
        const z = relief(sx, sy) * head.eyes;
        [sx, sy] = [x - Math.sin(yaw) * z, y - Math.sin(pitch) * z];
      }
      for (let c = 0; c < 3; c++)
        rgb[(y * width + x) * 3 + c] = sample(
          picture,
          Math.min(width - 1.01, Math.max(0, sx)),
          Math.min(height - 1.01, Math.max(0, sy)),
          c,
        );
    }
  }
  return { rgb, width, height };
}

/** A lens and a sensor: a little blur, noise; floats to bytes. */
export function shoot(frame: Float32Array, { width, height }: Size, seed: number): Uint8Array {
  const draw = seeded(seed);
  const out = new Uint8Array(width * height * 3);
  const row = width * 3;
  for (let i = 0; i < out.length; i++) {
    const near =
      (frame[i - 3] ?? frame[i]!) + (frame[i + 3] ?? frame[i]!) + (frame[i - row] ?? frame[i]!) + (frame[i + row] ?? frame[i]!);
    out[i] = Math.min(255, Math.max(0, 0.6 * frame[i]! + 0.1 * near + (draw() + draw() + draw() - 1.5) * 3));
  }
  return out;
}

/** The sway of somebody who stands and looks at a camera: a few degrees, a few pixels; `t` in seconds. */
export function standing(
  seed: number,
): (t: number) => { readonly yaw: number; readonly pitch: number; readonly dx: number; readonly dy: number } {
  const draw = seeded(seed);
  const [a, b, c, d] = Array.from({ length: 4 }, () => sway(draw)) as [
    (t: number) => number,
    (t: number) => number,
    (t: number) => number,
    (t: number) => number,
  ];
  return (t) => ({ yaw: 0.09 * a(t), pitch: 0.05 * b(t), dx: 7 * c(t), dy: 3 * d(t) });
}
