/** The points of the DET curve: shares on the normal-deviate scale (ISO/IEC 19795-1, 9.5.3), FPIR on a logarithmic one. */
import type { Advisor } from '../../../domain/recognition/error-rate-advice.ts';
import type { SiteScore } from '../../../domain/recognition/error-rate-site.ts';
import { probit } from '../../../domain/recognition/error-rate-statistics.ts';

/** One in a million, and everybody. */
export const LEAST_FPIR = 1e-6;
export const FNIR_RANGE = [0.002, 0.998] as const;
export const FPIR_TICKS = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1];
export const FNIR_TICKS = [0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99];
/** More ticks than these are one grey bar. */
const MOST_TICKS = 160;

export const toX = (fpir: number): number => Math.log10(Math.min(1, Math.max(LEAST_FPIR, fpir)));
export const toY = (fnir: number): number => probit(Math.min(FNIR_RANGE[1], Math.max(FNIR_RANGE[0], fnir)));

export type Point = { readonly x: number; readonly y: number };
export type Det = {
  /** Counted on the model's held-out people, and the straight line on from there. */
  readonly model: readonly Point[];
  readonly modelBeyond: readonly Point[];
  readonly site: readonly Point[];
  /** Where each person's own captures stand: the strangers that would pass with them. */
  readonly ticks: readonly number[];
};

export function detOf(advisor: Advisor, scores: readonly SiteScore[]): Det {
  const model: Point[] = [];
  const modelBeyond: Point[] = [];
  const site: Point[] = [];
  for (let t = -0.2; t <= 1; t += 0.01) {
    const at = advisor.at(t);
    if (at.model.fpir >= LEAST_FPIR) {
      const beyond = at.model.extrapolated || at.model.atLeast;
      const point = { x: toX(at.model.fpir), y: toY(at.model.fnmr) };
      // The dashed part begins where the full one ends.
      if (beyond && modelBeyond.length === 0 && model.length > 0) modelBeyond.push(model.at(-1)!);
      (beyond ? modelBeyond : model).push(point);
    }
    const { siteFpir, siteFnir } = at;
    if (siteFpir && siteFnir && siteFpir.rate >= LEAST_FPIR) site.push({ x: toX(siteFpir.rate), y: toY(siteFnir.rate) });
  }
  const owns = scores.flatMap((s) => (s.own === null ? [] : [s.own])).sort((a, b) => a - b);
  const every = Math.max(1, owns.length / MOST_TICKS);
  const thinned = Array.from({ length: Math.floor(owns.length / every) }, (_, i) => owns[Math.floor(i * every)]!);
  return { model, modelBeyond, site, ticks: thinned.map((own) => toX(advisor.at(own).fpir)) };
}
