import { describe, expect, test } from 'vitest';
import { at, door, HOUR, holder, MINUTE, model, NOW, passages, state, zone } from '../../../test/access/build.ts';
import { antiPassback } from './anti-passback.ts';
import type { AntiPassback, Door, Holder, Passage } from './model.ts';
import { pass } from './transitions.ts';

const hall = 1;
const inDoor = door();
const outDoor = door({ id: 2, fromZone: hall, toZone: null, direction: 'out' });
const storeDoor = door({ id: 3, fromZone: hall, toZone: 2 });
const yard = door({ id: 4, fromZone: null, toZone: null });
const bothWays = door({ id: 5, direction: 'both' });
const way = (d: Door) => ({ direction: 'in' as const, from: d.fromZone, to: d.toZone });

const refused = { kind: 'refused', reason: 'anti-passback', from: null };
const refusedExit = { kind: 'refused', reason: 'anti-passback-exit', from: null };
const note = { kind: 'note', note: 'anti-passback-soft' };
const inside = passages([hall, NOW - HOUR]);
const outside = passages([hall, NOW - 2 * HOUR], [null, NOW - HOUR]);

describe('hard and soft', () => {
  const cases: [string, AntiPassback, Door, readonly Passage[], object | null][] = [
    ['hard: in for the first time', 'hard', inDoor, [], null],
    ['hard: in, from outside', 'hard', inDoor, outside, null],
    ['hard: in twice', 'hard', inDoor, inside, refused],
    ['soft: in twice', 'soft', inDoor, inside, note],
    ['off: in twice', 'off', inDoor, inside, null],
    ['hard: out, from inside', 'hard', outDoor, inside, null],
    ['hard: out without having come in', 'hard', outDoor, outside, refusedExit],
    ['hard: out, not known where', 'hard', outDoor, [], null],
    ['soft: out without having come in', 'soft', outDoor, outside, note],
    ['off: out without having come in', 'off', outDoor, outside, null],
    ['hard: from the hall on into the store', 'hard', storeDoor, inside, null],
    ['hard: into the store by somebody who is outside: the hall minds', 'hard', storeDoor, outside, refusedExit],
    ['hard: into the store twice: the hall minds, the store does not', 'hard', storeDoor, passages([2, NOW - HOUR]), refusedExit],
    ['hard: a door that is no border', 'hard', yard, inside, null],
    ['hard: a door of both directions has nothing to hold against', 'hard', bothWays, inside, null],
  ];
  test.each(cases)('%s', (_name, rule, d, list, expected) => {
    const site = model({ zones: [zone({ id: hall, antiPassback: rule }), zone({ id: 2 })] });
    expect(antiPassback(holder(), d, way(d), NOW, state({ passages: new Map([[1, list]]) }), site)).toEqual(expected);
  });
  test('a hard zone beyond a soft one wins', () => {
    const site = model({ zones: [zone({ id: hall, antiPassback: 'soft' }), zone({ id: 2, antiPassback: 'hard' })] });
    expect(
      antiPassback(
        holder(),
        storeDoor,
        way(storeDoor),
        NOW,
        state({ passages: new Map([[1, passages([2, NOW - HOUR])]]) }),
        site,
      ),
    ).toEqual(refused);
  });
  test('the exempt, and others, are not held to it', () => {
    const site = model({ zones: [zone({ antiPassback: 'hard' })] });
    const s = state({ passages: new Map([[1, inside]]) });
    const ask = (who: Partial<Holder>) => antiPassback(holder(who), inDoor, way(inDoor), NOW, s, site);
    expect([ask({}), ask({ antiPassbackExempt: true }), ask({ personId: 2 })]).toEqual([refused, null, null]);
  });
});

describe('timed, five minutes', () => {
  const since = (ms: number) => passages([hall, NOW - ms]);
  const until = (ms: number) => ({ kind: 'refused', reason: 'anti-passback-timed', from: NOW - ms + 5 * MINUTE });
  const cases: [string, Door, readonly Passage[], object | null][] = [
    ['for the first time', inDoor, [], null],
    ['at once', inDoor, since(0), until(0)],
    ['a millisecond too soon', inDoor, since(5 * MINUTE - 1), until(5 * MINUTE - 1)],
    ['after five minutes', inDoor, since(5 * MINUTE), null],
    ['they left meanwhile: still too soon', inDoor, passages([hall, NOW - 2 * MINUTE], [null, NOW - MINUTE]), until(2 * MINUTE)],
    ['the clock was set back', inDoor, since(-HOUR), null],
    ['out again at once', outDoor, since(0), null],
    ['also at a door of both directions', bothWays, since(MINUTE), until(MINUTE)],
  ];
  test.each(cases)('%s', (_name, d, list, expected) => {
    const site = model({ zones: [zone({ antiPassback: 'timed', timedMinutes: 5 })] });
    expect(antiPassback(holder(), d, way(d), NOW, state({ passages: new Map([[1, list]]) }), site)).toEqual(expected);
  });
  test('five minutes are five minutes in the doubled hour', () => {
    const site = model({ zones: [zone({ antiPassback: 'timed', timedMinutes: 30 })] });
    const entered = at('2026-10-25T02:45+02:00');
    const s = state({ passages: new Map([[1, passages([hall, entered])]]) });
    const ask = (when: string) => antiPassback(holder(), inDoor, way(inDoor), at(when), s, site);
    expect(ask('2026-10-25T02:14:59+01:00')).toMatchObject({ from: at('2026-10-25T02:15+01:00') });
    expect(ask('2026-10-25T02:15+01:00')).toBeNull();
  });
});

describe('reset', () => {
  const site = model({ zones: [zone({ antiPassback: 'hard', resetAt: '04:00' }), zone({ id: 2, antiPassback: 'hard' })] });
  const entered = at('2026-11-23T22:00+01:00');
  const s = state({
    passages: new Map([
      [1, passages([hall, entered])],
      [2, passages([2, entered])],
    ]),
  });
  const ask = (when: string) => antiPassback(holder(), inDoor, way(inDoor), at(when), s, site);
  test('by time of day', () => {
    expect(ask('2026-11-24T03:59:59.999+01:00')).toEqual(refused);
    expect(ask('2026-11-24T04:00+01:00')).toBeNull();
  });
  test('by hand: the zone, everybody, one person', () => {
    const after = (zoneId: number | null) => pass(s, { kind: 'reset', zoneId });
    const again = at('2026-11-23T23:00+01:00');
    const first = (x: typeof s) => antiPassback(holder(), inDoor, way(inDoor), again, x, site);
    const second = (x: typeof s) => antiPassback(holder({ personId: 2 }), storeDoor, way(storeDoor), again, x, site);
    expect([first(s), first(after(hall)), first(after(2)), first(after(null))]).toEqual([refused, null, refused, null]);
    expect([second(s), second(after(hall)), second(after(2))]).toEqual([refused, refused, null]);
    const one = pass(s, { kind: 'reset-person', personId: 1 });
    expect([first(one), second(one)]).toEqual([null, refused]);
  });
});
