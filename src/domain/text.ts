/** Text that people type, and what it is compared by. */

/** 0 to 9 of a decimal digit of any script; null = not one. Unicode gives each script's ten in a row, from its zero on (The Unicode Standard, 4.6). */
export function digitOf(char: string): string | null {
  if (!/^\p{Nd}$/u.test(char)) return null;
  const point = char.codePointAt(0)!;
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(point - before - 1))) before += 1;
  return String(before % 10);
}
