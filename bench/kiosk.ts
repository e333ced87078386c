/**
 * How long does a person stand at the kiosk, and where does the time go? From the first usable frame to the decision, with 1,000 and 10,000 people enrolled.
 *
 *     npm run bench:kiosk [-- --json] [--visits N] [--against FOLDER] [--only N] [--reckoning]
 *
 * The whole built app in the stand-in: Chromium reads a recorded camera (15 frames a second), the worker finds the face, main embeds, votes, matches, and
 * writes the row. One person comes and goes; each visit's times are those that the app itself stored with its event. A visit counts from
 * the moment the first usable frame is taken (its own detection included) to the answer. Everybody else in the gallery is synthetic
 * (synthetic-faces.ts), five templates each. Everything is on: a door with its rules of access, the thresholds that follow from the error rate,
 * vote, margin, look-alike guard. With liveness off the person is a photograph; with liveness standard, which would refuse that, a face drawn
 * as a relief that turns. A photograph is as like itself as nobody is, so here the first frame nearly always decides; `npm run bench:door` says how often it
 * does where people change.
 *
 * --reckoning: once more with everybody's days of a year to be reckoned again while they come. --only N: the Nth of the three runs. FOLDER is another checkout, built: both take turns, a few visits each, so that a busy machine is as busy for the one as for the other.
 * Both open a site that this checkout has made, so both must know the same steps of the database; else each runs its own bench, by turns.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { DecisionRecord } from '../src/domain/recognition/decision.ts';
import { QUALITY_MEASURES, type Quality } from '../src/domain/recognition/face.ts';
import { decisionOf, listEvents, EVERY_EVENT } from '../src/storage/log/events.ts';
import { currentModel } from '../src/storage/gallery/gallery.ts';
import { openKey } from '../src/storage/keys/key-file.ts';
import { openDatabase, type OpenDb } from '../src/storage/file/open.ts';
import { saveDoor } from '../src/storage/access/edit.ts';
import { NEWEST_SCHEMA } from '../src/storage/migrations/index.ts';
import { kiosksOf, saveSettings } from '../src/storage/site/settings.ts';
import { enrolPerson } from '../src/storage/gallery/templates.ts';
import { NEW_DOOR } from '../src/shared/access.ts';
import { eventId } from '../src/domain/ids.ts';
import { Lintel } from '../driver/lintel.ts';
import { StandInDriver } from '../driver/stand-in-driver.ts';
import type { SceneName } from '../demo/people-video.ts';
import { PASSWORD, PIN } from '../tools/secrets.ts';
import { seedSite } from '../demo/seeded-site.ts';
import { value } from '../tools/value.ts';
import { finish, machine, option, p50, p95, round, say, table } from '../tools/figures.ts';
import { dayNumber } from '../src/domain/hours/days.ts';
import { markDays, waiting } from '../src/storage/hours/dirty.ts';
import { fillPlan, fillPunches } from './hours-site.ts';
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

/** Visits before the other app has its turn. */
const TURN = 5;

/** An app that is measured. `root`: its checkout; null = this one. */
type Measuree = { readonly name: string; readonly root: string | null; readonly reckoning: boolean };

/** A year of everybody's punches, in the last one. */
function fillHours({ db }: OpenDb): void {
  const today = dayNumber(new Date().toISOString().slice(0, 10));
  db.run('UPDATE people SET enrolled_at = :at', { at: (today - 365) * 86_400_000 });
  fillPunches(db, fillPlan(db, 0, today - 365), today - 365, today, 'UTC');
}

/** Everybody's days wait again, as after a change of the rules. @returns false where some waited still: the work went on to the end of the visits */
async function everybodyWaits(userData: string): Promise<boolean> {
  const site = await openSite(userData);
  const before = waiting(site.db);
  markDays(site.db, null, 0, 100_000);
  site.close();
  return before === null;
}

async function fillSite(userData: string, { people, liveness }: Run, reckoning: boolean): Promise<void> {
  await seedSite(userData, { password: PASSWORD, pin: PIN }, 0);
  const site = await openSite(userData);
  const door = value(saveDoor(site.db, null, { ...NEW_DOOR, name: 'Bench' }, null));
  value(saveSettings(site.db, kiosksOf(site.db)[0]!, { kiosk: { doorId: door.id }, recognition: { liveness } }));
  fill(site, people);
  if (reckoning) fillHours(site);
  site.close();
}

/** Nobody waits longer for a welcome; who is not welcomed until then is counted. */
const WELCOME_MS = 30_000;

/** @returns how many came and were not welcomed */
async function visit(root: string | null, profile: string, scene: SceneName, times: number): Promise<number> {
  let missed = 0;
  const lintel = await Lintel.launch((options) => new StandInDriver(root === null ? options : { ...options, root }), {
    scene: 'empty',
    profile,
  });
  try {
    const page = await lintel.page();
    const welcome = page.locator('[data-testid="kiosk-panel"][data-kind="welcome"]');
    for (let i = 0; i < times; i++) {
      await lintel.camera.show(scene);
      const welcomed = await welcome.waitFor({ timeout: WELCOME_MS }).then(
        () => true,
        () => false,
      );
      if (!welcomed) missed++;
      await lintel.camera.show('empty');
      await welcome.waitFor({ state: 'detached', timeout: 30_000 });
      await wait(700);
    }
    return missed;
  } finally {
    await lintel.close();
  }
}

type Measured = { readonly records: readonly DecisionRecord[]; readonly missed: number };

/** @returns the decisions of each */
async function measure(run: Run, who: readonly Measuree[]): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-bench-kiosk-'));
  try {
    const profiles = who.map((_, i) => join(folder, String(i)));
    for (const [i, profile] of profiles.entries()) await fillSite(join(profile, 'userData'), run, who[i]!.reckoning);
    const missed = who.map(() => 0);
    for (let done = 0; done < VISITS; done += TURN)
      for (const [i, { root, reckoning }] of who.entries()) {
        if (reckoning && (await everybodyWaits(join(profiles[i]!, 'userData'))))
          say(done === 0 ? '' : 'all days were reckoned before the last visit');
        missed[i]! += await visit(root, profiles[i]!, run.scene, Math.min(TURN, VISITS - done));
      }
    const measured: Measured[] = [];
    for (const [i, profile] of profiles.entries()) {
      const after = await openSite(join(profile, 'userData'));
      measured.push({ records: decisions(after), missed: missed[i]! });
      after.close();
    }
    return measured;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Times = DecisionRecord['times'];
/** What the worker spends on one frame. */
const vision = ({ detect, align, liveness }: Times): number => detect + align + liveness;
/** First usable frame to decision: its detection, then the visit as main timed it. */
const total = ({ times }: DecisionRecord): number => vision(times) + times.visit;
/** Last voted frame, its detection included, to decision. */
const fromLast = ({ times }: DecisionRecord): number => times.last ?? Number.NaN;

/** Where a visit's time goes: the parts make up the whole. */
const PARTS: readonly (readonly [name: string, of: (times: Times) => number])[] = [
  ["first frame: its faces' places", (t) => t.detect + t.align],
  ['first frame: signs of life', (t) => t.liveness],
  ['further frames, until the last is with main', (t) => t.visit - ((t.last ?? Number.NaN) - vision(t))],
  ['last frame: embedding', (t) => t.embed],
  ['last frame: search', (t) => t.match],
  ['rules, row on disk, messages', (t) => (t.last ?? Number.NaN) - vision(t) - t.embed - t.match],
];

const at = process.argv.indexOf('--against');
const against = at < 0 ? null : resolve(process.argv[at + 1] ?? '');
if (against !== null) {
  const other = (await import(join(against, 'src/storage/migrations/index.ts'))) as { readonly NEWEST_SCHEMA: number };
  if (other.NEWEST_SCHEMA !== NEWEST_SCHEMA)
    throw new Error(`${against} does not open this checkout's sites: step ${other.NEWEST_SCHEMA}, not ${NEWEST_SCHEMA}`);
}
say(machine());
const nameOf = ({ people, liveness }: Run): string => (liveness === 'off' ? String(people) : `${people}, liveness ${liveness}`);
const only = process.argv.includes('--only') ? option('only', 1) : null;
const results: ({ readonly name: string } & Measured)[] = [];
for (const run of RUNS.filter((_, i) => only === null || i === only - 1)) {
  say(`${run.people} people, liveness ${run.liveness}: enrolling, then ${VISITS} visits …`);
  const who: readonly Measuree[] = [
    ...(against === null ? [] : [{ name: `${nameOf(run)}, before`, root: against, reckoning: false }]),
    { name: nameOf(run), root: null, reckoning: false },
    ...(process.argv.includes('--reckoning')
      ? [{ name: `${nameOf(run)}, days being reckoned`, root: null, reckoning: true }]
      : []),
  ];
  for (const [i, measured] of (await measure(run, who)).entries()) results.push({ name: who[i]!.name, ...measured });
}
say(machine());
const byRun = <T>(of: (records: readonly DecisionRecord[]) => T): Record<string, T> =>
  Object.fromEntries(results.map(({ name, records }) => [name, of(records)]));
const ms = (records: readonly DecisionRecord[], of: (times: Times) => number): number =>
  round(p50(records.map((r) => of(r.times))), 1);
// Frames that were looked at; rows of before they were counted say how many were averaged.
const looks = (r: DecisionRecord): number => r.looks ?? r.frames;

finish(
  {
    p50_ms: byRun((r) => round(p50(r.map(total)), 1)),
    p95_ms: byRun((r) => round(p95(r.map(total)), 1)),
    last_p50_ms: byRun((r) => round(p50(r.map(fromLast)), 1)),
    last_p95_ms: byRun((r) => round(p95(r.map(fromLast)), 1)),
    where_p50_ms: byRun((r) => Object.fromEntries(PARTS.map(([name, of]) => [name, ms(r, of)]))),
    visits: byRun((r) => r.length),
    not_welcomed: Object.fromEntries(results.map(({ name, missed }) => [name, missed])),
    looks_p50: byRun((r) => p50(r.map(looks))),
  },
  [
    table(
      ['people', 'visits', 'not welcomed', 'first frame p50', 'p95', 'last voted p50', 'p95', 'frames p50', 'most'],
      results.map(({ name, records, missed }) => [
        name,
        records.length,
        missed,
        round(p50(records.map(total)), 0),
        round(p95(records.map(total)), 0),
        round(p50(records.map(fromLast)), 0),
        round(p95(records.map(fromLast)), 0),
        p50(records.map(looks)),
        Math.max(...records.map(looks)),
      ]),
    ),
    '',
    'Where it goes, ms (p50 of each part, so that they add up only nearly):',
    table(
      ['', ...results.map(({ name }) => name)],
      PARTS.map(([name, of]) => [name, ...results.map(({ records }) => ms(records, of))]),
    ),
  ].join('\n'),
);
