/** Intervals and scales of error rates. Pure numbers. */

/** Natural logarithm of the gamma function, x > 0: Lanczos's series with g = 7, good to 1e-13 (Numerical Recipes, 6.1). */
function lnGamma(x: number): number {
  const series = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905, -0.13857109526572012,
    9.984369578019572e-6, 1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x);
  const y = x - 1;
  let sum = 0.9999999999998099;
  for (const [i, c] of series.entries()) sum += c / (y + i + 1);
  const t = y + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Lentz's continued fraction of the incomplete beta function (Numerical Recipes, 6.4). */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const away = (v: number): number => (Math.abs(v) < tiny ? tiny : v);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m <= 500; m++) {
    for (const k of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / away(1 + k * d);
      c = away(1 + k / c);
      h *= d * c;
    }
    if (Math.abs(d * c - 1) < 1e-14) break;
  }
  return h;
}

/** Regularised incomplete beta function I_x(a, b), 0..1; a, b > 0, x 0..1. */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(a, b, x)) / a : 1 - (front * betaFraction(b, a, 1 - x)) / b;
}

/** The x at which I_x(a, b) is p. */
function inverseBeta(a: number, b: number, p: number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(a, b, middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export type Interval = { readonly low: number; readonly high: number };

/**
 * Clopper and Pearson's interval of a share: `hits` of `trials` independent trials (Biometrika 26, 1934). Never covers less than
 * `confidence`. With no hit its upper end is about 3.7 / trials at 95 %, two-sided (the "rule of three" is one-sided).
 */
export function clopperPearson(hits: number, trials: number, confidence = 0.95): Interval {
  if (trials <= 0) return { low: 0, high: 1 };
  const tail = (1 - confidence) / 2;
  return {
    low: hits <= 0 ? 0 : inverseBeta(hits, trials - hits + 1, tail),
    high: hits >= trials ? 1 : inverseBeta(hits + 1, trials - hits, 1 - tail),
  };
}

/** The standard normal quantile of a share 0..1 (Acklam's rational approximation, relative error under 1.2e-9): the scale of a DET curve. */
export function probit(p: number): number {
  if (p <= 0) return -Infinity;
  if (p >= 1) return Infinity;
  if (p > 0.5) return -probit(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return (
      (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q +
        4.374664141464968) *
        q +
        2.938163982698783) /
      ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1)
    );
  }
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r - 30.66479806614716) *
      r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r - 13.28068155288572) *
      r +
      1)
  );
}

/** The least x in [low, high] at which a falling function is at most `limit`; null where it is above even at `high`. To 1e-9 of the range. */
export function leastWhere(falling: (x: number) => number, limit: number, low: number, high: number): number | null {
  if (falling(high) > limit) return null;
  if (falling(low) <= limit) return low;
  let [above, under] = [low, high];
  for (let i = 0; i < 32; i++) {
    const middle = (above + under) / 2;
    if (falling(middle) > limit) above = middle;
    else under = middle;
  }
  return under;
}
