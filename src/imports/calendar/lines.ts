/**
 * A calendar's bytes as lines and entries, each with the line of the file that it begins on.
 * [Note: unfolded before it is text] Long lines are folded by count of bytes (RFC 5545, 3.1), and some programs fold in the middle of a
 * character: taken for text first, both halves would be unreadable. So bytes are unfolded as bytes.
 */
import type { EncodingName } from '../../shared/imported.ts';
import { decode, encodingNamed, encodingOfZone, type FoundText, type Site } from '../text/decode.ts';

export type Line = { readonly text: string; /** Of the file, from 1. */ readonly at: number };

export type Entry = {
  /** VEVENT, VTODO …, upper case. */
  readonly type: string;
  /** Where it begins. */
  readonly at: number;
  /** Its own, without those of alarms in it. */
  readonly lines: readonly Line[];
  /** Its end is there. */
  readonly whole: boolean;
  readonly calendar: Calendar;
};

export type Calendar = { readonly lines: Line[] };

const WIDE: readonly (EncodingName | null)[] = ['utf-16le', 'utf-16be'];
const ENTRIES = ['VEVENT', 'VTODO', 'VJOURNAL', 'VFREEBUSY'];
const NAMED = /;CHARSET="?([\w.:-]+)/i;
const ZONE = /\b(?:Asia|Europe)\/[A-Z][A-Za-z_]+/;
const LANGUAGES: readonly (readonly [RegExp, EncodingName])[] = [
  [/;LANGUAGE="?ja\b/i, 'shift_jis'],
  [/;LANGUAGE="?ko\b/i, 'euc-kr'],
  [/;LANGUAGE="?zh[-_](tw|hk|mo|hant)\b/i, 'big5'],
  [/;LANGUAGE="?zh\b/i, 'gb18030'],
  [/;LANGUAGE="?(ru|uk|bg|be)\b/i, 'windows-1251'],
];

/** Logical lines; empty ones are left out. */
export function calendarLines(bytes: Uint8Array, site: Site, chosen: EncodingName | null): { found: FoundText; lines: Line[] } {
  const wide = decode(bytes, site, chosen);
  if (WIDE.includes(wide.encoding)) return { found: wide, lines: unfold(wide.text) };
  const narrow = unfold(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'));
  const joined = narrow.map((line) => line.text).join('\n');
  const found = decode(Buffer.from(joined, 'latin1'), site, chosen, namedIn(joined));
  // No encoding of these has a line break as part of another character.
  const texts = found.text.split('\n');
  return { found, lines: narrow.map(({ at }, i) => ({ at, text: texts[i] ?? '' })) };
}

/** What the file says of itself; of ASCII alone. */
function namedIn(text: string): EncodingName | null {
  const charset = NAMED.exec(text)?.[1];
  if (charset) return encodingNamed(charset);
  const language = LANGUAGES.find(([said]) => said.test(text));
  if (language) return language[1];
  const zone = ZONE.exec(text)?.[0];
  return zone === undefined ? null : encodingOfZone(zone);
}

/** CR LF, LF or CR; a line that begins with a blank goes on with the one before it, and so does quoted-printable that ends with "=". */
function unfold(text: string): Line[] {
  const lines: Line[] = [];
  let parts: string[] = [];
  let begun = 0;
  let soft = false;
  const end = (): void => {
    if (parts.length > 0) lines.push({ text: parts.join(''), at: begun });
    parts = [];
  };
  text.split(/\r\n|\n|\r/).forEach((line, i) => {
    if (parts.length > 0 && (soft || /^[ \t]/.test(line))) parts.push(soft ? line : line.slice(1));
    else if (line.trim() !== '') {
      end();
      parts = [line];
      begun = i + 1;
    }
    soft = line.endsWith('=') && /;ENCODING=QUOTED-PRINTABLE/i.test((parts[0] ?? '').slice(0, 200));
    if (soft) parts.push(parts.pop()?.slice(0, -1) ?? '');
  });
  end();
  return lines;
}

/** Every entry of every calendar in the file, in its order. null = no calendar. */
export function entriesOf(lines: readonly Line[]): Entry[] | null {
  const entries: Entry[] = [];
  let calendar: Calendar | null = null;
  let entry: { type: string; at: number; lines: Line[]; calendar: Calendar } | null = null;
  /** Components within the entry that are none of ours: alarms. */
  let within: string[] = [];
  let calendars = 0;
  const close = (whole: boolean): void => {
    if (entry) entries.push({ ...entry, whole });
    entry = null;
    within = [];
  };
  for (const line of lines) {
    const [, word = '', name = ''] = /^\s*(BEGIN|END)\s*:\s*([\w-]+)\s*$/i.exec(line.text.slice(0, 100)) ?? [];
    const [what, type] = [word.toUpperCase(), name.toUpperCase()];
    if (what === 'BEGIN' && type === 'VCALENDAR') {
      close(false);
      calendar = { lines: [] };
      calendars += 1;
    } else if (!calendar) continue;
    else if (what === 'BEGIN' && ENTRIES.includes(type)) {
      close(false);
      entry = { type, at: line.at, lines: [], calendar };
    } else if (what === 'BEGIN') within.push(type);
    else if (what === 'END' && entry?.type === type) close(true);
    else if (what === 'END' && type === 'VCALENDAR') close(false);
    else if (what === 'END') within = within.slice(0, Math.max(0, within.lastIndexOf(type)));
    else if (within.length === 0) (entry ?? calendar).lines.push(line);
  }
  close(false);
  return calendars === 0 ? null : entries;
}
