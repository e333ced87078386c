/**
 * How a site is opened: the first run, the start, the unlocking, trying again. Holds the stage that every window shows and the opened
 * site; what runs on a site begins and ends through `OpeningDeps`.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GOES_BY_ITSELF, type AppError } from '../../domain/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { SetupInput } from '../../shared/contract.ts';
import type { Role } from '../../shared/schemas.ts';
import { openKey, recoverKey, storedKeyKind } from '../../storage/keys/key-file.ts';
import { every, unlessBusy } from '../base/timers.ts';
import { oneAtATime } from '../base/one-at-a-time.ts';
import type { Site } from '../site/site.ts';
import { databaseIn } from './data-file.ts';
import { firstRun, type FirstRunDeps } from './first-run.ts';
import { createHeldSite, type HeldSite, type HeldSiteDeps } from './held-site.ts';
import { createKeyKeeping, type Keychain } from './key-keeping.ts';
import { readLocation } from './location.ts';
import { createStage, type Stage, type StageHolder } from './stage.ts';

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
  unlock(kind: UnlockKind, secret: string): Promise<Result<null>>;
  /** Whether this is the recovery key of the site that is open. Errors: not-set-up, bad-input {recoveryKey}, key-wrong, key-lost. */
  proveRecovery(secret: string): Result<null>;
  /** The app's end is an event; then the database is closed at once, and nothing opens any more. Resolves when the last note is on disk. */
  stop(): Promise<void>;
};

export type OpeningDeps = Omit<HeldSiteDeps, 'keyFolder' | 'defaultFolder'> & {
  readonly keychain: Keychain | null;
  /** Whoever stands there now, with the stage that was just reached. */
  readonly setRole: (role: Role) => void;
  /** How often the disk is looked at, ms; for tests. */
  readonly lookEveryMs?: number;
};

const LOOK_MS = 5_000;

type UnlockKind = 'passphrase' | 'recovery-key';

/** What the ways of opening work with. */
type Parts = FirstRunDeps & { readonly held: HeldSite; readonly stage: StageHolder; readonly setRole: (role: Role) => void };

export function createOpening(deps: OpeningDeps): Opening {
  const { userData, keychain, log, setRole } = deps;
  const keyFolder = join(userData, 'keys');
  const defaultFolder = join(userData, 'data');
  const stage = createStage({ log, setRole });
  const begin = (site: Site): void => {
    stage.reachOpen();
    deps.begin(site);
  };
  const held = createHeldSite({ ...deps, keyFolder, defaultFolder, begin });
  const keys = createKeyKeeping({ keyFolder, keychain, log });
  const parts: Parts = { ...deps, keyFolder, defaultFolder, keys, held, stage };
  const alone = oneAtATime();
  const unlocking = createUnlocking(parts);
  const looks = every(
    deps.lookEveryMs ?? LOOK_MS,
    unlessBusy(() => alone(look)),
  );

  /** What goes by itself: a disk that is mounted late, one that comes back, room that is made. A kiosk has nobody who presses "try again". */
  async function look(): Promise<void> {
    if (held.ended()) return;
    const fault = stage.fault();
    if (stage.at() === 'open') await held.look();
    else if (stage.at() === 'fault' && fault && GOES_BY_ITSELF.has(fault.code)) await start(parts);
  }

  return {
    stage: () => stage.at(),
    updating: () => held.updating(),
    fault: () => stage.fault() ?? held.fault(),
    dataFolder: () => held.place().dataFolder,
    site: () => held.site(),
    start: () =>
      alone(() => {
        held.resume();
        looks.begin();
        return start(parts);
      }),
    retry: () => alone(() => (stage.at() === 'fault' ? start(parts) : held.look(true))),
    setUp: (input) => alone(() => setUp(parts, input)),
    unlock: (kind, secret) => alone(() => unlocking(kind, secret)),
    proveRecovery(secret) {
      if (!held.site()) return err({ code: 'not-set-up' });
      const key = recoverKey(keyFolder, secret);
      return key.ok ? held.proveKey(key.value) : key;
    },
    stop() {
      looks.end();
      return held.end((site) => {
        site.sumUp();
        site.record({ kind: 'system', reason: 'stopped' });
      });
    },
  };
}

/** A site that was opened by itself starts in its own mode; the app's start is an event. */
function opened(on: Site, setRole: Parts['setRole']): void {
  setRole(on.settings().kiosk.mode === 'kiosk' ? 'kiosk' : 'anyone');
  on.record({ kind: 'system', reason: 'started' });
}

async function start(parts: Parts): Promise<void> {
  const reached = await openByItself(parts);
  if ('db' in reached) opened(reached, parts.setRole);
  else parts.stage.reach(reached.at, reached.fault);
}

type NotOpened = { readonly at: Exclude<Stage, 'open'>; readonly fault: AppError | null };

/** The site that lies where location.json says, under a key that needs nobody; or how far it went. */
async function openByItself({ userData, keyFolder, keys, held }: Parts): Promise<Site | NotOpened> {
  const location = readLocation(userData);
  if (!location.ok) return { at: 'fault', fault: location.error };
  if (!location.value?.complete) return { at: 'first-run', fault: null };
  held.setPlace(location.value);
  const file = databaseIn(location.value.dataFolder);
  if (!existsSync(file)) return { at: 'fault', fault: { code: 'database-missing', path: file } };
  const kind = storedKeyKind(keyFolder);
  if (!kind.ok || kind.value === null) return { at: 'unlock', fault: kind.ok ? { code: 'key-lost' } : kind.error };
  if (kind.value === 'passphrase') return { at: 'unlock', fault: null };
  const unwrap = keys.unwrap(kind.value, '');
  const key = unwrap.ok ? await openKey(keyFolder, unwrap.value) : unwrap;
  if (!key.ok) return { at: key.error.code === 'folder-unusable' ? 'fault' : 'unlock', fault: key.error };
  const result = await held.open(key.value);
  return result.ok ? result.value : { at: result.error.code === 'key-wrong' ? 'unlock' : 'fault', fault: result.error };
}

async function setUp(parts: Parts, input: SetupInput): Promise<Result<{ recoveryKey: string }>> {
  const { stage, held, setRole } = parts;
  if (stage.at() !== 'first-run' || held.site()) return err({ code: 'already-set-up' });
  const made = await firstRun(parts, input);
  if (!made.ok) {
    // It had been opened already, and is closed again.
    if (stage.at() === 'open') stage.reach('first-run');
    return made;
  }
  // Whoever has just set the password goes on as administrator: the first thing to do is to enrol somebody.
  setRole('admin');
  made.value.site.record({ kind: 'system', reason: 'set-up' });
  return ok({ recoveryKey: made.value.recoveryKey });
}

/** Opens with what somebody types; wrong tries are counted until the log can be written. */
function createUnlocking({ keyFolder, keys, held, stage, setRole }: Parts): Opening['unlock'] {
  let wrong = 0;
  return async (kind, secret) => {
    if (stage.at() !== 'unlock') return err({ code: 'not-allowed' });
    const key =
      kind === 'passphrase'
        ? await openKey(keyFolder, { kind: 'passphrase', passphrase: secret })
        : recoverKey(keyFolder, secret);
    if (!key.ok) {
      if (key.error.code === 'key-wrong') wrong++;
      return key;
    }
    const result = await held.open(key.value);
    if (!result.ok) return result;
    if (kind === 'recovery-key') await keys.keepRecovered(key.value, secret);
    opened(result.value, setRole);
    // Booked now: the log was locked too.
    if (wrong > 0) result.value.record({ kind: 'system', reason: 'unlock-wrong', more: wrong > 1 ? wrong - 1 : null });
    wrong = 0;
    return ok(null);
  };
}
