import { beforeEach, expect, test } from 'vitest';
import type { LastPunch } from '../../domain/attendance/direction.ts';
import { err, ok } from '../../domain/result.ts';
import { createAdmit, type AccessAnswer, type Admit, type Identified, type PunchToRecord } from './admit.ts';

const pin = (personId = 1): Identified => ({ personId, method: 'pin', decision: null, waitMs: 4200 });

let rows: PunchToRecord[];
let doors: number[];
let answer: AccessAnswer;
let last: LastPunch | null;
let now: number;
let full: boolean;
let admit: Admit;
beforeEach(() => {
  rows = [];
  doors = [];
  answer = { kind: 'granted', direction: null };
  last = null;
  now = Date.UTC(2026, 10, 24, 8, 57);
  full = false;
  admit = createAdmit({
    person: () => ok({ name: 'Ana', last }),
    decide: () => ok(answer),
    record: (punch) => {
      if (full) return err({ code: 'database-full' });
      rows.push(punch);
      return ok({ eventId: rows.length, at: now });
    },
    openDoor: (id) => doors.push(id),
    cooldownMs: () => 60_000,
    longestPresenceMs: () => 16 * 3_600_000,
    now: () => now,
  });
});

test('granted: one row with its way and its wait, then the door', () => {
  expect(admit(pin())).toEqual(
    ok({ state: 'welcome', eventId: 1, name: 'Ana', direction: 'in', at: now, method: 'pin', last: null }),
  );
  expect(rows).toMatchObject([{ kind: 'recognised', method: 'pin', waitMs: 4200, direction: 'in' }]);
  expect(doors).toEqual([1]);
});

test('the door says the direction where it knows it', () => {
  answer = { kind: 'granted', direction: 'out' };
  expect(admit(pin())).toMatchObject({ value: { state: 'welcome', direction: 'out' } });
});

test('no row, no door', () => {
  full = true;
  expect(admit(pin())).toEqual(err({ code: 'database-full' }));
  expect(doors).toEqual([]);
});

test('refused by a rule: the reason, one row however long they stay, a second after they were away', () => {
  answer = { kind: 'refused', reason: 'outside-hours', from: now + 3_600_000 };
  for (let i = 0; i < 5; i++) {
    expect(admit(pin())).toEqual(ok({ state: 'refused', reason: 'outside-hours', from: answer.from, name: 'Ana' }));
    now += 5_000;
  }
  expect(rows).toMatchObject([{ kind: 'refused', reason: 'outside-hours', personId: 1 }]);
  now += 20_000;
  admit(pin());
  admit(pin(2));
  expect(rows).toHaveLength(3);
  expect(doors).toEqual([]);
});

test('within the cool-down: told, not booked, and no rule is asked', () => {
  last = { direction: 'in', at: now - 5_000 };
  answer = { kind: 'refused', reason: 'anti-passback', from: null };
  expect(admit(pin())).toEqual(ok({ state: 'again', name: 'Ana', direction: 'in', at: now - 5_000 }));
  expect(rows).toEqual([]);
});

test('the first of two waits without a row', () => {
  answer = { kind: 'wait-for-second', until: now + 15_000 };
  expect(admit(pin())).toEqual(ok({ state: 'wait-for-second', name: 'Ana', until: now + 15_000 }));
  expect([rows, doors]).toEqual([[], []]);
});
