/** From "at most one wrong person in N strangers" to a threshold, and what that costs the people who belong here. */
import {
  chooseMisses,
  comparisons,
  modelFnmr,
  strangersFpir,
  type Gallery,
  type ModelMisses,
  type StrangerGroup,
  type Strangers,
} from './error-rate.ts';
import { siteCount, siteFnir, siteOf, type Measured, type SiteScore } from './error-rate-site.ts';
import { leastWhere } from './error-rate-statistics.ts';
import { lookThresholds, type LookThresholds } from './looks.ts';

/** Whom the wish is kept for: people like this site's own (adults of all kinds, where too few are enrolled), the worst group of adults, or children too. */
export const STRANGER_KINDS = ['like-here', 'worst-group', 'children-too'] as const;
export type StrangerKind = (typeof STRANGER_KINDS)[number];

export type Basis = {
  readonly strangers: Strangers;
  readonly misses: readonly ModelMisses[];
  readonly gallery: Gallery;
  readonly scores: readonly SiteScore[];
  /** Frames that the door averages. */
  readonly frames: number;
  readonly margin: number;
  readonly kind: StrangerKind;
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
  /** What the wish is held against: of all adults until the site is known, then of people like its own; of a worse group, where one is asked for. */
  readonly fpir: number;
  readonly decidedBy: 'model' | 'site' | 'group';
  readonly model: {
    readonly fpir: number;
    readonly extrapolated: boolean;
    readonly fnmr: number;
    /** The rate may be more. */ readonly atLeast: boolean;
  };
  /** People like this site's own; null while too few are measured. */
  readonly siteFpir: { readonly rate: number; readonly counted: Measured } | null;
  /** The worst of the groups that are asked for; null where none is, or the model's card knows none. */
  readonly group: { readonly name: string; readonly fpir: number } | null;
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
  /** The measurement of the model's misses that is computed with. */
  readonly misses: ModelMisses;
  at(threshold: number): AtThreshold;
  /** The least threshold whose FPIR is at most 1 / oneIn, and what it costs. */
  advise(oneIn: number): Advice;
  /** The most that this model keeps while no more than a third is turned away: one in so many; null = not even one in ten. */
  reachable(): number | null;
  /** From this score on it is worth asking for a PIN: a stranger is asked seldom enough, and face and PIN together keep 1 / oneIn. */
  askFrom(oneIn: number): number;
};

/** Groups that a wish of that kind is kept for as well. */
function groupsFor(kind: StrangerKind, groups: readonly StrangerGroup[]): readonly StrangerGroup[] {
  if (kind === 'like-here') return [];
  return groups.filter((group) => group.kind === 'adults' || (group.kind === 'children' && kind === 'children-too'));
}

/** Null where nobody is enrolled or the model's card says nothing. */
export function createAdvisor(basis: Basis): Advisor | null {
  const { strangers, gallery, frames, margin, kind } = basis;
  const rates = chooseMisses(basis.misses, frames, gallery);
  if (!rates || strangers.points.length === 0 || gallery.people === 0) return null;
  const each = gallery.templates / gallery.people;
  const others = { people: gallery.people - 1, templates: gallery.templates - each };
  const site = siteOf(basis.scores, strangers.points, (averaged) => comparisons(others, averaged));
  const groups = groupsFor(kind, strangers.groups);

  function worstGroup(threshold: number): AtThreshold['group'] {
    const each = groups.map((group) => ({
      name: group.name,
      fpir: strangersFpir(strangers, gallery, frames, threshold, group).rate,
    }));
    return each.reduce<AtThreshold['group']>((worst, group) => (worst && worst.fpir >= group.fpir ? worst : group), null);
  }

  /** The rate that the wish is held against, and whose it is. Falls with the threshold, as each of its parts does. */
  function deciding(threshold: number): { readonly fpir: number; readonly decidedBy: AtThreshold['decidedBy'] } {
    const { rate } = strangersFpir(strangers, gallery, frames, threshold, site.line ?? undefined);
    const worst = worstGroup(threshold);
    if (worst && worst.fpir > rate) return { fpir: worst.fpir, decidedBy: 'group' };
    return { fpir: rate, decidedBy: site.line ? 'site' : 'model' };
  }
  const both = (t: number): number => deciding(t).fpir;

  function at(threshold: number): AtThreshold {
    const model = strangersFpir(strangers, gallery, frames, threshold);
    const miss = modelFnmr(rates!, threshold);
    const missedHere = siteFnir(site, threshold, margin);
    const all = [miss.rate, ...(missedHere ? [missedHere.rate] : [])];
    return {
      threshold,
      ...deciding(threshold),
      model: {
        fpir: model.rate,
        extrapolated: model.extrapolated,
        fnmr: miss.rate,
        atLeast: miss.extrapolated && miss.rate >= 0.5,
      },
      siteFpir: site.line && {
        rate: strangersFpir(strangers, gallery, frames, threshold, site.line).rate,
        counted: siteCount(site, threshold),
      },
      group: worstGroup(threshold),
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
    misses: rates,
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
export type Wish = {
  readonly wrongPersonOneIn: number;
  /** Set by hand; null = it follows. */ readonly threshold: number | null;
  readonly secondFactor: 'by-rule' | 'when-needed' | 'always';
};

/** The part of a visit's policy that follows from the error rate. */
export type RatePolicy = {
  /** What the door compares with. */
  readonly threshold: number;
  /** Whether the face alone keeps the wish, without a third of one's own people turned away. */
  readonly faceAloneKeepsRate: boolean;
  /** From this score on a face alone keeps the wish, whomever else a PIN is asked of. */
  readonly faceAloneFrom: number;
  /**
   * The wish spent over the looks of a visit: what each of them needs to let somebody in by their face alone. null = a threshold that was set by hand: it
   * is the full vote's, and the visit is not decided earlier.
   */
  readonly looks: LookThresholds | null;
};

export function ratePolicy(advisor: Advisor, { wrongPersonOneIn, threshold, secondFactor }: Wish): RatePolicy {
  const { threshold: strict, kept } = advisor.advise(wrongPersonOneIn);
  if (threshold !== null) return { threshold, faceAloneKeepsRate: threshold >= strict, faceAloneFrom: strict, looks: null };
  const looks = lookThresholds((share) => advisor.advise(wrongPersonOneIn / share).threshold);
  if (kept || secondFactor === 'by-rule') return { threshold: strict, faceAloneKeepsRate: kept, faceAloneFrom: strict, looks };
  // A PIN decides below it: the face only has to say who might be there.
  return { threshold: advisor.askFrom(wrongPersonOneIn), faceAloneKeepsRate: false, faceAloneFrom: strict, looks };
}
