import type { LogRow } from '../../shared/schemas.ts';

/**
 * Rows, newest first, with one that main announced: an event that takes another back marks it, as main's next answer would; one that
 * takes a taking-back back lets the first stand again.
 */
export function withAppended(rows: readonly LogRow[], row: LogRow, show = true): readonly LogRow[] {
  const about = row.kind === 'retracted' ? rows.find((r) => r.id === row.about) : undefined;
  const again = about?.kind === 'retracted' ? about.about : null;
  const mark = (r: LogRow): LogRow => (r === about ? { ...r, retracted: true } : r.id === again ? { ...r, retracted: false } : r);
  const marked = about ? rows.map(mark) : rows;
  return show && !rows.some((r) => r.id === row.id) ? [row, ...marked] : marked;
}
