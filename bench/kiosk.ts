/**
 * How long does a person stand at the kiosk? From the first usable frame to the decision, with 1,000 and 10,000 people enrolled.
 *
 *     npm run bench:kiosk [-- --json] [--visits N]
 *
 * The whole built app in the stand-in: Chromium reads a recorded camera, the worker finds the face, main embeds, votes, matches, and
 * writes the row. One person comes and goes; each visit's times are those that the app itself stored with its event. A visit counts from
 * the moment the first usable frame is taken (its own detection included) to the answer. Everybody else in the gallery is synthetic
 * (synthetic-faces.ts), five templates each. Everything is on: a door with its rules of access, the threshold that follows from the error rate,
 * vote, margin, look-alike guard. With liveness off the person is a photograph; with liveness standard, which would refuse that, a face drawn
 * as a relief that turns.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { DecisionRecord } from '../src/domain/recognition/decision.ts';
import { QUALITY_MEASURES, type Quality } from '../src/domain/recognition/face.ts';
import { decisionOf, listEvents, EVERY_EVENT } from '../src/storage/events.ts';
import { currentModel } from '../src/storage/gallery.ts';
import { openKey } from '../src/storage/key-file.ts';
import { openDatabase, type OpenDb } from '../src/storage/open.ts';
import { saveDoor } from '../src/storage/access-edit.ts';
import { saveSettings } from '../src/storage/settings.ts';
import { enrolPerson } from '../src/storage/templates.ts';
import { NEW_DOOR } from '../src/shared/access.ts';
import { eventId } from '../src/domain/ids.ts';
import { Lintel } from '../test/e2e/lintel.ts';
import { StandInDriver } from '../test/e2e/stand-in-driver.ts';
import type { SceneName } from '../test/fakes/people-video.ts';
import { PASSWORD, PIN } from '../test/fakes/secrets.ts';
import { seedSite } from '../test/fakes/seeded-site.ts';
import { value } from '../test/fakes/value.ts';
import { finish, machine, option, p50, p95, round, say, table } from './lib.ts';
import { SyntheticFaces } from './synthetic-faces.ts';

const TEMPLATES_EACH = 5;
const QUALITY = Object.fromEntries(QUALITY_MEASURES.map((measure) => [measure, 1])) as Quality;
const VISITS = option('visits', 30);
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function openSite(userData: string): Promise<OpenDb> {
  const key = value(await openKey(join(userData, 'keys'), { kind: 'key-file' }));
  return value(openDatabase({ file: join(userData, 'data', 'lintel.db'), key, log: quiet }));
}

function fill(open: OpenDb, people: number): void {
  const modelId = currentModel(open.db);
  if (modelId === null) throw new Error('no model in use');
  const faces = new SyntheticFaces(people);
  // One outer transaction: thousands of separate ones would wait for the disk as often.
  open.db.transaction(() => {
    for (let i = 0; i < people; i++) {
      const person = faces.person();
      const samples = Array.from({ length: TEMPLATES_EACH }, () => ({
        embedding: faces.picture(person),
        modelId,
        mirrorCosine: 0.9,
        quality: QUALITY,
        capturedAt: Date.now(),
        crop: null,
      }));
      value(enrolPerson(open.db, { employeeNumber: `S${i}`, name: `Synthetic ${i}`, department: '' }, samples, Date.now()));
    }
  });
}

function decisions(open: OpenDb): DecisionRecord[] {
  const { rows } = listEvents(open.db, { ...EVERY_EVENT, kinds: ['recognised'] }, null, 500);
  return rows.map((row) => decisionOf(open.db, eventId(row.id))).filter((d) => d !== null);
}

type Run = { readonly people: number; readonly liveness: 'off' | 'standard'; readonly scene: SceneName };
const RUNS: readonly Run[] = [
  { people: 1_000, liveness: 'off', scene: 'ana' },
  { people: 10_000, liveness: 'off', scene: 'ana' },
  { people: 10_000, liveness: 'standard', scene: 'cleo-round' },
];

async function measure({ people, liveness, scene }: Run): Promise<DecisionRecord[]> {
  const profile = mkdtempSync(join(tmpdir(), 'lintel-bench-kiosk-'));
  const userData = join(profile, 'userData');
  try {
    await seedSite(userData, { password: PASSWORD, pin: PIN }, 0);
    const before = await openSite(userData);
    const door = value(saveDoor(before.db, null, { ...NEW_DOOR, name: 'Bench' }, null));
    value(saveSettings(before.db, { doorId: door.id, liveness }));
    fill(before, people);
    before.close();
    const lintel = await Lintel.launch((options) => new StandInDriver(options), { scene: 'empty', profile });
    try {
      const page = await lintel.page();
      const welcome = page.locator('[data-testid="kiosk-panel"][data-kind="welcome"]');
      for (let visit = 0; visit < VISITS; visit++) {
        await lintel.camera.show(scene);
        await welcome.waitFor({ timeout: 60_000 });
        await lintel.camera.show('empty');
        await welcome.waitFor({ state: 'detached', timeout: 30_000 });
        await wait(700);
      }
    } finally {
      await lintel.close();
    }
    const after = await openSite(userData);
    const records = decisions(after);
    after.close();
    return records;
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

/** First usable frame to decision: its detection, then the visit as main timed it. */
const total = ({ times }: DecisionRecord): number => times.detect + times.align + times.visit;

/** Last voted frame, its detection included, to decision. */
const fromLast = ({ times }: DecisionRecord): number => times.last ?? Number.NaN;

say(machine());
const results: { run: Run; records: DecisionRecord[] }[] = [];
for (const run of RUNS) {
  say(`${run.people} people, liveness ${run.liveness}: enrolling, then ${VISITS} visits …`);
  results.push({ run, records: await measure(run) });
}
const nameOf = ({ people, liveness }: Run): string => (liveness === 'off' ? String(people) : `${people}, liveness ${liveness}`);
const byRun = (of: (records: DecisionRecord[]) => number): Record<string, number> =>
  Object.fromEntries(results.map(({ run, records }) => [nameOf(run), round(of(records), 1)]));

const all = results[1]!.records;
const frames = p50(all.map((r) => r.frames));
const whole = p50(all.map(total));
const share = (of: (times: DecisionRecord['times']) => number): number => round(p50(all.map((r) => of(r.times))) / whole, 3);
// A visit looks at several frames: each is found, aligned and embedded, one after the other; matching and the row come once.
const stages: Record<string, number> = {
  detect: share((t) => t.detect * frames),
  align: share((t) => t.align * frames),
  embed: share((t) => t.embed * frames),
  match: share((t) => t.match),
};
stages['rest'] = round(1 - Object.values(stages).reduce((sum, s) => sum + s, 0), 3);

finish(
  {
    p50_ms: byRun((r) => p50(r.map(total))),
    p95_ms: byRun((r) => p95(r.map(total))),
    last_p50_ms: byRun((r) => p50(r.map(fromLast))),
    last_p95_ms: byRun((r) => p95(r.map(fromLast))),
    stages,
    visits: results.map((r) => r.records.length),
    frames,
  },
  [
    table(
      ['people', 'visits', 'first frame p50', 'p95', 'last voted p50', 'p95', 'match p50', 'embed p50', 'detect p50'],
      results.map(({ run, records }) => [
        nameOf(run),
        records.length,
        round(p50(records.map(total)), 0),
        round(p95(records.map(total)), 0),
        round(p50(records.map(fromLast)), 0),
        round(p95(records.map(fromLast)), 0),
        round(p50(records.map((r) => r.times.match)), 1),
        round(p50(records.map((r) => r.times.embed)), 1),
        round(p50(records.map((r) => r.times.detect)), 1),
      ]),
    ),
    '',
    `${frames} frames a decision. Shares of the time, with 10,000 people and liveness off (rest: waiting for the camera's next frame, messages):`,
    ...Object.entries(stages).map(([name, s]) => `  ${name.padEnd(7)} ${(100 * s).toFixed(1)} %`),
  ].join('\n'),
);
