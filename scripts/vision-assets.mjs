// The files that the vision worker fetches from our own origin: copied into the built renderer, served in development.
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
/** The folder below the renderer's root; src/renderer/camera/assets.ts names the same. */
const FOLDER = 'vision';

function files() {
  const models = join(dirname(require.resolve('@vladmandic/human')), '..', 'models');
  const wasm = dirname(require.resolve('@tensorflow/tfjs-backend-wasm'));
  const names = ['blazeface', 'facemesh', 'antispoof', 'liveness'].flatMap((name) => [`${name}.json`, `${name}.bin`]);
  return new Map([
    ...names.map((name) => [name, join(models, name)]),
    // Threads are off (they need cross-origin isolation), so the threaded build is not shipped.
    ...['tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm.wasm'].map((name) => [name, join(wasm, name)]),
  ]);
}

const TYPES = { json: 'application/json', bin: 'application/octet-stream', wasm: 'application/wasm' };

/** @returns {import('vite').Plugin} */
export function visionAssets() {
  const paths = files();
  return {
    name: 'lintel-vision-assets',
    async generateBundle() {
      for (const [name, path] of paths) {
        this.emitFile({ type: 'asset', fileName: `${FOLDER}/${name}`, source: await readFile(path) });
      }
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = new URL(request.url ?? '/', 'http://localhost').pathname;
        const name = path.startsWith(`/${FOLDER}/`) ? path.slice(FOLDER.length + 2) : '';
        const file = paths.get(name);
        if (file === undefined) {
          next();
          return;
        }
        stat(file).then(({ size }) => {
          response.setHeader('content-type', TYPES[name.slice(name.lastIndexOf('.') + 1)]);
          response.setHeader('content-length', size);
          createReadStream(file).pipe(response);
        }, next);
      });
    },
  };
}
