import { searchKey } from '../../../domain/text.ts';
import type { LogFilter, LogRow } from '../../../shared/schemas.ts';

export const NO_FILTER: LogFilter = { personId: null, from: null, to: null, kinds: [], search: '' };

export function isFiltering(f: LogFilter): boolean {
  return f.personId !== null || f.from !== null || f.to !== null || f.kinds.length > 0 || f.search !== '';
}

/** Whether an event that main announced belongs into a filtered list; main's own query decides again at the next load. */
export function matches(row: LogRow, f: LogFilter, isoDay: (at: number) => string): boolean {
  if (f.personId !== null && row.personId !== f.personId) return false;
  if (f.kinds.length > 0 && !f.kinds.includes(row.kind)) return false;
  const day = isoDay(row.at);
  if (f.from !== null && day < f.from) return false;
  if (f.to !== null && day > f.to) return false;
  const wanted = searchKey(f.search);
  return wanted === '' || searchKey(`${row.name ?? ''} ${row.employeeNumber ?? ''}`).includes(wanted);
}
