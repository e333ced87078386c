import { expect, test } from 'vitest';
import { door, NOW, state, waiting } from '../../../test/access/build.ts';
import { waitingAt } from './two-person.ts';

const two = door({ twoPerson: true });
const cases: [string, number, boolean][] = [
  ['at once', NOW, true],
  ['just in time', NOW - 14_999, true],
  ['too late', NOW - 15_000, false],
  ['from a future that was set back', NOW + 1, false],
];
test.each(cases)('%s', (_name, since, expected) => {
  expect(waitingAt(two, NOW, state({ waiting: new Map([[1, waiting(7, since)]]) }))?.personId).toBe(expected ? 7 : undefined);
});

test('each door has its own, and only doors of the rule', () => {
  const s = state({ waiting: new Map([[1, waiting(7, NOW)]]) });
  expect([waitingAt(door({ id: 2, twoPerson: true }), NOW, s), waitingAt(door(), NOW, s)]).toEqual([null, null]);
});
