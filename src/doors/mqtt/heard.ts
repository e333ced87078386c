/** What a payload of somebody else's device comes to: the words that were agreed, however they are written, alone or inside JSON. */
import { cleanNumber, sameKey } from '../../domain/text.ts';

/**
 * @param words what they mean; of words that are written alike (capitals, width) the payload must match one exactly
 * @param path where in a JSON payload the word stands: `contact`, `state.door.0`; '' = the payload is the word itself, plain or as a JSON value
 * @returns null = not understood
 */
export function heard<T>(payload: string, words: readonly (readonly [word: string, means: T])[], path: string): T | null {
  const said = path === '' ? plain(payload) : textOf(at(parsed(payload), path));
  if (said === null) return null;
  const exact = words.find(([word]) => word === payload || word === said);
  if (exact) return exact[1];
  const same = words.filter(([word]) => alike(word, said));
  return same.length === 1 ? same[0]![1] : null;
}

/**
 * What a fire panel's payload comes to. Quiet is only what the agreed word says at the agreed place; the alarm's word is an alarm also plain where JSON was agreed, and anywhere in
 * JSON where no place was agreed and the word of quiet is not there as well.
 */
export function heardOfFire(
  payload: string,
  { alarm, quiet, path = '' }: { readonly alarm: string; readonly quiet: string; readonly path?: string | undefined },
): 'alarm' | 'quiet' | 'unclear' {
  const understood = heard(payload, [[alarm, 'alarm'] as const, [quiet, 'quiet'] as const], path);
  if (understood !== null) return understood;
  const said =
    path === '' ? values(payload) : [plain(payload), textOf(at(parsed(payload), path))].filter((text) => text !== null);
  const isAlarm = said.some((text) => alike(text, alarm));
  return isAlarm && (alike(alarm, quiet) || !said.some((text) => alike(text, quiet))) ? 'alarm' : 'unclear';
}

/** Whether a payload holds the word, however it is written: alone, or as one whole value of JSON. */
export const holds = (payload: string, word: string): boolean => values(payload).some((text) => alike(text, word));

const SHOWN = 60;

/** A payload as it is shown to people: what nobody sees is taken out, and no more of it than fits. */
export function shown(payload: string): string {
  const chars = Array.from(cleanNumber(payload.slice(0, 4 * SHOWN)));
  return chars.length > SHOWN ? `${chars.slice(0, SHOWN).join('')}…` : chars.join('');
}

/** Without capitals, width, and what nobody sees: a word that comes with a byte order mark or a zero byte is the same word. */
export const alike = (a: string, b: string): boolean => sameKey(a) === sameKey(b);

/** undefined = no JSON. */
function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload.replace(/^\ufeff/, '')) as unknown;
  } catch {
    return undefined;
  }
}

/** A payload that is one JSON value says that value (`"open"`, `false`); one that is an object or a list does not say where its word is. */
function plain(payload: string): string | null {
  const value = parsed(payload);
  return value === undefined ? payload : textOf(value);
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;

/** The payload itself, or every single value in it where it is JSON. */
function values(payload: string): readonly string[] {
  const value = parsed(payload);
  if (value === undefined) return [payload];
  const found: string[] = [];
  const walk = (inner: unknown): void => {
    const text = textOf(inner);
    if (text !== null) found.push(text);
    else if (typeof inner === 'object' && inner !== null) Object.values(inner).forEach(walk);
  };
  walk(value);
  return found;
}

/** Names and places of list items, with dots between; own properties alone. */
function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, name)) return undefined;
    return (inner as Record<string, unknown>)[name];
  }, value);
}
