/** How the list of people is looked at: what is searched for, and which of them are shown. */
import { create } from 'zustand';
import type { Person } from '../../../shared/schemas.ts';
import { whenGone } from '../../base/answers.ts';

export const FILTERS = ['all', 'active', 'disabled', 'enrol'] as const;
export type Filter = (typeof FILTERS)[number];

type View = {
  readonly search: string;
  readonly filter: Filter;
  readonly setSearch: (search: string) => void;
  readonly setFilter: (filter: Filter) => void;
};

export const useView = create<View>()((set) => ({
  search: '',
  filter: 'all',
  setSearch: (search) => set({ search }),
  setFilter: (filter) => set({ filter }),
}));

whenGone(() => useView.setState(useView.getInitialState()));

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
