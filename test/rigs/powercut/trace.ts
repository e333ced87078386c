/** What a process did to its files and what it said, in order, as shim.c saw it. Linux, with a C compiler. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Trace = readonly Act[];
export type Act =
  | { readonly op: 'opened'; readonly inode: string; readonly path: string; readonly made: boolean; readonly emptied: boolean }
  | { readonly op: 'written'; readonly inode: string; readonly offset: number; readonly data: Buffer }
  | { readonly op: 'cut'; readonly inode: string; readonly length: number }
  | { readonly op: 'flushed'; readonly inode: string }
  | { readonly op: 'folder-flushed' | 'folder-made' | 'removed'; readonly path: string }
  | { readonly op: 'renamed'; readonly path: string; readonly to: string }
  | { readonly op: 'said'; readonly line: Readonly<Record<string, unknown>> & { readonly what: string } };

/** Builds the shim. null where it cannot be: another system, or no compiler. */
export function buildShim(folder: string): string | null {
  if (process.platform !== 'linux') return null;
  const shim = join(folder, 'shim.so');
  try {
    const source = fileURLToPath(new URL('./shim.c', import.meta.url));
    execFileSync('cc', ['-O1', '-shared', '-fPIC', '-o', shim, source, '-ldl', '-lpthread'], { stdio: 'pipe' });
    return shim;
  } catch {
    return null;
  }
}

/** @param root what is traced: files whose path begins so */
export const shimEnvironment = (shim: string, root: string, trace: string): Record<string, string> => ({
  LD_PRELOAD: shim,
  SHIM_ROOT: root,
  SHIM_TRACE: trace,
});

export function readTrace(file: string): Trace {
  const bytes = readFileSync(file);
  const acts: Act[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at);
    const [op = '', inode = '', other = '', offset = '', length = ''] = bytes.toString('latin1', at, end).split(' ');
    const next = end + 1 + Number(length);
    // Killed while it wrote the last one.
    if (end < 0 || next > bytes.length) break;
    const data = bytes.subarray(end + 1, next);
    acts.push(...acted(op, inode, Number(other), Number(offset), data));
    at = next;
  }
  return acts;
}

function acted(op: string, inode: string, other: number, offset: number, data: Buffer): Act[] {
  const path = data.toString();
  switch (op) {
    case 'O':
      return [{ op: 'opened', inode, path, made: (other & 1) !== 0, emptied: (other & 2) !== 0 }];
    case 'W':
      return [{ op: 'written', inode, offset, data }];
    case 'T':
      return [{ op: 'cut', inode, length: offset }];
    case 'S':
      return [{ op: 'flushed', inode }];
    case 'D':
      return [{ op: 'folder-flushed', path }];
    case 'M':
      return [{ op: 'folder-made', path }];
    case 'U':
      return [{ op: 'removed', path }];
    case 'R': {
      const [from = '', to = ''] = path.split('\0');
      return [{ op: 'renamed', path: from, to }];
    }
    case 'C':
      return path
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => ({ op: 'said', line: JSON.parse(line) as { what: string } }));
    default:
      throw new Error(`a record of no kind: ${op}`);
  }
}
