/** The engine process as it ships: bundled by electron-vite, in the stand-in's utility process, on each of its engines. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'electron-vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ENGINE_KINDS } from '../../src/engine/embedder.ts';
import { createEngineProcess } from '../../src/main/gallery/engine-process.ts';
import { utilityProcess } from '../../stand-in/processes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
beforeAll(async () => {
  // Inside the project: the bundle finds its packages in node_modules, as out/ does.
  folder = mkdtempSync(join(root, 'node_modules', '.lintel-engine-'));
  const config = {
    outDir: folder,
    externalizeDeps: true,
    rolldownOptions: {
      input: { engine: join(root, 'src/engine/entry.ts') },
      output: { format: 'es', entryFileNames: '[name].js' },
    },
  };
  // As electron.vite.config.ts has it, without the rest of the app.
  const configFile = join(folder, 'config.mjs');
  writeFileSync(configFile, `export default ${JSON.stringify({ main: { build: { ...config, emptyOutDir: false } } })}`);
  await build({ root, configFile, logLevel: 'error' });
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each(ENGINE_KINDS)('loads and embeds, bundled, with %s', async (prefer) => {
  const notes: unknown[] = [];
  const engine = createEngineProcess({
    fork: () => utilityProcess.fork(join(folder, 'engine.js')),
    modelFile: join(root, 'resources/model/q.onnx'),
    cardFile: join(root, 'resources/model/q.json'),
    log: { info: (facts: unknown) => notes.push(facts), warn: () => undefined, error: () => undefined },
    prefer,
  });
  const embedding = await engine.embed(Uint8Array.from({ length: 112 * 112 * 3 }, (_, i) => i % 251));
  expect(embedding.ok, JSON.stringify(engine.state())).toBe(true);
  expect(engine.state(), JSON.stringify(notes)).toMatchObject({ status: 'ready', kind: prefer });
  engine.close();
});
