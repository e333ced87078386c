/** The list of people as it is in the database now: asked again whenever main says that it changed. */
import { create } from 'zustand';
import type { AppError } from '../../../domain/errors.ts';
import type { Person } from '../../../shared/schemas.ts';
import { call, on } from '../../base/api.ts';
import { forgetPhotos } from '../../base/photos.ts';

export const FILTERS = ['all', 'active', 'disabled', 'enrol'] as const;
export type Filter = (typeof FILTERS)[number];

export type PeopleStore = {
  /** Null until the first answer. */
  readonly people: readonly Person[] | null;
  readonly error: AppError | null;
  readonly search: string;
  /** Rises whenever pictures may have changed. */
  readonly version: number;
  readonly filter: Filter;
  readonly setSearch: (search: string) => void;
  readonly setFilter: (filter: Filter) => void;
  readonly load: () => Promise<void>;
};

let asked = 0;

export const usePeople = create<PeopleStore>()((set, get) => ({
  people: null,
  error: null,
  search: '',
  version: 0,
  filter: 'all',
  setSearch: (search) => {
    set({ search });
    void get().load();
  },
  setFilter: (filter) => set({ filter }),
  load: async () => {
    const mine = ++asked;
    const answer = await call('people.list', { search: get().search.trim().slice(0, 80) });
    // A later question is on its way: its answer counts.
    if (mine !== asked) return;
    set(answer.ok ? { people: answer.value, error: null } : { error: answer.error });
  },
}));

/** Loads now and at every change, until the returned function is called. */
export function followPeople(): () => void {
  void usePeople.getState().load();
  return on('people.changed', () => {
    forgetPhotos();
    usePeople.setState((s) => ({ version: s.version + 1 }));
    void usePeople.getState().load();
  });
}

export type PersonState = 'active' | 'disabled' | 'enrol';

/** One word for a person; disabled comes first, because then nothing else matters. */
export function stateOf(person: Person): PersonState {
  if (!person.active) return 'disabled';
  // Who chose to give no face is complete without one.
  return !person.withoutFace && (person.needsEnrolment || person.templates === 0) ? 'enrol' : 'active';
}

export type Totals = Readonly<Record<Filter, number>> & { readonly templates: number };

export function totalsOf(people: readonly Person[]): Totals {
  const totals = { all: people.length, active: 0, disabled: 0, enrol: 0, templates: 0 };
  for (const person of people) {
    totals[stateOf(person)]++;
    totals.templates += person.templates;
  }
  return totals;
}

export function filtered(people: readonly Person[], filter: Filter): readonly Person[] {
  return filter === 'all' ? people : people.filter((p) => stateOf(p) === filter);
}
