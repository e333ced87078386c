/** The app's processes and what each holds resident, from /proc: Linux only. */
import { readdirSync, readFileSync } from 'node:fs';

export type Process = { readonly pid: number; readonly parent: number; readonly command: string; readonly mebibytes: number };

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

/** Those that this process started, and whom they started. */
export function descendants(of: number): Process[] {
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

/** null = none of the app's. */
export function role({ command }: Process): string | null {
  const type = /--type=([\w-]+)/.exec(command)?.[1];
  if (command.includes('out/main/engine.js')) return 'engine';
  if (command.includes('out/main/photos.js')) return 'photos';
  if (command.includes('out/main/index.js')) return 'main';
  if (type === 'renderer') return 'renderer';
  if (type === 'gpu-process') return 'browser: GPU process';
  if (type === undefined && command.includes('chromium')) return 'browser';
  return null;
}
