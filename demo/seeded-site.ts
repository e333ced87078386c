/**
 * A site with the recorded camera's people enrolled: the app's own first run and enrolments, called as a window would call them, with
 * faces that its own vision finds in the frames that the camera shows. For the demonstration and the benches.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FaceObservation } from '../src/domain/recognition/face.ts';
import { ok, type Result } from '../src/domain/result.ts';
import { noDoor } from '../src/doors/none.ts';
import { openEngine } from '../src/engine/open-engine.ts';
import { createApp } from '../src/main/app.ts';
import { dispatch } from '../src/main/ipc/dispatch.ts';
import type { EngineProcess } from '../src/main/gallery/engine-process.ts';
import { createLog } from '../src/main/base/log.ts';
import type { Site } from '../src/main/site/site.ts';
import { builtAt, machineClock } from '../src/main/site/machine-clock.ts';
import { readModel } from '../src/main/gallery/model-card.ts';
import { createPasswordRules } from '../src/main/session/passwords.ts';
import type { CallName, Input, Output } from '../src/shared/contract.ts';
import { FRAME_OPTIONS } from '../src/vision/detector.ts';
import { createNodeDetector } from '../tools/vision.ts';
import { FRAME, sceneFrames, type SceneName } from './people-video.ts';
import { value } from '../tools/value.ts';

const PEOPLE: readonly { scene: SceneName; name: string; employeeNumber: string; department: string }[] = [
  { scene: 'ana', name: '安娜 Ana', employeeNumber: '1001', department: '前台 Reception' },
  { scene: 'bea', name: '贝雅 Bea', employeeNumber: '1002', department: '研发 R&D' },
  { scene: 'cleo', name: '克莱奥 Cleo', employeeNumber: '1003', department: '研发 R&D' },
];
/** Frames of the scene that are enrolled: spread over its small movements. */
const FRAMES = [2, 11, 20, 29, 38];

/** The engine in this process: a seeding script needs no second one. */
async function engineHere(modelFile: string, cardFile: string): Promise<EngineProcess> {
  const opened = await openEngine({ modelFile, cardFile });
  if (!opened.ok) throw new Error(`the model is refused: ${opened.error.code}, ${opened.error.why}`);
  const { embedder } = opened.value;
  return {
    embed: (crop) => embedder.embed(crop),
    state: () => ({ status: 'ready', kind: embedder.kind, modelId: embedder.modelId, fault: null }),
    runtime: () => embedder.runtime,
    pid: () => null,
    onState: () => () => undefined,
    restart: () => undefined,
    close: () => void embedder.close(),
  };
}

export type SiteSecrets = { readonly password: string; readonly pin: string };

/**
 * @param userData a folder that holds no site yet
 * @param then what else is written before the site is closed; while it works the app does
 */
export async function seedSite(
  userData: string,
  { password, pin }: SiteSecrets,
  cooldownSeconds: number,
  then: (site: Site) => void = () => undefined,
): Promise<void> {
  const resources = fileURLToPath(new URL('../resources/model/', import.meta.url));
  const cardFile = join(resources, 'q.json');
  const log = createLog(join(userData, 'logs', 'lintel.log'));
  const app = createApp({
    userData,
    version: 'demo',
    language: process.env['LANG'] ?? 'en',
    model: readModel(cardFile),
    engine: await engineHere(join(resources, 'q.onnx'), cardFile),
    imports: { read: () => Promise.reject(new Error('a seeding script imports nothing')), cancel: () => undefined },
    photos: {
      open: () => Promise.reject(new Error('a seeding script opens no archive')),
      read: () => Promise.reject(new Error('a seeding script opens no archive')),
      close: () => undefined,
    },
    exporter: { write: () => Promise.reject(new Error('a seeding script exports nothing')) },
    door: noDoor(),
    keychain: null,
    dialogs: {
      chooseFolder: () => Promise.resolve(null),
      saveFile: () => Promise.resolve(null),
      openFile: () => Promise.resolve(null),
    },
    passwords: createPasswordRules(fileURLToPath(new URL('../resources/passwords/common.txt.gz', import.meta.url)), log),
    clock: machineClock(),
    builtAt,
    emit: () => undefined,
    pageAlive: () => undefined,
    log,
    demo: true,
    standIn: true,
  });
  const { handlers } = app;
  const call = async <N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> =>
    value((await dispatch(handlers, { role: app.role() }, name, input, log)) as Result<Output<N>>, name);

  await app.start();
  const { language } = app.state().settings.appearance;
  await call('setup.complete', {
    language,
    siteName: language === 'en' ? 'Lintel demonstration' : '门楣演示',
    mode: 'kiosk',
    cameraId: null,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    dataFolder: null,
    password,
    kioskPin: pin,
    keyKind: 'key-file',
    passphrase: null,
  });
  // Liveness is off: the camera's people are photographs, which it would refuse (that is hostile-presentation.spec.ts).
  await call('settings.save', { recognition: { cooldownSeconds, liveness: 'off' } });

  const detector = value(await createNodeDetector(), 'the detector');
  for (const [index, { scene, ...person }] of PEOPLE.entries()) {
    const { enrolmentId } = await call('enrol.begin', { personId: null });
    for (const data of await sceneFrames(scene, FRAMES)) {
      const [face] = await detector.detect({ data, ...FRAME, channels: 3 }, FRAME_OPTIONS);
      if (!face) throw new Error(`no face in scene ${scene}`);
      const observation: FaceObservation = { ...face, track: index + 1, frame: 1, capturedAt: Date.now() };
      await call('enrol.sample', { enrolmentId, face: observation });
    }
    await call('enrol.commit', { enrolmentId, person });
  }
  value(
    app.withSite((site) => {
      then(site);
      return ok(null);
    }),
    'the site',
  );
  void app.stop();
}
