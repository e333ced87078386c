/**
 * What is typed at the kiosk, key by key, as a pure function: by finger, by keyboard, or by a scanner that types what it read. A scanner's message is framed first
 * (credentials/wedge.ts) and is a badge or nothing; what is left is a person's, and a code is sent when its last digit is there and nothing follows it
 * ([Note: code length] in domain/credentials/pin.ts). Times are milliseconds of one clock.
 */
import { BADGE_PREFIXES } from '../../../../domain/credentials/badge.ts';
import { beginsBadge, codeLength, PIN_DIGITS } from '../../../../domain/credentials/pin.ts';
import { strokeDigit, type Stroke } from '../../../../domain/credentials/strokes.ts';
import {
  begin,
  hear,
  precede,
  SILENT,
  silence,
  silentAt,
  WEDGE,
  type Frame,
  type Heard,
  type Scanner,
} from '../../../../domain/credentials/wedge.ts';

export const TYPING = {
  /** What was typed is forgotten after this long without a key: the next person starts anew. */
  forget: 15_000,
  /** A code from keys is sent when nothing follows for so long (`WEDGE.steady`): the first digits of a longer number, typed steadily by a slow scanner, are no code. */
  whole: WEDGE.steady,
  /** Where the PIN alone would do: six digits may go on to become number and PIN for this long. */
  goesOn: 800,
} as const;

export type Typed = {
  readonly digits: string;
  /** First key of this person's tries; null = nobody has begun. A wrong try does not start the time anew. */
  readonly startedAt: number | null;
  readonly lastAt: number;
  readonly frame: Frame;
};

export type Sent = {
  readonly kind: 'code' | 'badge';
  readonly text: string;
  /** ms since the first key. */ readonly waitedMs: number;
};

/** `sent`: what goes to main now. `foreign`: a message ended that is none of ours, and was forgotten whole. */
export type Step = { readonly typed: Typed; readonly sent: readonly Sent[]; readonly foreign: boolean };

export type Key =
  /** On the glass: no scanner types there. */
  | { readonly kind: 'touch'; readonly digit: string; readonly at: number }
  | { readonly kind: 'untouch'; readonly at: number }
  | { readonly kind: 'stroke'; readonly stroke: Stroke }
  /** Nothing came until now. */
  | { readonly kind: 'tick'; readonly at: number };

/** How what is typed is taken. */
export type Desk = {
  /** Six digits may be a PIN: the person is known by face or badge. */
  readonly pinAlone: boolean;
  /** Main looks at a code, or another dialog has the keys: a person's keys are nothing, a badge still is one. */
  readonly deaf?: boolean;
  readonly scanner?: Scanner | null;
};

export const NOTHING: Typed = { digits: '', startedAt: null, lastAt: -Infinity, frame: SILENT };

export function press(before: Typed, key: Key, desk: Desk): Step {
  const at = key.kind === 'stroke' ? key.stroke.from : key.at;
  const due = forgotten(settle({ typed: before, sent: [], foreign: false }, at, desk), at);
  switch (key.kind) {
    case 'touch':
      return digit(due, key.digit, at, desk, true);
    case 'untouch':
      return back(due, at);
    case 'stroke': {
      const { frame, heard } = hear(due.typed.frame, key.stroke, desk.scanner);
      return listen(due, frame, heard, desk);
    }
    case 'tick': {
      const { frame, heard } = silence(due.typed.frame, at, desk.scanner);
      return listen(due, frame, heard, desk);
    }
  }
}

/** When a tick is to be told; null = when the next key comes. */
export function dueAt({ digits, lastAt, frame }: Typed, { pinAlone }: Desk): number | null {
  // Whatever stands in the line goes with the message's end.
  if (frame.open) return silentAt(frame);
  const times: number[] = [];
  if (digits !== '') times.push(lastAt + TYPING.forget);
  if (digits.length === codeLength(digits)) times.push(lastAt + TYPING.whole);
  if (pinAlone && digits.length === PIN_DIGITS) times.push(lastAt + TYPING.goesOn);
  return times.length > 0 ? Math.min(...times) : null;
}

function listen(before: Step, frame: Frame, heard: readonly Heard[], desk: Desk): Step {
  let step: Step = { ...before, typed: { ...before.typed, frame } };
  for (const one of heard) {
    if (one.kind === 'message') step = message(step, one);
    else if (desk.deaf) continue;
    else if (one.kind === 'taken') step = taken(step, one.strokes.filter((s) => strokeDigit(s) !== null).length);
    else step = ofPerson(step, one.stroke, desk);
  }
  return step;
}

/** The message has them, and what stood before them: a pause may have come after its first keys, and who has half-typed a code begins anew after a badge anyway. */
function taken(step: Step, count: number): Step {
  const { digits, startedAt, lastAt } = step.typed;
  const first = lineStrokes(digits.slice(0, digits.length - count), startedAt ?? lastAt, lastAt);
  return { ...step, typed: { ...step.typed, digits: '', frame: precede(step.typed.frame, first) } };
}

function message(step: Step, { badge, strokes }: Extract<Heard, { kind: 'message' }>): Step {
  const { frame, startedAt } = step.typed;
  const last = strokes.at(-1)!.at;
  const typed: Typed = { ...NOTHING, startedAt, lastAt: last, frame };
  if (badge === null) return { ...step, typed, foreign: true };
  return { ...step, typed, sent: [...step.sent, { kind: 'badge', text: badge, waitedMs: last - strokes[0]!.from }] };
}

function ofPerson(step: Step, stroke: Stroke, desk: Desk): Step {
  if (stroke.kind === 'back') return back(step, stroke.at);
  if (stroke.kind === 'end') return isPinAlone(step.typed, desk) || isWhole(step.typed) ? send(step, stroke.at) : step;
  const typed = strokeDigit(stroke);
  return typed === null ? step : digit(step, typed, stroke.at, desk, false);
}

function digit(step: Step, key: string, at: number, desk: Desk, isTouched: boolean): Step {
  const { typed } = step;
  // Faster than whoever has typed a code goes on: it was the beginning of something longer.
  if (isWhole(typed)) return becomesMessage(step, typed.digits + key, at, desk);
  const digits = withoutSlip(typed.digits + key, desk);
  const now: Step = { ...step, typed: { ...typed, digits, startedAt: typed.startedAt ?? at, lastAt: at } };
  // Of a slow scanner; a fast one's frame begins by itself, with its own first digit.
  if (digits.length >= SURELY_BADGE && beginsBadge(digits) && typed.frame.run.length < 2)
    return becomesMessage(now, digits, at, desk, true);
  return isTouched && isWhole(now.typed) ? send(now, at) : now;
}

/** More digits than a PIN has, and they begin as badges do. */
const SURELY_BADGE = PIN_DIGITS + 2;

/** No code begins with 0, only a badge and, where it would do alone, a PIN: a 0 that leads to neither was a slip. */
function withoutSlip(digits: string, { pinAlone }: Desk): string {
  let kept = digits;
  while (beginsBadge(kept) && !(pinAlone && kept.length <= PIN_DIGITS) && !mayBeBadge(kept)) kept = kept.slice(1);
  return kept;
}
const mayBeBadge = (digits: string): boolean =>
  BADGE_PREFIXES.some((prefix) => (digits.length < prefix.length ? prefix.startsWith(digits) : digits.startsWith(prefix)));

/** A line of digits turns out to be a message: a slow scanner's. @param isFirstSure it begins with the message's first digit, and with nothing half-typed */
function becomesMessage(step: Step, digits: string, at: number, desk: Desk, isFirstSure = false): Step {
  const { frame, heard } = begin(
    lineStrokes(digits, step.typed.startedAt ?? at, at),
    isFirstSure ? 0 : digits.length - step.typed.frame.run.length,
    desk.scanner,
  );
  return listen({ ...step, typed: { ...step.typed, digits: '' } }, frame, heard, desk);
}

const lineStrokes = (digits: string, from: number, at: number): Stroke[] =>
  Array.from(digits, (char) => ({ kind: 'char', char, place: char, shift: false, machine: false, at, from }));

const isWhole = ({ digits }: Typed): boolean => digits !== '' && digits.length === codeLength(digits);
const isPinAlone = (typed: Typed, { pinAlone }: Desk): boolean => pinAlone && typed.digits.length === PIN_DIGITS;

/** What was only waiting whether more would come. */
function settle(step: Step, now: number, desk: Desk): Step {
  const { typed } = step;
  const isDue =
    (isWhole(typed) && now - typed.lastAt >= TYPING.whole) || (isPinAlone(typed, desk) && now - typed.lastAt >= TYPING.goesOn);
  return isDue && !typed.frame.open ? send(step, typed.lastAt) : step;
}

function forgotten(step: Step, now: number): Step {
  const { lastAt, frame } = step.typed;
  return now - lastAt >= TYPING.forget ? { ...step, typed: { ...NOTHING, frame } } : step;
}

const back = (step: Step, at: number): Step => takeBack({ ...step, typed: { ...step.typed, lastAt: at } }, 1);
const takeBack = (step: Step, count: number): Step =>
  count === 0 ? step : { ...step, typed: { ...step.typed, digits: step.typed.digits.slice(0, -count) } };

function send(step: Step, at: number): Step {
  const { digits, startedAt } = step.typed;
  return {
    ...step,
    typed: { ...step.typed, digits: '' },
    sent: [...step.sent, { kind: 'code', text: digits, waitedMs: Math.max(0, at - (startedAt ?? at)) }],
  };
}

/** How many digits the pad draws in front of the PIN's dots; null = not known before the first digit. */
export function numberDigits(digits: string): number | null {
  const length = codeLength(digits);
  return length === null ? null : length - PIN_DIGITS;
}
