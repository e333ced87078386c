/** What a change has changed, for its row in the log: the parts of two states in which they differ, side by side. Values are those of JSON. */
export type Difference = { readonly before: unknown; readonly after: unknown };

type Parts = Readonly<Record<string, unknown>>;

/** A list of things that have an id, or a day of their own, by that. */
const keyOf = (item: unknown): unknown =>
  typeof item === 'object' && item !== null ? ((item as Parts)['id'] ?? (item as Parts)['date']) : undefined;

function partsOf(value: unknown): Parts | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Array.isArray(value)) return value as Parts;
  const items: readonly unknown[] = value;
  return items.every((item) => keyOf(item) !== undefined)
    ? Object.fromEntries(items.map((item) => [String(keyOf(item)), item]))
    : null;
}

const isIds = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'number');

/** null where nothing differs. Of a list of numbers: which went, and which came. What is only on one side is `null` on the other. */
export function difference(before: unknown, after: unknown): Difference | null {
  if (JSON.stringify(before) === JSON.stringify(after)) return null;
  if (isIds(before) || isIds(after)) {
    const [was, is] = [new Set(before as number[]), new Set(after as number[])];
    return { before: [...was].filter((id) => !is.has(id)), after: [...is].filter((id) => !was.has(id)) };
  }
  const [was, is] = [partsOf(before), partsOf(after)];
  if (!was || !is) return { before: before ?? null, after: after ?? null };
  const differing = [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key) => {
    const part = difference(was[key], is[key]);
    return part ? [[key, part] as const] : [];
  });
  return {
    before: Object.fromEntries(differing.map(([key, part]) => [key, part.before])),
    after: Object.fromEntries(differing.map(([key, part]) => [key, part.after])),
  };
}
