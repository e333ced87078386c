import type { LogRow } from '../../shared/schemas.ts';

/** Rows, newest first, with one that main announced: an event that takes another back marks it, as main's next answer would. */
export function withAppended(rows: readonly LogRow[], row: LogRow, show = true): readonly LogRow[] {
  const marked =
    row.kind === 'retracted' && row.about !== null ? rows.map((r) => (r.id === row.about ? { ...r, retracted: true } : r)) : rows;
  return show && !rows.some((r) => r.id === row.id) ? [row, ...marked] : marked;
}
