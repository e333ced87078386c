import { expect, test } from 'vitest';
import { door, model, NOW, state } from '../../../test/access/build.ts';
import { interlock } from './interlock.ts';
import type { AccessState } from './model.ts';

const outer = door({ id: 1, interlock: 1 });
const inner = door({ id: 2, interlock: 1, pulseMs: 5000 });
const slow = door({ id: 3, interlock: 1, pulseMs: 20_000 });
const apart = door({ id: 4, interlock: 2 });
const free = door({ id: 5 });
const site = model({ doors: [outer, inner, slow, apart, free] });
const open = (...ids: number[]): Partial<AccessState> => ({ openDoors: new Map(ids.map((id) => [id, NOW - 1000])) });
const granted = (...list: [number, number][]): Partial<AccessState> => ({
  lastGrant: new Map(list.map(([id, ago]) => [id, NOW - ago])),
});

const cases: [string, Partial<AccessState>, { from: number | null } | null][] = [
  ['all shut', {}, null],
  ['the other is open', open(2), { from: null }],
  ['this one is open', open(1), null],
  ['a door of another interlock is open', open(4), null],
  ['a door of none is open', open(5), null],
  ['the other was just released', granted([2, 1000]), { from: NOW + 4000 }],
  ['its pulse is over', granted([2, 5000]), null],
  ['a millisecond before', granted([2, 4999]), { from: NOW + 1 }],
  ['two others: the later end', granted([2, 1000], [3, 1000]), { from: NOW + 19_000 }],
  ['this one was just released', granted([1, 0]), null],
  ['released and open: the contact says when', { ...granted([2, 1000]), ...open(2) }, { from: null }],
  ['released in a future that was set back', granted([2, -3_600_000]), null],
];
test.each(cases)('%s', (_name, changes, expected) => {
  expect(interlock(outer, NOW, state(changes), site)).toEqual(expected);
});

test('a door of no interlock waits for none', () => {
  expect(interlock(free, NOW, state(open(1, 2, 3, 4)), site)).toBeNull();
});
