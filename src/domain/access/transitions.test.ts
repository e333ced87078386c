import { describe, expect, test } from 'vitest';
import { door, HOUR, holder, NOW, passages, request, state, waiting } from '../../../test/access/build.ts';
import type { Verdict } from './decide.ts';
import { EMPTY_STATE, type AccessChange, type AccessState, type Passage } from './model.ts';
import { changesOf, pass } from './transitions.ts';

const identified = { decision: null, waitMs: 900 };
const entry: Passage = { eventId: 10, doorId: 1, zoneId: 1, at: NOW };
const granted: Verdict = { kind: 'granted', direction: 'in', zoneId: 1, note: null, opens: null, first: null };

describe('what a verdict changes', () => {
  const cases: [string, Verdict, { first: number | null; own: number } | null, readonly AccessChange[]][] = [
    ['refused: nothing', { kind: 'refused', reason: 'lockdown', from: null }, null, []],
    ['a second factor: nothing', { kind: 'second-factor' }, null, []],
    [
      'granted',
      granted,
      { first: null, own: 10 },
      [{ kind: 'passed', personId: 1, passage: entry, moves: true, opensDay: null }],
    ],
    [
      'granted, and opens the day',
      { ...granted, opens: { day: '2026-11-24', personId: 1 } },
      { first: null, own: 10 },
      [{ kind: 'passed', personId: 1, passage: entry, moves: true, opensDay: '2026-11-24' }],
    ],
    [
      'the first waits',
      { kind: 'wait-for-second', until: NOW + 15_000, begun: true },
      null,
      [{ kind: 'waits', doorId: 1, waiting: waiting(1, NOW) }],
    ],
    ['the first waits on: nothing', { kind: 'wait-for-second', until: NOW + 9000, begun: false }, null, []],
    [
      'two pass, the first of whom opens the day',
      { ...granted, opens: { day: '2026-11-24', personId: 2 }, first: { waiting: waiting(2, NOW - 5000), note: null } },
      { first: 9, own: 10 },
      [
        { kind: 'passed', personId: 2, passage: { ...entry, eventId: 9 }, moves: true, opensDay: '2026-11-24' },
        { kind: 'passed', personId: 1, passage: entry, moves: true, opensDay: null },
      ],
    ],
  ];
  test.each(cases)('%s', (_name, verdict, ids, expected) => {
    expect(changesOf(verdict, request({ holder: holder(), door: door() }), identified, ids)).toEqual(expected);
  });
});

describe('the state after a change', () => {
  const [hall, out] = passages([1, NOW - HOUR], [null, NOW - 1]) as [Passage, Passage];
  const some = state({
    passages: new Map([
      [1, [hall, out]],
      [2, [{ ...hall, eventId: 20 }]],
    ]),
    dayOpened: new Map([
      [1, { day: '2026-11-24', eventId: 20 }],
      [2, { day: '2026-11-24', eventId: 21 }],
    ]),
    waiting: new Map([[1, waiting(7, NOW)]]),
    somebody: [{ ...hall, eventId: 15 }],
    lockdown: { site: false, doors: [3] },
  });
  const cases: [string, AccessChange, Partial<AccessState>][] = [
    [
      'passed: the place, the door, no more waiting there',
      { kind: 'passed', personId: 2, passage: entry, moves: true, opensDay: null },
      {
        passages: new Map([...some.passages, [2, [{ ...hall, eventId: 20 }, entry]]]),
        lastGrant: new Map([[1, NOW]]),
        waiting: new Map(),
      },
    ],
    [
      'passed, and opened the day',
      { kind: 'passed', personId: 2, passage: entry, moves: true, opensDay: '2026-11-25' },
      {
        passages: new Map([...some.passages, [2, [{ ...hall, eventId: 20 }, entry]]]),
        lastGrant: new Map([[1, NOW]]),
        waiting: new Map(),
        dayOpened: new Map([...some.dayOpened, [1, { day: '2026-11-25', eventId: 10 }]]),
      },
    ],
    [
      'waits',
      { kind: 'waits', doorId: 2, waiting: waiting(8, NOW) },
      { waiting: new Map([...some.waiting, [2, waiting(8, NOW)]]) },
    ],
    ['waiting is over', { kind: 'waiting-over', doorId: 1 }, { waiting: new Map() }],
    [
      'through a door that joins no zones: nobody has moved',
      { kind: 'passed', personId: 1, passage: { ...entry, zoneId: null }, moves: false, opensDay: null },
      { lastGrant: new Map([[1, NOW]]), waiting: new Map() },
    ],
    [
      'taken back at the kiosk: doubted, and somebody came in instead; the day is closed again',
      { kind: 'taken-back', eventId: 20, by: 'kiosk', somebody: { ...hall, eventId: 20 } },
      {
        passages: new Map([...some.passages, [2, [{ ...hall, eventId: 20, doubted: true }]]]),
        somebody: [...some.somebody, { ...hall, eventId: 20 }],
        dayOpened: new Map([[2, { day: '2026-11-24', eventId: 21 }]]),
      },
    ],
    ['somebody is found, or has left', { kind: 'somebody-gone', eventId: 15 }, { somebody: [] }],
    [
      'it was them after all: nobody else came in',
      { kind: 'stands-again', personId: 2, passage: { ...hall, eventId: 15 } },
      {
        passages: new Map([
          ...some.passages,
          [
            2,
            [
              { ...hall, eventId: 15 },
              { ...hall, eventId: 20 },
            ],
          ],
        ]),
        somebody: [],
      },
    ],
    [
      'taken back: they are where they were before',
      { kind: 'taken-back', eventId: out.eventId, by: 'administrator', somebody: null },
      { passages: new Map([...some.passages, [1, [hall]]]) },
    ],
    [
      'taken back: the day is closed again, and nowhere known',
      { kind: 'taken-back', eventId: 20, by: 'administrator', somebody: null },
      { passages: new Map([[1, [hall, out]]]), dayOpened: new Map([[2, { day: '2026-11-24', eventId: 21 }]]) },
    ],
    ['taken back: an event without a passage', { kind: 'taken-back', eventId: 999, by: 'administrator', somebody: null }, {}],
    [
      'stands again: a passage before the last one moves nobody',
      { kind: 'stands-again', personId: 2, passage: { ...out, eventId: 19 } },
      {
        passages: new Map([
          ...some.passages,
          [
            2,
            [
              { ...out, eventId: 19 },
              { ...hall, eventId: 20 },
            ],
          ],
        ]),
      },
    ],
    ['stands again: what stands already', { kind: 'stands-again', personId: 1, passage: out }, {}],
    [
      'reset of a zone: who is in it, and the entries of the others',
      { kind: 'reset', zoneId: 1 },
      { passages: new Map([[1, [out]]]), somebody: [{ ...hall, eventId: 15, zoneId: null }] },
    ],
    [
      'reset of everything: whoever is not known is still in',
      { kind: 'reset', zoneId: null },
      { passages: new Map(), somebody: [{ ...hall, eventId: 15, zoneId: null }] },
    ],
    ['reset of one', { kind: 'reset-person', personId: 1 }, { passages: new Map([[2, [{ ...hall, eventId: 20 }]]]) }],
    [
      'lockdown of the site leaves the doors as they are',
      { kind: 'lockdown', doorId: null, on: true },
      { lockdown: { site: true, doors: [3] } },
    ],
    ['lockdown of a door', { kind: 'lockdown', doorId: 1, on: true }, { lockdown: { site: false, doors: [1, 3] } }],
    ['lockdown of a door, twice', { kind: 'lockdown', doorId: 3, on: true }, { lockdown: { site: false, doors: [3] } }],
    ['lockdown off', { kind: 'lockdown', doorId: 3, on: false }, { lockdown: { site: false, doors: [] } }],
    ['emergency', { kind: 'emergency', doorId: null, on: true }, { emergency: { site: true, doors: [] } }],
  ];
  test.each(cases)('%s', (_name, change, expected) => {
    const before = structuredClone(some);
    expect(pass(some, change)).toEqual({ ...some, ...expected });
    expect(some).toEqual(before);
  });
  test('reset of a zone: whoever may be in it by a passage that is doubted is forgotten as well', () => {
    const doubted = state({ passages: new Map([[1, [out, { ...hall, eventId: 30, doubted: true }]]]) });
    expect(pass(doubted, { kind: 'reset', zoneId: 1 }).passages).toEqual(new Map());
    const elsewhere = state({ passages: new Map([[1, [hall, { ...out, eventId: 30, doubted: true }]]]) });
    expect(pass(elsewhere, { kind: 'reset', zoneId: 1 }).passages).toEqual(new Map());
    const before = state({ passages: new Map([[1, [{ ...hall, doubted: true }, out]]]) });
    expect(pass(before, { kind: 'reset', zoneId: 1 }).passages).toEqual(new Map([[1, [out]]]));
  });
  test('from nothing', () => {
    expect(pass(EMPTY_STATE, { kind: 'reset', zoneId: 1 })).toEqual(EMPTY_STATE);
  });
});
