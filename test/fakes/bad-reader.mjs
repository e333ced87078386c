// Puts a reader that costs too much in the place of readers.ts, in the thread of the importer process.
import { registerHooks } from 'node:module';

const bodies = {
  spin: 'for (;;);',
  grow: 'const all = []; for (;;) all.push({ x: all.length });',
  'grow-at-once': 'const all = []; for (;;) all.push(new Array(1e7).fill(1));',
  'grow-buffers': 'const all = []; for (;;) all.push(Buffer.alloc(5e7, 1));',
};
const source = `export const READERS = { holidays: () => { ${bodies[process.env.BAD_READER]} } };`;
registerHooks({
  load: (url, context, next) =>
    url.endsWith('/imports/readers.ts') ? { format: 'module', source, shortCircuit: true } : next(url, context),
});
