/**
 * The app without a window: its areas, each made of what it needs, and what every window is told. Knows nothing of Electron (`AppDeps` brings
 * it in), so that contract tests, the demonstration's seeding and the benches run the same app in plain Node.
 */
import { err, ok, type Result } from '../domain/result.ts';
import type { DoorOutput } from '../doors/door.ts';
import type { AppState } from '../shared/contract.ts';
import type { Language } from '../domain/language.ts';
import type { Role } from '../shared/schemas.ts';
import { DEFAULT_SETTINGS, merged, seenBy, type Settings } from '../shared/settings.ts';
import { hasSecret, rememberSecrets } from '../storage/credentials/secrets.ts';
import { appHandlers } from './app.calls.ts';
import { createAnnouncer, createPageNote } from './base/announce.ts';
import { operatorOf } from './base/actor.ts';
import type { Log } from './base/log.ts';
import { createDoors, type Doors } from './doors/doors.ts';
import { createEntrance } from './entrance/entrance.ts';
import type { EngineProcess } from './gallery/engine-process.ts';
import { createGallery, type Gallery } from './gallery/gallery.ts';
import type { Model } from './gallery/model-card.ts';
import { dataImportsHandlers } from './imports/data-imports.calls.ts';
import type { Exporter } from './exports/export-process.ts';
import { exportsHandlers } from './exports/exports.calls.ts';
import { frappeHandlers } from './exports/frappe/frappe.calls.ts';
import { createFrappeSender, type FrappeSender } from './exports/frappe/sender.ts';
import { createRuns, type Runs } from './exports/runs.ts';
import { createSchedules } from './exports/schedules.ts';
import type { Imports } from './imports/import-process.ts';
import type { PhotoArchives } from './imports/photo-archives.ts';
import { createPunchImports, type PunchImports } from './imports/punches.ts';
import { hoursHandlers } from './hours/hours.calls.ts';
import { shiftsHandlers } from './hours/shifts.calls.ts';
import { ownHoursHandlers } from './hours/own-hours.calls.ts';
import { periodsHandlers } from './hours/periods.calls.ts';
import { hourRequestsHandlers } from './hours/requests.calls.ts';
import { importsHandlers } from './imports/imports.calls.ts';
import { createReckoning, type Reckoning } from './hours/reckoning.ts';
import type { Handlers } from './ipc/dispatch.ts';
import { logHandlers } from './log/log.calls.ts';
import { presenceHandlers } from './log/presence.calls.ts';
import type { Keychain } from './opening/key-keeping.ts';
import { createOpening, type Opening } from './opening/opening.ts';
import { setupHandlers } from './opening/setup.calls.ts';
import { peopleHandlers } from './people/people.calls.ts';
import type { PasswordRules } from './session/passwords.ts';
import { sessionHandlers } from './session/session.calls.ts';
import { createSession, type Session } from './session/session.ts';
import { settingsHandlers } from './session/settings.calls.ts';
import { createClockWatch, type ClockWatch } from './site/clock-watch.ts';
import { createFreshness, type Freshness } from './site/freshness.ts';
import { historyHandlers } from './site/history.calls.ts';
import { createHooks } from './site/hooks.ts';
import { createRetention, type Retention } from './site/retention.ts';
import type { Emit, Site } from './site/site.ts';
import type { Sites } from './site/sites.ts';
import { clockWithoutSite, type Clock } from './site/time.ts';

export type Dialogs = {
  /** null = cancelled. */
  chooseFolder(): Promise<string | null>;
  saveFile(suggestedName: string): Promise<string | null>;
  /** @param extension without its dot */
  openFile(extension: string): Promise<string | null>;
};

export type AppDeps = {
  readonly userData: string;
  readonly version: string;
  readonly language: string;
  readonly model: Model;
  readonly engine: EngineProcess;
  /** Reads strangers' files, in a process of their own. */
  readonly imports: Imports;
  /** Holds an archive of photographs open, in a process of its own. */
  readonly photos: PhotoArchives;
  /** Writes files of hours, in a process of its own. */
  readonly exporter: Exporter;
  /** Where nothing is wired: none, or the drawn door of the demonstration. */
  readonly door: DoorOutput;
  readonly keychain: Keychain | null;
  readonly dialogs: Dialogs;
  readonly passwords: PasswordRules;
  readonly clock: Clock;
  /** When this app was built, ms since the epoch: a clock before it is wrong. */
  readonly builtAt: number;
  readonly emit: Emit;
  /** Whoever watches the page is told that it answers. */
  readonly pageAlive: (printing: boolean) => void;
  readonly log: Log;
  readonly demo: boolean;
  readonly standIn: boolean;
  /** How often the disk is looked at, ms; for tests. */
  readonly lookEveryMs?: number;
};

export type App = Sites & {
  readonly deps: AppDeps;
  /** Every call's. */
  readonly handlers: Handlers;
  start(): Promise<void>;
  /** Tries again what failed: a folder that is back, a disk with room, an engine that gave up. */
  retry(): Promise<void>;
  /**
   * At once as far as the app goes; resolves when every door has been left locked, two seconds later at most.
   * @param fault it ends because of one: the row of it
   */
  stop(fault?: 'main-died'): Promise<void>;
  state(): AppState;
  /** The page is back after a fault: said to whoever stands there, for a while. */
  pageRestarted(): void;
  /** Called at each change, by main itself (a kiosk's window fills the screen). */
  onChanged(listener: () => void): void;
  role(): Role;
  /** What whoever stands there becomes without signing in: at a start, in tests. */
  setRole(role: Role): void;
  /** Who stands there, how they came and when they go. */
  readonly session: Session;
  /** Erases what is due. */
  readonly retention: Retention;
  readonly clockWatch: ClockWatch;
  /** Whether the data are the newest that this machine has seen. */
  readonly freshness: Freshness;
} & Pick<Doors, 'outputs' | 'safety' | 'fireInputs'> &
  Pick<Gallery, 'errorRate' | 'lookAlikes'>;

/** What works on a site for as long as it is open. */
type Area = { begin(site: Site): void; end(): void };

export function createApp(deps: AppDeps): App {
  const { clock, log, model, engine } = deps;
  const hooks = createHooks(log);
  const { emit, onChanged } = createAnnouncer(deps.emit, log);
  const changed = (): void => emit('app.changed', state());
  const page = createPageNote(clock, changed);
  const unopened = merged(DEFAULT_SETTINGS, { appearance: { language: languageOf(deps.language) } });
  const settings = (): Settings => opening.site()?.settings() ?? unopened;
  const sites = openedSites(() => opening.site());
  // What follows from what was written. Windows first: whoever stands there waits for it.
  hooks.onRecorded((row) => emit('log.appended', row));
  hooks.onChanged('people', () => emit('people.changed', null));
  hooks.onChanged('credentials', () => emit('credentials.changed', null));
  hooks.onChanged('hours', () => emit('hours.changed', null));
  hooks.onChanged('settings', changed);

  const world = { ...deps, ...sites, hooks, emit, settings, changed };
  const doors = createDoors(world);
  const gallery = createGallery(world);
  const retention = createRetention({ modelId: () => model.id(), log });
  const clockWatch = createClockWatch({ log, changed });
  const reckoning = createReckoning(world);
  const exportsChanged = (): void => emit('exports.changed', runs.state());
  const runs: Runs = createRuns({ ...deps, changed: exportsChanged });
  const schedules = createSchedules({ runs, clock, log, changed: exportsChanged });
  const frappeChanged = (): void => emit('frappe.changed', null);
  const sender = createFrappeSender({ clock, log, changed: frappeChanged });
  const punchImports = createPunchImports({ clock, log });
  const areas: readonly Area[] = [doors, retention, clockWatch, gallery, reckoning, schedules, sender, punchImports];

  const session = createSession({
    monotonic: () => clock.monotonic(),
    settings,
    // A full disk keeps nobody from signing in to see that it is full: the row comes when the disk takes it.
    record(reason, by) {
      if (opening.site()) doors.book({ kind: 'system', reason, ...(by && { operator: operatorOf(by) }) });
    },
    changed,
  });
  const freshness = createFreshness({ ...deps, changed });
  const opening = createOpening({
    ...deps,
    tell: hooks,
    freshness,
    changed,
    begin(site) {
      rememberSecrets(site.db);
      for (const area of areas) area.begin(site);
    },
    end() {
      for (const area of areas.toReversed()) area.end();
    },
    setRole: (role) => session.become(role),
  });
  const state = (): AppState => stateOf({ deps, opening, session, gallery, reckoning, freshness, settings, page });
  const parts = {
    ...world,
    ...{ runs, exportsChanged, sender, frappeChanged, punchImports },
    doors,
    gallery,
    reckoning,
    retention,
    session,
    freshness,
    opening,
    state,
    retry,
  };

  async function retry(): Promise<void> {
    if (engine.state().status === 'fault') engine.restart();
    await opening.retry();
  }

  const { outputs, safety, fireInputs } = doors;
  const { errorRate, lookAlikes } = gallery;
  return {
    ...{ deps, ...sites, session, retention, clockWatch, freshness, outputs, safety, fireInputs, errorRate, lookAlikes },
    ...{ state, onChanged, retry, pageRestarted: page.restarted },
    handlers: handlersOf(parts),
    start: () => startAll(parts),
    stop: (fault) => stopAll({ ...parts, page }, areas, fault),
    role: () => session.role(),
    setRole: (role) => session.become(role),
  };
}

const languageOf = (system: string): Language => (system.startsWith('zh') ? 'zh-CN' : 'en');

/** The opened site, once it has its password: looked at once, so that a disk that is gone does not stand before everything. */
function openedSites(openSite: () => Site | null): Sites {
  const complete = new WeakSet<Site>();
  const site = (): Result<Site> => {
    const open = openSite();
    if (open && !complete.has(open) && hasSecret(open.db, 'admin-password')) complete.add(open);
    return open && complete.has(open) ? ok(open) : err({ code: 'not-set-up' });
  };
  return {
    site,
    openSite,
    withSite(use) {
      const found = site();
      return found.ok ? use(found.value) : found;
    },
  };
}

type Parts = Sites & {
  readonly deps: AppDeps;
  readonly opening: Opening;
  readonly session: Session;
  readonly gallery: Gallery;
  readonly reckoning: Reckoning;
  readonly freshness: Freshness;
  readonly settings: () => Settings;
  readonly page: ReturnType<typeof createPageNote>;
};

function stateOf({ deps, opening, session, gallery, reckoning, freshness, settings, page }: Omit<Parts, keyof Sites>): AppState {
  return {
    stage: opening.stage(),
    fault: opening.fault(),
    updating: opening.updating(),
    ...session.facts(),
    settings: seenBy(session.role(), settings()),
    clock: opening.site()?.time.state() ?? clockWithoutSite(deps.clock, deps.builtAt),
    dataFolder: opening.dataFolder(),
    keyKinds: deps.keychain ? ['keychain', 'key-file', 'passphrase'] : ['key-file', 'passphrase'],
    engine: deps.engine.state(),
    reembedding: gallery.reembedding.progress(),
    reckoning: reckoning.progress(),
    history: session.role() === 'admin' ? [...freshness.notices()] : [],
    demo: deps.demo,
    standIn: deps.standIn,
    pageRestartedAt: page.at(),
  };
}

type Whole = AppDeps &
  Sites & {
    readonly doors: Doors;
    readonly gallery: Gallery;
    readonly reckoning: Reckoning;
    readonly runs: Runs;
    exportsChanged(): void;
    readonly sender: FrappeSender;
    frappeChanged(): void;
    readonly punchImports: PunchImports;
    readonly retention: Retention;
    readonly session: Session;
    readonly freshness: Freshness;
    readonly opening: Opening;
    settings(): Settings;
    changed(): void;
    state(): AppState;
    retry(): Promise<void>;
  };

/** Every call's handler, in one object: a missing one does not compile. Each is given what it needs. */
function handlersOf(whole: Whole): Handlers {
  const { doors, gallery, reckoning, opening, session, dialogs } = whole;
  const { outputs, safety, telling } = doors;
  const { errorRate, lookAlikes } = gallery;
  const { unlock, proveRecovery } = opening;
  return {
    ...appHandlers(whole),
    ...setupHandlers(whole),
    ...sessionHandlers({ ...whole, unlock, proveRecovery }),
    ...settingsHandlers(whole),
    ...createEntrance({ ...whole, outputs, safety, telling, errorRate, seen: reckoning.hold }).handlers,
    ...doors.handlers,
    ...gallery.handlers,
    ...peopleHandlers({ ...whole, lookAlikes }),
    ...logHandlers({ ...whole, dialogs: whileSignedIn(dialogs, session) }),
    ...presenceHandlers(whole),
    ...historyHandlers(whole),
    ...importsHandlers(whole),
    ...hoursHandlers(whole),
    ...shiftsHandlers(whole),
    ...dataImportsHandlers({ ...whole, dialogs: whileSignedIn(dialogs, session) }),
    ...hourRequestsHandlers(whole),
    ...periodsHandlers(whole),
    ...ownHoursHandlers(whole),
    ...exportsHandlers({ ...whole, dialogs: whileSignedIn(dialogs, session) }),
    ...frappeHandlers(whole),
  };
}

async function startAll({ engine, opening, session, gallery, changed }: Whole): Promise<void> {
  engine.onState(() => {
    const site = opening.site();
    if (site && engine.state().status === 'ready') gallery.engineReady(site);
    changed();
  });
  session.start();
  await opening.start();
}

/** Doors first: what is open is locked, and nothing opens any more. It may be a fault that ends the app: what else fails must not keep them waiting. */
function stopAll(
  { doors, opening, session, gallery, engine, imports, photos, log, page }: Whole & Pick<Parts, 'page'>,
  areas: readonly Area[],
  fault: 'main-died' | undefined,
): Promise<void> {
  const closed = doors.stop();
  let noted: Promise<unknown> = Promise.resolve();
  const ends = [
    () => fault && opening.site()?.record({ kind: 'fault', reason: fault }),
    page.stop,
    session.stop,
    gallery.stop,
    engine.close,
    imports.cancel,
    photos.close,
    ...areas.toReversed().map((area) => () => area.end()),
    () => void (noted = opening.stop()),
  ];
  for (const end of ends) {
    try {
      end();
    } catch (error) {
      log.error({ err: error }, 'something did not end in order');
    }
  }
  return Promise.all([closed, noted]).then(() => undefined);
}

/** A dialog stays open while the session under it ends: what is answered then is nobody's word any more. During the first run there is no session. */
function whileSignedIn(dialogs: Dialogs, session: Session): Dialogs {
  const answered = async (ask: () => Promise<string | null>): Promise<string | null> => {
    const stillThere = session.ticket();
    const answer = await ask();
    return stillThere() ? answer : null;
  };
  return {
    chooseFolder: () => answered(() => dialogs.chooseFolder()),
    saveFile: (name) => answered(() => dialogs.saveFile(name)),
    openFile: (extension) => answered(() => dialogs.openFile(extension)),
  };
}
