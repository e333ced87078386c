/** Versions of what the app runs on, for Settings -> About and for support. */
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { About } from '../../shared/contract.ts';

const Package = z.object({ version: z.string() });

/** '' where the runtime has no such part (plain Node in tests). */
function version(name: string): string {
  return (process.versions as Readonly<Record<string, string | undefined>>)[name] ?? '';
}

/** Electron's version; the stand-in's ends in -stand-in. */
export function electronVersion(): string {
  return version('electron');
}

export function runtimeVersions(sqlite: string): About['runtime'] {
  const require = createRequire(import.meta.url);
  const onnxruntime = Package.safeParse(require('onnxruntime-node/package.json'));
  return {
    electron: electronVersion(),
    chrome: version('chrome'),
    node: process.versions.node,
    sqlite,
    onnxruntime: onnxruntime.success ? onnxruntime.data.version : '',
  };
}
