/**
 * Teaches the network of `src/vision/upright.ts` and writes its weights: `node evaluate/orientation/train.ts CROPS.tar … [--seen N]`, aligned crops of 112 x 112, never LFW's.
 * An upright crop lies as alignment lays it; the others are turned by a quarter or a half, and half of them lie far off, as a mesh lays itself over a face that it does not see. How it really lays
 * itself is seen on N crops with a border, upright and on their head: those are the hard ones.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CROP_SIDE } from '../../src/domain/recognition/face.ts';
import { UPRIGHT_INPUTS, uprightInputs } from '../../src/vision/upright.ts';
import { warp } from '../../src/vision/align.ts';
import { PHOTO_OPTIONS } from '../../src/vision/detector.ts';
import { turned } from '../../src/vision/frame.ts';
import { directionOf } from '../../src/vision/still.ts';
import { createNodeDetector } from '../../tools/vision.ts';
import { readAligned } from '../read/find.ts';
import { openSource } from '../read/source.ts';
import { padded } from './orientation.ts';

const HIDDEN = 16;
const EPOCHS = 8;
const RATE = 0.01;
const DECAY = 1e-5;
const SEED = 7;

let state = SEED;
function chance(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}
const normal = (): number => Math.sqrt(-2 * Math.log(chance() + 1e-9)) * Math.cos(2 * Math.PI * chance());

/** The crop turned, scaled and moved about the face's middle. @param angle degrees */
export function disturbed(crop: Uint8Array, angle: number, scale: number, dx: number, dy: number): Float32Array {
  const radians = (angle * Math.PI) / 180;
  const [a, b] = [Math.cos(radians) * scale, Math.sin(radians) * scale];
  const [cx, cy] = [CROP_SIDE / 2 + dx, 66 + dy];
  const transform = { a, b, tx: CROP_SIDE / 2 - (a * cx - b * cy), ty: 66 - (b * cx + a * cy) };
  return warp({ data: crop, width: CROP_SIDE, height: CROP_SIDE, channels: 3 }, transform, CROP_SIDE, 1);
}

function example(crop: Uint8Array, turn: number): Float32Array {
  const far = turn !== 0 && chance() < 0.5;
  return uprightInputs(
    far
      ? disturbed(crop, turn + normal() * 13, Math.exp(normal() * 0.17), normal() * 7, normal() * 8)
      : disturbed(crop, turn + normal() * 7, 1 + normal() * 0.05, normal() * 2, normal() * 2),
  );
}

type Net = { readonly units: { readonly weights: Float32Array; bias: number; out: number }[]; bias: number };

function teach(examples: readonly { readonly inputs: Float32Array; readonly isUpright: boolean }[]): Net {
  const net: Net = {
    units: Array.from({ length: HIDDEN }, () => ({
      weights: Float32Array.from({ length: UPRIGHT_INPUTS }, () => normal() / Math.sqrt(UPRIGHT_INPUTS)),
      bias: 0,
      out: normal() / Math.sqrt(HIDDEN),
    })),
    bias: 0,
  };
  const order = examples.map((_, i) => i);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const other = Math.floor(chance() * (i + 1));
      [order[i], order[other]] = [order[other]!, order[i]!];
    }
    const rate = RATE * (1 - epoch / EPOCHS);
    let loss = 0;
    for (const at of order) loss += step(net, examples[at]!.inputs, examples[at]!.isUpright ? 1 : 0, rate);
    console.log(`epoch ${epoch + 1}: loss ${(loss / order.length).toFixed(4)}`);
  }
  return net;
}

/** One step of gradient descent on the cross entropy. */
function step(net: Net, inputs: Float32Array, wanted: number, rate: number): number {
  const heights = net.units.map(({ weights, bias }) => {
    let value = bias;
    for (let i = 0; i < UPRIGHT_INPUTS; i++) value += weights[i]! * inputs[i]!;
    return Math.max(0, value);
  });
  const odds = heights.reduce((sum, height, j) => sum + height * net.units[j]!.out, net.bias);
  const probability = 1 / (1 + Math.exp(-odds));
  const wrong = probability - wanted;
  heights.forEach((height, j) => {
    if (height === 0) return;
    const unit = net.units[j]!;
    const back = wrong * unit.out * rate;
    unit.out -= rate * wrong * height;
    unit.bias -= back;
    for (let i = 0; i < UPRIGHT_INPUTS; i++) unit.weights[i] = unit.weights[i]! * (1 - rate * DECAY) - back * inputs[i]!;
  });
  net.bias -= rate * wrong;
  return -Math.log(wanted === 1 ? probability + 1e-9 : 1 - probability + 1e-9);
}

/** Weights in 8 bits, a scale for each unit, as a module. */
function moduleOf({ units, bias }: Net): string {
  const rows = units.map(({ weights, bias: unitBias, out }) => {
    const scale = Math.max(...weights.map(Math.abs)) / 127;
    const bytes = Buffer.from(Int8Array.from(weights, (w) => Math.round(w / scale)).buffer);
    return `  unit(${scale}, ${unitBias}, ${out}, '${bytes.toString('base64')}'),`;
  });
  return `/** Written by evaluate/orientation/train.ts: do not edit. Bytes are signed, in base64. */
const unit = (scale: number, bias: number, out: number, base64: string) => ({ weights: Int8Array.from(atob(base64), (c) => (c.charCodeAt(0) << 24) >> 24), scale, bias, out }); // prettier-ignore
// prettier-ignore
const units = [
${rows.join('\n')}
];
export const UPRIGHT = { units, bias: ${bias} } as const;
`;
}

type Example = { readonly inputs: Float32Array; readonly isUpright: boolean };

/** Each face that the detector finds is shown so often, each time a little moved. */
const TIMES = 4;

/** What the detector makes of a picture that is upright, and of the same on its head. */
async function seenIn(crop: Uint8Array): Promise<Example[]> {
  const detector = await createNodeDetector();
  if (!detector.ok) throw new Error('the face detector cannot be loaded');
  const frame = await padded({ data: crop, width: CROP_SIDE, height: CROP_SIDE, channels: 3 });
  const examples: Example[] = [];
  for (const quarters of [0, 2]) {
    const [face] = await detector.value.detect(turned(frame, quarters), PHOTO_OPTIONS);
    if (!face) continue;
    const isUpright = directionOf(quarters, face) === 0;
    for (let i = 0; i < TIMES; i++) {
      const moved = disturbed(face.crop, normal() * 3, 1 + normal() * 0.03, normal() * 1.5, normal() * 1.5);
      examples.push({ inputs: uprightInputs(moved), isUpright });
    }
  }
  return examples;
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { seen: { type: 'string', default: '0' } } });
const examples: Example[] = [];
const crops: Uint8Array[] = [];
for (const place of positionals) {
  const source = await openSource([place], Array<string>(1_000_000).fill('somebody'));
  if (!source.ok) throw new Error(source.error);
  const wanted = new Set(source.value.entries.map((entry) => entry.path));
  for await (const { bytes } of source.value.read(wanted)) {
    const crop = (await readAligned(bytes))?.crop;
    if (crop) crops.push(crop);
  }
}
for (const crop of crops)
  for (const turn of [0, 0, 180, 180, chance() < 0.5 ? 90 : 270])
    examples.push({ inputs: example(crop, turn), isUpright: turn === 0 });
console.log(`${examples.length} examples of ${crops.length} crops`);
const seen = Math.min(Number(values.seen), crops.length);
let wrong = 0;
for (let i = 0; i < seen; i++) {
  const more = await seenIn(crops[Math.floor((i * crops.length) / seen)]!);
  examples.push(...more);
  wrong += more.filter(({ isUpright }) => !isUpright).length;
}
console.log(`${examples.length} with those of the detector, of which ${wrong} lie wrongly`);
writeFileSync(new URL('../../src/vision/upright-weights.ts', import.meta.url), moduleOf(teach(examples)));
