/** The one site that is open: its file, its key, and the disk under it. Opens another in its place, and closes it in order. */
import { timingSafeEqual } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { AppError } from '../../domain/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { privateFolder } from '../../storage/file/files.ts';
import { recoveryFits } from '../../storage/keys/key-file.ts';
import { kiosksOf } from '../../storage/site/settings.ts';
import type { Log } from '../base/log.ts';
import { createDiskWatch, type DiskWatch } from '../site/disk-watch.ts';
import type { Freshness } from '../site/freshness.ts';
import type { Tell } from '../site/hooks.ts';
import { withRowBudget } from '../site/row-budget.ts';
import { createSite, type Site } from '../site/site.ts';
import type { Clock } from '../site/time.ts';
import { createDataFile } from './data-file.ts';
import { kioskIdOf } from './kiosk-id.ts';
import { writeLocation, type Place } from './location.ts';

export type HeldSite = {
  /** null while none is open. */
  site(): Site | null;
  /** What is wrong with the disk under it; null = nothing. */
  fault(): AppError | null;
  /** As `DataFile.updating` says. */
  updating(): number | null;
  place(): Place;
  /** Where the next one is opened. */
  setPlace(place: Place): void;
  /**
   * Opens the database and everything that needs it. A site that is open stays until the new one is.
   * Errors: not-allowed (the app has ended), those of `DataFile.open`.
   */
  open(key: Uint8Array, create?: boolean): Promise<Result<Site>>;
  /** Whether it was opened with this key. Errors: not-set-up, key-wrong. */
  proveKey(key: Uint8Array): Result<null>;
  /** One look at its disk; `asked`: see `DiskWatch.look`. */
  look(asked?: boolean): Promise<void>;
  /** What is open is closed and unlocked, while the app goes on. */
  close(): Promise<void>;
  /** The app begins, or begins anew: sites may be opened. */
  resume(): void;
  /** Whether the app has ended: nothing may be opened. */
  ended(): boolean;
  /** The app ends: nothing opens any more, and what is open is closed at once, after the last word. Resolves when the last note is on disk. */
  end(lastWord: (site: Site) => void): Promise<void>;
};

export type HeldSiteDeps = {
  readonly userData: string;
  readonly keyFolder: string;
  readonly defaultFolder: string;
  readonly clock: Clock;
  readonly builtAt: number;
  readonly tell: Tell;
  readonly log: Log;
  readonly freshness: Freshness;
  /** Whatever runs on a site; called with each one that was opened. */
  readonly begin: (site: Site) => void;
  /** Ends what `begin` began; called before a site is closed while the app goes on. */
  readonly end: () => void;
  readonly changed: () => void;
};

export function createHeldSite(deps: HeldSiteDeps): HeldSite {
  const { userData, defaultFolder, clock, builtAt, tell, log, freshness, changed } = deps;
  let site = null as Site | null;
  let place: Place = { dataFolder: defaultFolder, siteId: null };
  let ended = false;
  /** For a disk that comes back, and because a recovery file that somebody else put there opens another. */
  let opensWithKey: Uint8Array | null = null;

  const watch = createDiskWatch({
    log,
    changed,
    reopen: () => (opensWithKey ? open(opensWithKey) : Promise.resolve(err({ code: 'not-set-up' }))),
  });
  const file = createDataFile({ log, changed, failed: watch.failed, lost: (error) => site?.open.refuse(error) });

  async function open(key: Uint8Array, create = false): Promise<Result<Site>> {
    if (ended) return err({ code: 'not-allowed' });
    const { dataFolder, siteId } = place;
    if (dataFolder === defaultFolder && existsSync(dataFolder)) privateFolder(dataFolder);
    const opened = await file.open(place, key, create);
    if (!opened.ok && !site) file.unlock();
    if (!opened.ok) return opened;
    // The app may have been ended while the file was brought to this version.
    if (ended as boolean) {
      opened.value.close();
      file.unlock();
      return err({ code: 'not-allowed' });
    }
    await closeSite();
    const kiosk = kioskIdOf(userData, kiosksOf(opened.value.db), log);
    const made = withRowBudget(createSite(opened.value, kiosk, clock, tell, log, builtAt), clock, log);
    opensWithKey = key;
    place = { dataFolder, siteId: opened.value.siteId };
    if (!create) noteOpened(deps, place, key, siteId === null);
    // Before anybody is let in: what an older copy of the data has forgotten.
    await freshness.begin(made, key);
    // Or while a keychain was asked.
    if (ended as boolean) {
      await closeDown(made, watch, deps);
      file.unlock();
      return err({ code: 'not-allowed' });
    }
    site = made;
    watch.begin(site);
    deps.begin(site);
    return ok(site);
  }

  /** What is open is closed; the lock stays with whoever has asked. */
  async function closeSite(): Promise<void> {
    const closing = site;
    site = null;
    if (!closing) return;
    deps.end();
    await closeDown(closing, watch, deps);
  }

  return {
    site: () => site,
    fault: () => watch.fault(),
    updating: () => file.updating(),
    place: () => place,
    setPlace: (next) => void (place = next),
    open,
    proveKey(key) {
      if (!site || !opensWithKey) return err({ code: 'not-set-up' });
      return timingSafeEqual(key, opensWithKey) ? ok(null) : err({ code: 'key-wrong' });
    },
    look: (asked) => watch.look(asked),
    async close() {
      await closeSite();
      file.unlock();
    },
    resume: () => void (ended = false),
    ended: () => ended,
    end(lastWord) {
      ended = true;
      const closing = site;
      if (!closing) return Promise.resolve();
      lastWord(closing);
      site = null;
      const noted = closeDown(closing, watch, deps);
      file.unlock();
      return noted;
    },
  };
}

/** The last note is taken before the database is closed; it is on disk when the promise is kept. */
function closeDown(site: Site, watch: DiskWatch, { freshness, log }: Pick<HeldSiteDeps, 'freshness' | 'log'>): Promise<void> {
  watch.end();
  const noted = freshness.end();
  try {
    site.close();
  } catch (error) {
    log.warn({ err: error }, 'a database could not be closed: its disk is gone');
  }
  return noted;
}

type Noted = Pick<HeldSiteDeps, 'userData' | 'keyFolder' | 'log'>;

/** A site from before there were ids is known from here on; a recovery key that opens nothing is said. */
function noteOpened({ userData, keyFolder, log }: Noted, place: Place, key: Uint8Array, withoutId: boolean): void {
  const written = withoutId ? writeLocation(userData, { version: 2, ...place, complete: true }) : ok(null);
  if (!written.ok) log.warn({ error: written.error }, 'the id of the site could not be noted');
  if (!recoveryFits(keyFolder, key))
    log.warn({}, 'the recovery key of the first run opens nothing: recovery.json is damaged or gone');
}
