/**
 * Bytes to text, for every file that a person gives: its mark, strict UTF-8, UTF-16 by its zeros, then the old encoding of where the site is.
 * [Note: not Node's TextDecoder] Node 24 takes windows-1252 for Latin-1 (0x80 is no euro sign there), and Electron may bring fewer tables
 * than Node does. `@exodus/bytes` has them all in JavaScript, as the Encoding Standard has them, and refuses what is not well-formed.
 */
import { TextDecoder } from '@exodus/bytes/encoding.js';
import type { EncodingName, FoundEncoding } from '../../shared/imported.ts';

/** Where the file was given, which says what it is likely to be in. */
export type Site = { readonly language: string; /** IANA. */ readonly timeZone: string };

export type FoundText = FoundEncoding & { readonly text: string };

const REPLACEMENT = '\uFFFD';
const SAMPLE = 4096;
/** Zeros among the bytes of one parity that make them UTF-16, of all bytes. */
const ZEROS = 0.05;
/** Characters that may be unreadable for one that is not, where an encoding is still believed. */
const BELIEVED = 0.2;
/** Pairs of bytes of GB 2312 among all that could be pairs: Chinese has nearly all, western letters (é + letter) nearly none. */
const CHINESE = 0.8;
const NOT_CHINESE = 0.5;
const FEW_PAIRS = 4;

/** What a file without a mark was written in before Unicode. */
const BY_ZONE: Readonly<Record<string, EncodingName>> = {
  'Asia/Shanghai': 'gb18030',
  'Asia/Urumqi': 'gb18030',
  'Asia/Taipei': 'big5',
  'Asia/Hong_Kong': 'big5',
  'Asia/Macau': 'big5',
  'Asia/Tokyo': 'shift_jis',
  'Asia/Seoul': 'euc-kr',
  'Europe/Moscow': 'windows-1251',
  'Europe/Kyiv': 'windows-1251',
  'Europe/Minsk': 'windows-1251',
  'Europe/Sofia': 'windows-1251',
  'Asia/Yekaterinburg': 'windows-1251',
  'Asia/Novosibirsk': 'windows-1251',
  'Asia/Vladivostok': 'windows-1251',
};

export function encodingOfZone(timeZone: string): EncodingName | null {
  return BY_ZONE[timeZone] ?? null;
}

function encodingOfSite({ language, timeZone }: Site): EncodingName {
  return language.startsWith('zh') ? 'gb18030' : (encodingOfZone(timeZone) ?? 'windows-1252');
}

/** The encoding of a name as files write it ("GBK", "cp936", "ISO-8859-1"); null = none that is known. */
export function encodingNamed(label: string): EncodingName | null {
  let name: string;
  try {
    name = new TextDecoder(
      label
        .trim()
        .toLowerCase()
        .replace(/^cp(?=\d)/, 'windows-'),
    ).encoding;
  } catch {
    return /^(cp|windows-)?936$/i.test(label.trim()) ? 'gb18030' : null;
  }
  const known: Readonly<Record<string, EncodingName>> = { gbk: 'gb18030' };
  return known[name] ?? ENCODING_BY_NAME.get(name) ?? null;
}
const ENCODING_BY_NAME = new Map<string, EncodingName>(
  (['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'shift_jis', 'euc-kr', 'windows-1252', 'windows-1251'] as const).map(
    (name) => [name, name],
  ),
);

/**
 * Never fails: what cannot be read is U+FFFD and counted.
 * @param chosen by a person; null = found here
 * @param named by the file itself
 */
export function decode(
  bytes: Uint8Array,
  site: Site,
  chosen: EncodingName | null = null,
  named: EncodingName | null = null,
): FoundText {
  if (chosen) return take(bytes, chosen, 'person');
  const mark = markOf(bytes);
  if (mark) return take(bytes, mark, 'mark');
  const wide = wideOf(bytes);
  if (wide) return take(bytes, wide, 'bytes');
  for (const [encoding, by] of candidates(bytes, site, named)) {
    const found = take(bytes, encoding, by);
    if (wellFormed(bytes, encoding) || believed(found)) return found;
  }
  return take(bytes, 'windows-1252', 'bytes');
}

/** In the order in which they are tried. */
function* candidates(
  bytes: Uint8Array,
  site: Site,
  named: EncodingName | null,
): Generator<readonly [EncodingName, FoundEncoding['by']]> {
  yield ['utf-8', 'bytes'];
  if (named && named !== 'utf-8') yield [named, 'file'];
  const likely = encodingOfSite(site);
  const { pairs, share } = chineseShare(bytes);
  // Against the site's own only where the bytes say so plainly.
  if (likely === 'windows-1252' && pairs >= FEW_PAIRS && share >= CHINESE) yield ['gb18030', 'bytes'];
  if (likely === 'gb18030' && share < NOT_CHINESE) yield ['windows-1252', 'bytes'];
  yield [likely, 'site'];
}

function take(bytes: Uint8Array, encoding: EncodingName, by: FoundEncoding['by']): FoundText {
  const text = new TextDecoder(encoding).decode(bytes);
  return { text, encoding, by, unreadable: count(text, REPLACEMENT) };
}

function wellFormed(bytes: Uint8Array, encoding: EncodingName): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Little that is unreadable among much: a file whose one character was cut is still in its encoding. */
function believed({ text, unreadable }: FoundText): boolean {
  const others = text.length - count(text, REPLACEMENT) - (text.match(/[\u0000-\u007f]/g)?.length ?? 0);
  return unreadable <= others * BELIEVED;
}

function count(text: string, one: string): number {
  return text.split(one).length - 1;
}

function markOf(bytes: Uint8Array): EncodingName | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : null;
}

/** UTF-16 without a mark: every ASCII character has a zero beside it, and no other text has any. */
function wideOf(bytes: Uint8Array): EncodingName | null {
  const sample = bytes.subarray(0, SAMPLE);
  const zeros = [0, 0];
  sample.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (even + odd < sample.length * ZEROS || even + odd === 0) return null;
  if (odd > even * 4) return 'utf-16le';
  return even > odd * 4 ? 'utf-16be' : null;
}

/** How much of what is not ASCII is pairs of GB 2312, the part of GB 18030 that Chinese is written in. */
function chineseShare(bytes: Uint8Array): { readonly pairs: number; readonly share: number } {
  let pairs = 0;
  let others = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[i + 1] ?? 0;
    if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1) pairs++;
    else others++;
    if (trail >= 0x40) i++;
  }
  return { pairs, share: pairs === 0 ? 0 : pairs / (pairs + others) };
}
