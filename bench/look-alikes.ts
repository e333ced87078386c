/**
 * How long does the nightly search for look-alikes take with 10,000 people × 5 templates, and how long is everybody else kept waiting?
 *
 *     npm run bench:look-alikes [-- --json] [--people 10000] [--searched 200]
 *
 * The app's own search (main/gallery/look-alikes.ts) over an encrypted file; it is stopped after `searched` people, and the whole
 * is told from their pace. Meanwhile a timer that wants to run every 5 ms notes by how much it is late: that is what a visit at the
 * door would wait. The embeddings are synthetic (synthetic-faces.ts says how).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QUALITY_MEASURES, type Quality } from '../src/domain/recognition/face.ts';
import { createLookAlikeSearch } from '../src/main/gallery/look-alikes.ts';
import { machineClock } from '../src/main/site/machine-clock.ts';
import { createHooks } from '../src/main/site/hooks.ts';
import { createSite } from '../src/main/site/site.ts';
import { useModel } from '../src/storage/gallery/gallery.ts';
import { listLookAlikes } from '../src/storage/gallery/look-alikes.ts';
import { openDatabase } from '../src/storage/file/open.ts';
import { enrolPerson } from '../src/storage/gallery/templates.ts';
import { value } from '../tools/value.ts';
import { finish, machine, option, p50, p95, round, say, table } from '../tools/figures.ts';
import { SyntheticFaces } from './synthetic-faces.ts';

const TEMPLATES_EACH = 5;
const MODEL = 'synthetic';
/** As bench:match has it. */
const THRESHOLD = 0.42;
const QUALITY = Object.fromEntries(QUALITY_MEASURES.map((measure) => [measure, 1])) as Quality;
const WANTED_MS = 5;

const people = option('people', 10_000);
const searched = Math.min(people, option('searched', 200));
say(machine());
const folder = mkdtempSync(join(tmpdir(), 'lintel-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const open = value(openDatabase({ file: join(folder, 'lintel.db'), key: new Uint8Array(32).fill(7), log: quiet, create: true }));
value(useModel(open.db, MODEL));
const faces = new SyntheticFaces(people);
// One outer transaction: 10,000 separate ones would wait for the disk 10,000 times.
open.db.transaction(() => {
  for (let p = 0; p < people; p++) {
    const person = faces.person();
    const samples = Array.from({ length: TEMPLATES_EACH }, () => ({
      embedding: faces.picture(person),
      modelId: MODEL,
      mirrorCosine: 0.9,
      quality: QUALITY,
      capturedAt: 0,
      crop: null,
    }));
    value(enrolPerson(open.db, { employeeNumber: String(p), name: `person ${p}`, department: '' }, samples, 0));
  }
});
say(`${people} people enrolled, searching …`);

const slices: number[] = [];
/** Processor time, which other programs on the machine lengthen less than they do the clock's. */
const cpu: number[] = [];
let used = process.cpuUsage();
const clock = machineClock();
const site = createSite(open, 'a-kiosk', clock, createHooks(quiet), quiet, 0);
const search = createLookAlikeSearch({
  modelId: () => MODEL,
  ready: () => true,
  threshold: () => THRESHOLD,
  clock,
  log: quiet,
  changed: () => undefined,
  rest: (ms) => {
    const { user, system } = process.cpuUsage(used);
    cpu.push((user + system) / 1000);
    slices.push(ms / 2);
    return new Promise((done) =>
      setTimeout(() => {
        used = process.cpuUsage();
        done();
      }, ms),
    );
  },
});
const late: number[] = [];
let before = performance.now();
const timer = setInterval(() => {
  const now = performance.now();
  late.push(Math.max(0, now - before - WANTED_MS));
  before = now;
}, WANTED_MS);
const started = performance.now();
search.begin(site);
await new Promise<void>((done) => {
  const watch = setInterval(() => {
    const at = search.progress();
    if (at && at.done < searched) return;
    clearInterval(watch);
    done();
  }, 20);
});
const ms = performance.now() - started;
clearInterval(timer);
search.stop();
const { total } = listLookAlikes(open.db, MODEL, THRESHOLD, 1);
const minutes = ((ms / searched) * people) / 60_000;
finish(
  {
    people,
    templates: people * TEMPLATES_EACH,
    searched,
    pairs: total,
    slice_ms: { p50: round(p50(slices)), p95: round(p95(slices)), max: round(Math.max(...slices)) },
    slice_cpu_ms: { p50: round(p50(cpu)), p95: round(p95(cpu)) },
    late_ms: { p50: round(p50(late)), p95: round(p95(late)), max: round(Math.max(...late)) },
    whole_minutes: round(minutes),
  },
  table(
    ['', 'p50 ms', 'p95 ms', 'longest ms'],
    [
      ['one slice (one template with everybody)', round(p50(slices)), round(p95(slices)), round(Math.max(...slices))],
      ['its processor time', round(p50(cpu)), round(p95(cpu)), round(Math.max(...cpu))],
      ['a timer of 5 ms, late by', round(p50(late)), round(p95(late)), round(Math.max(...late))],
    ],
  ) + `\n\n${searched} of ${people} people searched, ${total} pairs; at this pace everybody takes ${minutes.toFixed(1)} minutes`,
);
process.exit(0);
