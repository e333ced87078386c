/** Pairs and counter-examples as main has them; asked again while a search goes on and at every change of people. */
import { create } from 'zustand';
import type { AppError } from '../../../domain/errors.ts';
import type { LookAlikes } from '../../../shared/calls/look-alikes.ts';
import { call, on } from '../../base/api.ts';
import { forgetPhotos } from '../../base/photos.ts';

type Store = {
  /** Null until the first answer. */
  readonly found: LookAlikes | null;
  readonly error: AppError | null;
  /** Rises whenever pictures may have changed. */
  readonly version: number;
  readonly load: () => Promise<void>;
  readonly search: () => Promise<void>;
};

let asked = 0;

export const useLookAlikes = create<Store>()((set, get) => ({
  found: null,
  error: null,
  version: 0,
  load: async () => {
    const mine = ++asked;
    const answer = await call('lookAlikes.list', null);
    // A later question is on its way: its answer counts.
    if (mine !== asked) return;
    set(answer.ok ? { found: answer.value, error: null } : { error: answer.error });
  },
  search: async () => {
    const answer = await call('lookAlikes.search', null);
    if (!answer.ok) set({ error: answer.error });
    await get().load();
  },
}));

const POLL_MS = 1_000;

/** Loads now, at every change, and each second while a search goes on, until the returned function is called. */
export function followLookAlikes(): () => void {
  const { load } = useLookAlikes.getState();
  void load();
  const timer = setInterval(() => {
    if (useLookAlikes.getState().found?.search) void load();
  }, POLL_MS);
  const stop = on('people.changed', () => {
    forgetPhotos();
    useLookAlikes.setState((s) => ({ version: s.version + 1 }));
    void load();
  });
  return () => {
    clearInterval(timer);
    stop();
  };
}
