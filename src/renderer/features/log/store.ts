/** The log as far as it is loaded: a filter, pages of rows newest first with what happens since on top, and which row is chosen. */
import { create } from 'zustand';
import type { AppError } from '../../../domain/errors.ts';
import type { LogFilter, LogRow } from '../../../shared/schemas.ts';
import { whenGone } from '../../base/answers.ts';
import { call } from '../../base/api.ts';
import { withAppended } from '../../base/rows.ts';
import { matches, NO_FILTER } from './filter.ts';

export const PAGE = 200;
/** Columns that may be left out; time, kind and person always stand. */
export const OPTIONAL_COLUMNS = ['direction', 'reason', 'score'] as const;
export type OptionalColumn = (typeof OPTIONAL_COLUMNS)[number];

type Log = {
  readonly filter: LogFilter;
  readonly rows: readonly LogRow[];
  readonly total: number;
  readonly more: boolean;
  readonly loading: boolean;
  /** The first answer is there. */
  readonly loaded: boolean;
  readonly error: AppError | null;
  readonly selected: number | null;
  readonly panel: boolean;
  readonly hidden: readonly OptionalColumn[];
  readonly showColumns: (shown: readonly string[]) => void;
  readonly setFilter: (part: Partial<LogFilter>) => Promise<void>;
  readonly reload: () => Promise<void>;
  readonly loadMore: () => Promise<void>;
  readonly append: (row: LogRow, isoDay: (at: number) => string) => void;
  readonly select: (id: number | null) => void;
  readonly openPanel: (open: boolean) => void;
};

/** Rises with each query: an answer to an older one is dropped. */
let query = 0;

export const useLog = create<Log>()((set, get) => {
  return {
    filter: NO_FILTER,
    rows: [],
    total: 0,
    more: false,
    loading: false,
    loaded: false,
    error: null,
    selected: null,
    panel: false,
    hidden: [],

    showColumns: (shown) => set({ hidden: OPTIONAL_COLUMNS.filter((c) => !shown.includes(c)) }),

    setFilter: async (part) => {
      set((s) => ({ filter: { ...s.filter, ...part } }));
      await get().reload();
    },

    reload: async () => {
      const mine = (query += 1);
      set({ loading: true });
      const answer = await call('log.list', { filter: get().filter, before: null, limit: PAGE });
      if (mine !== query) return;
      if (!answer.ok) {
        set({ loading: false, loaded: true, error: answer.error });
        return;
      }
      const { rows, more, total } = answer.value;
      const kept = rows.some((r) => r.id === get().selected);
      set({ rows, more, total, loading: false, loaded: true, error: null, ...(kept ? {} : { selected: null, panel: false }) });
    },

    loadMore: async () => {
      const { loading, more, rows, filter } = get();
      const last = rows.at(-1);
      if (loading || !more || !last) return;
      const mine = (query += 1);
      set({ loading: true });
      const answer = await call('log.list', { filter, before: last.id, limit: PAGE });
      if (mine !== query) return;
      set((s) =>
        answer.ok
          ? { rows: [...s.rows, ...answer.value.rows], more: answer.value.more, total: answer.value.total, loading: false }
          : { loading: false, error: answer.error },
      );
    },

    append: (row, isoDay) =>
      set((s) => {
        const shown = s.loaded && matches(row, s.filter, isoDay);
        const rows = withAppended(s.rows, row, shown);
        return { rows, total: s.total + (rows.length - s.rows.length) };
      }),

    select: (selected) => {
      set({ selected });
      if (selected === null) set({ panel: false });
    },

    openPanel: (panel) => {
      set({ panel: panel && get().selected !== null });
    },
  };
});

whenGone(() => useLog.setState(useLog.getInitialState()));
