/**
 * How long does it take to find one face among 1,000, 10,000 and 50,000 templates, and is it the face that comparing with all finds?
 *
 *     npm run bench:match [-- --json]
 *
 * The real thing: an encrypted file in a throwaway folder, people enrolled by `enrolPerson`, probes asked by `match` (its quantising
 * included), one after the other in one process. The slow twin is the int8 cosine of every template with every probe, in plain loops.
 * The embeddings are synthetic (synthetic-faces.ts says how). `agreement` is the share of probes, over all three sizes, for which
 * both say the same: the same best person at or above the threshold, or both nobody.
 */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMBEDDING_LENGTH, QUALITY_MEASURES, type Quality } from '../src/domain/recognition/face.ts';
import { quantise } from '../src/domain/recognition/embedding.ts';
import { match, useModel, type Match } from '../src/storage/gallery/gallery.ts';
import { openDatabase, type OpenDb } from '../src/storage/file/open.ts';
import { enrolPerson } from '../src/storage/gallery/templates.ts';
import { value } from '../tools/value.ts';
import { finish, machine, p50, p95, round, say, table } from '../tools/figures.ts';
import { SyntheticFaces, type Latent } from './synthetic-faces.ts';

const TEMPLATES_EACH = 5;
/** Templates -> probes, 2,100 in all. The slow twin takes templates x probes x 2048 multiplications: the large gallery gets fewest. */
const PLAN = new Map([
  [1_000, 900],
  [10_000, 900],
  [50_000, 300],
]);
/** One probe in ten is of somebody who is not enrolled. */
const STRANGER_EVERY = 10;
/** 4.75 standard deviations of these strangers' cosines: about one false match in a million comparisons. */
const THRESHOLD = 0.42;
const MODEL = 'synthetic';
const KEY = Uint8Array.from({ length: 32 }, (_, i) => i);
const QUALITY = Object.fromEntries(QUALITY_MEASURES.map((measure) => [measure, 1])) as Quality;

type Gallery = { people: Latent[]; owners: number[]; vectors: Int8Array };
type Outcome = {
  templates: number;
  probes: number;
  firstMs: number;
  ms: number[];
  /** Processor time, which other programs on the machine lengthen less than they do the clock's. */
  cpuMs: number[];
  agreed: number;
  above: number;
  fileMb: number;
};

say(machine());
const outcomes = [...PLAN].map(([templates, probes]) => measure(templates, probes));
report(outcomes);

function measure(templates: number, probeCount: number): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'lintel-bench-'));
  try {
    const faces = new SyntheticFaces(templates);
    const file = join(folder, 'lintel.db');
    const gallery = enrol(file, faces, templates);
    const probes = Array.from({ length: probeCount }, (_, i) =>
      faces.picture(
        i % STRANGER_EVERY === 0 ? faces.person() : gallery.people[Math.floor(faces.uniform() * gallery.people.length)]!,
      ),
    );
    say(`${templates} templates: enrolled, matching …`);
    // A new connection: the first match finds no page in the cache, as after a start.
    const opened = open(file);
    const found: Match[] = [];
    const ms: number[] = [];
    const cpuMs: number[] = [];
    for (const probe of [probes[0]!, ...probes]) {
      const started = performance.now();
      const before = process.cpuUsage();
      const result = match(opened.db, MODEL, probe);
      ms.push(performance.now() - started);
      const { user, system } = process.cpuUsage(before);
      cpuMs.push((user + system) / 1000);
      found.push(result);
    }
    opened.close();
    const [firstMs = NaN] = ms;
    say(`${templates} templates: p50 ${p50(ms).toFixed(2)} ms (processor ${p50(cpuMs).toFixed(2)}); comparing with all …`);
    return {
      templates,
      probes: probeCount,
      firstMs,
      ms: ms.slice(1),
      cpuMs: cpuMs.slice(1),
      fileMb: statSync(file).size / 1e6,
      ...compare(gallery, probes, found.slice(1)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function enrol(file: string, faces: SyntheticFaces, templates: number): Gallery {
  const opened = open(file);
  const gallery: Gallery = { people: [], owners: [], vectors: new Int8Array(templates * EMBEDDING_LENGTH) };
  value(useModel(opened.db, MODEL));
  // One outer transaction: 10,000 separate ones would wait for the disk 10,000 times.
  opened.db.transaction(() => {
    for (let p = 0; p < templates / TEMPLATES_EACH; p++) {
      const person = faces.person();
      const pictures = Array.from({ length: TEMPLATES_EACH }, () => faces.picture(person));
      const samples = pictures.map((embedding) => ({
        embedding,
        modelId: MODEL,
        mirrorCosine: 0.9,
        quality: QUALITY,
        capturedAt: 0,
        crop: null,
      }));
      const id = value(enrolPerson(opened.db, { employeeNumber: String(p), name: `person ${p}`, department: '' }, samples, 0));
      pictures.forEach((picture, i) => gallery.vectors.set(quantise(picture), (p * TEMPLATES_EACH + i) * EMBEDDING_LENGTH));
      gallery.owners.push(...Array.from({ length: TEMPLATES_EACH }, () => id));
      gallery.people.push(person);
    }
  });
  opened.close();
  return gallery;
}

/** The slow twin: the best template of each probe, four probes at a time so that a template is fetched once for four. */
function compare(
  { owners, vectors }: Gallery,
  probes: readonly Float32Array[],
  found: readonly Match[],
): Pick<Outcome, 'agreed' | 'above'> {
  const lengths = owners.map((_, t) => lengthOf(vectors.subarray(t * EMBEDDING_LENGTH, (t + 1) * EMBEDDING_LENGTH)));
  const tally = { agreed: 0, above: 0 };
  for (let from = 0; from < probes.length; from += 4) {
    const four = [0, 1, 2, 3].map((i) => quantise(probes[Math.min(from + i, probes.length - 1)]!));
    const best = bestOfFour(vectors, lengths, four);
    for (let i = 0; i < 4 && from + i < probes.length; i++) {
      const { template, score } = best[i]!;
      const fast = found[from + i]!.first;
      const accepted = score >= THRESHOLD;
      const same = accepted ? fast?.personId === owners[template] : (fast?.score ?? -1) < THRESHOLD;
      if (accepted) tally.above++;
      if (same) tally.agreed++;
    }
  }
  return tally;
}

function bestOfFour(
  vectors: Int8Array,
  lengths: readonly number[],
  four: readonly Int8Array[],
): { template: number; score: number }[] {
  const [a, b, c, d] = four as [Int8Array, Int8Array, Int8Array, Int8Array];
  const probeLengths = four.map(lengthOf);
  const best = four.map(() => ({ template: -1, score: -Infinity }));
  for (let t = 0; t < lengths.length; t++) {
    const at = t * EMBEDDING_LENGTH;
    let da = 0;
    let db = 0;
    let dc = 0;
    let dd = 0;
    for (let i = 0; i < EMBEDDING_LENGTH; i++) {
      const x = vectors[at + i]!;
      da = (da + Math.imul(x, a[i]!)) | 0;
      db = (db + Math.imul(x, b[i]!)) | 0;
      dc = (dc + Math.imul(x, c[i]!)) | 0;
      dd = (dd + Math.imul(x, d[i]!)) | 0;
    }
    [da, db, dc, dd].forEach((dot, i) => {
      const score = dot / (lengths[t]! * probeLengths[i]!);
      if (score > best[i]!.score) best[i] = { template: t, score };
    });
  }
  return best;
}

function lengthOf(v: Int8Array): number {
  return Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));
}

function report(all: readonly Outcome[]): void {
  const bySize = (of: (ms: readonly number[]) => number) => Object.fromEntries(all.map((o) => [o.templates, round(of(o.ms))]));
  const probes = all.reduce((sum, o) => sum + o.probes, 0);
  const agreement = all.reduce((sum, o) => sum + o.agreed, 0) / probes;
  const head = [
    'templates',
    'probes',
    'first ms',
    'p50 ms',
    'p95 ms',
    'p50 CPU ms',
    'file MB',
    'accepted',
    'same as comparing with all',
  ];
  const rows = all.map((o) => [
    o.templates,
    o.probes,
    o.firstMs.toFixed(1),
    p50(o.ms).toFixed(2),
    p95(o.ms).toFixed(2),
    p50(o.cpuMs).toFixed(2),
    o.fileMb.toFixed(0),
    o.above,
    o.agreed,
  ]);
  finish(
    { p50_ms: bySize(p50), p95_ms: bySize(p95), agreement },
    `${table(head, rows)}

agreement ${(agreement * 100).toFixed(2)} % on ${probes} probes (threshold ${THRESHOLD}); synthetic embeddings, genuine cosine 0.5 to 0.9`,
  );
}

function open(file: string): OpenDb {
  return value(
    openDatabase({ file, key: KEY, log: { info: () => undefined, warn: () => undefined }, create: !existsSync(file) }),
  );
}
