/** Makes a site: folder, keys, database and its first settings. It is complete only when what was written opens it again. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../domain/result.ts';
import type { SetupInput } from '../../shared/contract.ts';
import type { SettingsPatch } from '../../shared/settings.ts';
import { setSecret } from '../../storage/credentials/secrets.ts';
import { setAside } from '../../storage/file/files.ts';
import { opensWith, setDatabaseAside } from '../../storage/file/open.ts';
import { createKey, openKey, recoverKey } from '../../storage/keys/key-file.ts';
import { ANCHOR_FILE } from '../site/freshness.ts';
import type { Site } from '../site/site.ts';
import type { Clock } from '../site/time.ts';
import { databaseIn } from './data-file.ts';
import type { HeldSite } from './held-site.ts';
import type { KeyKeeping } from './key-keeping.ts';
import { proveFolder, readLocation, writeLocation, type Location } from './location.ts';

export type FirstRunDeps = {
  readonly userData: string;
  readonly keyFolder: string;
  readonly defaultFolder: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly keys: KeyKeeping;
  readonly held: Pick<HeldSite, 'setPlace' | 'place' | 'open' | 'close' | 'ended'>;
};

/**
 * On an error nothing is open, and the next first run begins anew. Errors: already-set-up, bad-input {passphrase, keyKind},
 * folder-unusable, folder-network, key-wrong, key-lost, not-allowed (the app has ended), those of `HeldSite.open`.
 */
export async function firstRun(deps: FirstRunDeps, input: SetupInput): Promise<Result<{ site: Site; recoveryKey: string }>> {
  const { userData, keyFolder, keys, held } = deps;
  const before = readLocation(userData);
  if (!before.ok) return before;
  if (before.value?.complete) return err({ code: 'already-set-up' });
  const wrap = keys.wrap(input.keyKind, input.passphrase);
  if (!wrap.ok) return wrap;
  const dataFolder = input.dataFolder ?? deps.defaultFolder;
  const cleared = clear(deps, dataFolder, before.value);
  if (!cleared.ok) return cleared;
  const begun = writeLocation(userData, { version: 2, dataFolder, complete: false, siteId: null });
  if (!begun.ok) return begun;
  const created = await createKey(keyFolder, wrap.value);
  if (!created.ok) return created;
  const { key, recoveryKey } = created.value;
  held.setPlace({ dataFolder, siteId: null });
  const opened = await held.open(key, true);
  if (!opened.ok) return opened;
  const finished = await finish(deps, opened.value, input, recoveryKey);
  if (finished.ok && !held.ended()) return ok({ site: opened.value, recoveryKey });
  await held.close();
  return finished.ok ? err({ code: 'not-allowed' }) : finished;
}

/** Makes room for a first run: what an unfinished one left, and keys that no location.json speaks for, are set aside and never removed. */
function clear({ userData, keyFolder, clock }: FirstRunDeps, dataFolder: string, before: Location | null): Result<null> {
  const proven = proveFolder(dataFolder);
  if (!proven.ok) return proven;
  const database = databaseIn(dataFolder);
  try {
    if (before?.dataFolder === dataFolder) setDatabaseAside(database, clock.now());
    if (existsSync(database)) return err({ code: 'already-set-up' });
    setAside(keyFolder, clock.now());
    setAside(join(userData, ANCHOR_FILE), clock.now());
    return ok(null);
  } catch {
    return err({ code: 'folder-unusable', path: keyFolder });
  }
}

/** Complete is a first run whose keys, read back from the disk, open the file: the one of every start, and the one on paper. */
async function finish(deps: FirstRunDeps, on: Site, input: SetupInput, recoveryKey: string): Promise<Result<unknown>> {
  const { userData, keyFolder, keys, held } = deps;
  const { language, siteName, mode, cameraId, timeZone } = input;
  const values = { site: { name: siteName, timeZone }, kiosk: { mode, cameraId }, appearance: { language } };
  const filled = await firstValues(on, values, input.password, input.kioskPin);
  if (!filled.ok) return filled;
  const unwrap = keys.unwrap(input.keyKind, input.passphrase ?? '');
  for (const key of [unwrap.ok ? await openKey(keyFolder, unwrap.value) : unwrap, recoverKey(keyFolder, recoveryKey)]) {
    if (!key.ok) return key;
    if (!opensWith(on.open.file, key.value)) return err({ code: 'key-wrong' });
  }
  if (held.ended()) return err({ code: 'not-allowed' });
  return writeLocation(userData, { version: 2, ...held.place(), complete: true });
}

async function firstValues(site: Site, values: SettingsPatch, password: string, pin: string): Promise<Result<unknown>> {
  const saved = site.together((tx) => tx.saveSettings(values));
  if (!saved.ok) return saved;
  const passwordSet = await setSecret(site.own, 'admin-password', password);
  return passwordSet.ok ? setSecret(site.own, 'kiosk-pin', pin) : passwordSet;
}
