/**
 * What a new password must be: NIST SP 800-63B-4, 3.1.1.2. It is the only factor, so it has 15 characters at least; every character of
 * Unicode counts as one and is allowed; nothing is asked of the kinds of characters; what is guessed first is refused.
 */
export const PASSWORD_MIN = 15;
export const PASSWORD_MAX = 200;

export const PASSWORD_PROBLEMS = ['too-short', 'too-long', 'common'] as const;
export type PasswordProblem = (typeof PASSWORD_PROBLEMS)[number];

/** What must be left of it beside what is guessed first: by itself a password of the least length that SP 800-63B knows. */
const LEFT_MIN = 8;
/** Shorter listed words are found by chance within long passwords. */
const LISTED_MIN = 8;
/** aaa, 123, cba: from this length on a run says nothing. */
const RUN_MIN = 3;

/** The same password typed on any keyboard is the same text. */
export const sameText = (password: string): string => password.normalize('NFKC');

/**
 * @param listed common passwords, in lower case
 * @param own words that are guessed here first: the site's name, the app's
 */
export function passwordProblem(password: string, listed: ReadonlySet<string>, own: readonly string[]): PasswordProblem | null {
  const characters = Array.from(sameText(password));
  if (characters.length < PASSWORD_MIN) return 'too-short';
  if (characters.length > PASSWORD_MAX) return 'too-long';
  const folded = Array.from(sameText(password).toLowerCase());
  return charactersLeft(folded, listed, new Set(own.flatMap(wordsOf))) < LEFT_MIN ? 'common' : null;
}

/** The words of a name that are long enough to be worth a guess, and the whole of it without what stands between them. */
function wordsOf(name: string): string[] {
  const words = sameText(name)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return [...words, words.join('')].filter((word) => Array.from(word).length >= (/^[\u0000-\u024f]*$/.test(word) ? 4 : 2));
}

/** Characters that no listed or own word, no run and no repetition covers, covered as well as can be. */
function charactersLeft(characters: readonly string[], listed: ReadonlySet<string>, own: ReadonlySet<string>): number {
  const once = characters.slice(0, period(characters));
  const left = new Array<number>(once.length + 1).fill(0);
  for (let from = once.length - 1; from >= 0; from--) {
    left[from] = left[from + 1]! + 1;
    for (let to = from + 2; to <= once.length; to++) {
      const length = to - from;
      const word = once.slice(from, to).join('');
      if (own.has(word) || (length >= LISTED_MIN && listed.has(word)) || (length >= RUN_MIN && isRun(once, from, to)))
        left[from] = Math.min(left[from]!, left[to]!);
    }
  }
  return left[0]!;
}

/** Length of the shortest beginning that the whole is made of, over and over: 6 for qwertyqwertyqwe. */
function period(characters: readonly string[]): number {
  for (let p = 1; p <= characters.length / 2; p++) if (characters.every((c, i) => c === characters[i % p])) return p;
  return characters.length;
}

/** Each the next of the one before, or the one before, or the same. */
function isRun(characters: readonly string[], from: number, to: number): boolean {
  const step = characters[from + 1]!.codePointAt(0)! - characters[from]!.codePointAt(0)!;
  if (Math.abs(step) > 1) return false;
  for (let i = from + 2; i < to; i++)
    if (characters[i]!.codePointAt(0)! - characters[i - 1]!.codePointAt(0)! !== step) return false;
  return true;
}

export type Strength = 0 | 1 | 2 | 3 | 4;

/**
 * A rough guess of how hard a password is to guess, from its length and the kinds of its characters; runs (aaaa, 1234) count once.
 * It only advises: what is accepted is `passwordProblem`'s business. 0 = shorter than may be.
 */
export function passwordStrength(password: string): Strength {
  const codes = Array.from(sameText(password), (c) => c.codePointAt(0)!);
  if (codes.length < PASSWORD_MIN) return 0;
  let pool = 0;
  if (/[a-z]/.test(password)) pool += 26;
  if (/[A-Z]/.test(password)) pool += 26;
  if (/\d/.test(password)) pool += 10;
  if (/[\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e ]/.test(password)) pool += 33;
  if (/[^\u0000-\u007e]/.test(password)) pool += 500;
  const distinct = codes.filter((code, i) => i === 0 || Math.abs(code - codes[i - 1]!) > 1).length;
  const bits = distinct * Math.log2(Math.max(2, pool));
  if (bits < 35) return 1;
  if (bits < 70) return 2;
  return bits < 100 ? 3 : 4;
}
