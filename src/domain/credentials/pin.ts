/**
 * What is typed at the door: a number that says who, and straight after it a PIN that proves it. See docs/adr/0008-pin-and-badge.md.
 * [Note: code length] The number's first digit says how long it is, so that the pad knows when the last digit is typed and no key has
 * to be pressed after it: 1-4 = three digits, 5-8 = four, 9 = six. A code never begins with 0: that is how a badge begins.
 */

/** NIST SP 800-63B 5.1.1.1: a memorized secret chosen at random may be all digits, and has at least six characters. */
export const PIN_DIGITS = 6;
const BADGE_FIRST = '0';

type Band = { readonly first: string; readonly digits: number; readonly from: number; readonly to: number };
const BANDS: readonly Band[] = [
  { first: '1234', digits: 3, from: 100, to: 499 },
  { first: '5678', digits: 4, from: 5000, to: 8999 },
  { first: '9', digits: 6, from: 900_000, to: 999_999 },
];
/** So many of the people who can have a number; a site with more needs another way. */
export const MOST_NUMBERS = BANDS.reduce((n, b) => n + b.to - b.from + 1, 0);
/** A band is left for the next before it is full, so that a guessed number is not nearly sure to be somebody's. */
const FULL = 0.75;

/** Digits of number and PIN together, from the first digit that is typed; null = no code begins so. */
export function codeLength(typed: string): number | null {
  const band = BANDS.find((b) => typed !== '' && b.first.includes(typed[0]!));
  return band ? band.digits + PIN_DIGITS : null;
}

/** Number and PIN of a whole code; null = none. */
export function splitCode(code: string): { readonly number: string; readonly pin: string } | null {
  if (!/^\d+$/.test(code) || code.length !== codeLength(code)) return null;
  return { number: code.slice(0, -PIN_DIGITS), pin: code.slice(-PIN_DIGITS) };
}

export function isPin(text: string): boolean {
  return /^\d{6}$/.test(text);
}

/** Whether what is typed may still become a badge, read by a scanner that types. */
export function beginsBadge(typed: string): boolean {
  return typed.startsWith(BADGE_FIRST);
}

/** Lines down the keypad, and those that lists of stolen PINs begin with beside the rest. */
const KEYPAD = ['2580', '0852', '1470', '3690', '147258', '258369', '159753', '147852', '147258369', '147852369'];

/** PINs of any length that are guessed first: runs and other even steps, one or two digits over and over, the same part again, mirrored, years. */
export function isGuessedFirst(pin: string): boolean {
  const digits = Array.from(pin, Number);
  if (new Set(digits).size <= 2 || KEYPAD.includes(pin)) return true;
  const steps = new Set(digits.slice(1).map((d, i) => (d - digits[i]! + 10) % 10));
  if (steps.size === 1) return true;
  if (pin.length === 4 && /^(19|20)/.test(pin)) return true;
  for (let part = 2; part <= pin.length / 2; part++)
    if (pin.length % part === 0 && pin === pin.slice(0, part).repeat(pin.length / part)) return true;
  // 112233 and 221100
  if (pin.length % 2 === 0 && digits.every((d, i) => d === digits[i - (i % 2)])) return true;
  return digits.every((d, i) => d === digits[digits.length - 1 - i]);
}

/** Of a person: or the own number in it. */
export function isWeakPin(pin: string, number: string): boolean {
  return isGuessedFirst(pin) || (number.length >= 3 && pin.includes(number));
}

export const KIOSK_PIN_MIN = 4;
export const KIOSK_PIN_MAX = 12;
export type KioskPinProblem = 'pin-digits' | 'pin-weak';

/** What keeps this from being the kiosk's PIN; null = nothing. */
export function kioskPinProblem(pin: string): KioskPinProblem | null {
  if (!/^\d+$/.test(pin) || pin.length < KIOSK_PIN_MIN || pin.length > KIOSK_PIN_MAX) return 'pin-digits';
  return isGuessedFirst(pin) ? 'pin-weak' : null;
}

/** A whole number from 0 on, below `limit`, each as likely as any other. */
export type Dice = (limit: number) => number;

/** A PIN that nobody chose and that is not weak. */
export function drawPin(dice: Dice, number: string): string {
  for (;;) {
    const pin = String(dice(10 ** PIN_DIGITS)).padStart(PIN_DIGITS, '0');
    if (!isWeakPin(pin, number)) return pin;
  }
}

/** A free number, by chance within the shortest band that has room: its neighbour says nothing of it. null = none is free. */
export function drawNumber(dice: Dice, taken: ReadonlySet<string>): string | null {
  for (const share of [FULL, 1]) {
    for (const { from, to } of BANDS) {
      const free: number[] = [];
      for (let n = from; n <= to; n++) if (!taken.has(String(n))) free.push(n);
      const size = to - from + 1;
      if (free.length > 0 && size - free.length < size * share) return String(free[dice(free.length)]!);
    }
  }
  return null;
}
