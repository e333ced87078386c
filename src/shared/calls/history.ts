/** Whether the data are those that this machine has seen last; see docs/adr/0017. */
import { z } from 'zod';
import { ADMIN, type CallSpec } from './spec.ts';

const count = z.int().min(0);

export const HistoryNotice = z.strictObject({
  /** older: rows that were there are missing, an older copy was put back; changed: rows say something else; note-missing: nobody can tell. */
  kind: z.enum(['older', 'changed', 'note-missing']),
  /** Rows newer than the newest one that was found. */
  missing: count,
  /** Of the rows that were remembered: not there, or with other words. */
  gone: count,
  changed: count,
  /** Badges that had ended, opened again, and have been ended. */
  badges: count,
  /** People who had been disabled or deleted, were active again, and have been disabled. */
  people: count,
});
export type HistoryNotice = z.infer<typeof HistoryNotice>;

export const historyCalls = {
  /** An administrator has read them. A row says so. */
  'history.acknowledge': { may: ADMIN, input: z.null(), output: z.null() },
} as const satisfies Record<string, CallSpec>;
