import { expect, test } from 'vitest';
import { NOW } from '../../../../test/fakes/bridge.ts';
import type { PresenceList, PresentPerson, Somebody } from '../../../shared/calls/presence.ts';
import { countsOf, departmentsOf, groupsOf, NO_FILTER } from './groups.ts';

const person = (personId: number, more: Partial<PresentPerson> = {}): PresentPerson => ({
  personId,
  name: `P${personId}`,
  employeeNumber: String(100 + personId),
  department: 'Office',
  visitorUntil: null,
  zoneId: 1,
  since: NOW,
  method: 'face',
  door: null,
  notSignedOut: false,
  leftAt: null,
  ...more,
});
const list = (people: readonly PresentPerson[], accounted: readonly number[] | null = null): PresenceList => ({
  at: NOW,
  zones: [
    { id: 1, name: 'Hall' },
    { id: 2, name: 'Lab' },
  ],
  people: [...people],
  somebody: [],
  rollCall: accounted && {
    eventId: 9,
    startedAt: NOW,
    accounted: accounted.map((personId) => ({ personId, eventId: 1, at: NOW })),
    accountedSomebody: [],
  },
});
const shape = (...args: Parameters<typeof groupsOf>) =>
  groupsOf(...args).map((g) => `${g.key}: ${g.people.map((p) => p.personId).join(' ')}`);

const everybody = [
  person(1, { name: 'Ana Kovač' }),
  person(2, { zoneId: 2, department: 'Lab' }),
  person(3, { zoneId: null }),
  person(4, { visitorUntil: NOW + 1 }),
  person(5, { notSignedOut: true }),
  person(6, { zoneId: 77 }),
];

test('zones by their order, no zone, visitors, and who was not signed out apart', () => {
  expect(shape(list(everybody))).toEqual(['zone-1: 1', 'zone-2: 2', 'zone-none: 3 6', 'visitors: 4', 'not-signed-out: 5']);
  expect(countsOf(list(everybody))).toEqual({
    in: 5,
    unknown: 0,
    visitors: 1,
    notSignedOut: 1,
    total: 5,
    accounted: 0,
    missing: 5,
  });
});

test('each person stands on the list once', () => {
  const ids = groupsOf(list(everybody)).flatMap((g) => g.people.map((p) => p.personId));
  expect(ids.toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
});

test('filters', () => {
  expect(shape(list(everybody), { ...NO_FILTER, search: 'KOVAC' })).toEqual(['zone-1: 1']);
  expect(shape(list(everybody), { ...NO_FILTER, search: '102' })).toEqual(['zone-2: 2']);
  expect(shape(list(everybody), { ...NO_FILTER, zone: 'none' })).toEqual(['zone-none: 3']);
  expect(shape(list(everybody), { ...NO_FILTER, zone: 2 })).toEqual(['zone-2: 2']);
  expect(shape(list(everybody), { ...NO_FILTER, department: 'Lab' })).toEqual(['zone-2: 2']);
});

test('a roll call: ticked or gone is accounted for; not signed out is nobody’s missing person', () => {
  const during = list([...everybody, person(7, { leftAt: NOW, zoneId: null })], [1, 4]);
  expect(countsOf(during)).toMatchObject({ total: 6, accounted: 3, missing: 3 });
  expect(shape(during, { ...NO_FILTER, missing: true })).toEqual(['zone-2: 2', 'zone-none: 3 6']);
  expect(shape(during)).toContain('left: 7');
});

test('departments once each, in order', () => {
  expect(
    departmentsOf(
      list([
        person(1),
        person(2, { department: 'B10' }),
        person(3, { department: 'B9' }),
        person(4, { department: '' }),
        person(5),
      ]),
      'en',
    ),
  ).toEqual(['', 'B9', 'B10', 'Office']);
});

const somebody = (eventId: number, more: Partial<Somebody> = {}): Somebody => ({
  eventId,
  zoneId: 1,
  since: NOW,
  door: 'North',
  notSignedOut: false,
  ...more,
});

test('whoever is not known is counted with everybody, by zone, and has no name to be searched by', () => {
  const all: PresenceList = {
    ...list([person(1)], [1]),
    somebody: [somebody(50), somebody(51, { zoneId: null }), somebody(52, { zoneId: 77 }), somebody(53, { notSignedOut: true })],
  };
  const brief = (filter = NO_FILTER) =>
    groupsOf(all, filter).map((g) => [g.key, g.people.length, g.somebody.map((s) => s.eventId)]);
  expect(brief()).toEqual([
    ['zone-1', 1, [50]],
    ['zone-none', 0, [51, 52]],
    ['not-signed-out', 0, [53]],
  ]);
  expect(countsOf(all)).toEqual({ in: 4, unknown: 3, visitors: 0, notSignedOut: 1, total: 4, accounted: 1, missing: 3 });
  expect(brief({ ...NO_FILTER, search: 'P1' })).toEqual([['zone-1', 1, []]]);
  expect(brief({ ...NO_FILTER, department: 'Office' })).toEqual([['zone-1', 1, []]]);
  expect(brief({ ...NO_FILTER, zone: 'none' })).toEqual([['zone-none', 0, [51]]]);
  const ticked: PresenceList = {
    ...all,
    rollCall: { ...all.rollCall!, accountedSomebody: [{ cameBy: 50, eventId: 90, at: NOW }] },
  };
  expect(countsOf(ticked)).toMatchObject({ accounted: 2, missing: 2 });
  expect(groupsOf(ticked, { ...NO_FILTER, missing: true }).map((g) => g.key)).toEqual(['zone-none']);
});
