/**
 * How long from starting Lintel to the first camera frame on the kiosk, and what does it weigh?
 *
 *     npm run bench:start [-- --json] [--runs N]
 *
 * The built app in the stand-in, set up as a kiosk with three people enrolled. Times count from the start of main; the browser of the
 * stand-in runs already (Electron brings its own). Resident memory is read from /proc a while after the first frame, so Linux only.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Lintel, root } from '../driver/lintel.ts';
import { StandInDriver } from '../driver/stand-in-driver.ts';
import { PASSWORD, PIN } from '../tools/secrets.ts';
import { seedSite } from '../demo/seeded-site.ts';
import { finish, machine, median, option, round, say, table } from '../tools/figures.ts';

const RUNS = option('runs', 5);

type Process = { readonly pid: number; readonly parent: number; readonly command: string; readonly mebibytes: number };

/** Every process of this machine that /proc lets us read. */
function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8');
        const number = (field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return [{ pid: Number(name), parent: number('PPid'), command, mebibytes: number('VmRSS') / 1024 }];
      } catch {
        return []; // it ended meanwhile
      }
    });
}

function descendants(of: number): Process[] {
  const all = processes();
  const found: Process[] = [];
  let parents = [of];
  while (parents.length > 0) {
    const children = all.filter((p) => parents.includes(p.parent));
    found.push(...children);
    parents = children.map((p) => p.pid);
  }
  return found;
}

function role({ command }: Process): string | null {
  const type = /--type=([\w-]+)/.exec(command)?.[1];
  if (command.includes('out/main/engine.js')) return 'engine';
  if (command.includes('out/main/index.js')) return 'main';
  if (type === 'renderer') return 'renderer';
  if (type === 'gpu-process') return 'browser: GPU process';
  if (type === undefined && command.includes('chromium')) return 'browser';
  return null;
}

function bytesOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? bytesOf(path) : statSync(path).size);
  }, 0);
}

const profile = mkdtempSync(join(tmpdir(), 'lintel-bench-start-'));
const times: { window: number; frame: number; engine: number }[] = [];
let memory = new Map<string, number>();
try {
  say(machine());
  await seedSite(join(profile, 'userData'), { password: PASSWORD, pin: PIN }, 60);
  for (let run = 0; run < RUNS; run++) {
    const lintel = await Lintel.launch((options) => new StandInDriver(options), { scene: 'ana', profile });
    try {
      await lintel.page();
      // Once more, now that the browser is there.
      const started = performance.now();
      const page = await lintel.restart();
      const windowAt = performance.now() - started;
      await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0, undefined, {
        polling: 20,
        timeout: 60_000,
      });
      const frame = performance.now() - started;
      while ((await lintel.enginePid()) === null) await wait(20);
      await page.waitForFunction(
        async () => {
          const bridge = (
            window as unknown as {
              lintel: { call(name: string, input: null): Promise<{ value: { engine: { status: string } } }> };
            }
          ).lintel;
          return (await bridge.call('app.state', null)).value.engine.status === 'ready';
        },
        undefined,
        { polling: 50, timeout: 60_000 },
      );
      times.push({ window: windowAt, frame, engine: performance.now() - started });
      await wait(5_000);
      memory = new Map();
      for (const found of descendants(process.pid)) {
        const name = role(found);
        if (name) memory.set(name, Math.max(memory.get(name) ?? 0, found.mebibytes));
      }
    } finally {
      await lintel.close();
    }
  }
} finally {
  rmSync(profile, { recursive: true, force: true });
}

const out = bytesOf(join(root, 'out'));
const model = statSync(join(root, 'resources/model/q.onnx')).size;
const middle = (of: (t: (typeof times)[number]) => number): number => round(median(times.map(of)), 0);
finish(
  {
    window_ms: middle((t) => t.window),
    first_frame_ms: middle((t) => t.frame),
    engine_ready_ms: middle((t) => t.engine),
    memory_mib: Object.fromEntries([...memory].map(([name, mib]) => [name, round(mib, 0)])),
    out_bytes: out,
    model_bytes: model,
  },
  [
    `start to window ${middle((t) => t.window)} ms, to the first camera frame ${middle((t) => t.frame)} ms, to a ready engine ${middle((t) => t.engine)} ms (median of ${RUNS})`,
    '',
    table(
      ['process', 'resident MiB'],
      [...memory].map(([name, mib]) => [name, round(mib, 0)]),
    ),
    '',
    `out/ ${round(out / 1e6, 1)} MB, the model file ${round(model / 1e6, 2)} MB`,
  ].join('\n'),
);
