/**
 * How fast is the one-bit network in 8 bits, against the same network in float? `npm run bench:engine [-- --json] [--rounds 30]`
 *
 * Three engines in one process, one thread each, in turn, one picture at a time: the model file in onnxruntime (int8), network C in float in
 * onnxruntime (the same layers, the weights of the model file spread to float), and the TensorFlow.js engine (float).
 * `cpu` is the processor time of the same calls: on a machine that does other things at once it moves less than the time on the wall.
 */
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FC5_LENGTH } from '../src/domain/network/layers.ts';
import { CHECK_PICTURES } from '../src/engine/card.ts';
import { readModel } from '../src/engine/model-file.ts';
import { createOnnxRunner } from '../src/engine/onnx.ts';
import { IMAGE_BYTES } from '../src/engine/preprocess.ts';
import type { Runner } from '../src/engine/runner.ts';
import { checkPictures, cosine } from '../src/engine/self-check.ts';
import { createTfjsRunner } from '../src/engine/tfjs.ts';
import { floatLayers } from '../src/engine/weights.ts';
import { floatOnnx } from './float-onnx.ts';
import { finish, machine, median, option, p95, round, say, table } from '../tools/figures.ts';

const path = (name: string): string => fileURLToPath(new URL(`../resources/model/${name}`, import.meta.url));
const rounds = option('rounds', 30);
const WARM_UP = 3;

const read = await readModel(path('q.onnx'), path('q.json'));
if (!read.ok) throw new Error(`${read.error.code}: ${read.error.why}`);
const model = read.value;
const layers = floatLayers(model);

say(machine());
const engines: { readonly what: string; readonly runner: Runner; readonly wall: number[]; readonly cpu: number[] }[] = [];
const add = (what: string, runner: Runner): number => engines.push({ what, runner, wall: [], cpu: [] });
add('Q, int8', await createOnnxRunner(model));
add('C, float', await createOnnxRunner({ bytes: floatOnnx('C', (layer) => layers.get(layer.name)!) }));
add('Q, float', await createTfjsRunner(model));

const pictures = checkPictures();
const picture = (k: number): Uint8Array =>
  pictures.subarray((k % CHECK_PICTURES) * IMAGE_BYTES, ((k % CHECK_PICTURES) + 1) * IMAGE_BYTES);
for (let k = -WARM_UP; k < rounds; k++) {
  for (const { runner, wall, cpu } of engines) {
    const before = process.cpuUsage();
    const begun = performance.now();
    await runner.run(picture(k + WARM_UP), 1);
    const ms = performance.now() - begun;
    const { user, system } = process.cpuUsage(before);
    if (k < 0) continue;
    wall.push(ms);
    cpu.push((user + system) / 1000);
  }
}

// All three are the same network: the times are of the same work.
const [int8, float, tfjs] = await Promise.all(engines.map(({ runner }) => runner.run(picture(0), 1)));
const agree = [cosine(int8!, float!), cosine(tfjs!, float!)];
if (agree.some((c) => c < 0.995) || int8!.length !== FC5_LENGTH)
  throw new Error(`the engines differ: cosines ${agree.join(', ')}`);

const [int8Ms, floatMs, tfjsMs] = engines.map((e) => median(e.wall));
const result = {
  int8_ms: round(int8Ms!),
  float_ms: round(floatMs!),
  tfjs_ms: round(tfjsMs!),
  ratio: round(floatMs! / int8Ms!),
  model_bytes: statSync(path('q.onnx')).size,
};
const rows = engines.map(({ what, runner, wall, cpu }) => [
  what,
  runner === engines[1]!.runner ? runner.runtime.replace('int8', 'float32') : runner.runtime,
  median(wall).toFixed(1),
  p95(wall).toFixed(1),
  median(cpu).toFixed(1),
]);
finish(
  result,
  `${table(['network', 'runtime', 'median ms', 'p95 ms', 'cpu ms'], rows)}

one picture, one thread, ${rounds} rounds in turn; an embedding is two pictures (image and mirror)
int8 is ${result.ratio} times as fast as float in onnxruntime (by processor time ${(median(engines[1]!.cpu) / median(engines[0]!.cpu)).toFixed(2)}); the model file has ${result.model_bytes} bytes
cosine of the same picture: int8 to float ${agree[0]!.toFixed(5)}, TensorFlow.js to onnxruntime in float ${agree[1]!.toFixed(6)}`,
);
