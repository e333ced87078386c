/**
 * Draws presentation attacks for `npm run evaluate -- liveness`, from photographs and from videos of living people (folders of frames):
 *
 *     node evaluate/liveness/draw.ts OUT [--seed N] [--of N] SOURCE …
 *
 * SOURCE is a picture or a folder of numbered frames. Writes OUT/<kind>/<source>/0000.png …, twelve frames, ten a second, 640 x 480.
 * Kinds: print-stand, print-hand, print-cut (no border), phone-photo, tablet-photo, and of videos phone-replay, tablet-replay. These are
 * drawings (tools/attacks.ts): a rate measured on them is no rate of a door.
 */
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { PHOTO_OPTIONS, type Detector } from '../../src/vision/detector.ts';
import type { Frame } from '../../src/vision/frame.ts';
import { createNodeDetector, frameOf, readPhoto, sharpOf } from '../../tools/vision.ts';
import { drawHeld, room, shoot, type Held, type Picture } from '../../tools/attacks.ts';

const SIZE = { width: 640, height: 480 };
const FRAMES = 12;
const FPS = 10;

type Kind = {
  readonly name: string;
  readonly instrument: Held['instrument'];
  readonly motion: number;
  readonly height: number;
  readonly moving: boolean;
};
const KINDS: readonly Kind[] = [
  { name: 'print-stand', instrument: 'print', motion: 0, height: 330, moving: false },
  { name: 'print-hand', instrument: 'print', motion: 1, height: 330, moving: false },
  { name: 'print-cut', instrument: 'print-cut', motion: 1, height: 620, moving: false },
  { name: 'phone-photo', instrument: 'phone', motion: 0.8, height: 330, moving: false },
  { name: 'tablet-photo', instrument: 'tablet', motion: 0.7, height: 400, moving: false },
  { name: 'phone-replay', instrument: 'phone', motion: 0.8, height: 330, moving: true },
  { name: 'tablet-replay', instrument: 'tablet', motion: 0.4, height: 400, moving: true },
];

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, of: { type: 'string', default: '100000' } },
});
const [out, ...sources] = positionals;
if (!out || sources.length === 0) throw new Error('usage: node evaluate/liveness/draw.ts OUT SOURCE …');

const loaded = await createNodeDetector();
if (!loaded.ok) throw new Error('the face detector cannot be loaded');

async function read(file: string): Promise<Frame> {
  const frame = await readPhoto(file);
  if (!frame.ok) throw new Error(`${file} cannot be read`);
  return frame.value;
}

/** A portrait cut around each face of the first frame, out of every frame. */
async function portraits(detector: Detector, files: readonly string[]): Promise<Picture[][]> {
  const first = await read(files[0]!);
  const faces = await detector.detect(first, PHOTO_OPTIONS);
  const all: Picture[][] = [];
  for (const { box, quality } of faces) {
    if (quality.InterEyeDistance < 32) continue;
    const height = Math.min(first.height, Math.round(box.height * 2.2));
    const width = Math.min(first.width, Math.round(height * 0.8));
    const left = Math.round(Math.max(0, Math.min(first.width - width, box.x + box.width / 2 - width / 2)));
    const top = Math.round(Math.max(0, Math.min(first.height - height, box.y + box.height / 2 - height * 0.52)));
    const shown: Picture[] = [];
    for (const file of files) {
      const cut = await frameOf(sharpOf(await read(file)).extract({ left, top, width, height }));
      shown.push({ rgb: cut.data, width: cut.width, height: cut.height });
    }
    all.push(shown);
  }
  return all;
}

const pictures = /\.(png|jpe?g|webp)$/i;
let seed = Number(values.seed);
let drawn = 0;
for (const source of sources) {
  const folder = statSync(source).isDirectory();
  const files = folder
    ? readdirSync(source)
        .filter((f) => pictures.test(f))
        .sort()
        .map((f) => join(source, f))
    : [source];
  if (files.length === 0) continue;
  for (const [index, shown] of (await portraits(loaded.value, files)).entries()) {
    for (const kind of KINDS) {
      if (kind.moving && !folder) continue;
      if (drawn++ >= Number(values.of)) break;
      seed++;
      const target = join(out, kind.name, `${basename(source).replace(pictures, '')}-${index}`);
      mkdirSync(target, { recursive: true });
      const background = room(SIZE, seed);
      const held: Held = { instrument: kind.instrument, motion: kind.motion, height: kind.height, seed };
      for (let i = 0; i < FRAMES; i++) {
        const frame = background.slice();
        drawHeld(frame, SIZE, shown[kind.moving ? i % shown.length : 0]!, held, i / FPS);
        const bytes = shoot(frame, SIZE, seed * 1000 + i);
        await sharp(bytes, { raw: { ...SIZE, channels: 3 } })
          .png({ compressionLevel: 1 })
          .toFile(join(target, `${String(i).padStart(4, '0')}.png`));
      }
    }
  }
}
