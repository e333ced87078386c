export type Strength = 0 | 1 | 2 | 3 | 4;

/** Shortest password that the contract takes. */
export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 200;

/**
 * A rough guess of how hard a password is to guess, from its length and the kinds of its characters; runs (aaaa, 1234) count once.
 * It only advises: what is accepted is the contract's business.
 */
export function passwordStrength(password: string): Strength {
  if (password.length < PASSWORD_MIN) return 0;
  let pool = 0;
  if (/[a-z]/.test(password)) pool += 26;
  if (/[A-Z]/.test(password)) pool += 26;
  if (/\d/.test(password)) pool += 10;
  if (/[\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e ]/.test(password)) pool += 33;
  if (/[^\u0000-\u007e]/.test(password)) pool += 500;
  let distinct = 0;
  const codes = Array.from(password, (c) => c.codePointAt(0) ?? 0);
  for (const [i, code] of codes.entries()) if (i === 0 || Math.abs(code - (codes[i - 1] ?? 0)) > 1) distinct += 1;
  const bits = distinct * Math.log2(Math.max(2, pool));
  if (bits < 35) return 1;
  if (bits < 55) return 2;
  return bits < 80 ? 3 : 4;
}
