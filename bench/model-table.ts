/**
 * Table 3 of the paper: as it is printed, as it follows from table 1 with the reason for each difference, and as measured here.
 * `npm run model:table [-- --json] [--rounds 20]`
 *
 * Measured in one run, onnxruntime, one thread, one picture: A, B and C as plain float ONNX (random weights: the time does not depend
 * on them), Q as the model file. Memory: each in a process of its own, resident after loading and three pictures, less what was
 * resident with the runtime loaded and no model.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NETWORK_NAMES, NETWORKS, type NetworkName } from '../src/domain/network/layers.ts';
import { compression, countMultiplications, countWeights, multiplicationsAsPrinted } from '../src/domain/network/measures.ts';
import { readModel } from '../src/engine/model-file.ts';
import { createOnnxRunner } from '../src/engine/onnx.ts';
import { checkPicture } from '../src/engine/self-check.ts';
import { floatOnnx, randomValues } from './float-onnx.ts';
import { finish, machine, median, round, say, table } from '../tools/figures.ts';

const path = (name: string): string => fileURLToPath(new URL(`../resources/model/${name}`, import.meta.url));
const SEED = 1;
const WARM_UP = 3;

/** Zhou et al. 2018, table 3. LFW: of their weights, on their pictures. */
const PRINTED: Readonly<
  Record<
    NetworkName,
    readonly [lfw: string, parameters: string, mults: string, efficiency: string, whole: string, withoutFc6: string]
  >
> = {
  A: ['0.9702', '4.36', '2.21', '1', '1', '1'],
  B: ['0.9747', '4.55', '3.06', '0.72', '0.96', '0.94'],
  C: ['0.9783', '5.68', '4.24', '0.52', '0.77', '0.71'],
  Q: ['0.9743', '5.68', '2.12', '1.05', '3.81', '22.8'],
};

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};

/** In a child: resident bytes of one network, loaded from a file by the runtime itself as the app loads it from memory. */
async function measureMemory(file: string): Promise<void> {
  await import('onnxruntime-node');
  const collect = (globalThis as { gc?: () => void }).gc;
  collect?.();
  const before = process.memoryUsage().rss;
  const runner = await createOnnxRunner({ bytes: await readFile(file) });
  for (let k = 0; k < 3; k++) await runner.run(checkPicture(1), 1);
  // The file's bytes are ours until they are collected, which takes a turn of the loop or two.
  for (let k = 0; k < 3; k++) {
    collect?.();
    await new Promise((r) => setTimeout(r, 100));
  }
  process.stdout.write(String(process.memoryUsage().rss - before));
}

const inChild = (file: string): number =>
  Number(
    execFileSync(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), '--memory', file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );

function printed(): string {
  const rows = NETWORK_NAMES.map((n) => [n, ...PRINTED[n]]);
  return `Table 3 as printed (LFW of the paper's own weights; the last four columns are its theory, not measurements)

${table(['', 'LFW', 'weights 10^7', 'mult. 10^9', 'efficiency', 'smaller, whole', 'without Fc6'], rows)}`;
}

function follows(): string {
  const a = multiplicationsAsPrinted('A');
  const rows = NETWORK_NAMES.map((n) => {
    const w = countWeights(NETWORKS[n]);
    return [
      n,
      w.withFc6.toLocaleString('en'),
      w.withoutFc6.toLocaleString('en'),
      countMultiplications(NETWORKS[n], 'output').toLocaleString('en'),
      multiplicationsAsPrinted(n).toLocaleString('en'),
      (a / multiplicationsAsPrinted(n)).toFixed(2),
      compression(n, 'A', { fc6: true }).toFixed(2),
      compression(n, 'A', { fc6: false }).toFixed(2),
    ];
  });
  const q = countWeights(NETWORKS.Q);
  const tooFew = countWeights(NETWORKS.A).withFc6 / (q.float + q.binary / 32 + 1e7);
  return `As it follows from table 1

${table(['', 'weights', 'without Fc6', 'multiplications', 'as table 3 counts', 'efficiency', 'smaller, whole', 'without Fc6'], rows)}

- Weights agree to the last digit that is printed. Biases and batch norms are left out, there and here.
- Multiplications, each layer at its output size, are fewer than printed. All three printed figures follow when the four unpadded
  convolutions Conv1b, Conv2, Conv3 and Conv4 are counted at their input size: "as table 3 counts". A program does the smaller number.
- Q's printed 2.12 is half of C's: XNOR-Net's rule, by which a multiplication by one bit counts half. No processor was measured.
- Smaller without Fc6: ${compression('Q', 'A', { fc6: false }).toFixed(2)}, printed 22.8. Whole: ${compression('Q', 'A', { fc6: true }).toFixed(2)}, printed 3.81. The printed figure is ${tooFew.toFixed(2)}, which comes out when Fc6
  counts 1.0 x 10^7 weights in Q and its true ${q.fc6.toLocaleString('en')} in A. Fc6 is the classifier of training: the app has none.
- All of this compares with A. Q has C's layers; against C it is ${compression('Q', 'C', { fc6: false }).toFixed(2)} times smaller without Fc6.`;
}

type Measured = { bytes: number; ms: number; cpuMs: number; memory: number };

async function measure(folder: string, rounds: number): Promise<Readonly<Record<NetworkName, Measured>>> {
  const q = await readModel(path('q.onnx'), path('q.json'));
  if (!q.ok) throw new Error(`${q.error.code}: ${q.error.why}`);
  const files = Object.fromEntries(
    NETWORK_NAMES.map((n) => {
      const file = n === 'Q' ? path('q.onnx') : join(folder, `${n}.onnx`);
      if (n !== 'Q') writeFileSync(file, floatOnnx(n, randomValues(SEED)));
      return [n, file];
    }),
  ) as Record<NetworkName, string>;
  const memory = Object.fromEntries(NETWORK_NAMES.map((n) => [n, inChild(files[n])])) as Record<NetworkName, number>;
  const runs = await Promise.all(
    NETWORK_NAMES.map(async (name) => ({
      name,
      wall: [] as number[],
      cpu: [] as number[],
      runner: await createOnnxRunner({ bytes: await readFile(files[name]) }),
    })),
  );
  for (let k = -WARM_UP; k < rounds; k++) {
    for (const { runner, wall, cpu } of runs) {
      const before = process.cpuUsage();
      const begun = performance.now();
      await runner.run(checkPicture(1 + ((k + WARM_UP) % 8)), 1);
      const ms = performance.now() - begun;
      const { user, system } = process.cpuUsage(before);
      if (k < 0) continue;
      wall.push(ms);
      cpu.push((user + system) / 1000);
    }
  }
  return Object.fromEntries(
    runs.map(({ name, wall, cpu }) => [
      name,
      { bytes: statSync(files[name]).size, ms: median(wall), cpuMs: median(cpu), memory: memory[name] },
    ]),
  ) as Record<NetworkName, Measured>;
}

function measured(m: Readonly<Record<NetworkName, Measured>>, rounds: number): string {
  const rows = NETWORK_NAMES.map((n) => [
    n === 'Q' ? 'Q, int8' : `${n}, float`,
    m[n].bytes.toLocaleString('en'),
    (m.A.bytes / m[n].bytes).toFixed(2),
    (m.C.bytes / m[n].bytes).toFixed(2),
    m[n].ms.toFixed(1),
    m[n].cpuMs.toFixed(1),
    (m.A.ms / m[n].ms).toFixed(2),
    (m[n].memory / 2 ** 20).toFixed(0),
  ]);
  return `As measured (${machine()}; onnxruntime, one thread, one picture, ${rounds} rounds in turn; files without Fc6)

${table(['', 'file, bytes', 'smaller than A', 'than C', 'ms', 'cpu ms', 'efficiency', 'memory, MiB'], rows)}

- The file keeps one bit a weight, and float scales, whole biases, Conv1a and the graph beside it: ${m.Q.bytes.toLocaleString('en')} bytes where 1 bit a weight is ${(countWeights(NETWORKS.Q).binary / 8).toLocaleString('en')}.
- onnxruntime computes on bytes: it spreads the bits to int8 when it loads the file, so that Q in memory is a quarter of C's weights, not a
  thirty-second. The time is that of 8-bit multiplications, all of C's; the paper's half is a count, and no one-bit kernel is used.
- An embedding is two pictures (image and mirror): twice the time.`;
}

const child = option('--memory');
if (child !== undefined) {
  await measureMemory(child);
} else {
  const rounds = Number(option('--rounds') ?? 20);
  const folder = mkdtempSync(join(tmpdir(), 'lintel-table-'));
  try {
    say(`${printed()}\n\n${follows()}\n`);
    const m = await measure(folder, rounds);
    const by = (pick: (v: Measured) => number): Record<string, number> =>
      Object.fromEntries(NETWORK_NAMES.map((n) => [n, pick(m[n])]));
    finish(
      {
        file_bytes: by((v) => v.bytes),
        ms: by((v) => round(v.ms)),
        cpu_ms: by((v) => round(v.cpuMs)),
        memory_bytes: by((v) => v.memory),
        compression_over_a: round(m.A.bytes / m.Q.bytes),
        compression_over_c: round(m.C.bytes / m.Q.bytes),
        weights: byName((n) => countWeights(NETWORKS[n]).withFc6),
        multiplications: byName((n) => countMultiplications(NETWORKS[n], 'output')),
        multiplications_table3: byName((n) => multiplicationsAsPrinted(n)),
        compression_table3: {
          whole: round(compression('Q', 'A', { fc6: true })),
          without_fc6: round(compression('Q', 'A', { fc6: false })),
        },
      },
      measured(m, rounds),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function byName(pick: (n: NetworkName) => number): Record<string, number> {
  return Object.fromEntries(NETWORK_NAMES.map((n) => [n, pick(n)]));
}
