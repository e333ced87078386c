/** Doors and their rules as they are in the database now: asked again whenever main says that they changed. */
import { create } from 'zustand';
import type { AppError } from '../../../domain/errors.ts';
import type { AccessOverview } from '../../../shared/access.ts';
import type { OutputKind } from '../../../shared/outputs.ts';
import type { Person } from '../../../shared/schemas.ts';
import { call, on } from '../../base/api.ts';

export type AccessStore = {
  /** Null until the first answer. */
  readonly access: AccessOverview | null;
  /** What is wired to each door. */
  readonly outputs: ReadonlyMap<number, OutputKind>;
  /** Everybody, for choosing members and for trying rules out. */
  readonly people: readonly Person[];
  readonly error: AppError | null;
  readonly load: () => Promise<void>;
  readonly loadOutputs: () => Promise<void>;
  readonly loadPeople: () => Promise<void>;
};

let asked = 0;

export const useAccess = create<AccessStore>()((set, get) => ({
  access: null,
  outputs: new Map(),
  people: [],
  error: null,
  load: async () => {
    const mine = ++asked;
    const answer = await call('access.overview', null);
    // A later question is on its way: its answer counts.
    if (mine !== asked) return;
    set(answer.ok ? { access: answer.value, error: null } : { error: answer.error });
    await get().loadOutputs();
  },
  loadOutputs: async () => {
    const doors = get().access?.doors ?? [];
    const views = await Promise.all(doors.map(async ({ id }) => ({ id, view: await call('outputs.get', { doorId: id }) })));
    set({ outputs: new Map(views.flatMap(({ id, view }) => (view.ok ? [[id, view.value.config.kind] as const] : []))) });
  },
  loadPeople: async () => {
    const answer = await call('people.list', { search: '' });
    if (answer.ok) set({ people: answer.value });
  },
}));

/** Loads now and at every change, until the returned function is called. */
export function followAccess(): () => void {
  const { load, loadPeople } = useAccess.getState();
  void load();
  void loadPeople();
  const stops = [on('access.changed', () => void load()), on('people.changed', () => void loadPeople())];
  return () => {
    for (const stop of stops) stop();
  };
}
