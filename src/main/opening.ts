/**
 * How a site is opened: the first run, the start, the unlocking, trying again. Holds the stage that every window shows and the opened
 * site; what runs on a site begins and ends through `OpeningDeps`.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AppError } from '../domain/errors.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { AppState, KeyKind, SetupInput } from '../shared/contract.ts';
import type { Role } from '../shared/schemas.ts';
import { createKey, openKey, recoverKey, rewrapKey, storedKeyKind, type Unwrap, type Wrap } from '../storage/key-file.ts';
import { openDatabase } from '../storage/open.ts';
import { setSecret } from '../storage/secrets.ts';
import { proveFolder, readLocation, writeLocation } from './location.ts';
import type { Log } from './log.ts';
import { withRowBudget } from './row-budget.ts';
import { createSite, type Emit, type Site } from './site.ts';
import type { Clock } from './time.ts';

/** The system's keychain, where there is one worth the name. */
export type Keychain = {
  readonly seal: (plain: Uint8Array) => Promise<Uint8Array>;
  readonly unseal: (sealed: Uint8Array) => Promise<Uint8Array>;
};

export type Stage = AppState['stage'];

export type Opening = {
  stage(): Stage;
  /** Why the site is not open; null where nothing is wrong. */
  fault(): AppError | null;
  dataFolder(): string;
  /** null while none is open. */
  site(): Site | null;
  start(): Promise<void>;
  setUp(input: SetupInput): Promise<Result<{ recoveryKey: string }>>;
  unlock(kind: 'passphrase' | 'recovery-key', secret: string): Promise<Result<null>>;
  /** The app's end is an event; then the database is closed. */
  stop(): void;
};

export type OpeningDeps = {
  readonly userData: string;
  readonly keychain: Keychain | null;
  readonly clock: Clock;
  readonly builtAt: number;
  readonly emit: Emit;
  readonly log: Log;
  /** Whatever runs on a site; called with each one that was opened. */
  readonly begin: (site: Site) => void;
  /** Ends what `begin` began; called before a site is closed while the app goes on. */
  readonly end: () => void;
  /** Whoever stands there now, with the stage that was just reached. */
  readonly setRole: (role: Role) => void;
};

const DATABASE_NAME = 'lintel.db';

export function createOpening({ userData, keychain, clock, builtAt, emit, log, begin, end, setRole }: OpeningDeps): Opening {
  const keyFolder = join(userData, 'keys');
  const defaultFolder = join(userData, 'data');
  let stage: Stage = 'first-run';
  let fault: AppError | null = null;
  let site = null as Site | null;
  let dataFolder = defaultFolder;

  function failWith(error: AppError, at: Stage = 'fault'): void {
    stage = at;
    fault = error;
    log.error({ error }, 'the site cannot be opened');
    setRole('anyone');
  }

  /** Opens the database and everything that needs it. */
  function openSite(key: Uint8Array): Result<Site> {
    const opened = openDatabase({ file: join(dataFolder, DATABASE_NAME), key, log });
    if (!opened.ok) return opened;
    closeSite();
    site = withRowBudget(createSite(opened.value, clock, emit, log, builtAt), clock, log);
    stage = 'open';
    fault = null;
    begin(site);
    return ok(site);
  }

  function closeSite(): void {
    if (!site) return;
    end();
    site.close();
    site = null;
  }

  function unwrapOf(kind: KeyKind, passphrase: string): Result<Unwrap> {
    if (kind !== 'keychain') return ok(kind === 'key-file' ? { kind } : { kind, passphrase });
    return keychain ? ok({ kind, unseal: keychain.unseal }) : err({ code: 'key-lost' });
  }

  function wrapOf(kind: KeyKind, passphrase: string | null): Result<Wrap> {
    if (kind === 'key-file') return ok({ kind });
    if (kind === 'passphrase') return passphrase ? ok({ kind, passphrase }) : err({ code: 'bad-input', field: 'passphrase' });
    return keychain ? ok({ kind, seal: keychain.seal }) : err({ code: 'bad-input', field: 'keyKind' });
  }

  /** A site that was opened by itself starts in its own mode; the app's start is an event. */
  function opened(on: Site): void {
    setRole(on.settings().mode === 'kiosk' ? 'kiosk' : 'anyone');
    on.record({ kind: 'system', reason: 'started' });
  }

  async function start(): Promise<void> {
    const location = readLocation(userData);
    if (!location?.complete) {
      stage = 'first-run';
      setRole('anyone');
      return;
    }
    ({ dataFolder } = location);
    if (!existsSync(join(dataFolder, DATABASE_NAME))) {
      failWith({ code: 'folder-unusable', path: dataFolder });
      return;
    }
    const kind = storedKeyKind(keyFolder);
    if (!kind.ok || kind.value === null) {
      failWith(kind.ok ? { code: 'key-lost' } : kind.error, 'unlock');
      return;
    }
    if (kind.value === 'passphrase') {
      stage = 'unlock';
      fault = null;
      setRole('anyone');
      return;
    }
    const unwrap = unwrapOf(kind.value, '');
    const key = unwrap.ok ? await openKey(keyFolder, unwrap.value) : unwrap;
    if (!key.ok) {
      failWith(key.error, key.error.code === 'folder-unusable' ? 'fault' : 'unlock');
      return;
    }
    const result = openSite(key.value);
    if (!result.ok) failWith(result.error, result.error.code === 'key-wrong' ? 'unlock' : 'fault');
    else opened(result.value);
  }

  async function setUp(input: SetupInput): Promise<Result<{ recoveryKey: string }>> {
    const before = readLocation(userData);
    if (before?.complete || site) return err({ code: 'already-set-up' });
    const folder = input.dataFolder ?? defaultFolder;
    const database = join(folder, DATABASE_NAME);
    // A first run that was cut off left a key and a database that nobody has ever used.
    if (before && before.dataFolder === folder) for (const part of ['', '-wal', '-shm']) rmSync(database + part, { force: true });
    if (existsSync(database)) return err({ code: 'already-set-up' });
    if (before) rmSync(keyFolder, { recursive: true, force: true });
    // Keys that no location.json speaks for: it was lost, and they may be the only ones of data in another folder.
    else if (existsSync(keyFolder)) {
      try {
        renameSync(keyFolder, `${keyFolder}-set-aside-${clock.now()}`);
      } catch {
        return err({ code: 'folder-unusable', path: keyFolder });
      }
    }
    const wrap = wrapOf(input.keyKind, input.passphrase);
    if (!wrap.ok) return wrap;
    const proven = proveFolder(folder);
    if (!proven.ok) return proven;
    const begun = writeLocation(userData, { version: 1, dataFolder: folder, complete: false });
    if (!begun.ok) return begun;
    const key = await createKey(keyFolder, wrap.value);
    if (!key.ok) return key;
    dataFolder = folder;
    const result = openSite(key.value.key);
    if (!result.ok) return result;
    const { language, siteName, mode, cameraId, zone } = input;
    const finished = await firstValues(
      result.value,
      { language, siteName, mode, cameraId, zone },
      input.password,
      input.kioskPin,
    );
    const written = finished.ok ? writeLocation(userData, { version: 1, dataFolder: folder, complete: true }) : finished;
    if (!written.ok) {
      closeSite();
      stage = 'first-run';
      return written;
    }
    // Whoever has just set the password goes on as administrator: the first thing to do is to enrol somebody.
    setRole('admin');
    result.value.record({ kind: 'system', reason: 'set-up' });
    return ok({ recoveryKey: key.value.recoveryKey });
  }

  async function unlock(kind: 'passphrase' | 'recovery-key', secret: string): Promise<Result<null>> {
    if (stage !== 'unlock') return err({ code: 'not-allowed' });
    const key =
      kind === 'passphrase'
        ? await openKey(keyFolder, { kind: 'passphrase', passphrase: secret })
        : recoverKey(keyFolder, secret);
    if (!key.ok) return key;
    const result = openSite(key.value);
    if (!result.ok) return result;
    if (kind === 'recovery-key') await keepRecoveredKey(key.value, secret);
    opened(result.value);
    return ok(null);
  }

  /** After a recovery the lost key file or keychain entry is made anew; a forgotten passphrase stays until it is changed. */
  async function keepRecoveredKey(key: Uint8Array, recoveryKey: string): Promise<void> {
    const stored = storedKeyKind(keyFolder);
    if (stored.ok && stored.value === 'passphrase') return;
    const wrap = wrapOf(keychain ? 'keychain' : 'key-file', recoveryKey);
    const kept = wrap.ok ? await rewrapKey(keyFolder, key, wrap.value) : wrap;
    if (!kept.ok) log.warn({ error: kept.error }, 'the recovered key could not be kept; it is asked for again at the next start');
  }

  return {
    stage: () => stage,
    fault: () => fault,
    dataFolder: () => dataFolder,
    site: () => site,
    start,
    setUp,
    unlock,
    stop() {
      site?.sumUp();
      site?.record({ kind: 'system', reason: 'stopped' });
      site?.close();
      site = null;
    },
  };
}

async function firstValues(
  site: Site,
  values: Parameters<Site['saveSettings']>[0],
  password: string,
  pin: string,
): Promise<Result<unknown>> {
  const saved = site.saveSettings(values);
  if (!saved.ok) return saved;
  const passwordSet = await setSecret(site.db, 'admin-password', password);
  return passwordSet.ok ? setSecret(site.db, 'kiosk-pin', pin) : passwordSet;
}
