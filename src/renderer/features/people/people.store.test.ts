import { expect, it } from 'vitest';
import type { Person } from '../../../shared/schemas.ts';
import { filtered, stateOf, totalsOf } from './people.store.ts';

const person = (id: number, part: Partial<Person> = {}): Person => ({
  id,
  employeeNumber: `E-${id}`,
  name: `P${id}`,
  department: '',
  active: true,
  templates: 5,
  needsEnrolment: false,
  withoutFace: false,
  enrolledAt: 1_790_000_000_000,
  lastSeenAt: null,
  ...part,
});

it.each<[string, Partial<Person>, string]>([
  ['active', {}, 'active'],
  ['no template at all', { templates: 0 }, 'enrol'],
  ['only templates of another model', { templates: 0, needsEnrolment: true }, 'enrol'],
  ['gives no face by choice', { templates: 0, withoutFace: true }, 'active'],
  ['disabled comes before everything', { active: false, templates: 0, needsEnrolment: true }, 'disabled'],
])('%s', (_, part, state) => {
  expect(stateOf(person(1, part))).toBe(state);
});

it('counts every person once', () => {
  const people = [person(1), person(2, { active: false }), person(3, { templates: 0 }), person(4)];
  expect(totalsOf(people)).toEqual({ all: 4, active: 2, disabled: 1, enrol: 1, templates: 15 });
  expect(filtered(people, 'active').map((p) => p.id)).toEqual([1, 4]);
  expect(filtered(people, 'all')).toBe(people);
});
