import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { visionAssets } from './scripts/vision-assets.mjs';

export default defineConfig({
  main: {
    build: {
      externalizeDeps: true,
      rolldownOptions: {
        input: { index: resolve('src/main/index.ts'), engine: resolve('src/engine/entry.ts'), importer: resolve('src/main/imports/entry.ts') },
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
    build: { rolldownOptions: { input: { index: resolve('src/renderer/index.html') } } },
  },
});
