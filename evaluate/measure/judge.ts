/** From embeddings to everything that the report card says. */
import type { Quality } from '../../src/domain/recognition/face.ts';
import type { IndexedPair } from './choose.ts';
import { discardCurve, type DiscardCurve } from './discard.ts';
import { drawPairs, verify, type Verification } from './folds.ts';
import { GALLERIES, identify, type Identification } from './identification.ts';
import {
  countPairs,
  curve,
  equalErrorRate,
  FMRS,
  genuinePairs,
  impostorTail,
  picturesPerPerson,
  ratesAt,
  thresholdAt,
  type Counts,
  type Pair,
  type Rate,
} from './rates.ts';
import { toCosine, type Scores } from './scores.ts';
import type { Sample } from '../read/stages.ts';

export type Wrong = { readonly a: Sample; readonly b: Sample; readonly cosine: number };
export type Judgement = {
  readonly faces: number;
  readonly people: number;
  /** Share and number of pictures without a found face; null where the crops came aligned. */
  readonly fte: { readonly share: number; readonly failures: number } | null;
  readonly verification: (Verification & { readonly drawn: boolean }) | null;
  readonly rates: readonly (Rate | null)[];
  readonly identifications: readonly (Identification | null)[];
  readonly counts: Counts;
  readonly curve: ReturnType<typeof curve>;
  readonly eer: number;
  /** Whoever has most genuine pairs, and his share of all. */
  readonly largest: { readonly person: string; readonly share: number };
  readonly discards: { readonly fmr: number; readonly curves: readonly DiscardCurve[] } | null;
  /** The ten least genuine and the ten greatest impostor scores, nobody twice. */
  readonly worst: { readonly missed: readonly Wrong[]; readonly confused: readonly Wrong[] };
};

/** The FMR at which quality is set against error. */
const DISCARD_FMR = 1e-3;
const SHOWN = 10;

export function judge(
  samples: readonly Sample[],
  scores: Scores,
  pairs: readonly IndexedPair[],
  measures: ReadonlyMap<string, Float64Array>,
): Judgement {
  const { people, names } = numbered(samples);
  const counts = countPairs(scores, people);
  const genuine = genuinePairs(scores, people);
  const points = curve(counts);
  const failures = samples.filter((sample) => sample.faces === 0).length;
  const threshold = thresholdAt(counts, DISCARD_FMR);
  const wrong = (list: readonly Pair[]): Wrong[] =>
    nobodyTwice(list, people).map(({ a, b, step }) => ({ a: samples[a]!, b: samples[b]!, cosine: toCosine(step) }));
  const pictures = picturesPerPerson(people);
  const most = pictures.indexOf(Math.max(...pictures));
  return {
    faces: samples.length,
    people: names.length,
    fte: samples.some((sample) => sample.faces < 0) ? null : { failures, share: failures / samples.length },
    verification: verification(samples, people, scores, pairs),
    rates: ratesAt(scores, people, counts, { fmrs: FMRS }),
    identifications: GALLERIES.map((gallery) => identify(scores, people, gallery)),
    counts,
    curve: points,
    eer: equalErrorRate(points),
    largest: { person: names[most]!, share: (pictures[most]! * (pictures[most]! - 1)) / 2 / counts.genuinePairs },
    discards:
      threshold === null
        ? null
        : {
            fmr: DISCARD_FMR,
            curves: [...measures].map(([name, values]) => discardCurve(name, values, genuine, threshold)),
          },
    worst: {
      missed: wrong(genuine.sort((x, y) => x.step - y.step)),
      confused: wrong(impostorTail(scores, people, counts, 0, 200)),
    },
  };
}

/** People as numbers from 0, in the order of their first pictures. */
export function numbered(samples: readonly Pick<Sample, 'entry'>[]): { people: Int32Array; names: string[] } {
  const numbers = new Map<string, number>();
  for (const { entry } of samples) if (!numbers.has(entry.person)) numbers.set(entry.person, numbers.size);
  return { people: Int32Array.from(samples, ({ entry }) => numbers.get(entry.person)!), names: [...numbers.keys()] };
}

function verification(
  samples: readonly Sample[],
  people: Int32Array,
  scores: Scores,
  pairs: readonly IndexedPair[],
): Judgement['verification'] {
  const drawn = pairs.length === 0;
  const place = new Map(samples.map(({ entry }, i) => [entry.path, i]));
  const indexed = drawn
    ? drawPairs(people)
    : pairs.flatMap(({ a, b, same, fold }) => {
        const [i, j] = [place.get(a.path), place.get(b.path)];
        return i === undefined || j === undefined ? [] : [{ a: i, b: j, same, fold }];
      });
  const result = verify(indexed.map(({ a, b, same, fold }) => ({ score: toCosine(scores.at(a, b)), same, fold })));
  return result && { ...result, drawn };
}

function nobodyTwice(list: readonly Pair[], people: Int32Array): Pair[] {
  const seen = new Set<number>();
  const kept: Pair[] = [];
  for (const pair of list) {
    const [one, other] = [people[pair.a]!, people[pair.b]!];
    if (seen.has(one) || seen.has(other)) continue;
    seen.add(one).add(other);
    kept.push(pair);
    if (kept.length === SHOWN) break;
  }
  return kept;
}

/** Vision's measures so turned that higher is better. */
const BETTER: Readonly<Record<string, (quality: Quality) => number>> = {
  Sharpness: (q) => q.Sharpness,
  InterEyeDistance: (q) => q.InterEyeDistance,
  'HeadPoseYaw (small)': (q) => -Math.abs(q.HeadPoseYaw),
  'HeadPosePitch (small)': (q) => -Math.abs(q.HeadPosePitch),
  IlluminationUniformity: (q) => q.IlluminationUniformity,
  'LuminanceMean (near 0.5)': (q) => -Math.abs(q.LuminanceMean - 0.5),
  EyesOpen: (q) => q.EyesOpen,
};

/** A value a sample and measure; NaN where a sample has none. Measures that no sample has are left out. */
export function qualityMeasures(qualities: readonly (Quality | null)[], mirrorCosines: Float64Array): Map<string, Float64Array> {
  const measures = new Map<string, Float64Array>();
  for (const [name, of] of Object.entries(BETTER)) {
    const values = Float64Array.from(qualities, (q) => (q ? of(q) : NaN));
    if (values.some((value) => !Number.isNaN(value))) measures.set(name, values);
  }
  measures.set('Cosine to own mirror image', mirrorCosines);
  return measures;
}

/** The keys that --json prints. */
export function summary(j: Judgement): Record<string, unknown> {
  const round = (value: number): number => Number(value.toPrecision(6));
  return {
    accuracy: j.verification && round(j.verification.accuracy),
    standard_error: j.verification && round(j.verification.standardError),
    fnmr: Object.fromEntries(FMRS.map((fmr, k) => [fmr.toExponential(), j.rates[k] ? round(j.rates[k].fnmr) : null])),
    fnir: Object.fromEntries(
      GALLERIES.map((gallery, k) => [
        gallery,
        j.identifications[k] ? Object.fromEntries(j.identifications[k].rates.map(({ fpir, fnir }) => [fpir, round(fnir)])) : null,
      ]),
    ),
    fte: j.fte && round(j.fte.share),
    faces: j.faces,
    people: j.people,
  };
}
