/**
 * What one scan of a badge says of the scanner that typed it: what it puts in front and behind, how far apart its keys are, and whether what comes out is what stands in the code. Pure.
 */
import { BADGE_DIGITS, packBadge, TAG_BYTES } from './badge.ts';
import type { Stroke } from './strokes.ts';
import { badgeAt, textOf, type Scanner } from './wedge.ts';

/** A code that is shown to be scanned: it has a badge's shape, is nobody's, and opens nothing. */
export const SAMPLE_BADGE = packBadge({ personId: 0, serial: 0, issuedAt: 0 }, new Uint8Array(TAG_BYTES));

/** Half of its keys may be this far apart, ms: a scanner that is slower cannot be told from quick fingers. */
export const SLOWEST_MS = 80;
/** A prefix or a suffix that is longer is another code. */
export const AROUND_MAX = 20;
/** Fewer keys than this were pressed by mistake. */
const FEWEST = 8;

export type LearnProblem =
  | 'nothing'
  /** As slow as a person types. */
  | 'too-slow'
  /** It begins as a badge, and is not whole. */
  | 'cut-off'
  | 'not-a-badge';

/** What was learned, or why nothing was. */
export type Learning = { readonly ok: true; readonly value: Scanner } | { readonly ok: false; readonly error: LearnProblem };

/** @param strokes from the first key to a silence of `WEDGE.pause` */
export function learn(strokes: readonly Stroke[]): Learning {
  const no = (error: LearnProblem): Learning => ({ ok: false, error });
  if (strokes.length < FEWEST) return no('nothing');
  const gaps = strokes.slice(1).map((stroke, i) => Math.max(0, stroke.from - strokes[i]!.at));
  if (median(gaps) > SLOWEST_MS) return no('too-slow');
  for (const layout of ['same', 'places'] as const) {
    const text = textOf(strokes, layout);
    const shown = text.indexOf(SAMPLE_BADGE);
    const at = shown >= 0 ? shown : badgeAt(text);
    if (at === null) continue;
    const [prefix, suffix] = [text.slice(0, at), text.slice(at + BADGE_DIGITS)];
    if (prefix.length > AROUND_MAX || suffix.length > AROUND_MAX) return no('not-a-badge');
    // What is longer is a pause, of which every message may have some.
    const gapMs = Math.ceil(Math.max(0, ...gaps.filter((gap) => gap <= SLOWEST_MS)));
    return { ok: true, value: { prefix, suffix, gapMs, layout, ends: strokes.at(-1)!.kind === 'end' } };
  }
  const begun = (['same', 'places'] as const).some((layout) => {
    const text = textOf(strokes, layout);
    // Filled up it would be one.
    return Array.from({ length: AROUND_MAX + 1 }, (_, at) => text.slice(at)).some(
      (rest) => /^\d{8,}$/.test(rest) && rest.length < BADGE_DIGITS && badgeAt(rest.padEnd(BADGE_DIGITS, '0')) === 0,
    );
  });
  return no(begun ? 'cut-off' : 'not-a-badge');
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
