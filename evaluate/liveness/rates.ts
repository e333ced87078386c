/**
 * Error rates of presentation attack detection as ISO/IEC 30107-3 names them: APCER of each kind of attack by itself (a mean over kinds
 * would hide the worst), BPCER of the bona fide, and for both the share without any response. Pure.
 */

/** What became of one presentation: let through, refused, or no response (no usable frame, so nothing was judged). */
export type Outcome = {
  readonly kind: string;
  readonly answer: 'passed' | 'refused' | 'none';
  /** `passed` or `refused` without a clear verdict. */ readonly unsure: boolean;
};

export const BONA_FIDE = 'bona-fide';

/** `rate` is count / of, `low` and `high` its 95 % interval; null where `of` is 0. */
export type Share = { readonly count: number; readonly of: number } & (
  | { readonly rate: number; readonly low: number; readonly high: number }
  | { readonly rate: null; readonly low: null; readonly high: null }
);

export type KindRates = {
  readonly kind: string;
  readonly presentations: number;
  /** APCER: attacks that passed; BPCER: bona fide that were refused. Of the presentations that had a response. */
  readonly errors: Share;
  /** APNRR or BPNRR. Of all presentations. */
  readonly nonResponse: Share;
  readonly unsure: number;
};

const Z = 1.959964;

/** E. B. Wilson, 1927: stays within 0 and 1, and is no point where nothing or everything was counted. */
export function wilson(count: number, of: number): Share {
  if (of === 0) return { count, of, rate: null, low: null, high: null };
  const p = count / of;
  const square = (Z * Z) / of;
  const middle = (p + square / 2) / (1 + square);
  const half = (Z * Math.sqrt((p * (1 - p)) / of + (Z * Z) / (4 * of * of))) / (1 + square);
  return {
    count,
    of,
    rate: p,
    low: count === 0 ? 0 : Math.max(0, middle - half),
    high: count === of ? 1 : Math.min(1, middle + half),
  };
}

/** Bona fide first, then the kinds of attack by name. */
export function ratesByKind(outcomes: readonly Outcome[]): KindRates[] {
  const kinds = [...new Set(outcomes.map(({ kind }) => kind))].sort(
    (a, b) => Number(b === BONA_FIDE) - Number(a === BONA_FIDE) || a.localeCompare(b),
  );
  return kinds.map((kind) => {
    const own = outcomes.filter((outcome) => outcome.kind === kind);
    const answered = own.filter(({ answer }) => answer !== 'none');
    const wrong = kind === BONA_FIDE ? 'refused' : 'passed';
    return {
      kind,
      presentations: own.length,
      errors: wilson(answered.filter(({ answer }) => answer === wrong).length, answered.length),
      nonResponse: wilson(own.length - answered.length, own.length),
      unsure: answered.filter(({ unsure }) => unsure).length,
    };
  });
}
