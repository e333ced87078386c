/**
 * Text that people type: what is stored of it, and what it is compared by. What is equal to the eye is equal to the key. The sets are Unicode's own (Default_Ignorable_Code_Point,
 * general categories, scripts); where letters of two scripts only look alike (Latin A, Cyrillic А) they stay two: which of them is meant is not ours to say.
 */

/** 0 to 9 of a decimal digit of any script; null = not one. Unicode gives each script's ten in a row, from its zero on (The Unicode Standard, 4.6). */
export function digitOf(char: string): string | null {
  if (!/^\p{Nd}$/u.test(char)) return null;
  const point = char.codePointAt(0)!;
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(point - before - 1))) before += 1;
  return String(before % 10);
}

/** What nobody sees: fillers, joiners, variation selectors, marks of direction, controls, halves of characters. Blanks and line ends are blanks. */
const UNSEEN = /(?![\t-\r\p{Z}])[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}]/gu;
/** A braille pattern without dots is drawn as nothing and is no blank to Unicode. */
const BLANK = /[\s\u2800]+/gu;

const withoutUnseen = (text: string): string => text.replace(UNSEEN, '');
const blanks = (text: string): string => text.replace(BLANK, ' ').trim();

/** A number as it is stored: nothing in it that is not seen. */
export const cleanNumber = (text: string): string => settled(text, (now) => blanks(withoutUnseen(now.normalize('NFC'))));

/** Scripts in which neither a joiner nor its absence changes what is seen. */
const NO_JOINERS = '\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}'; // prettier-ignore
/**
 * What is not seen and yet belongs to a name: ZWNJ and ZWJ between letters of scripts that join (Persian, Sinhala, Malayalam …), the variation selectors of ideographs, those of Mongolian.
 * Each alone: a second in a row does nothing.
 */
const BELONGS = new RegExp(
  `(?<=(?![${NO_JOINERS}])[\\p{L}\\p{M}])[\\u200c\\u200d](?=(?![${NO_JOINERS}])\\p{L})` +
    '|(?<=\\p{Script=Han})[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]|(?<=\\p{Script=Mongolian})[\\u180b-\\u180d\\u180f]',
  'gu',
);

/** A name as it is stored: without what nobody sees, but for what its script needs. */
export const cleanName = (text: string): string => settled(text, cleanedOnce);

function cleanedOnce(text: string): string {
  const composed = text.normalize('NFC').replace(/([\u200c\u200d])\1+/gu, '$1');
  const kept = new Set(Array.from(composed.matchAll(BELONGS), (match) => match.index));
  return blanks(composed.replace(UNSEEN, (char, at: number) => (kept.has(at) ? char : ''))).normalize('NFC');
}

/** Whether somebody could be called so: a letter or an ideograph is in it. Fillers are letters to Unicode, and not here. */
export const isName = (text: string): boolean => /[\p{L}\p{Nl}]/u.test(withoutUnseen(text));

/** Without case: ß is ss, and the one dotted and the other dotless i are i. */
const withoutCase = (text: string): string => text.toUpperCase().toLowerCase().replaceAll('ς', 'σ');

/** Until nothing changes: a compatibility form may hold what is not seen, and what a joiner stood beside may be what goes. */
function settled(text: string, once: (text: string) => string): string {
  for (let now = text, rounds = 0; ; rounds++) {
    const next = once(now);
    if (next === now || rounds === 8) return next;
    now = next;
  }
}

/**
 * What two numbers, or two names of doors and zones, are the same by: without what is not seen, width and other compatibility forms, case, and the kind of dash or apostrophe.
 */
export const sameKey = (text: string): string =>
  settled(text, (now) =>
    blanks(
      withoutCase(withoutUnseen(now.normalize('NFKC')))
        .replace(/[\p{Pd}\u2212]/gu, '-')
        .replace(/[\u2018\u2019\u201b\u02bc\u2032`\u00b4]/gu, "'"),
    ).normalize('NFC'),
  );

/** Letters with a stroke, and two in one, that Unicode takes apart no further. */
const APART: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ħ: 'h',
  ŧ: 't',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ð: 'd',
  ı: 'i',
};

/** Marks over and under letters, and vowel signs that are left out in writing: of many scripts at once. Not those that make another kana. */
const MARKS = /(?![\u3099\u309a])\p{M}(?<=\p{Script=Inherited})/gu;

/** What stands between the parts of a name: dashes, apostrophes, dots at mid-height. */
const JOINING = /[\p{Pd}\u2212'\u2018\u2019\u201b\u02b9-\u02bf\u2032`\u00b4\u00b7\u0387\u2022\u2027\u2219\u22c5\u30fb]/gu;

/** What a search compares: as `sameKey`, and without accents and without what joins the parts of a name. */
export const searchKey = (text: string): string =>
  settled(text, (now) =>
    blanks(
      withoutCase(withoutUnseen(now.normalize('NFKD')))
        .normalize('NFKD')
        .replace(MARKS, '')
        .replace(/[øłđħŧæœþðı]/gu, (c) => APART[c]!)
        .replace(JOINING, ''),
    ).normalize('NFC'),
  );
