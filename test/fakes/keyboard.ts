/** Key events of people and of scanners, as a browser tells them, with times of their own. */
import type { KeyFacts } from '../../src/domain/credentials/strokes.ts';

export type Layout = 'us' | 'french' | 'czech' | 'numpad-off' | 'ime' | 'full-width' | 'arabic';

const FRENCH = 'à&é"\'(-è_ç';
const CZECH = 'é+ěščřžýáí';
const NUMPAD = ['Insert', 'End', 'ArrowDown', 'PageDown', 'ArrowLeft', 'Clear', 'ArrowRight', 'Home', 'ArrowUp', 'PageUp'];

/** What a digit's key gives on a computer of that layout, where the scanner (or the finger) presses the key of a keyboard of the USA. */
function digitKey(digit: number, layout: Layout): { key: string; code: string } {
  const code = `Digit${digit}`;
  switch (layout) {
    case 'us':
      return { key: String(digit), code };
    case 'french':
      return { key: FRENCH[digit]!, code };
    case 'czech':
      return { key: CZECH[digit]!, code };
    case 'numpad-off':
      return { key: NUMPAD[digit]!, code: `Numpad${digit}` };
    case 'ime':
      return { key: 'Process', code };
    case 'full-width':
      return { key: String.fromCharCode(0xff10 + digit), code };
    case 'arabic':
      return { key: String.fromCharCode(0x0660 + digit), code };
  }
}

const CODES: Readonly<Record<string, string>> = {
  '[': 'BracketLeft',
  ']': 'BracketRight',
  '-': 'Minus',
  '/': 'Slash',
  '.': 'Period',
  ' ': 'Space',
};
const NAMED: Readonly<Record<string, string>> = { '\n': 'Enter', '\r': 'Enter', '\t': 'Tab', '<': 'Backspace' };
/** Control characters, as scanners with "function characters" send them: Ctrl and a key. */
const CONTROL: Readonly<Record<string, string>> = {
  '\x1d': 'BracketRight',
  '\x02': 'KeyB',
  '\x03': 'KeyC',
  '\x04': 'KeyD',
  '\x1e': 'Digit6',
};

const plain = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, repeat: false };

/** Both events of each key of a text; `\n` = Enter, `<` = Backspace. @param gaps ms before each key but the first, the last one over and over */
export function keyEvents(
  text: string,
  gaps: number | readonly number[],
  { at = 1000, layout = 'us', alt = false }: { at?: number; layout?: Layout; alt?: boolean } = {},
): KeyFacts[] {
  const events: KeyFacts[] = [];
  let now = at;
  const tap = (part: Partial<KeyFacts> & { key: string; code: string }, takes = 0) => {
    events.push({ ...plain, type: 'keydown', timeStamp: now, ...part });
    events.push({ ...plain, type: 'keyup', timeStamp: now + takes, ...part });
  };
  Array.from(text).forEach((c, i) => {
    if (i > 0) now += typeof gaps === 'number' ? gaps : (gaps[i - 1] ?? gaps.at(-1) ?? 0);
    if (alt && c >= ' ') {
      events.push({ ...plain, type: 'keydown', key: 'Alt', code: 'AltLeft', altKey: true, timeStamp: now });
      for (const d of `0${c.charCodeAt(0)}`) tap({ key: d, code: `Numpad${d}`, altKey: true });
      events.push({ ...plain, type: 'keyup', key: 'Alt', code: 'AltLeft', timeStamp: now });
    } else if (NAMED[c]) tap({ key: NAMED[c], code: NAMED[c] });
    else if (CONTROL[c]) tap({ key: 'x', code: CONTROL[c], ctrlKey: true });
    else if (/^\d$/.test(c)) tap(digitKey(Number(c), layout));
    else if (/^[a-z]$/i.test(c)) tap({ key: c, code: `Key${c.toUpperCase()}`, shiftKey: c < 'a' });
    else tap({ key: c, code: CODES[c] ?? '' });
  });
  return events;
}
