import { create } from 'zustand';
import { call } from '../../base/api.ts';

type Fault = {
  readonly busy: boolean;
  /** Retries that changed nothing: the screen then says so, instead of seeming to ignore the click. */
  readonly tries: number;
  readonly retry: () => Promise<void>;
};

export const useFault = create<Fault>()((set, get) => ({
  busy: false,
  tries: 0,
  retry: async () => {
    if (get().busy) return;
    set({ busy: true });
    await call('app.retry', null);
    set((s) => ({ busy: false, tries: s.tries + 1 }));
  },
}));
