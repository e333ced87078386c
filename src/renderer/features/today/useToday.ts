/** Today's events, newest first: read once a day, then kept up by log.appended. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { AppError } from '../../../domain/errors.ts';
import type { LogRow } from '../../../shared/schemas.ts';
import { answers, ask } from '../../base/answers.ts';
import { on } from '../../base/api.ts';
import { withAppended } from '../../base/rows.ts';

const PAGE = 500;
/** More than this a day is not counted here; the log has them all. */
export const MAX_ROWS = 10_000;

type Day = { readonly rows: readonly LogRow[]; readonly truncated: boolean };

const NO_ROWS: readonly LogRow[] = [];
const keyOf = (day: string) => ['log.day', day] as const;
/** What was appended while a day is being read, and may not be among what is answered. */
let late: readonly LogRow[] = [];

async function readDay(day: string): Promise<Day> {
  late = [];
  const filter = { personId: null, from: day, to: day, kinds: [], search: '' };
  let rows: readonly LogRow[] = [];
  let more = true;
  while (more && rows.length < MAX_ROWS) {
    const page = await ask('log.list', { filter, before: rows.at(-1)?.id ?? null, limit: PAGE });
    rows = [...rows, ...page.rows];
    more = page.more;
  }
  return { rows: late.reduce((all, row) => withAppended(all, row), rows), truncated: more };
}

/**
 * The rows of one ISO day; none until they are read.
 * @param isoDay the day of an instant at the site
 */
export function useToday(
  day: string,
  isoDay: (at: number) => string,
): Day & { readonly loaded: boolean; readonly error: AppError | null } {
  const { data, error } = useQuery({ queryKey: keyOf(day), queryFn: () => readDay(day) }, answers);
  useEffect(
    () =>
      on('log.appended', (row) => {
        if (isoDay(row.at) !== day) return;
        late = [...late, row];
        answers.setQueryData<Day>(keyOf(day), (now) => now && { ...now, rows: withAppended(now.rows, row) });
      }),
    [day, isoDay],
  );
  return {
    rows: data?.rows ?? NO_ROWS,
    truncated: data?.truncated ?? false,
    loaded: data !== undefined,
    error: error?.error ?? null,
  };
}
