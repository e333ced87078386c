/** From "at most one wrong person in N strangers" to a threshold, and what that costs the people who belong here. */
import { chooseRates, modelFnmr, modelFpir, type Gallery, type ModelRates } from './error-rate.ts';
import { siteFnir, siteFpir, siteOf, type Measured, type SiteScore } from './error-rate-site.ts';
import { leastWhere } from './error-rate-statistics.ts';

export type Basis = {
  readonly rates: readonly ModelRates[];
  readonly gallery: Gallery;
  readonly scores: readonly SiteScore[];
  /** Frames that the door averages. */
  readonly frames: number;
  readonly margin: number;
};

/** More of one's own people than this at a second try: the wish is not kept. */
export const MOST_MISSES = 1 / 3;
/** Strangers who may be asked for a PIN, where a PIN decides: one in ten. */
const MOST_ASKED = 0.1;
/** A PIN of four digits, five guesses until the lock-out. */
const PIN_GUESSED = 5 / 10_000;

/** FPIR and misses at a threshold, each from the model's held-out people and from this site's. */
export type AtThreshold = {
  readonly threshold: number;
  /** The stricter of both. */
  readonly fpir: number;
  readonly decidedBy: 'model' | 'site';
  readonly model: { readonly fpir: number; readonly extrapolated: boolean; readonly fnmr: number; /** The rate may be more. */ readonly atLeast: boolean };
  readonly siteFpir: Measured | null;
  readonly siteFnir: Measured | null;
  /** Share of one's own people at a second try: between the kinder figure and the harsher one. */
  readonly misses: { readonly low: number; readonly high: number };
};

export type Advice = AtThreshold & {
  /** The wish is met, and no more than a third of one's own people needs a second try. */
  readonly kept: boolean;
};

/** Computes with one basis at many thresholds. */
export type Advisor = {
  /** The measurements of the model that are computed with. */
  readonly rates: { readonly impostors: ModelRates; readonly misses: ModelRates };
  at(threshold: number): AtThreshold;
  /** The least threshold whose FPIR is at most 1 / oneIn, and what it costs. */
  advise(oneIn: number): Advice;
  /** The most that this model keeps while no more than a third is turned away: one in so many; null = not even one in ten. */
  reachable(): number | null;
  /** From this score on it is worth asking for a PIN: a stranger is asked seldom enough, and face and PIN together keep 1 / oneIn. */
  askFrom(oneIn: number): number;
};

/** Null where nobody is enrolled or the model's card says nothing. */
export function createAdvisor(basis: Basis): Advisor | null {
  const { gallery, frames, margin } = basis;
  const rates = chooseRates(basis.rates, frames, gallery);
  if (!rates || gallery.people === 0) return null;
  const site = siteOf(basis.scores);
  const both = (t: number): number => Math.max(modelFpir(rates.impostors, gallery, frames, t).rate, siteFpir(site, t)?.rate ?? 0);

  function at(threshold: number): AtThreshold {
    const model = modelFpir(rates!.impostors, gallery, frames, threshold);
    const miss = modelFnmr(rates!.misses, threshold);
    const here = siteFpir(site, threshold);
    const missedHere = siteFnir(site, threshold, margin);
    const all = [miss.rate, ...(missedHere ? [missedHere.rate] : [])];
    return {
      threshold,
      fpir: Math.max(model.rate, here?.rate ?? 0),
      decidedBy: here && here.rate > model.rate ? 'site' : 'model',
      model: { fpir: model.rate, extrapolated: model.extrapolated, fnmr: miss.rate, atLeast: miss.extrapolated && miss.rate >= 0.5 },
      siteFpir: here,
      siteFnir: missedHere,
      misses: { low: Math.min(...all), high: Math.max(...all) },
    };
  }

  /** Up to the next ten-thousandth: a threshold that people can read out, and never a kinder one. */
  const least = (fpir: number): number => Math.min(1, Math.ceil((leastWhere(both, fpir, -1, 1) ?? 1) * 10_000 - 1e-6) / 10_000);

  function reachable(): number | null {
    // The misses rise with the threshold: the greatest threshold at which no more than a third is turned away.
    const limit = leastWhere((t) => (at(t).misses.high > MOST_MISSES ? 0 : 1), 0.5, -1, 1) ?? 1;
    const oneIn = Math.floor(1 / both(Math.floor(limit * 10_000 - 1) / 10_000));
    return oneIn >= 10 ? oneIn : null;
  }

  return {
    rates,
    at,
    advise(oneIn) {
      const found = at(least(1 / oneIn));
      return { ...found, kept: found.fpir <= 1.001 / oneIn && found.misses.high <= MOST_MISSES };
    },
    reachable,
    askFrom: (oneIn) => Math.min(least(1 / oneIn), least(Math.min(MOST_ASKED, 1 / oneIn / PIN_GUESSED))),
  };
}

/** What the settings ask for. */
export type Wish = { readonly wrongPersonOneIn: number; /** Set by hand; null = it follows. */ readonly threshold: number | null; readonly secondFactor: 'by-rule' | 'when-needed' | 'always' };

/** The part of a visit's policy that follows from the error rate. */
export type RatePolicy = {
  /** What the door compares with. */
  readonly threshold: number;
  /** Whether the face alone keeps the wish, without a third of one's own people turned away. */
  readonly faceAloneKeepsRate: boolean;
  /** From this score on a face alone keeps the wish, whomever else a PIN is asked of. */
  readonly faceAloneFrom: number;
};

export function ratePolicy(advisor: Advisor, { wrongPersonOneIn, threshold, secondFactor }: Wish): RatePolicy {
  const { threshold: strict, kept } = advisor.advise(wrongPersonOneIn);
  if (threshold !== null) return { threshold, faceAloneKeepsRate: threshold >= strict, faceAloneFrom: strict };
  if (kept || secondFactor === 'by-rule') return { threshold: strict, faceAloneKeepsRate: kept, faceAloneFrom: strict };
  // A PIN decides below it: the face only has to say who might be there.
  return { threshold: advisor.askFrom(wrongPersonOneIn), faceAloneKeepsRate: false, faceAloneFrom: strict };
}
