/**
 * Key events -> strokes: what a person or a scanner typed, whatever layout the computer has. A scanner presses keys by their place on the
 * keyboard that it was set up for; the computer calls them by the layout that it has. So each stroke is known by both: what came out, and the
 * place (`KeyboardEvent.code`, UI Events KeyboardEvent code Values, W3C).
 */
import { digitOf } from '../text.ts';

/** The fields of a KeyboardEvent that count. */
export type KeyFacts = {
  readonly type: string;
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
  /** ms, of the moment at which the key went down: the system's, not the page's. */
  readonly timeStamp: number;
};

/** `at` and `from`: ms, when it was whole and when it began (apart only where a character is made of several keys). */
type When = { readonly at: number; readonly from: number };
export type Stroke =
  | (When & {
      readonly kind: 'char';
      /** What came out, digits of every script as 0 to 9; '' = nothing that is a character. */
      readonly char: string;
      /** What stands there on a keyboard of the USA, without Shift; '' = unknown. */
      readonly place: string;
      readonly shift: boolean;
      /** No hand types so: a character made of its number. */
      readonly machine: boolean;
    })
  /** Enter, Tab, and what a scanner sends for CR, LF, TAB. */
  | (When & { readonly kind: 'end' })
  | (When & { readonly kind: 'back' })
  /** A control character or a function key: part of a message, never of its text. */
  | (When & { readonly kind: 'control' });

const PLACES: Readonly<Record<string, string>> = {
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Backquote: '`',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Space: ' ',
  NumpadDecimal: '.',
  NumpadAdd: '+',
  NumpadSubtract: '-',
  NumpadMultiply: '*',
  NumpadDivide: '/',
};

function placeOf(code: string): string {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  return digit ?? /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? PLACES[code] ?? '';
}

const LONE = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'ScrollLock', 'Fn']);
const ENDS = new Set(['Enter', 'NumpadEnter', 'Tab']);
/** Ctrl with M, J, I is CR, LF, TAB. */
const CONTROL_ENDS = new Set(['m', 'j', 'i']);

/** One a window: it knows the number that is being typed while Alt is held. */
export function createStrokes(): (e: KeyFacts) => Stroke | null {
  let alt: { readonly digits: string; readonly from: number } | null = null;

  /** Windows makes a character of a number typed on the keypad while Alt is held (Alt 0 5 0 = 2); scanners have a mode that types so. */
  function composed(e: KeyFacts): Stroke | null {
    const made = alt;
    alt = null;
    if (!made || made.digits === '') return null;
    const number = Number(made.digits);
    const when = { at: e.timeStamp, from: made.from };
    if (number === 13 || number === 10 || number === 9) return { kind: 'end', ...when };
    if (number < 32 || number > 126) return { kind: 'control', ...when };
    return { kind: 'char', char: String.fromCharCode(number), place: '', shift: false, machine: true, ...when };
  }

  return (e) => {
    if (e.type === 'keyup') return e.key === 'Alt' ? composed(e) : null;
    if (e.repeat) return null;
    if (e.key === 'Alt') {
      alt = { digits: '', from: e.timeStamp };
      return null;
    }
    if (LONE.has(e.key)) return null;
    const when = { at: e.timeStamp, from: e.timeStamp };
    if (e.altKey && !e.ctrlKey && alt && /^Numpad\d$/.test(e.code)) {
      alt = { ...alt, digits: alt.digits + e.code.slice(-1) };
      return null;
    }
    if (ENDS.has(e.key) || ENDS.has(e.code)) return { kind: 'end', ...when };
    if (e.key === 'Backspace') return { kind: 'back', ...when };
    const place = placeOf(e.code);
    // AltGr is Ctrl and Alt together: what it makes is a character.
    if (e.metaKey || e.ctrlKey !== e.altKey) return { kind: e.ctrlKey && CONTROL_ENDS.has(place) ? 'end' : 'control', ...when };
    // Not "Process", "Dead", "Home": the name of a key that made no character.
    const single = Array.from(e.key).length === 1 ? e.key : '';
    const char = digitOf(single) ?? single;
    if (/^\p{C}$/u.test(char) || (char === '' && place === '')) return { kind: 'control', ...when };
    return { kind: 'char', char, place, shift: e.shiftKey, machine: false, ...when };
  };
}

/** The digit that a person meant; null = none. With another layout, or without NumLock, a digit's key makes something else. */
export function strokeDigit(stroke: Stroke): string | null {
  if (stroke.kind !== 'char') return null;
  if (/^\d$/.test(stroke.char)) return stroke.char;
  return !stroke.shift && /^\d$/.test(stroke.place) ? stroke.place : null;
}
