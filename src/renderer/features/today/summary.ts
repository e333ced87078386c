/** Who is where today, computed from today's events. */
import type { LogRow } from '../../../shared/schemas.ts';

export type Presence = {
  readonly personId: number;
  readonly name: string;
  readonly employeeNumber: string;
  /** ms since the epoch; null when today began with an OUT (a night shift). */
  readonly firstIn: number | null;
  readonly last: { readonly at: number; readonly direction: 'in' | 'out' };
};

export type Summary = {
  readonly people: readonly Presence[];
  readonly came: number;
  readonly refused: number;
};

/** @param rows of one day, newest first; what was taken back does not count. People come in the order of their last event, newest first. */
export function summarise(rows: readonly LogRow[]): Summary {
  const people = new Map<number, Presence>();
  let refused = 0;
  for (const row of rows.toReversed()) {
    if (row.kind === 'refused') refused += row.more ?? 1;
    if (row.kind !== 'recognised' || row.retracted || row.personId === null || row.direction === null) continue;
    const before = people.get(row.personId);
    people.delete(row.personId);
    people.set(row.personId, {
      personId: row.personId,
      name: row.name ?? '',
      employeeNumber: row.employeeNumber ?? '',
      firstIn: before?.firstIn ?? (row.direction === 'in' ? row.at : null),
      last: { at: row.at, direction: row.direction },
    });
  }
  const list = [...people.values()].reverse();
  return {
    people: list,
    came: list.filter((p) => p.firstIn !== null).length,
    refused,
  };
}
