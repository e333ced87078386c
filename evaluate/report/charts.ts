/** What the report draws. Series colours: blue = genuine or ours, orange = impostor; told apart by every kind of sight. */
import type { DiscardCurve } from '../measure/discard.ts';
import type { Judgement } from '../measure/judge.ts';
import { LEVELS, STEPS, toCosine } from '../measure/scores.ts';
import { drawChart, type Axis } from './svg.ts';

export const OURS = 'var(--blue)';
export const IMPOSTOR = 'var(--orange)';

const decades = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, k) => Number(`1e${from + k}`));
const exponent = (value: number): string => (value === 1 ? '1' : value.toExponential().replace('1e', '10^'));
const share = (value: number): string => `${Number((100 * value).toPrecision(3))} %`;
const fmrAxis: Axis = { from: 1e-6, to: 1, log: true, ticks: decades(-6, 0), label: 'false match rate', format: superscript };

/** 10⁻³ instead of 10^-3. */
function superscript(value: number): string {
  return exponent(value).replace(
    /\^(-?)(\d+)/,
    (_, minus: string, digits: string) => (minus ? '⁻' : '') + digits.replace(/\d/g, (d) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(d))),
  );
}

export function detChart(j: Judgement): string {
  const rates = j.rates.filter((r) => r !== null);
  const least = Math.max(1e-3, Math.min(0.1, 10 ** Math.floor(Math.log10(Math.max(j.eer / 3, 1e-3)))));
  return drawChart({
    width: 560,
    height: 360,
    x: fmrAxis,
    y: {
      from: least,
      to: 1,
      log: true,
      ticks: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1].filter((t) => t >= least),
      label: 'false non-match rate',
      format: share,
    },
    lines: [{ points: j.curve.filter((p) => p.fmr >= 1e-6 / 2).map((p) => [p.fmr, p.fnmr]), colour: OURS }],
    marks: rates.map((r) => ({
      x: r.fmr,
      y: r.fnmr,
      colour: OURS,
      title: `FMR ${r.fmr}: FNMR ${share(r.fnmr)} at ${r.threshold.toFixed(4)}`,
    })),
    description: 'Detection error trade-off: false non-match rate against false match rate, both logarithmic',
  });
}

export function rocChart(j: Judgement): string {
  return drawChart({
    width: 560,
    height: 360,
    x: fmrAxis,
    y: { from: 0, to: 1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], label: 'true match rate', format: share },
    lines: [{ points: j.curve.filter((p) => p.fmr >= 1e-6 / 2).map((p) => [p.fmr, 1 - p.fnmr]), colour: OURS }],
    marks: j.rates
      .filter((r) => r !== null)
      .map((r) => ({ x: r.fmr, y: 1 - r.fnmr, colour: OURS, title: `FMR ${r.fmr}: ${share(1 - r.fnmr)}` })),
    description: 'Receiver operating characteristic: true match rate against the logarithm of the false match rate',
  });
}

const BINS = 100;

export function histogramChart(j: Judgement): string {
  const [genuine, impostor] = [density(j.counts.genuine), density(j.counts.impostor)];
  const filled = [...genuine.keys()].filter((k) => genuine[k]! > 0 || impostor[k]! > 0);
  const at = (bin: number): number => -1 + (2 * bin) / BINS;
  const from = Math.floor(10 * at(filled[0] ?? 0)) / 10;
  const top = Math.max(...genuine, ...impostor);
  const outline = (heights: readonly number[]): (readonly [number, number])[] =>
    heights.flatMap((h, k): (readonly [number, number])[] =>
      at(k + 1) <= from
        ? []
        : [
            [at(k), h],
            [at(k + 1), h],
          ],
    );
  return drawChart({
    width: 1140,
    height: 300,
    x: { from, to: 1, ticks: ticksBetween(from, 1), label: 'cosine', format: (v) => v.toFixed(1) },
    y: { from: 0, to: top * 1.05, ticks: [0], label: 'share of pairs, each kind by itself', format: () => '0' },
    lines: [
      { points: outline(impostor), colour: IMPOSTOR, area: true },
      { points: outline(genuine), colour: OURS, area: true },
    ],
    description: 'Histograms of genuine and impostor scores',
  });
}

function density(counts: Float64Array): number[] {
  const bins = new Array<number>(BINS).fill(0);
  let all = 0;
  for (let level = 0; level < LEVELS; level++) {
    const bin = Math.min(BINS - 1, Math.floor(((toCosine(level - STEPS) + 1) / 2) * BINS));
    bins[bin]! += counts[level]!;
    all += counts[level]!;
  }
  return bins.map((n) => n / Math.max(all, 1));
}

function ticksBetween(from: number, to: number): number[] {
  return Array.from({ length: Math.round((to - from) * 10) + 1 }, (_, k) => Math.round(10 * from + k) / 10).filter(
    (t) => to - from <= 1.01 || Math.round(t * 10) % 2 === 0,
  );
}

/** All small charts share one scale, so that they can be compared. */
export function discardCharts(curves: readonly DiscardCurve[]): { readonly measure: string; readonly svg: string }[] {
  const values = curves.flatMap((c) => c.points.map((p) => p.fnmr));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const spread = Math.max(high - low, 0.01);
  const [from, to] = [Math.max(0, low - 0.1 * spread), Math.min(1, high + 0.1 * spread)];
  return curves.map(({ measure, points }) => ({
    measure,
    svg: drawChart({
      width: 280,
      height: 200,
      x: { from: 0, to: 0.3, ticks: [0, 0.1, 0.2, 0.3], label: 'pictures left out', format: share },
      y: { from, to, ticks: [from, (from + to) / 2, to], label: '', format: (v) => `${(100 * v).toFixed(1)} %` },
      lines: [
        {
          points: [
            [0, points[0]?.fnmr ?? 0],
            [0.3, points[0]?.fnmr ?? 0],
          ],
          colour: 'var(--soft)',
          dashed: true,
        },
        { points: points.map((p) => [p.discarded, p.fnmr]), colour: OURS },
      ],
      description: `${measure}: FNMR when the worst pictures are left out`,
    }),
  }));
}
