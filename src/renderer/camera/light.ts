/**
 * How light it is in front of the camera, off the watchdog's grid: so dark, or so much brighter behind than in front, that no face can be
 * seen. Then "not recognised" would be the wrong word. Pure: (state, grid) -> state.
 */
export type Light = 'good' | 'dark' | 'backlit';

/** RGBA of the grid, rows from the top. */
export type Grid = { readonly pixels: Uint8ClampedArray; readonly width: number; readonly height: number };

/** Luma 0..255 of blocks of the grid: what moves is told from noise by the mean of a block. */
export type Blocks = readonly number[];

export type LightState = {
  readonly light: Light;
  /** What the last looks said, and since when (ms), before it becomes `light`. */
  readonly seen: Light;
  readonly seenSince: number;
  readonly blocks: Blocks | null;
  /** Something moved between the last two looks. */
  readonly stirs: boolean;
};
export const LIGHT_START: LightState = { light: 'good', seen: 'good', seenSince: 0, blocks: null, stirs: false };

/** A person who walks by, or a camera that sets its exposure, is no change of light. */
const TURN_BAD_MS = 3000;
const TURN_GOOD_MS = 6000;

/** Dark: not even the brightest twentieth of the picture would show a face (probe limit of its mean: 0.12 of 255). */
const DARK_BRIGHTEST = 60;
/** Backlit: so much of the picture is clipped white … */
const BRIGHT = 235;
const BRIGHT_SHARE = 0.14;
/** … and so much of its middle, where whoever stands there is, is too dark for a face. */
const SHADE = 55;
const SHADE_SHARE = 0.5;

const lumaAt = (pixels: Uint8ClampedArray, i: number): number =>
  0.299 * pixels[i * 4]! + 0.587 * pixels[i * 4 + 1]! + 0.114 * pixels[i * 4 + 2]!;

/** What one look at the picture says. */
export function lightOf({ pixels, width, height }: Grid): Light {
  const histogram = new Uint32Array(256);
  let bright = 0;
  let middle = 0;
  let shade = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const luma = lumaAt(pixels, y * width + x);
      histogram[Math.floor(luma)]!++;
      if (luma >= BRIGHT) bright++;
      if (x >= width * 0.3 && x < width * 0.7 && y >= height * 0.15) {
        middle++;
        if (luma < SHADE) shade++;
      }
    }
  }
  const all = width * height;
  if (all === 0) return 'good';
  const dim = histogram.subarray(0, DARK_BRIGHTEST).reduce((sum, n) => sum + n, 0);
  if (dim / all > 0.95) return 'dark';
  const backlit = bright / all >= BRIGHT_SHARE && middle > 0 && shade / middle >= SHADE_SHARE;
  return backlit ? 'backlit' : 'good';
}

const COLUMNS = 8;
const ROWS = 6;

export function blocksOf({ pixels, width, height }: Grid): Blocks {
  const sums = new Float64Array(COLUMNS * ROWS);
  const counts = new Uint32Array(COLUMNS * ROWS);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const block = Math.floor((y * ROWS) / height) * COLUMNS + Math.floor((x * COLUMNS) / width);
      sums[block]! += lumaAt(pixels, y * width + x);
      counts[block]!++;
    }
  }
  return Array.from(sums, (sum, i) => (counts[i]! > 0 ? sum / counts[i]! : 0));
}

/** A block has moved when it changed by more than this, and by more than a tenth of itself, beside what changed everywhere (exposure). */
const MOVED = 2.5;
const MOVED_SHARE = 0.1;
/** One block may be a flickering lamp. */
const MOVED_BLOCKS = 2;

export function stirs(before: Blocks | null, after: Blocks): boolean {
  if (!before || before.length !== after.length) return false;
  const changes = after.map((value, i) => value - before[i]!);
  const everywhere = [...changes].sort((a, b) => a - b)[changes.length >> 1] ?? 0;
  const moved = changes.filter((change, i) => Math.abs(change - everywhere) > Math.max(MOVED, MOVED_SHARE * before[i]!));
  return moved.length >= MOVED_BLOCKS;
}

/** @param now monotonic ms. Bad light counts once it has lasted, and is over once it has been good for longer. */
export function lookAtLight(state: LightState, grid: Grid, now: number): LightState {
  const seen = lightOf(grid);
  const seenSince = seen === state.seen ? state.seenSince : now;
  const turn = seen === 'good' ? TURN_GOOD_MS : TURN_BAD_MS;
  const light = seen !== state.light && now - seenSince >= turn ? seen : state.light;
  const blocks = blocksOf(grid);
  return { light, seen, seenSince, blocks, stirs: stirs(state.blocks, blocks) };
}
