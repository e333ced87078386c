import { describe, expect, test } from 'vitest';
import { at, door, group, holder, model, NOW, profile } from '../../../test/access/build.ts';
import type { AccessModel, Holder } from './model.ts';
import { nextAllowed, schedule } from './schedule.ts';

const office = profile({ 1: ['08:00-17:00'], 2: ['08:00-17:00'] }, { id: 1 });
const evening = profile({ 2: ['18:00-22:00'] }, { id: 2 });
const site = (changes: Partial<AccessModel> = {}): AccessModel =>
  model({
    doors: [door(), door({ id: 2 })],
    groups: [
      group({ id: 1, grants: [{ doorId: 1, profileId: 1 }] }),
      group({ id: 2, grants: [{ doorId: 1, profileId: 2 }] }),
      group({ id: 3, grants: [{ doorId: 2, profileId: null }] }),
      group({ id: 4, grants: [{ doorId: 1, profileId: null }] }),
      group({ id: 5, grants: [{ doorId: 1, profileId: 99 }] }),
    ],
    profiles: [office, evening],
    ...changes,
  });
const holiday = { holidays: [{ date: '2026-11-24', name: 'a day off', kind: 'off' as const, asWeekday: null }] };
const worked = { holidays: [{ date: '2026-11-24', name: 'as a Monday', kind: 'working-day' as const, asWeekday: null }] };

describe('validity, groups, hours', () => {
  const cases: [string, Partial<Holder>, Partial<AccessModel>, string, string | null, string | null][] = [
    ['their group opens it now', {}, {}, '2026-11-24T09:00+01:00', null, null],
    ['no group', { groups: [] }, {}, '2026-11-24T09:00+01:00', 'no-access', null],
    ['a group that is gone', { groups: [77] }, {}, '2026-11-24T09:00+01:00', 'no-access', null],
    ['a group of another door', { groups: [3] }, {}, '2026-11-24T09:00+01:00', 'no-access', null],
    ['a grant whose profile is gone', { groups: [5] }, {}, '2026-11-24T09:00+01:00', 'no-access', null],
    ['at any time', { groups: [4] }, holiday, '2026-11-24T03:00+01:00', null, null],
    ['outside their hours', {}, {}, '2026-11-24T17:00+01:00', 'outside-hours', '2026-11-30T08:00+01:00'],
    ['two groups: either opens', { groups: [1, 2] }, {}, '2026-11-24T19:00+01:00', null, null],
    [
      'two groups: the earlier opening',
      { groups: [1, 2] },
      {},
      '2026-11-24T17:30+01:00',
      'outside-hours',
      '2026-11-24T18:00+01:00',
    ],
    ['a holiday', {}, holiday, '2026-11-24T09:00+01:00', 'holiday', '2026-11-30T08:00+01:00'],
    [
      'a holiday, but closed at that time anyway',
      {},
      holiday,
      '2026-11-24T06:00+01:00',
      'outside-hours',
      '2026-11-30T08:00+01:00',
    ],
    ['a make-up day is no holiday', { groups: [2] }, worked, '2026-11-24T19:00+01:00', 'outside-hours', '2026-12-01T18:00+01:00'],
    [
      'not yet valid: when the door then opens',
      { validFrom: '2026-11-28' },
      {},
      '2026-11-24T09:00+01:00',
      'not-yet-valid',
      '2026-11-30T08:00+01:00',
    ],
    [
      'not yet valid, at any time',
      { validFrom: '2026-11-28', groups: [4] },
      {},
      '2026-11-24T09:00+01:00',
      'not-yet-valid',
      '2026-11-28T00:00+01:00',
    ],
    [
      'not yet valid, and no door of theirs',
      { validFrom: '2026-11-28', groups: [] },
      {},
      '2026-11-24T09:00+01:00',
      'not-yet-valid',
      null,
    ],
    ['no longer valid', { validTo: '2026-11-23' }, {}, '2026-11-24T09:00+01:00', 'no-longer-valid', null],
    [
      'outside their hours, and over before the next',
      { validTo: '2026-11-29' },
      {},
      '2026-11-24T17:00+01:00',
      'outside-hours',
      null,
    ],
    [
      'a visitor who is gone before the next',
      { visitorUntil: at('2026-11-30T08:00+01:00') },
      {},
      '2026-11-24T17:00+01:00',
      'outside-hours',
      null,
    ],
  ];
  test.each(cases)('%s', (_name, who, changes, when, reason, from) => {
    const expected = reason === null ? null : { reason, from: from === null ? null : at(from) };
    expect(schedule(holder(who), door(), at(when), site(changes))).toEqual(expected);
  });
});

test('what is said to be the next time is one', () => {
  const next = nextAllowed(holder(), door(), at('2026-11-24T17:00+01:00'), site())!;
  expect([schedule(holder(), door(), next, site()), schedule(holder(), door(), next - 1, site())]).toMatchObject([
    null,
    { reason: 'outside-hours' },
  ]);
  expect(nextAllowed(holder({ groups: [4] }), door(), NOW, site())).toBe(NOW);
});
