/**
 * How a site is opened: the first run, the start, the unlocking, trying again. Holds the stage that every window shows and the opened
 * site; what runs on a site begins and ends through `OpeningDeps`.
 */
import { timingSafeEqual } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GOES_BY_ITSELF, type AppError } from '../../domain/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { AppState, SetupInput } from '../../shared/contract.ts';
import type { Role } from '../../shared/schemas.ts';
import type { Settings } from '../../shared/settings.ts';
import { privateFolder, setAside } from '../../storage/file/files.ts';
import { createKey, openKey, recoverKey, recoveryFits, storedKeyKind } from '../../storage/keys/key-file.ts';
import { lockData, type DataLock } from '../../storage/file/lock.ts';
import { openDatabaseMeanwhile, opensWith, setDatabaseAside, type OpenDb } from '../../storage/file/open.ts';
import { setSecret } from '../../storage/credentials/secrets.ts';
import { createDiskWatch } from '../site/disk-watch.ts';
import { ANCHOR_FILE, type Freshness } from '../site/freshness.ts';
import { proveFolder, readLocation, writeLocation, type Location } from './location.ts';
import { createKeyKeeping, type Keychain } from './key-keeping.ts';
import type { Log } from '../base/log.ts';
import { oneAtATime } from '../base/one-at-a-time.ts';
import { withRowBudget } from '../site/row-budget.ts';
import type { Tell } from '../site/hooks.ts';
import { createSite, type Site } from '../site/site.ts';
import type { Clock } from '../site/time.ts';

export type Stage = AppState['stage'];

export type Opening = {
  stage(): Stage;
  /** How much of bringing the data to this version is done, 0 to 1; null where that is not going on. */
  updating(): number | null;
  /** Why the site is not open; null where nothing is wrong. */
  fault(): AppError | null;
  dataFolder(): string;
  /** null while none is open. */
  site(): Site | null;
  /** These four change the stage, and so run one at a time: whoever comes second finds what the first has left. */
  start(): Promise<void>;
  /** Starts again after a fault. */
  retry(): Promise<void>;
  setUp(input: SetupInput): Promise<Result<{ recoveryKey: string }>>;
  unlock(kind: 'passphrase' | 'recovery-key', secret: string): Promise<Result<null>>;
  /** Whether this is the recovery key of the site that is open. Errors: not-set-up, bad-input {recoveryKey}, key-wrong, key-lost. */
  proveRecovery(secret: string): Result<null>;
  /** The app's end is an event; then the database is closed at once, and nothing opens any more. Resolves when the last note is on disk. */
  stop(): Promise<void>;
};

export type OpeningDeps = {
  readonly userData: string;
  readonly keychain: Keychain | null;
  readonly clock: Clock;
  readonly builtAt: number;
  /** Who is told of what is written. */
  readonly tell: Tell;
  readonly log: Log;
  readonly freshness: Freshness;
  /** Whatever runs on a site; called with each one that was opened. */
  readonly begin: (site: Site) => void;
  /** Ends what `begin` began; called before a site is closed while the app goes on. */
  readonly end: () => void;
  /** Whoever stands there now, with the stage that was just reached. */
  readonly setRole: (role: Role) => void;
  /** Every window is to be told the new state. */
  readonly changed: () => void;
  /** How often the disk is looked at, ms; for tests. */
  readonly lookEveryMs?: number;
};

const DATABASE_NAME = 'lintel.db';

const LOOK_MS = 5_000;

/** Folder and id of the site that is to be opened. */
type Place = Pick<Location, 'dataFolder' | 'siteId'>;

export function createOpening({
  userData,
  keychain,
  clock,
  builtAt,
  tell,
  log,
  freshness,
  begin,
  end,
  setRole,
  changed,
  lookEveryMs = LOOK_MS,
}: OpeningDeps): Opening {
  const keyFolder = join(userData, 'keys');
  const keys = createKeyKeeping({ keyFolder, keychain, log });
  const defaultFolder = join(userData, 'data');
  let stage: Stage = 'first-run';
  let fault: AppError | null = null;
  let updating: number | null = null;
  let site = null as Site | null;
  let lock = null as DataLock | null;
  let place: Place = { dataFolder: defaultFolder, siteId: null };
  let ended = false;
  const alone = oneAtATime();
  /** Wrong passphrases and recovery keys since the data were open. */
  let wrongUnlocks = 0;
  /** The key that opened the site: for a disk that comes back, and because a recovery file that somebody else put there opens another. */
  let opensWithKey: Uint8Array | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  let looking = false;

  const watch = createDiskWatch({
    log,
    changed,
    reopen: () => (opensWithKey ? openSite(opensWithKey) : Promise.resolve(err({ code: 'not-set-up' }))),
  });

  function reach(next: Stage, error: AppError | null = null): void {
    // Tried again every few seconds: what is as it was is not said again.
    if (stage === next && error && JSON.stringify(error) === JSON.stringify(fault)) return;
    stage = next;
    fault = error;
    if (error) log.error({ error }, 'the site cannot be opened');
    setRole('anyone');
  }

  /** Opens the database and everything that needs it. A site that is open stays until the new one is. */
  async function openSite(key: Uint8Array, create = false): Promise<Result<Site>> {
    if (ended) return err({ code: 'not-allowed' });
    const { dataFolder, siteId } = place;
    if (dataFolder === defaultFolder && existsSync(dataFolder)) privateFolder(dataFolder);
    const opened = await openAlone(key, create);
    if (!opened.ok) return opened;
    await closeSite();
    const made = withRowBudget(createSite(opened.value, clock, tell, log, builtAt), clock, log);
    opensWithKey = key;
    place = { dataFolder, siteId: opened.value.siteId };
    if (!create && siteId === null) noteId();
    if (!create && !recoveryFits(keyFolder, key))
      log.warn({}, 'the recovery key of the first run opens nothing: recovery.json is damaged or gone');
    // Before anybody is let in: what an older copy of the data has forgotten.
    await freshness.begin(made, key);
    // The app may have been ended while a keychain was asked.
    if (ended as boolean) {
      await close(made);
      unlockData();
      return err({ code: 'not-allowed' });
    }
    site = made;
    stage = 'open';
    fault = null;
    watch.begin(site);
    begin(site);
    return ok(site);
  }

  /** The database, locked against every other Lintel for as long as it is open. */
  async function openAlone(key: Uint8Array, create: boolean): Promise<Result<OpenDb>> {
    const { dataFolder, siteId } = place;
    const file = join(dataFolder, DATABASE_NAME);
    if (!create && !existsSync(file)) return err({ code: 'database-missing', path: file });
    lock?.release();
    const locked = lockData(dataFolder);
    lock = locked.ok ? locked.value : null;
    if (!locked.ok) {
      // Another Lintel was quicker: what is still open here must not write beside it.
      site?.open.refuse(locked.error);
      return locked;
    }
    const opened = await openDatabaseMeanwhile(
      { file, key, log, siteId, create, onFault: (error) => watch.failed(error) },
      told,
    ).finally(() => {
      updating = null;
    });
    if (opened.ok && ended) {
      opened.value.close();
      unlockData();
      return err({ code: 'not-allowed' });
    }
    if (!opened.ok && !site) unlockData();
    return opened;
  }

  /** Every window shows how far an update is: in steps of a hundredth. */
  function told(done: number): void {
    const shown = Math.floor(done * 100) / 100;
    if (shown === updating) return;
    updating = shown;
    changed();
  }

  function unlockData(): void {
    lock?.release();
    lock = null;
  }

  /** A site from before there were ids is known from here on. */
  function noteId(): void {
    const written = writeLocation(userData, { version: 2, ...place, complete: true });
    if (!written.ok) log.warn({ error: written.error }, 'the id of the site could not be noted');
  }

  /** What is open is closed; the lock stays with whoever has asked. */
  async function closeSite(): Promise<void> {
    if (!site) return;
    const closing = site;
    site = null;
    end();
    await close(closing);
  }

  /** The last note is taken before the database is closed; it is on disk when the promise is kept. */
  function close(open: Site): Promise<void> {
    watch.end();
    const noted = freshness.end();
    try {
      open.close();
    } catch (error) {
      log.warn({ err: error }, 'a database could not be closed: its disk is gone');
    }
    return noted;
  }

  /** A site that was opened by itself starts in its own mode; the app's start is an event. */
  function opened(on: Site): void {
    setRole(on.settings().mode === 'kiosk' ? 'kiosk' : 'anyone');
    on.record({ kind: 'system', reason: 'started' });
  }

  async function start(): Promise<void> {
    const reached = await started();
    if ('db' in reached) opened(reached);
    else reach(reached.at, reached.fault);
  }

  /** The site that lies where location.json says, under a key that needs nobody; or how far it went. */
  async function started(): Promise<Site | { readonly at: Stage; readonly fault: AppError | null }> {
    const location = readLocation(userData);
    if (!location.ok) return { at: 'fault', fault: location.error };
    if (!location.value?.complete) return { at: 'first-run', fault: null };
    place = location.value;
    const file = join(place.dataFolder, DATABASE_NAME);
    if (!existsSync(file)) return { at: 'fault', fault: { code: 'database-missing', path: file } };
    const kind = storedKeyKind(keyFolder);
    if (!kind.ok || kind.value === null) return { at: 'unlock', fault: kind.ok ? { code: 'key-lost' } : kind.error };
    if (kind.value === 'passphrase') return { at: 'unlock', fault: null };
    const unwrap = keys.unwrap(kind.value, '');
    const key = unwrap.ok ? await openKey(keyFolder, unwrap.value) : unwrap;
    if (!key.ok) return { at: key.error.code === 'folder-unusable' ? 'fault' : 'unlock', fault: key.error };
    const result = await openSite(key.value);
    return result.ok ? result.value : { at: result.error.code === 'key-wrong' ? 'unlock' : 'fault', fault: result.error };
  }

  /** While something else takes its time, looks do not queue up behind it. */
  function lookOnce(): void {
    if (looking) return;
    looking = true;
    void alone(look).finally(() => {
      looking = false;
    });
  }

  /** What goes by itself: a disk that is mounted late, one that comes back, room that is made. A kiosk has nobody who presses "try again". */
  async function look(): Promise<void> {
    if (ended) return;
    if (stage === 'open') await watch.look();
    else if (stage === 'fault' && fault && GOES_BY_ITSELF.has(fault.code)) await start();
  }

  async function setUp(input: SetupInput): Promise<Result<{ recoveryKey: string }>> {
    if (stage !== 'first-run' || site) return err({ code: 'already-set-up' });
    const before = readLocation(userData);
    if (!before.ok) return before;
    if (before.value?.complete) return err({ code: 'already-set-up' });
    const wrap = keys.wrap(input.keyKind, input.passphrase);
    if (!wrap.ok) return wrap;
    const dataFolder = input.dataFolder ?? defaultFolder;
    const cleared = clear(dataFolder, before.value);
    if (!cleared.ok) return cleared;
    const begun = writeLocation(userData, { version: 2, dataFolder, complete: false, siteId: null });
    if (!begun.ok) return begun;
    const created = await createKey(keyFolder, wrap.value);
    if (!created.ok) return created;
    const { key, recoveryKey } = created.value;
    place = { dataFolder, siteId: null };
    const result = await openSite(key, true);
    if (!result.ok) return result;
    const finished = await finish(result.value, input, recoveryKey);
    if (!finished.ok || ended) {
      await closeSite();
      unlockData();
      reach('first-run');
      return finished.ok ? err({ code: 'not-allowed' }) : finished;
    }
    // Whoever has just set the password goes on as administrator: the first thing to do is to enrol somebody.
    setRole('admin');
    result.value.record({ kind: 'system', reason: 'set-up' });
    return ok({ recoveryKey });
  }

  /** Makes room for a first run: what an unfinished one left, and keys that no location.json speaks for, are set aside and never removed. */
  function clear(dataFolder: string, before: Location | null): Result<null> {
    const proven = proveFolder(dataFolder);
    if (!proven.ok) return proven;
    const database = join(dataFolder, DATABASE_NAME);
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
  async function finish(on: Site, input: SetupInput, recoveryKey: string): Promise<Result<unknown>> {
    const { language, siteName, mode, cameraId, timeZone } = input;
    const filled = await firstValues(on, { language, siteName, mode, cameraId, timeZone }, input.password, input.kioskPin);
    if (!filled.ok) return filled;
    const unwrap = keys.unwrap(input.keyKind, input.passphrase ?? '');
    for (const key of [unwrap.ok ? await openKey(keyFolder, unwrap.value) : unwrap, recoverKey(keyFolder, recoveryKey)]) {
      if (!key.ok) return key;
      if (!opensWith(on.open.file, key.value)) return err({ code: 'key-wrong' });
    }
    return ended ? err({ code: 'not-allowed' }) : writeLocation(userData, { version: 2, ...place, complete: true });
  }

  async function unlock(kind: 'passphrase' | 'recovery-key', secret: string): Promise<Result<null>> {
    if (stage !== 'unlock') return err({ code: 'not-allowed' });
    const key =
      kind === 'passphrase'
        ? await openKey(keyFolder, { kind: 'passphrase', passphrase: secret })
        : recoverKey(keyFolder, secret);
    if (!key.ok) {
      if (key.error.code === 'key-wrong') wrongUnlocks++;
      return key;
    }
    const result = await openSite(key.value);
    if (!result.ok) return result;
    if (kind === 'recovery-key') await keys.keepRecovered(key.value, secret);
    opened(result.value);
    // Booked now: the log was locked too.
    if (wrongUnlocks > 0)
      result.value.record({ kind: 'system', reason: 'unlock-wrong', more: wrongUnlocks > 1 ? wrongUnlocks - 1 : null });
    wrongUnlocks = 0;
    return ok(null);
  }

  function proveRecovery(secret: string): Result<null> {
    if (!site || !opensWithKey) return err({ code: 'not-set-up' });
    const key = recoverKey(keyFolder, secret);
    if (!key.ok) return key;
    return timingSafeEqual(key.value, opensWithKey) ? ok(null) : err({ code: 'key-wrong' });
  }

  return {
    stage: () => stage,
    updating: () => updating,
    fault: () => fault ?? watch.fault(),
    dataFolder: () => place.dataFolder,
    site: () => site,
    start: () =>
      alone(() => {
        ended = false;
        clearInterval(timer);
        timer = setInterval(lookOnce, lookEveryMs);
        timer.unref();
        return start();
      }),
    retry: () => alone(() => (stage === 'fault' ? start() : watch.look(true))),
    setUp: (input) => alone(() => setUp(input)),
    unlock: (kind, secret) => alone(() => unlock(kind, secret)),
    proveRecovery,
    stop() {
      ended = true;
      clearInterval(timer);
      const open = site;
      if (!open) return Promise.resolve();
      open.sumUp();
      open.record({ kind: 'system', reason: 'stopped' });
      site = null;
      const noted = close(open);
      unlockData();
      return noted;
    },
  };
}

async function firstValues(site: Site, values: Partial<Settings>, password: string, pin: string): Promise<Result<unknown>> {
  const saved = site.together((tx) => tx.saveSettings(values));
  if (!saved.ok) return saved;
  const passwordSet = await setSecret(site.own, 'admin-password', password);
  return passwordSet.ok ? setSecret(site.own, 'kiosk-pin', pin) : passwordSet;
}
