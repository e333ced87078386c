/**
 * A scanner of bar codes that types what it read ("keyboard wedge") shares one line with people's fingers. This is the frame around its messages: strokes that
 * follow each other faster than a person types are one message, whole, from its first stroke to its end: a badge, or not ours. Pure; times are of the strokes.
 * [Note: a message] It begins with four strokes within FAST of each other (three, when the third is Enter), with a character that no hand types so, or with the
 * prefix of the scanner that the site learned. It goes on over a pause when what follows the pause is fast again, or when what came before is a part of a badge: Bluetooth
 * hands over in pieces. It ends with Enter or Tab, or with a silence.
 */
import { BADGE_DIGITS, BADGE_PREFIXES } from './badge.ts';
import type { Stroke } from './strokes.ts';

export const WEDGE = {
  /** Scanners leave 0 to 40 ms between keys, quick fingers 60 and more. */
  fast: 50,
  /** A message's longest pause. */
  pause: 1200,
  /** Whoever has typed a whole code, or had a badge read, takes longer than this to go on; a slow scanner does not. */
  steady: 150,
} as const;

/** What the site learned of its scanner by one scan. */
export type Scanner = {
  /** What it types before and after a code; the keys by their places on a keyboard of the USA where `layout` is "places". */
  readonly prefix: string;
  readonly suffix: string;
  /** The longest time between two keys that was seen, ms. */
  readonly gapMs: number;
  /** Whether the characters come out as they stand in the code, or only the keys' places say what they are: the scanner is set up for another keyboard. */
  readonly layout: 'same' | 'places';
  /** Whether Enter or Tab comes at the end. */
  readonly ends: boolean;
};

export type Frame = {
  /** Strokes that were a person's so far and may turn out to begin a message: each fast after the one before. */
  readonly run: readonly Stroke[];
  /** A message; null = none. */
  readonly open: {
    readonly strokes: readonly Stroke[];
    /** After a pause: the message's or a person's. */
    readonly maybe: readonly Stroke[];
    /** The badge was told; what follows is the message's rest. */
    readonly told: boolean;
    /** The longest time between two of its keys, ms. */
    readonly pace: number;
    /** So many strokes in front may be a person's: a badge that takes some of them in is told when the message has ended, in doubt without them. */
    readonly doubtful: number;
  } | null;
  readonly lastAt: number;
};
export const SILENT: Frame = { run: [], open: null, lastAt: -Infinity };

export type Heard =
  /** A person's key, as far as is known now. */
  | { readonly kind: 'key'; readonly stroke: Stroke }
  /** The last so many of the keys that were told were a message's. */
  | { readonly kind: 'taken'; readonly strokes: readonly Stroke[] }
  /** A message, whole; `badge`: its digits, or null where it is none of ours. */
  | { readonly kind: 'message'; readonly badge: string | null; readonly strokes: readonly Stroke[] };

type Step = { readonly frame: Frame; readonly heard: readonly Heard[] };

/** Longest time between two keys of one message. A scanner that was seen to be slower gets room, but never as much as quick fingers need. */
export const fastOf = (scanner: Pick<Scanner, 'gapMs'> | null): number =>
  Math.max(WEDGE.fast, Math.min(120, (scanner?.gapMs ?? 0) * 1.5));

const BEGINS = 4;
const BEGINS_WITH_END = 3;

/** A stroke. @param scanner what was learned; null = nothing */
export function hear(before: Frame, stroke: Stroke, scanner: Scanner | null = null): Step {
  const late = silence(before, stroke.from, scanner);
  const step = late.frame.open ? inMessage(late.frame, stroke, scanner) : outside(late.frame, stroke, scanner);
  return { frame: step.frame, heard: [...late.heard, ...step.heard] };
}

/** Nothing came until now. */
export function silence(before: Frame, now: number, scanner: Scanner | null = null): Step {
  return before.open && now - before.lastAt >= WEDGE.pause
    ? // Who began to type a moment ago and paused has lost a digit, in sight; a message's last digit would have stayed.
      closed(before.open.told, [...before.open.strokes, ...before.open.maybe], scanner)
    : { frame: before, heard: [] };
}

/** When `silence` is to be told; null = when nothing is open. */
export const silentAt = (frame: Frame): number | null => (frame.open ? frame.lastAt + WEDGE.pause : null);

/** What was a person's is a message after all: steady, and longer than what a person types. @param doubtful so many in front may have been typed before it */
export function begin(strokes: readonly Stroke[], doubtful: number, scanner: Scanner | null = null): Step {
  return tell({ strokes, maybe: [], told: false, pace: WEDGE.steady, doubtful }, strokes.at(-1)?.at ?? -Infinity, scanner);
}

/** What was a person's may be the first part of the message that is open: a pause may have come after its first keys. */
export function precede(frame: Frame, strokes: readonly Stroke[]): Frame {
  if (!frame.open) return frame;
  return { ...frame, open: { ...frame.open, strokes: [...strokes, ...frame.open.strokes], doubtful: strokes.length } };
}

function outside(frame: Frame, stroke: Stroke, scanner: Scanner | null): Step {
  const run = stroke.from - frame.lastAt < fastOf(scanner) ? [...frame.run, stroke] : [stroke];
  const isBegun =
    run.length >= (stroke.kind === 'end' ? BEGINS_WITH_END : BEGINS) ||
    (stroke.kind === 'char' && stroke.machine) ||
    beginsLearned(run, scanner);
  if (!isBegun) return { frame: { run, open: null, lastAt: stroke.at }, heard: [{ kind: 'key', stroke }] };
  const taken: Heard = { kind: 'taken', strokes: run.slice(0, -1) };
  const step =
    stroke.kind === 'end'
      ? closed(false, run, scanner)
      : tell({ strokes: run, maybe: [], told: false, pace: fastOf(scanner), doubtful: 0 }, stroke.at, scanner);
  return { frame: step.frame, heard: [taken, ...step.heard] };
}

/** A learned prefix that no code begins with: letters, signs. */
function beginsLearned(run: readonly Stroke[], scanner: Scanner | null): boolean {
  if (!scanner || !/\D/.test(scanner.prefix)) return false;
  return textOf(run, scanner.layout).endsWith(scanner.prefix);
}

function inMessage(frame: Frame, stroke: Stroke, scanner: Scanner | null): Step {
  const open = frame.open!;
  const gap = stroke.from - frame.lastAt;
  const isFast = gap < open.pace || (stroke.kind === 'char' && stroke.machine);
  if (open.told && gap >= WEDGE.steady && stroke.kind !== 'end')
    return outside({ run: [], open: null, lastAt: -Infinity }, stroke, scanner);
  if (open.maybe.length > 0 && !isFast && !isPartOfBadge([...open.strokes, ...open.maybe], scanner)) {
    // Slow again after the pause: those keys were a person's, and the message had ended before them.
    const end = closed(open.told, open.strokes, scanner);
    let at: Step = { frame: SILENT, heard: end.heard };
    for (const key of [...open.maybe, stroke]) {
      const next = outside(at.frame, key, scanner);
      at = { frame: next.frame, heard: [...at.heard, ...next.heard] };
    }
    return at;
  }
  const all = [...open.strokes, ...open.maybe];
  if (stroke.kind === 'end') return closed(open.told, all, scanner);
  if (isFast || isPartOfBadge(all, scanner) || (scanner !== null && beginsLearned(all.slice(0, scanner.prefix.length), scanner)))
    return tell({ ...open, strokes: [...all, stroke], maybe: [] }, stroke.at, scanner);
  return { frame: { ...frame, open: { ...open, maybe: [stroke] }, lastAt: stroke.at }, heard: [] };
}

/** A badge is told with its last digit: not every scanner ends with a key. */
function tell(open: NonNullable<Frame['open']>, at: number, scanner: Scanner | null): Step {
  const badge = open.told
    ? null
    : readings(open.strokes.slice(open.doubtful), scanner)
        .map(endingBadge)
        .find((found) => found !== null);
  return badge
    ? {
        frame: { run: [], open: { ...open, told: true }, lastAt: at },
        heard: [{ kind: 'message', badge, strokes: open.strokes }],
      }
    : { frame: { run: [], open, lastAt: at }, heard: [] };
}

function closed(told: boolean, strokes: readonly Stroke[], scanner: Scanner | null): Step {
  if (told) return { frame: SILENT, heard: [] };
  return { frame: SILENT, heard: [{ kind: 'message', badge: badgeIn(strokes, scanner), strokes }] };
}

/** The text of a message, by what came out or by the keys' places; what is unknown is a blank. */
export function textOf(strokes: readonly Stroke[], layout: Scanner['layout']): string {
  return strokes.flatMap((s) => (s.kind === 'char' ? [(layout === 'same' ? s.char : s.place) || ' '] : [])).join('');
}

/** A scanner for another layout types the right keys, and others come out: so a message is read both ways. */
const readings = (strokes: readonly Stroke[], scanner: Scanner | null): readonly string[] =>
  (scanner?.layout === 'places' ? (['places', 'same'] as const) : (['same', 'places'] as const)).map((layout) =>
    withoutLearned(textOf(strokes, layout), layout, scanner),
  );

/** What the site's scanner puts around a code is no part of it, whatever it looks like. */
function withoutLearned(text: string, layout: Scanner['layout'], scanner: Scanner | null): string {
  if (!scanner || scanner.layout !== layout || !text.startsWith(scanner.prefix)) return text;
  const inner = text.slice(scanner.prefix.length);
  return inner.endsWith(scanner.suffix) && inner.length >= BADGE_DIGITS + scanner.suffix.length
    ? inner.slice(0, inner.length - scanner.suffix.length)
    : inner;
}

/** Seventy digits that begin as this version's badges do, wherever they stand: `]Q1` (AIM) and other prefixes may end in a digit. */
const OURS = `(?:${BADGE_PREFIXES.join('|')})\\d{${BADGE_DIGITS - BADGE_PREFIXES[0]!.length}}`;
const BADGE = new RegExp(`(?=(${OURS}))`, 'g');
const ENDING_BADGE = new RegExp(`${OURS}$`);
const ANY_BADGE = new RegExp(`(?<!\\d)0\\d{${BADGE_DIGITS - 1}}(?!\\d)`);

const endingBadge = (text: string): string | null => ENDING_BADGE.exec(text.slice(-BADGE_DIGITS))?.[0] ?? null;

/** A message's badge; null = it is none of ours. */
export function badgeIn(strokes: readonly Stroke[], scanner: Scanner | null = null): string | null {
  for (const text of readings(strokes, scanner)) {
    const at = badgeAt(text);
    const found = at === null ? ANY_BADGE.exec(text)?.[0] : text.slice(at, at + BADGE_DIGITS);
    if (found) return found;
  }
  return null;
}

/** Where in a text a badge of this version begins, the last of several; null = none is in it. */
export const badgeAt = (text: string): number | null => [...text.matchAll(BADGE)].at(-1)?.index ?? null;

/** Whether a badge has begun and is not whole: nobody types in the middle of one. */
function isPartOfBadge(strokes: readonly Stroke[], scanner: Scanner | null): boolean {
  return readings(strokes, scanner).some((text) => {
    const digits = /\d*$/.exec(text)![0];
    for (let at = Math.max(0, digits.length - BADGE_DIGITS + 1); at <= digits.length - 4; at++)
      if (BADGE_PREFIXES.some((prefix) => digits.startsWith(prefix, at))) return true;
    return false;
  });
}
