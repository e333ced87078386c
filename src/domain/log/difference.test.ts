import { expect, test } from 'vitest';
import { difference } from './difference.ts';

test('only what differs is said, however deep', () => {
  const before = { margin: 0.03, door: { name: 'North', pulseMs: 3000 }, zones: [] };
  expect(difference(before, structuredClone(before))).toBeNull();
  expect(difference(before, { ...before, door: { name: 'South', pulseMs: 3000 } })).toEqual({
    before: { door: { name: 'North' } },
    after: { door: { name: 'South' } },
  });
});

test('a list of things goes by their ids or days: what came, went and changed', () => {
  const doors = (...list: readonly object[]) => ({ doors: list });
  const [one, two, three] = [
    { id: 1, name: 'a' },
    { id: 2, name: 'b' },
    { id: 3, name: 'c' },
  ];
  expect(difference(doors(one, two), doors({ ...two, name: 'B' }, three))).toEqual({
    before: { doors: { 1: one, 2: { name: 'b' }, 3: null } },
    after: { doors: { 1: null, 2: { name: 'B' }, 3: three } },
  });
  expect(difference([{ date: '2027-01-01', kind: 'off' }], [])).toEqual({
    before: { '2027-01-01': { date: '2027-01-01', kind: 'off' } },
    after: { '2027-01-01': null },
  });
});

test('of ten thousand members only who came and who went', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => i + 1);
  expect(difference({ members: many }, { members: [...many.slice(1), 20_000] })).toEqual({
    before: { members: [1] },
    after: { members: [20_000] },
  });
  expect(difference({ members: [] }, { members: [4] })).toEqual({ before: { members: [] }, after: { members: [4] } });
});

test('a list of neither is told whole, and what is none any more is null', () => {
  expect(difference({ hours: [{ from: '08:00' }] }, { hours: [{ from: '09:00' }] })).toEqual({
    before: { hours: [{ from: '08:00' }] },
    after: { hours: [{ from: '09:00' }] },
  });
  expect(difference({ doorId: 3 }, { doorId: null })).toEqual({ before: { doorId: 3 }, after: { doorId: null } });
});
