import { expect, test } from 'vitest';
import { personId } from '../../domain/ids.ts';
import { createFirstOfTwo } from './first-of-two.ts';

const ANA = personId(1);
const BEN = personId(2);

function desk() {
  const clock = { now: 1_000 };
  return { clock, two: createFirstOfTwo(() => clock.now) };
}

test('a badge waits half a minute for its PIN, and is no PIN itself', () => {
  const { clock, two } = desk();
  two.came('badge', { personId: ANA, startedAt: 900 });
  expect(two.waiting('badge')).toMatchObject({ personId: ANA, startedAt: 900 });
  expect(two.waiting('pin')).toBeNull();
  clock.now += 29_999;
  expect(two.waiting('badge')).not.toBeNull();
  clock.now += 1;
  expect(two.waiting('badge')).toBeNull();
});

test('shown again by the same person it waits anew, and has waited since the first time', () => {
  const { clock, two } = desk();
  two.came('badge', { personId: ANA, startedAt: 900 });
  clock.now += 20_000;
  two.came('badge', { personId: ANA, startedAt: 20_900 });
  clock.now += 20_000;
  expect(two.waiting('badge')).toMatchObject({ startedAt: 900 });
  clock.now += 20_000;
  two.came('badge', { personId: ANA, startedAt: 60_000 });
  expect(two.waiting('badge')).toMatchObject({ startedAt: 60_000 });
});

test('somebody else, or the other kind, takes its place; and it is over when the other one is there', () => {
  const { two } = desk();
  two.came('badge', { personId: ANA, startedAt: 900 });
  two.came('badge', { personId: BEN, startedAt: 950 });
  expect(two.waiting('badge')).toMatchObject({ personId: BEN, startedAt: 950 });
  two.came('pin', { personId: ANA, startedAt: 960 });
  expect([two.waiting('badge'), two.waiting('pin')?.personId]).toEqual([null, ANA]);
  two.done();
  expect(two.waiting('pin')).toBeNull();
});
