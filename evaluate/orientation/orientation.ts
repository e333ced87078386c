/**
 * `npm run evaluate -- orientation FOLDER|TAR … [--skip N] [--limit N]`: every picture, turned all four ways, as a photograph that somebody chooses. How many of them would have become a template of
 * a face that lies wrongly, and how many good ones are refused for how they lie? Right is what the untouched picture gives; the turn is then known.
 */
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { CROP_BYTES } from '../../src/domain/recognition/face.ts';
import { faceReasons, qualityReasons } from '../../src/domain/recognition/quality.ts';
import { PHOTO_OPTIONS, type Detector, type Face } from '../../src/vision/detector.ts';
import type { Frame } from '../../src/vision/frame.ts';
import { createNodeDetector, frameOf, readPhoto, sharpOf } from '../../tools/vision.ts';
import { bestWay, told, waysUp } from '../../src/vision/still.ts';
import { openSource } from '../read/source.ts';
import { startProgress } from '../progress.ts';

export const ORIENTATION_USAGE =
  'npm run evaluate -- orientation FOLDER|TAR … [--skip N] [--limit N] [--pad] [--twice] [--list]   (--skip: not the first N; --pad: aligned crops, a border is put around them; --twice: small pictures, drawn twice as large; --list: names the pictures of which one was wrong or refused)';

export type Tally = { pictures: number; enrolled: number; wrong: number; wrongBefore: number; good: number; refused: number };

/** Two crops show one face lying the same way when they are alike pixel by pixel: turned, they are not. */
const SAME_CROP = 0.8;

/** Correlation of two crops' grey values, -1 … 1. */
export function alike(a: Uint8Array, b: Uint8Array): number {
  const centred = (crop: Uint8Array) => {
    const mean = crop.reduce((sum, v) => sum + v, 0) / CROP_BYTES;
    return Float32Array.from(crop, (v) => v - mean);
  };
  const [x, y] = [centred(a), centred(b)];
  const length = Math.sqrt(dot(x, x) * dot(y, y));
  return length === 0 ? 0 : dot(x, y) / length;
}
const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, v, i) => sum + v * y[i]!, 0);

/** The face that would be enrolled: the only large one, good enough without a look at how it lies. */
const candidate = (faces: readonly Face[]): Face | null => {
  const [face] = faces;
  return face && qualityReasons(face.quality, 'enrol').length === 0 ? face : null;
};

/** One picture, all four ways. @param frame the picture as it is: upright */
export async function judgePicture(detector: Pick<Detector, 'detect'>, frame: Frame, tally: Tally): Promise<void> {
  // Seen from each turn the four ways are the same four pictures.
  const ways = await waysUp(detector, frame, PHOTO_OPTIONS);
  const right = candidate(ways[0]!.faces);
  for (let turn = 0; turn < 4; turn++) {
    tally.pictures += 1;
    const seen = ways.map((_, quarters) => ({ ...ways[(quarters + turn) % 4]!, quarters }));
    const before = candidate(seen[0]!.faces);
    if (before && !(right && alike(before.crop, right.crop) >= SAME_CROP)) tally.wrongBefore += turn === 0 ? 0 : 1;
    const best = bestWay(seen);
    const now = candidate(told(best));
    const taken = now && faceReasons(now, 'enrol').length === 0 ? now : null;
    if (right) tally.good += 1;
    if (right && !taken) tally.refused += 1;
    if (!taken) continue;
    tally.enrolled += 1;
    const lies = right ? alike(taken.crop, right.crop) >= SAME_CROP : best.way.quarters === (4 - turn) % 4;
    if (!lies) tally.wrong += 1;
  }
}

const PAD = 48;
const PADDED_SIDE = 416;
/** An aligned crop fills its picture: so that there is something to find, its border is drawn on outwards. */
export async function padded(frame: Frame): Promise<Frame> {
  const extended = sharpOf(frame).extend({ top: PAD, bottom: PAD, left: PAD, right: PAD, extendWith: 'copy' });
  return frameOf(sharpOf(await frameOf(extended)).resize(PADDED_SIDE));
}

/** Faces of LFW's 250 x 250 are too small to be enrolled; as large as a photograph's they are judged as one. */
const twice = (frame: Frame): Promise<Frame> => frameOf(sharpOf(frame).resize(frame.width * 2));

type Options = {
  readonly places: readonly string[];
  readonly skip: number;
  readonly limit: number;
  readonly pad: boolean;
  readonly twice: boolean;
  readonly list: boolean;
};

function readOptions(args: readonly string[]): Options | null {
  const flag = { type: 'boolean', default: false } as const;
  const options = { skip: { type: 'string' }, limit: { type: 'string' }, pad: flag, twice: flag, list: flag } as const;
  try {
    const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options });
    const [skip, limit] = [Number(values.skip ?? 0), Number(values.limit ?? Infinity)];
    if (positionals.length === 0 || !(skip >= 0) || !(limit > 0)) return null;
    return { places: positionals, skip, limit, pad: values.pad, twice: values.twice, list: values.list };
  } catch {
    return null;
  }
}

/** Prints the tally. @returns the exit code: 0 when no wrong template would have been stored and at most 1 % of good ones were refused */
export async function evaluateOrientation(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (!options) {
    process.stderr.write(`${ORIENTATION_USAGE}\n`);
    return 2;
  }
  sharp.concurrency(1);
  const named = await openSource(options.places, null);
  // Crops with numbers for names belong to nobody; who it is makes no difference here.
  const source = named.ok ? named : await openSource(options.places, Array<string>(1_000_000).fill('somebody'));
  const detector = await createNodeDetector();
  if (!source.ok || !detector.ok) {
    process.stderr.write(source.ok ? 'the face detector cannot be loaded\n' : `${source.error}\n`);
    return 1;
  }
  const entries = source.value.entries.slice(options.skip);
  const every = Math.max(1, entries.length / options.limit);
  const count = Math.min(options.limit, entries.length);
  const wanted = new Set(Array.from({ length: count }, (_, i) => entries[Math.floor(i * every)]!.path));
  const tally: Tally = { pictures: 0, enrolled: 0, wrong: 0, wrongBefore: 0, good: 0, refused: 0 };
  let unreadable = 0;
  const progress = startProgress('pictures', wanted.size);
  for await (const { entry, bytes } of source.value.read(wanted)) {
    const photo = await readPhoto(bytes);
    if (photo.ok) {
      const frame = options.pad ? padded(photo.value) : options.twice ? twice(photo.value) : photo.value;
      const before = { ...tally };
      await judgePicture(detector.value, await frame, tally);
      if (options.list && (tally.wrong > before.wrong || tally.refused > before.refused))
        process.stderr.write(`${entry.path}: ${tally.wrong - before.wrong} wrong, ${tally.refused - before.refused} refused\n`);
    } else unreadable += 1;
    progress.step(photo.ok);
  }
  progress.end();
  const share = tally.good === 0 ? 0 : tally.refused / tally.good;
  process.stdout.write(`${JSON.stringify(tally)}
${tally.pictures / 4} pictures, each turned four ways: ${tally.pictures}${unreadable > 0 ? `; ${unreadable} could not be read` : ''}
enrolled: ${tally.enrolled}, of them ${tally.wrong} with a face that lies wrongly (without the look at how it lies: ${tally.wrongBefore})
good ones refused: ${tally.refused} of ${tally.good}, ${(100 * share).toFixed(2)} %
`);
  return tally.wrong === 0 && share <= 0.01 ? 0 : 1;
}
