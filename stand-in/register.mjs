// node --import stand-in/register.mjs out/main/index.js: from here on `electron` is our module.
import { registerHooks } from 'node:module';

const standIn = new URL('electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' || specifier === 'electron/main'
      ? { url: standIn, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});
for (const name of ['electron', 'chrome']) Object.defineProperty(process.versions, name, { value: 'stand-in', enumerable: true });
Object.defineProperty(process, 'type', { value: 'browser' });
