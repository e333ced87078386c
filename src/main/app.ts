/**
 * The app without a window: what is open, who may do what, and what every window is told. Knows nothing of Electron (`AppDeps` brings
 * it in), so that contract tests, the demonstration's seeding and the benches run the same app in plain Node.
 */
import { err, ok, type Result } from '../domain/result.ts';
import type { DoorOutput } from '../doors/door.ts';
import type { AppState } from '../shared/contract.ts';
import type { Role } from '../shared/schemas.ts';
import { DEFAULT_SETTINGS, type Settings } from '../shared/settings.ts';
import { guardRead } from '../storage/file/db.ts';
import { doorName } from '../storage/site/outputs.ts';
import { hasSecret, rememberSecrets } from '../storage/credentials/secrets.ts';
import { createClockWatch, type ClockWatch } from './site/clock-watch.ts';
import type { EngineProcess } from './gallery/engine-process.ts';
import type { Imports } from './imports/import-process.ts';
import type { Log } from './base/log.ts';
import type { Model } from './gallery/model-card.ts';
import type { PasswordRules } from './opening/passwords.ts';
import { createErrorRate, type ErrorRate } from './gallery/error-rate.ts';
import { createLookAlikeSearch, type LookAlikeSearch } from './gallery/look-alikes.ts';
import { createHooks } from './site/hooks.ts';
import { createFreshness, type Freshness } from './site/freshness.ts';
import type { Keychain } from './opening/key-keeping.ts';
import { createOpening, type Opening } from './opening/opening.ts';
import { createOutputs, type Outputs } from './doors/outputs.ts';
import { createReembedding } from './gallery/reembed.ts';
import { createRetention, type Retention } from './site/retention.ts';
import { createFireInputs, type FireInputs } from './doors/fire-inputs.ts';
import { createLater } from './site/later.ts';
import { createSafety, type Safety } from './doors/modes.ts';
import { createTelling, type Telling } from './doors/telling.ts';
import { createSession, type Session } from './session/session.ts';
import type { Emit, Site } from './site/site.ts';
import { clockWithoutSite, type Clock } from './site/time.ts';

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
  /** Reads strangers' files, in a process of their own. */
  readonly imports: Imports;
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

export type App = {
  readonly deps: AppDeps;
  start(): Promise<void>;
  /** Tries again what failed: a folder that is back, a disk with room, an engine that gave up. */
  retry(): Promise<void>;
  /**
   * At once as far as the app goes; resolves when every door has been left locked, two seconds later at most.
   * @param fault it ends because of one: the row of it
   */
  stop(fault?: 'main-died'): Promise<void>;
  state(): AppState;
  /** Tells every window the new state. */
  changed(): void;
  /** The page is back after a fault: said to whoever stands there, for a while. */
  pageRestarted(): void;
  /** Called at each change, by main itself (a kiosk's window fills the screen). */
  onChanged(listener: () => void): void;
  role(): Role;
  /** What whoever stands there becomes without signing in: at a start, in tests. */
  setRole(role: Role): void;
  /** Who stands there, how they came and when they go. */
  readonly session: Session;
  /** A person's answers; of a session that ended while they were asked, they are as cancelled. */
  readonly dialogs: Dialogs;
  /** The opened site; not-set-up while there is none. */
  site(): Result<Site>;
  /** The site as it was opened, without a look at its disk; null while there is none. */
  openSite(): Site | null;
  /** What is done with the opened site, or not-set-up. */
  withSite<T>(use: (site: Site) => Result<T>): Result<T>;
  /** Cosine from which a face counts as a match now: set by hand, or as it follows. */
  threshold(): number;
  /** What the threshold follows from. */
  readonly errorRate: ErrorRate;
  readonly lookAlikes: LookAlikeSearch;
  /** Erases what is due. */
  readonly retention: Retention;
  readonly clockWatch: ClockWatch;
  /** Whether the data are the newest that this machine has seen. */
  readonly freshness: Freshness;
  /** What is wired to the doors. */
  readonly outputs: Outputs;
  /** Emergency and lockdown. */
  readonly safety: Safety;
  /** The wires of the fire panel. */
  readonly fireInputs: FireInputs;
  /** What windows are told of both. */
  readonly telling: Telling;
  readonly setUp: Opening['setUp'];
  readonly unlock: Opening['unlock'];
  readonly proveRecovery: Opening['proveRecovery'];
};

/** How long whoever stands there is told that the page was brought back. */
const TOLD_MS = 60_000;

export function createApp(deps: AppDeps): App {
  const { clock, log } = deps;
  const listeners: (() => void)[] = [];
  const hooks = createHooks(log);
  /** Every announcement to windows passes here. */
  const emit: Emit = (name, payload) => {
    const tell: (() => void)[] = [() => deps.emit(name, payload)];
    if (name === 'app.changed') tell.push(...listeners);
    // Whoever listens must not undo what they are told of: a page that has just died makes Electron throw, after the row is on disk.
    for (const one of tell) {
      try {
        one();
      } catch (error) {
        log.error({ err: error, event: name }, 'somebody could not be told');
      }
    }
  };
  let pageRestartedAt: number | null = null;
  let toldLongEnough: NodeJS.Timeout | undefined;

  const settings = (): Settings =>
    opening.site()?.settings() ?? { ...DEFAULT_SETTINGS, language: deps.language.startsWith('zh') ? 'zh-CN' : 'en' };
  const errorRate = createErrorRate({ model: deps.model, log, monotonic: () => clock.monotonic(), settings });
  const threshold = (): number => errorRate.threshold();

  const lookAlikes = createLookAlikeSearch({
    modelId: () => deps.model.id(),
    ready: () => deps.engine.state().status === 'ready' && reembedding.progress() === null,
    threshold,
    clock,
    log,
    changed: () => emit('lookAlikes.changed', null),
  });

  const retention = createRetention({ modelId: () => deps.model.id(), log });
  const clockWatch = createClockWatch({ log, changed: () => changed() });

  const telling = createTelling({
    safety: () => safety,
    outputs: () => outputs,
    inputs: () => fireInputs,
    later: () => later,
    emit: (name, payload) => emit(name, payload),
    doorHere: () => settings().doorId,
    doorName(doorId) {
      const site = opening.site();
      const name = site && doorId !== null ? guardRead(site.db, () => doorName(site.db, doorId)) : null;
      return name?.ok ? name.value : null;
    },
  });
  const later = createLater(clock, log, () => telling.changed());
  const safety = createSafety({
    userData: deps.userData,
    clock,
    log,
    later,
    tellDoors: () => outputs.tellAll(),
    changed: () => telling.switched(),
  });
  const outputs = createOutputs({
    fallback: deps.door,
    clock,
    log,
    modeOf: (doorId) => safety.modeOf(doorId),
    book: (facts) => later.book(facts),
    standingsChanged: () => telling.changed(),
  });
  const fireInputs = createFireInputs({
    log,
    book: (facts) => later.book(facts),
    raise: (doorId) => void safety.change({ kind: 'emergency', doorId, on: true }, 'fire-input'),
    standingsChanged: () => telling.changed(),
  });

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
      stage: opening.stage(),
      updating: opening.updating(),
      fault: opening.fault(),
      ...session.facts(),
      settings: settings(),
      clock: opening.site()?.time.state() ?? clockWithoutSite(clock, deps.builtAt),
      dataFolder: opening.dataFolder(),
      keyKinds: deps.keychain ? ['keychain', 'key-file', 'passphrase'] : ['key-file', 'passphrase'],
      engine: deps.engine.state(),
      reembedding: reembedding.progress(),
      history: session.role() === 'admin' ? [...freshness.notices()] : [],
      demo: deps.demo,
      standIn: deps.standIn,
      pageRestartedAt,
    };
  }

  const changed = (): void => emit('app.changed', state());

  // What follows from what was written. Windows first: whoever stands there waits for it.
  hooks.onRecorded((row) => emit('log.appended', row));
  hooks.onRecorded((row) => outputs.told(row));
  hooks.onChanged('people', () => emit('people.changed', null));
  hooks.onChanged('faces', () => {
    errorRate.changed();
    emit('faces.changed', null);
  });
  hooks.onChanged('credentials', () => emit('credentials.changed', null));
  hooks.onChanged('access', () => emit('access.changed', telling.here()));
  hooks.onChanged('settings', changed);
  hooks.onChanged('fire-inputs', () => fireInputs.changed());
  // Who is told apart from whom is shown beside people.
  hooks.onChanged('mistakes', () => emit('lookAlikes.changed', null));

  const session = createSession({
    monotonic: () => clock.monotonic(),
    settings,
    // A full disk keeps nobody from signing in to see that it is full: the row comes when the disk takes it.
    record(reason) {
      if (opening.site()) later.book({ kind: 'system', reason });
    },
    changed,
  });
  const freshness = createFreshness({ ...deps, changed: () => changed() });

  const opening = createOpening({
    ...deps,
    tell: hooks,
    freshness,
    changed: () => changed(),
    begin(site) {
      rememberSecrets(site.db);
      later.on(site);
      safety.opened(site);
      outputs.start(site);
      fireInputs.start(site);
      retention.begin(site);
      clockWatch.begin(site);
      reembedding.begin(site);
      // Before the search for look-alikes: whether one is due depends on this site's threshold, not on the card's.
      errorRate.begin(site);
      lookAlikes.begin(site);
    },
    end() {
      lookAlikes.end();
      retention.end();
      clockWatch.end();
      later.on(null);
    },
    setRole: (role) => session.become(role),
  });

  /** Sites that have their password: looked at once, so that a disk that is gone does not stand before everything. */
  const complete = new WeakSet<Site>();
  const openedSite = (): Result<Site> => {
    const site = opening.site();
    if (site && !complete.has(site) && hasSecret(site.db, 'admin-password')) complete.add(site);
    return site && complete.has(site) ? ok(site) : err({ code: 'not-set-up' });
  };

  return {
    deps: { ...deps, emit },
    async start() {
      deps.engine.onState(() => {
        const site = opening.site();
        if (site && deps.engine.state().status === 'ready') {
          reembedding.begin(site);
          lookAlikes.begin(site);
        }
        changed();
      });
      session.start();
      await opening.start();
    },
    async retry() {
      if (deps.engine.state().status === 'fault') deps.engine.restart();
      await opening.retry();
    },
    stop(fault) {
      // Doors first: what is open is locked, and nothing opens any more. It may be a fault that ends the app: what else fails must not keep them waiting.
      const closed = outputs.stop();
      clearTimeout(toldLongEnough);
      let noted: Promise<unknown> = Promise.resolve();
      const ends = [
        fireInputs.stop,
        () => fault && opening.site()?.record({ kind: 'fault', reason: fault }),
        session.stop,
        reembedding.stop,
        lookAlikes.stop,
        retention.end,
        clockWatch.end,
        errorRate.stop,
        deps.engine.close,
        deps.imports.cancel,
        () => later.on(null),
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
    },
    state,
    changed,
    pageRestarted() {
      pageRestartedAt = clock.now();
      changed();
      clearTimeout(toldLongEnough);
      toldLongEnough = setTimeout(() => {
        pageRestartedAt = null;
        changed();
      }, TOLD_MS);
      toldLongEnough.unref();
    },
    onChanged(listener) {
      listeners.push(listener);
    },
    role: () => session.role(),
    setRole: (role) => session.become(role),
    session,
    dialogs: whileSignedIn(deps.dialogs, session),
    site: openedSite,
    openSite: () => opening.site(),
    withSite(use) {
      const found = openedSite();
      return found.ok ? use(found.value) : found;
    },
    threshold,
    errorRate,
    lookAlikes,
    retention,
    clockWatch,
    freshness,
    outputs,
    safety,
    fireInputs,
    telling,
    setUp: opening.setUp,
    unlock: opening.unlock,
    proveRecovery: opening.proveRecovery,
  };
}

/** A dialog stays open while the session under it ends: what is answered then is nobody's word any more. During the first run there is no session. */
function whileSignedIn(dialogs: Dialogs, session: Session): Dialogs {
  const answered = async (ask: () => Promise<string | null>): Promise<string | null> => {
    const stillThere = session.ticket();
    const answer = await ask();
    return stillThere() ? answer : null;
  };
  return { chooseFolder: dialogs.chooseFolder, saveFile: (name) => answered(() => dialogs.saveFile(name)) };
}
