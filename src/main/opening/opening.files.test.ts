/** Who may read what Lintel writes: folders, files, and what lies in their way. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { SETUP } from '../../../test/fakes/app.ts';
import { startedApps } from '../../../test/fakes/started-apps.ts';
import { value } from '../../../tools/value.ts';
import { RECOVERY_FILE } from '../../storage/keys/key-file.ts';

const ALL = { personId: null, from: null, to: null, kinds: [], search: '' };
const apps = startedApps('lintel-opening-');
const { start, end } = apps;
let folder: string;
let profile: string;

beforeEach(() => {
  ({ folder, profile } = apps.paths());
});

describe.skipIf(process.platform === 'win32')('who may read what', () => {
  const modes = (at: string): Record<string, string> =>
    Object.fromEntries(
      readdirSync(at, { recursive: true, withFileTypes: true }).map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(at.length + 1), (statSync(path).mode & 0o777).toString(8)];
      }),
    );

  test('folders and files of a first run are this user’s alone; a folder that was there keeps its mode', async () => {
    const before = process.umask(0o022);
    try {
      const t = await start({ saveTo: join(folder, 'export.csv') });
      value(await t.call('setup.complete', { ...SETUP, dataFolder: join(folder, 'made', 'data') }));
      value(await t.call('log.export', { filter: ALL, format: 'csv' }));
      const open = Object.entries(modes(folder)).filter(([, mode]) => mode !== '700' && mode !== '600');
      expect(open).toEqual([]);
      end(t);
      mkdirSync(join(folder, 'there'), { mode: 0o755 });
      const other = await start({ userData: join(folder, 'other') });
      value(await other.call('setup.complete', { ...SETUP, dataFolder: join(folder, 'there') }));
      expect(statSync(join(folder, 'there')).mode & 0o777).toBe(0o755);
      expect(statSync(join(folder, 'there', 'lintel.db')).mode & 0o777).toBe(0o600);
    } finally {
      process.umask(before);
    }
  });

  test('what an older Lintel left open is closed at the next start', async () => {
    const first = await start();
    value(await first.call('setup.complete', SETUP));
    end(first);
    for (const [path, mode] of [
      ['data', 0o755],
      ['keys', 0o755],
      [join('data', 'lintel.db'), 0o644],
      [join('keys', RECOVERY_FILE), 0o644],
    ] as const)
      chmodSync(join(profile, path), mode);
    await start();
    const open = Object.entries(modes(profile)).filter(([, mode]) => mode !== '700' && mode !== '600');
    expect(open).toEqual([]);
  });

  test('neither the write probe nor an export follows a link that lies in its way', async () => {
    const victim = join(folder, 'victim');
    writeFileSync(victim, 'kept');
    const data = join(folder, 'data');
    mkdirSync(data);
    symlinkSync(victim, join(data, `.lintel-write-test-${process.pid}`));
    const csv = join(folder, 'export.csv');
    symlinkSync(victim, `${csv}.part`);
    symlinkSync(victim, csv);
    const t = await start({ saveTo: csv });
    value(await t.call('setup.complete', { ...SETUP, dataFolder: data }));
    value(await t.call('log.export', { filter: ALL, format: 'csv' }));
    expect(readFileSync(victim, 'utf8')).toBe('kept');
    expect(readFileSync(csv, 'utf8')).toContain('Event');
  });
});
