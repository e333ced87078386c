import { describe, expect, test } from 'vitest';
import {
  at,
  door,
  group,
  holder,
  HOUR,
  MINUTE,
  model,
  NOW,
  passages,
  profile,
  request,
  state,
  waiting,
  zone,
} from '../../../test/access/build.ts';
import { decide, type Request } from './decide.ts';
import type { AccessModel, AccessState } from './model.ts';

const ana = holder({ personId: 1 });
const ben = holder({ personId: 2 });
const boss = holder({ personId: 3, groups: [1, 9] });
const inside = (...ids: number[]): Partial<AccessState> => ({
  passages: new Map(ids.map((id) => [id, passages([1, NOW - HOUR])])),
});
const everything = { site: true, doors: [] };
const hours = (text: string): Partial<AccessModel> => ({
  groups: [group({ grants: [{ doorId: 1, profileId: 1 }] })],
  profiles: [profile({ every: [text] })],
});

type Case = [string, Partial<Request>, Partial<AccessState>, Partial<AccessModel>, object];
const refused = (reason: string, from: number | null = null) => ({ kind: 'refused', reason, from });

describe('each reason', () => {
  const cases: Case[] = [
    ['granted', {}, {}, {}, { kind: 'granted', direction: 'in', zoneId: 1, note: null, opens: null, first: null }],
    ['switched off', { holder: holder({ active: false }) }, {}, {}, refused('inactive')],
    [
      'not yet valid',
      { holder: holder({ validFrom: '2026-12-01' }) },
      {},
      {},
      refused('not-yet-valid', at('2026-12-01T00:00+01:00')),
    ],
    ['no longer valid', { holder: holder({ validTo: '2026-11-23' }) }, {}, {}, refused('no-longer-valid')],
    ['a visit that is over', { holder: holder({ visitorUntil: NOW }) }, {}, {}, refused('no-longer-valid')],
    ['no group', { holder: holder({ groups: [] }) }, {}, {}, refused('no-access')],
    ['outside hours', {}, {}, hours('10:00-12:00'), refused('outside-hours', NOW + HOUR)],
    [
      'a holiday',
      {},
      {},
      { ...hours('08:00-12:00'), holidays: [{ date: '2026-11-24', name: 'x', kind: 'off', asWeekday: null }] },
      refused('holiday', at('2026-11-25T08:00+01:00')),
    ],
    ['nobody has opened the day', { door: door({ firstPersonIn: true }) }, {}, {}, refused('first-person')],
    ['hard anti-passback', {}, inside(1), { zones: [zone({ antiPassback: 'hard' })] }, refused('anti-passback')],
    [
      'hard anti-passback, out',
      { door: door({ fromZone: 1, toZone: null, direction: 'out' }) },
      { passages: new Map([[1, passages([null, NOW - 1])]]) },
      { zones: [zone({ antiPassback: 'hard' })] },
      refused('anti-passback-exit'),
    ],
    [
      'soft anti-passback lets in, and says so',
      {},
      inside(1),
      { zones: [zone({ antiPassback: 'soft' })] },
      { kind: 'granted', note: 'anti-passback-soft' },
    ],
    [
      'timed anti-passback',
      {},
      { passages: new Map([[1, passages([1, NOW - MINUTE])]]) },
      { zones: [zone({ antiPassback: 'timed', timedMinutes: 5 })] },
      refused('anti-passback-timed', NOW + 4 * MINUTE),
    ],
    [
      'interlock',
      { door: door({ interlock: 1 }) },
      { openDoors: new Map([[2, NOW]]) },
      { doors: [door({ interlock: 1 }), door({ id: 2, interlock: 1 })] },
      refused('interlock'),
    ],
    ['full', {}, inside(5, 6), { zones: [zone({ capacity: 2 })] }, refused('zone-full')],
    ['lockdown', {}, { lockdown: everything }, {}, refused('lockdown')],
    ['two factors, a face', { door: door({ credential: 'two-factor' }) }, {}, {}, { kind: 'second-factor' }],
    ['two factors, a PIN', { door: door({ credential: 'two-factor' }), method: 'pin' }, {}, {}, refused('face-needed')],
    ['two factors, both', { door: door({ credential: 'two-factor' }), method: 'face+pin' }, {}, {}, { kind: 'granted' }],
    [
      'two people, the first',
      { door: door({ twoPerson: true }) },
      {},
      {},
      { kind: 'wait-for-second', until: NOW + 15_000, begun: true },
    ],
  ];
  test.each(cases)('%s', (_name, asked, happened, site, expected) => {
    expect(decide(request(asked), state(happened), model(site))).toMatchObject(expected);
  });
});

describe('which comes first', () => {
  const bad = holder({ active: false, validTo: '2026-11-23', groups: [] });
  const cases: Case[] = [
    [
      'emergency lets everybody pass',
      { holder: bad },
      { emergency: everything, lockdown: everything },
      {},
      { kind: 'granted', note: 'emergency-open' },
    ],
    [
      'emergency asks for no second person, no second factor, no room',
      { door: door({ twoPerson: true, credential: 'two-factor', firstPersonIn: true }) },
      { emergency: everything, ...inside(5) },
      { zones: [zone({ capacity: 1 })] },
      { kind: 'granted', first: null, opens: null },
    ],
    ['lockdown before anything of the person', { holder: bad }, { lockdown: everything }, {}, refused('lockdown')],
    ['switched off before dates', { holder: bad }, {}, {}, refused('inactive')],
    ['dates before groups', { holder: { ...bad, active: true } }, {}, {}, refused('no-longer-valid')],
    [
      'hours before the day’s first person',
      { door: door({ firstPersonIn: true }) },
      {},
      hours('10:00-12:00'),
      refused('outside-hours', NOW + HOUR),
    ],
    [
      'anti-passback before a full zone',
      {},
      inside(1, 5),
      { zones: [zone({ antiPassback: 'hard', capacity: 1 })] },
      refused('anti-passback'),
    ],
    [
      'every rule before the second factor',
      { door: door({ credential: 'two-factor' }) },
      inside(5),
      { zones: [zone({ capacity: 1 })] },
      refused('zone-full'),
    ],
    [
      'the second factor before the wait',
      { door: door({ credential: 'two-factor', twoPerson: true }) },
      {},
      {},
      { kind: 'second-factor' },
    ],
  ];
  test.each(cases)('%s', (_name, asked, happened, site, expected) => {
    expect(decide(request(asked), state(happened), model(site))).toMatchObject(expected);
  });
});

describe('two people', () => {
  const two = door({ twoPerson: true });
  const anaWaits = { waiting: new Map([[1, waiting(1, NOW - 5000)]]) };
  const withAna = { door: two, holder: ben, partner: { holder: ana, last: null } };
  const pair = { kind: 'granted', zoneId: 1, note: 'two-person', first: { waiting: { personId: 1 }, note: null } };
  const begins = { kind: 'wait-for-second', until: NOW + 15_000, begun: true };
  const opensDay = { groups: [group(), group({ id: 9, opensDay: true })] };
  const cases: Case[] = [
    ['the second, in time', withAna, anaWaits, {}, pair],
    ['the second, too late: they are a first', withAna, { waiting: new Map([[1, waiting(1, NOW - 15_000)]]) }, {}, begins],
    ['the clock was set back: they are a first', withAna, { waiting: new Map([[1, waiting(1, NOW + 1)]]) }, {}, begins],
    [
      'the same once more waits on, no longer',
      { door: two, holder: ana, partner: { holder: ana, last: null } },
      anaWaits,
      {},
      { kind: 'wait-for-second', until: NOW + 10_000, begun: false },
    ],
    ['the second may not pass: refused', { ...withAna, holder: { ...ben, groups: [] } }, anaWaits, {}, refused('no-access')],
    [
      'the first was switched off meanwhile',
      { ...withAna, partner: { holder: { ...ana, active: false }, last: null } },
      anaWaits,
      {},
      begins,
    ],
    ['the first is gone meanwhile', { ...withAna, partner: null }, anaWaits, {}, begins],
    ['somebody waits at another door', withAna, { waiting: new Map([[2, waiting(1, NOW - 5000)]]) }, {}, begins],
    ['room for one only', withAna, { ...anaWaits, ...inside(5) }, { zones: [zone({ capacity: 2 })] }, refused('zone-full')],
    [
      'the first was against soft anti-passback: their row says it',
      withAna,
      { ...anaWaits, ...inside(1) },
      { zones: [zone({ antiPassback: 'soft' })] },
      { ...pair, first: { note: 'anti-passback-soft' } },
    ],
    [
      'both directions, both inside: out together',
      { ...withAna, door: { ...two, direction: 'both' } },
      { ...anaWaits, ...inside(1, 2) },
      {},
      { kind: 'granted', direction: 'out', zoneId: null },
    ],
    [
      'both directions, one each way: no pair',
      { ...withAna, door: { ...two, direction: 'both' } },
      { ...anaWaits, ...inside(2) },
      {},
      begins,
    ],
    [
      'the first opens the day for both',
      { ...withAna, door: { ...two, firstPersonIn: true }, partner: { holder: boss, last: null } },
      { waiting: new Map([[1, waiting(3, NOW - 5000)]]) },
      opensDay,
      { kind: 'granted', opens: { personId: 3, day: '2026-11-24' } },
    ],
    [
      'who may not open the day cannot wait for who may',
      { door: { ...two, firstPersonIn: true }, holder: ana },
      {},
      opensDay,
      refused('first-person'),
    ],
  ];
  test.each(cases)('%s', (_name, asked, happened, site, expected) => {
    expect(decide(request(asked), state(happened), model(site))).toMatchObject(expected);
  });
});
