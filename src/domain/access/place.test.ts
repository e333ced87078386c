import { describe, expect, test } from 'vitest';
import { at, model, NOW, passages, state, zone } from '../../../test/access/build.ts';
import type { Passage } from './model.ts';
import { lastEntry, peopleIn, placeOf } from './place.ts';

const hall = zone({ id: 1, resetAt: '04:00' });
const store = zone({ id: 2 });
const site = model({ zones: [hall, store] });
const yesterday = at('2026-11-23T22:00+01:00');
const morning = at('2026-11-24T08:00+01:00');

describe('where somebody is', () => {
  const cases: [string, readonly Passage[], number, { zoneId: number | null; since: number } | null][] = [
    ['never seen', [], NOW, null],
    [
      'the last passage counts',
      passages([1, morning], [2, morning + 1], [1, morning + 2]),
      NOW,
      { zoneId: 1, since: morning + 2 },
    ],
    ['outside', passages([1, morning], [null, morning + 1]), NOW, { zoneId: null, since: morning + 1 }],
    ['in a zone that is gone', passages([9, morning]), NOW, null],
    ['from before the reset', passages([1, yesterday]), NOW, null],
    [
      'just before the reset comes',
      passages([1, yesterday]),
      at('2026-11-24T03:59:59.999+01:00'),
      { zoneId: 1, since: yesterday },
    ],
    ['at the reset', passages([1, yesterday]), at('2026-11-24T04:00+01:00'), null],
    [
      'in at the reset itself',
      passages([1, at('2026-11-24T04:00+01:00')]),
      NOW,
      { zoneId: 1, since: at('2026-11-24T04:00+01:00') },
    ],
    ['a zone without a reset', passages([2, yesterday]), NOW, { zoneId: 2, since: yesterday }],
    ['outside is not reset', passages([null, yesterday]), NOW, { zoneId: null, since: yesterday }],
    ['the clock was set back: still there', passages([1, morning]), at('2026-11-23T20:00+01:00'), { zoneId: 1, since: morning }],
    ['in order of writing, not of the clock', passages([1, morning], [2, yesterday]), NOW, { zoneId: 2, since: yesterday }],
  ];
  test.each(cases)('%s', (_name, list, when, expected) => {
    expect(placeOf(7, when, state({ passages: new Map([[7, list]]) }), site)).toEqual(expected);
  });
});

test('the last entry into a zone, though they are elsewhere since', () => {
  const s = state({
    passages: new Map([
      [7, passages([1, morning], [null, morning + 1])],
      [8, passages([1, yesterday])],
    ]),
  });
  expect(lastEntry(7, hall, NOW, s, site)?.at).toBe(morning);
  expect(lastEntry(7, store, NOW, s, site)).toBeNull();
  expect(lastEntry(8, hall, NOW, s, site)).toBeNull();
  expect(lastEntry(9, hall, NOW, s, site)).toBeNull();
});

test('who is in a zone', () => {
  const s = state({
    passages: new Map([
      [1, passages([1, morning])],
      [2, passages([1, morning], [2, morning])],
      [3, passages([1, yesterday])],
      [4, passages([null, morning], [1, morning])],
    ]),
  });
  expect(peopleIn(hall, NOW, s, site)).toEqual([1, 4]);
  expect(peopleIn(store, NOW, s, site)).toEqual([2]);
  expect(peopleIn(hall, at('2026-11-23T23:00+01:00'), s, site)).toEqual([1, 3, 4]);
});
