/** What a payload of somebody else's device comes to: the words that were agreed, however they are written, alone or inside JSON. */

/**
 * @param words what they mean; of words that differ in capitals alone the payload must match one exactly
 * @param path where in a JSON payload the word stands: `contact`, `state.door.0`; '' = the payload is the word itself, plain or as a JSON value
 * @returns null = not understood
 */
export function heard<T>(payload: string, words: readonly (readonly [word: string, means: T])[], path: string): T | null {
  const said = path === '' ? plain(payload) : textOf(at(parsed(payload), path));
  if (said === null) return null;
  const exact = words.find(([word]) => word === payload || word === said);
  if (exact) return exact[1];
  const alike = words.filter(([word]) => folded(word) === folded(said));
  return alike.length === 1 ? alike[0]![1] : null;
}

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** undefined = no JSON. */
function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload) as unknown;
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

/** Names and places of list items, with dots between; own properties alone. */
function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, name)) return undefined;
    return (inner as Record<string, unknown>)[name];
  }, value);
}
