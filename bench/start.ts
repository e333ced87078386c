/**
 * How long from starting Lintel to the first camera frame on the kiosk, and what does it weigh?
 *
 *     npm run bench:start [-- --json] [--runs N]
 *
 * The built app in the stand-in, set up as a kiosk with three people enrolled. Times count from the start of main; the browser of the
 * stand-in runs already (Electron brings its own). Resident memory is read from /proc a while after the first frame, so Linux only.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Lintel, root } from '../driver/lintel.ts';
import { StandInDriver } from '../driver/stand-in-driver.ts';
import { PASSWORD, PIN } from '../tools/secrets.ts';
import { seedSite } from '../demo/seeded-site.ts';
import { finish, machine, median, option, round, say, table } from '../tools/figures.ts';
import { descendants, role } from './processes.ts';

const RUNS = option('runs', 5);

function bytesOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? bytesOf(path) : statSync(path).size);
  }, 0);
}

const profile = mkdtempSync(join(tmpdir(), 'lintel-bench-start-'));
const times: { end: number; window: number; frame: number; engine: number }[] = [];
let memory = new Map<string, number>();
try {
  say(machine());
  await seedSite(join(profile, 'userData'), { password: PASSWORD, pin: PIN }, 60);
  for (let run = 0; run < RUNS; run++) {
    const lintel = await Lintel.launch((options) => new StandInDriver(options), { scene: 'ana', profile });
    try {
      await lintel.page();
      // Once more, now that the browser is there.
      const ending = performance.now();
      await lintel.stop();
      const started = performance.now();
      const page = await lintel.start();
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
      times.push({ end: started - ending, window: windowAt, frame, engine: performance.now() - started });
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
    end_ms: middle((t) => t.end),
    window_ms: middle((t) => t.window),
    first_frame_ms: middle((t) => t.frame),
    engine_ready_ms: middle((t) => t.engine),
    memory_mib: Object.fromEntries([...memory].map(([name, mib]) => [name, round(mib, 0)])),
    out_bytes: out,
    model_bytes: model,
  },
  [
    `from the start of main to its window ${middle((t) => t.window)} ms, to the first camera frame ${middle((t) => t.frame)} ms, to a ready engine ${middle((t) => t.engine)} ms; from being asked to quit to the end of main ${middle((t) => t.end)} ms (median of ${RUNS})`,
    '',
    table(
      ['process', 'resident MiB'],
      [...memory].map(([name, mib]) => [name, round(mib, 0)]),
    ),
    '',
    `out/ ${round(out / 1e6, 1)} MB, the model file ${round(model / 1e6, 2)} MB`,
  ].join('\n'),
);
