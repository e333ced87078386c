import { expect, test } from 'vitest';
import { at, model, NOW, passages, state, zone } from '../../../test/access/build.ts';
import { isFull } from './capacity.ts';

const inside = (...ids: number[]) => state({ passages: new Map(ids.map((id) => [id, passages([1, NOW - 1000])])) });
const cases: [string, number | null, readonly number[], readonly number[], boolean][] = [
  ['no limit', null, [9], [1, 2, 3], false],
  ['room for one', 3, [9], [1, 2], false],
  ['full', 3, [9], [1, 2, 3], true],
  ['over-full (the limit was lowered)', 1, [9], [1, 2, 3], true],
  ['full, but they are in it', 3, [3], [1, 2, 3], false],
  ['over-full, but they are in it', 1, [3], [1, 2, 3], false],
  ['room for one, two come', 3, [8, 9], [1, 2], true],
  ['room for one, two come, one of whom is in it', 3, [2, 9], [1, 2], false],
  ['room for two', 2, [8, 9], [], false],
];
test.each(cases)('%s', (_name, capacity, people, present, expected) => {
  expect(isFull(people, 1, NOW, inside(...present), model({ zones: [zone({ capacity })] }))).toBe(expected);
});

test('outside is never full, nor a zone that is not there', () => {
  const site = model({ zones: [zone({ capacity: 1 })] });
  expect([isFull([9], null, NOW, inside(1), site), isFull([9], 7, NOW, inside(1), site)]).toEqual([false, false]);
});

test('the reset empties it', () => {
  const site = model({ zones: [zone({ capacity: 1, resetAt: '04:00' })] });
  expect([isFull([9], 1, NOW, inside(1), site), isFull([9], 1, at('2026-11-25T04:00+01:00'), inside(1), site)]).toEqual([
    true,
    false,
  ]);
});
