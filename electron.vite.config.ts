import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { visionAssets } from './scripts/vision-assets.mjs';

/** The day of this build: a clock that stands before it is wrong. SOURCE_DATE_EPOCH (seconds) makes two builds the same. */
const DAY_MS = 86_400_000;
const builtAt = Math.floor((Number(process.env['SOURCE_DATE_EPOCH'] ?? '') * 1000 || Date.now()) / DAY_MS) * DAY_MS;

export default defineConfig({
  main: {
    define: { __LINTEL_BUILT_AT__: String(builtAt) },
    build: {
      externalizeDeps: true,
      rolldownOptions: {
        input: {
          index: resolve('src/main/index.ts'),
          engine: resolve('src/engine/entry.ts'),
          importer: resolve('src/imports/entry.ts'),
          photos: resolve('src/imports/photos/entry.ts'),
          exporter: resolve('src/exports/entry.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      rolldownOptions: {
        input: { index: resolve('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), visionAssets()],
    worker: { format: 'es' },
    build: { minify: true, rolldownOptions: { input: { index: resolve('src/renderer/index.html') } } },
  },
});
