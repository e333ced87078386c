import { expect, test } from 'vitest';
import { at, door, group, holder, model, NOW, state } from '../../../test/access/build.ts';
import { firstPerson } from './first-person.ts';
import type { Holder } from './model.ts';

const site = model({ groups: [group(), group({ id: 2, opensDay: true })] });
const staff = holder({ personId: 1, groups: [1] });
const boss = holder({ personId: 2, groups: [1, 2] });
const opened = (day: string) => state({ dayOpened: new Map([[1, { day, eventId: 5 }]]) });
const cases: [string, boolean, readonly Holder[], string | null, string, object | string | null][] = [
  ['no such rule', false, [staff], null, '2026-11-24T09:00+01:00', null],
  ['nobody has come yet', true, [staff], null, '2026-11-24T09:00+01:00', 'closed'],
  ['somebody who may', true, [boss], null, '2026-11-24T09:00+01:00', { day: '2026-11-24', personId: 2 }],
  ['two together, one of whom may', true, [staff, boss], null, '2026-11-24T09:00+01:00', { day: '2026-11-24', personId: 2 }],
  ['opened today', true, [staff], '2026-11-24', '2026-11-24T09:00+01:00', null],
  ['opened today, by who may again', true, [boss], '2026-11-24', '2026-11-24T23:59:59.999+01:00', null],
  ['opened yesterday', true, [staff], '2026-11-23', '2026-11-24T09:00+01:00', 'closed'],
  ['midnight closes', true, [staff], '2026-11-24', '2026-11-25T00:00+01:00', 'closed'],
  ['the last hour of a day of 25 hours', true, [staff], '2026-10-25', '2026-10-25T23:30+01:00', null],
  ['the clock was set back a day', true, [staff], '2026-11-24', '2026-11-23T09:00+01:00', 'closed'],
];
test.each(cases)('%s', (_name, firstPersonIn, people, day, when, expected) => {
  expect(firstPerson(people, door({ firstPersonIn }), at(when), day === null ? state() : opened(day), site)).toEqual(expected);
});

test('each door has its own day', () => {
  expect(firstPerson([staff], door({ id: 2, firstPersonIn: true }), NOW, opened('2026-11-24'), site)).toBe('closed');
});
