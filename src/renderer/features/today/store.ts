/** Today's events, newest first: loaded once a day, then kept up by log.appended. */
import { create } from 'zustand';
import type { AppError } from '../../../domain/errors.ts';
import type { LogRow } from '../../../shared/schemas.ts';
import { call } from '../../base/api.ts';
import { withAppended } from '../../base/rows.ts';

const PAGE = 500;
/** More than this a day is not counted here; the log has them all. */
export const MAX_ROWS = 10_000;

type Today = {
  /** ISO day that `rows` are of; null before the first load. */
  readonly day: string | null;
  readonly rows: readonly LogRow[];
  readonly truncated: boolean;
  /** Active people; null while unknown. */
  readonly enrolled: number | null;
  readonly error: AppError | null;
  readonly load: (day: string) => Promise<void>;
  readonly countPeople: () => Promise<void>;
  readonly append: (row: LogRow) => void;
};

export const useToday = create<Today>()((set, get) => ({
  day: null,
  rows: [],
  truncated: false,
  enrolled: null,
  error: null,

  load: async (day) => {
    if (get().day !== day) set({ day, rows: [], truncated: false });
    const shown = get().rows;
    const filter = { personId: null, from: day, to: day, kinds: [], search: '' };
    let rows: readonly LogRow[] = [];
    let before: number | null = null;
    let more = true;
    while (more && rows.length < MAX_ROWS) {
      const answer = await call('log.list', { filter, before, limit: PAGE });
      if (!answer.ok) {
        set({ error: answer.error });
        return;
      }
      rows = [...rows, ...answer.value.rows];
      before = rows.at(-1)?.id ?? null;
      more = answer.value.more;
    }
    // What was appended meanwhile may not be among what was answered.
    set((s) => {
      if (s.day !== day) return {};
      const known = new Set([...shown, ...rows].map((r) => r.id));
      return { rows: [...s.rows.filter((r) => !known.has(r.id)), ...rows], truncated: more, error: null };
    });
  },

  countPeople: async () => {
    const answer = await call('people.list', { search: '' });
    if (answer.ok) set({ enrolled: answer.value.filter((p) => p.active).length });
  },

  append: (row) => set((s) => ({ rows: withAppended(s.rows, row) })),
}));
