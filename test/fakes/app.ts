/** The whole app but its window: real database, real keys, real handlers; a made-up engine, clock and dialogs. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CROP_BYTES, type FaceObservation } from '../../src/domain/recognition/face.ts';
import type { Result } from '../../src/domain/result.ts';
import { noDoor } from '../../src/doors/none.ts';
import { createApp, type App, type AppDeps, type Dialogs } from '../../src/main/app.ts';
import { dispatch, type Handlers } from '../../src/main/ipc/dispatch.ts';
import { writeLocation } from '../../src/main/opening/location.ts';
import type { Log } from '../../src/main/base/log.ts';
import { createPasswordRules } from '../../src/main/session/passwords.ts';
import type { CallName, EventName, Input, Output, SetupInput } from '../../src/shared/contract.ts';
import { testExporter } from './exporter.ts';
import { testImports, testPhotoArchives } from './imports.ts';
import { fakeEngine, type FakeEngine } from './engine.ts';
import { observation } from './observation.ts';
import { PASSWORD, PIN } from '../../tools/secrets.ts';
import { value } from '../../tools/value.ts';

export const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The app's own list. */
export const COMMON_PASSWORDS = fileURLToPath(new URL('../../resources/passwords/common.txt.gz', import.meta.url));

export const SETUP: SetupInput = {
  language: 'en',
  siteName: 'Test site',
  mode: 'desk',
  cameraId: null,
  timeZone: 'Asia/Shanghai',
  dataFolder: null,
  password: PASSWORD,
  kioskPin: PIN,
  keyKind: 'key-file',
  passphrase: null,
};

/** When the app of the tests was built: their day is months later. */
export const BUILT_AT = Date.UTC(2026, 0, 1);

/**
 * `at`: what the wall clock says; moving it is time that passes, and the uptime goes with it (moved back: another boot). `ahead`: how far
 * it was set; `setClock` moves both, and no time passes. `boot`: as the system names it; `bootedAt`: when that was, by a clock that nobody set.
 */
export type FakeClock = { at: number; ahead: number; monotonic: number; boot: string | null; bootedAt: number };

/** Of each app's start, and how long the machine has been on then. */
const MORNING = Date.UTC(2026, 10, 24, 0, 57);
const UPTIME = 600_000;

export type TestApp = {
  readonly app: App;
  readonly handlers: Handlers;
  readonly engine: FakeEngine;
  readonly userData: string;
  readonly clock: FakeClock;
  /** Somebody sets the wall clock, forward or back. */
  setClock(ms: number): void;
  readonly emitted: { readonly name: EventName; readonly payload: unknown }[];
  /** As the window would call it: through the dispatcher, with the app's present role. */
  call<N extends CallName>(name: N, input: Input<N>): Promise<Result<Output<N>>>;
  /** Stops the app; the profile stays when it was given from outside. */
  close(): void;
};

/** Each is cancelled. */
export const NO_DIALOGS: Dialogs = {
  chooseFolder: () => Promise.resolve(null),
  saveFile: () => Promise.resolve(null),
  openFile: () => Promise.resolve(null),
};

export async function startTestApp(
  options: {
    userData?: string;
    overrides?: Partial<AppDeps>;
    saveTo?: string | null;
    log?: Log;
    modelId?: string;
    clock?: FakeClock;
  } = {},
): Promise<TestApp> {
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'lintel-test-'));
  const clock = options.clock ?? { at: MORNING, ahead: 0, monotonic: 1000, boot: null, bootedAt: MORNING - UPTIME };
  const emitted: TestApp['emitted'] = [];
  const engine = fakeEngine(options.modelId);
  const log = options.log ?? quiet;
  const app = createApp({
    userData,
    version: '0.0.0-test',
    language: 'en',
    model: {
      id: () => engine.state().modelId ?? '',
      advisedThreshold: () => 0.6,
      looseThreshold: () => 0.3,
      strangers: () => ({ points: [], pairs: 0, faces: 0, groups: [] }),
      misses: () => [],
      about: () => null,
    },
    engine,
    imports: testImports(log),
    photos: testPhotoArchives(log),
    exporter: testExporter(log),
    door: noDoor(),
    keychain: null,
    dialogs: { ...NO_DIALOGS, saveFile: () => Promise.resolve(options.saveTo ?? null) },
    passwords: createPasswordRules(COMMON_PASSWORDS, log),
    clock: {
      now: () => clock.at,
      monotonic: () => clock.monotonic,
      uptime: () => clock.at - clock.ahead - clock.bootedAt,
      boot: clock.boot,
    },
    builtAt: BUILT_AT,
    emit: (name, payload) => emitted.push({ name, payload }),
    pageAlive: () => undefined,
    log,
    demo: false,
    standIn: true,
    ...options.overrides,
  });
  const { handlers } = app;
  await app.start();
  return {
    app,
    handlers,
    engine,
    userData,
    clock,
    setClock(ms) {
      clock.at += ms;
      clock.ahead += ms;
    },
    emitted,
    call: async (name, input) => {
      const answer = await dispatch(handlers, { role: app.role() }, name, input, log);
      const site = app.site();
      // `fakeFace` is no living face: a test of liveness switches it on.
      if (name === 'setup.complete' && answer.ok && site.ok)
        site.value.together((tx) => tx.saveSettings({ recognition: { liveness: 'off' } }));
      return answer as never;
    },
    close() {
      void app.stop();
      if (options.userData === undefined) rmSync(userData, { recursive: true, force: true });
    },
  };
}

/** The profile as a power cut would leave it now, in a folder of its own: for a second app beside the one that has it open. Its data lie in it. */
export function copyProfile(userData: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'lintel-test-'));
  cpSync(userData, copy, { recursive: true });
  value(writeLocation(copy, { version: 2, dataFolder: join(copy, 'data'), complete: true, siteId: null }));
  return copy;
}

/** An observation whose crop's first bytes say who it is, for `fakeEngine`. */
export function fakeFace(who: [number, number, number], track = 1): FaceObservation {
  const crop = new Uint8Array(CROP_BYTES).fill(90);
  crop.set(who);
  return observation({ track, crop, capturedAt: Date.UTC(2026, 10, 24, 0, 57) });
}
