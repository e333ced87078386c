/**
 * The app without a window: what is open, who may do what, and what every window is told. Knows nothing of Electron (`AppDeps` brings
 * it in), so that contract tests, the demonstration's seeding and the benches run the same app in plain Node.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AppError } from '../domain/errors.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { DoorOutput } from '../doors/door.ts';
import type { AppState, EventPayload, KeyKind, SetupInput } from '../shared/contract.ts';
import type { Role } from '../shared/schemas.ts';
import { DEFAULT_SETTINGS, UNDO_SECONDS, type Settings } from '../shared/settings.ts';
import { createKey, openKey, recoverKey, rewrapKey, storedKeyKind, type Unwrap, type Wrap } from '../storage/key-file.ts';
import { openDatabase } from '../storage/open.ts';
import { purgeDeleted } from '../storage/people.ts';
import { hasSecret, setSecret } from '../storage/secrets.ts';
import { doorModes } from './access/door-mode.ts';
import type { EngineProcess } from './engine-process.ts';
import { proveFolder, readLocation, writeLocation } from './location.ts';
import type { Log } from './log.ts';
import type { Model } from './model.ts';
import { createErrorRate, type ErrorRate } from './recognition/error-rate.ts';
import { createLookAlikeSearch, type LookAlikeSearch } from './recognition/look-alikes.ts';
import { createOutputs, type Outputs } from './outputs.ts';
import { createReembedding } from './recognition/reembed.ts';
import { createSite, type Clock, type Emit, type Site } from './site.ts';

/** The system's keychain, where there is one worth the name. */
export type Keychain = {
  readonly seal: (plain: Uint8Array) => Promise<Uint8Array>;
  readonly unseal: (sealed: Uint8Array) => Promise<Uint8Array>;
};

export type Dialogs = {
  /** null = cancelled. */
  chooseFolder(): Promise<string | null>;
  saveFile(suggestedName: string): Promise<string | null>;
};

export type AppDeps = {
  readonly userData: string;
  readonly version: string;
  readonly language: string;
  readonly model: Model;
  readonly engine: EngineProcess;
  /** Where nothing is wired: none, or the drawn door of the demonstration. */
  readonly door: DoorOutput;
  readonly keychain: Keychain | null;
  readonly dialogs: Dialogs;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly log: Log;
  readonly demo: boolean;
  readonly standIn: boolean;
};

export type App = {
  readonly deps: AppDeps;
  start(): Promise<void>;
  /** Tries again what failed: a folder that is back, a disk with room, an engine that gave up. */
  retry(): Promise<void>;
  /** At once as far as the app goes; resolves when every door has been left locked, two seconds later at most. */
  stop(): Promise<void>;
  state(): AppState;
  /** Tells every window the new state. */
  changed(): void;
  /** Called at each change, by main itself (a kiosk's window fills the screen). */
  onChanged(listener: () => void): void;
  role(): Role;
  setRole(role: Role): void;
  /** The opened site; not-set-up while there is none. */
  site(): Result<Site>;
  /** What is done with the opened site, or not-set-up. */
  withSite<T>(use: (site: Site) => Result<T>): Result<T>;
  /** Cosine from which a face counts as a match now: set by hand, or as it follows. */
  threshold(): number;
  /** What the threshold follows from. */
  readonly errorRate: ErrorRate;
  readonly lookAlikes: LookAlikeSearch;
  /** What is wired to the doors. */
  readonly outputs: Outputs;
  setUp(input: SetupInput): Promise<Result<{ recoveryKey: string }>>;
  unlock(kind: 'passphrase' | 'recovery-key', secret: string): Promise<Result<null>>;
};

const DATABASE_NAME = 'lintel.db';

type Stage = AppState['stage'];

export function createApp(deps: AppDeps): App {
  const { clock, log, userData } = deps;
  /** Every announcement passes here: people who come and go change what the threshold follows from, and outputs tell of what happened. */
  const emit: Emit = (name, payload) => {
    deps.emit(name, payload);
    if (name === 'people.changed') errorRate.changed();
    if (name === 'log.appended') outputs.told(payload as EventPayload<'log.appended'>);
  };
  const keyFolder = join(userData, 'keys');
  const defaultFolder = join(userData, 'data');
  let stage: Stage = 'first-run';
  let fault: AppError | null = null;
  let role: Role = 'anyone';
  let site = null as Site | null;
  let dataFolder = defaultFolder;

  const settings = (): Settings => site?.settings() ?? { ...DEFAULT_SETTINGS, language: deps.language.startsWith('zh') ? 'zh-CN' : 'en' };
  const errorRate = createErrorRate({ model: deps.model, log, monotonic: () => clock.monotonic(), settings });
  const threshold = (): number => errorRate.threshold();

  const lookAlikes = createLookAlikeSearch({
    modelId: () => deps.model.id(),
    ready: () => deps.engine.state().status === 'ready' && reembedding.progress() === null,
    threshold,
    clock,
    log,
    changed: () => emit('people.changed', null),
  });

  const outputs = createOutputs({ fallback: deps.door, clock, log });

  const reembedding = createReembedding({
    engine: deps.engine,
    log,
    changed() {
      errorRate.changed();
      changed();
    },
  });

  function state(): AppState {
    return {
      stage,
      fault,
      role,
      settings: settings(),
      dataFolder,
      keyKinds: deps.keychain ? ['keychain', 'key-file', 'passphrase'] : ['key-file', 'passphrase'],
      engine: deps.engine.state(),
      reembedding: reembedding.progress(),
      demo: deps.demo,
      standIn: deps.standIn,
    };
  }

  const listeners: (() => void)[] = [];

  function changed(): void {
    emit('app.changed', state());
    for (const listener of listeners) listener();
  }

  function failWith(error: AppError, at: Stage = 'fault'): void {
    stage = at;
    fault = error;
    role = 'anyone';
    log.error({ error }, 'the site cannot be opened');
    changed();
  }

  /** Opens the database and everything that needs it. */
  function openSite(key: Uint8Array): Result<Site> {
    const opened = openDatabase({ file: join(dataFolder, DATABASE_NAME), key, log });
    if (!opened.ok) return opened;
    lookAlikes.end();
    site?.close();
    site = createSite(opened.value, clock, emit, log);
    outputs.start(site, doorModes(site.db));
    purgeDeleted(site.db, clock.now() - UNDO_SECONDS * 1000);
    stage = 'open';
    fault = null;
    reembedding.begin(site);
    // Before the search for look-alikes: whether one is due depends on this site's threshold, not on the card's.
    errorRate.begin(site);
    lookAlikes.begin(site);
    return ok(site);
  }

  function unwrapOf(kind: KeyKind, passphrase: string): Result<Unwrap> {
    if (kind !== 'keychain') return ok(kind === 'key-file' ? { kind } : { kind, passphrase });
    return deps.keychain ? ok({ kind, unseal: deps.keychain.unseal }) : err({ code: 'key-lost' });
  }

  function wrapOf(kind: KeyKind, passphrase: string | null): Result<Wrap> {
    if (kind === 'key-file') return ok({ kind });
    if (kind === 'passphrase') return passphrase ? ok({ kind, passphrase }) : err({ code: 'bad-input', field: 'passphrase' });
    return deps.keychain ? ok({ kind, seal: deps.keychain.seal }) : err({ code: 'bad-input', field: 'keyKind' });
  }

  /** A site that was opened by itself starts in its own mode; the app's start is an event. */
  function opened(): void {
    role = site?.settings().mode === 'kiosk' ? 'kiosk' : 'anyone';
    site?.record({ kind: 'system', reason: 'started' });
    changed();
  }

  async function start(): Promise<void> {
    const location = readLocation(userData);
    if (!location?.complete) {
      stage = 'first-run';
      changed();
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
      changed();
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
    else opened();
  }

  async function setUp(input: SetupInput): Promise<Result<{ recoveryKey: string }>> {
    const before = readLocation(userData);
    if (before?.complete || site) return err({ code: 'already-set-up' });
    const folder = input.dataFolder ?? defaultFolder;
    const database = join(folder, DATABASE_NAME);
    // A first run that was cut off left a key and a database that nobody has ever used.
    if (before && before.dataFolder === folder) for (const end of ['', '-wal', '-shm']) rmSync(database + end, { force: true });
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
    const finished = await firstValues(result.value, { language, siteName, mode, cameraId, zone }, input.password, input.kioskPin);
    const written = finished.ok ? writeLocation(userData, { version: 1, dataFolder: folder, complete: true }) : finished;
    if (!written.ok) {
      lookAlikes.end();
      result.value.close();
      site = null;
      stage = 'first-run';
      return written;
    }
    // Whoever has just set the password goes on as administrator: the first thing to do is to enrol somebody.
    role = 'admin';
    result.value.record({ kind: 'system', reason: 'set-up' });
    changed();
    return ok({ recoveryKey: key.value.recoveryKey });
  }

  async function unlock(kind: 'passphrase' | 'recovery-key', secret: string): Promise<Result<null>> {
    if (stage !== 'unlock') return err({ code: 'not-allowed' });
    const key = kind === 'passphrase' ? await openKey(keyFolder, { kind: 'passphrase', passphrase: secret }) : recoverKey(keyFolder, secret);
    if (!key.ok) return key;
    const result = openSite(key.value);
    if (!result.ok) return result;
    if (kind === 'recovery-key') await keepRecoveredKey(key.value, secret);
    opened();
    return ok(null);
  }

  /** After a recovery the lost key file or keychain entry is made anew; a forgotten passphrase stays until it is changed. */
  async function keepRecoveredKey(key: Uint8Array, recoveryKey: string): Promise<void> {
    const stored = storedKeyKind(keyFolder);
    if (stored.ok && stored.value === 'passphrase') return;
    const wrap = wrapOf(deps.keychain ? 'keychain' : 'key-file', recoveryKey);
    const kept = wrap.ok ? await rewrapKey(keyFolder, key, wrap.value) : wrap;
    if (!kept.ok) log.warn({ error: kept.error }, 'the recovered key could not be kept; it is asked for again at the next start');
  }

  const openedSite = (): Result<Site> => (site && hasSecret(site.db, 'admin-password') ? ok(site) : err({ code: 'not-set-up' }));

  return {
    deps: { ...deps, emit },
    async start() {
      deps.engine.onState(() => {
        if (site && deps.engine.state().status === 'ready') {
          reembedding.begin(site);
          lookAlikes.begin(site);
        }
        changed();
      });
      await start();
    },
    async retry() {
      if (deps.engine.state().status === 'fault') deps.engine.restart();
      if (stage === 'fault') await start();
    },
    stop() {
      reembedding.stop();
      lookAlikes.stop();
      errorRate.stop();
      // Doors first: what is open is locked, and nothing opens any more.
      const closed = outputs.stop();
      deps.engine.close();
      site?.record({ kind: 'system', reason: 'stopped' });
      site?.close();
      site = null;
      return closed;
    },
    state,
    changed,
    onChanged(listener) {
      listeners.push(listener);
    },
    role: () => role,
    setRole(next) {
      role = next;
      changed();
    },
    site: openedSite,
    withSite(use) {
      const found = openedSite();
      return found.ok ? use(found.value) : found;
    },
    threshold,
    errorRate,
    lookAlikes,
    outputs,
    setUp,
    unlock,
  };
}

async function firstValues(site: Site, values: Parameters<Site['saveSettings']>[0], password: string, pin: string): Promise<Result<unknown>> {
  const saved = site.saveSettings(values);
  if (!saved.ok) return saved;
  const passwordSet = await setSecret(site.db, 'admin-password', password);
  return passwordSet.ok ? setSecret(site.db, 'kiosk-pin', pin) : passwordSet;
}
