import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  another,
  budgetKey,
  DECISIONS_A_MINUTE,
  isOver,
  MINUTE_MS,
  nextMinute,
  ROWS_A_MINUTE,
  rowsAMinute,
  type RowFacts,
  type Spell,
} from './row-budget.ts';

const facts = (more: Partial<RowFacts>): RowFacts => ({
  kind: 'refused',
  reason: null,
  personId: null,
  doorId: null,
  about: null,
  decision: null,
  ...more,
});

describe('what is always a row', () => {
  test.each<[string, Partial<RowFacts>]>([
    ['somebody let in', { kind: 'recognised', decision: {} }],
    ['what was taken back', { kind: 'retracted', reason: 'not-me' }],
    ['an opening', { kind: 'door', reason: 'opened', about: 7 }],
    ['an opening that nobody confirms', { kind: 'door', reason: 'told-to-open', about: 7 }],
    ['a test', { kind: 'door', reason: 'door-tested' }],
    ['a request that is granted', { kind: 'door', reason: 'remote-open', doorId: 1 }],
    ['a door that did not open for somebody', { kind: 'door', reason: 'door-timeout', about: 7 }],
    ['an administrator', { kind: 'system', reason: 'emergency-on' }],
    ['the app itself', { kind: 'system', reason: 'started' }],
  ])('%s', (_name, more) => {
    expect(rowsAMinute(facts(more))).toBeNull();
  });
});

describe('what has a budget', () => {
  test.each<[string, Partial<RowFacts>, number]>([
    ['a forged badge', { reason: 'badge-unknown' }, ROWS_A_MINUTE],
    ['a face that is refused', { reason: 'not-recognised', decision: {} }, DECISIONS_A_MINUTE],
    ['a covered lens', { kind: 'fault', reason: 'camera-black' }, ROWS_A_MINUTE],
    ['a light that is switched', { kind: 'fault', reason: 'light-dark' }, ROWS_A_MINUTE],
    ['a wrong password', { kind: 'system', reason: 'password-wrong' }, ROWS_A_MINUTE],
    ['and on again', { kind: 'system', reason: 'light-good', about: 3 }, ROWS_A_MINUTE],
    ['a request that is refused', { kind: 'door', reason: 'remote-ignored', doorId: 1 }, ROWS_A_MINUTE],
    ['an alarm', { kind: 'door', reason: 'forced-open', doorId: 1 }, ROWS_A_MINUTE],
    ['its end', { kind: 'door', reason: 'forced-open-over', about: 3, doorId: 1 }, ROWS_A_MINUTE],
    ['a door that nobody is at and that does not answer', { kind: 'door', reason: 'door-timeout', doorId: 1 }, ROWS_A_MINUTE],
  ])('%s', (_name, more, limit) => {
    expect(rowsAMinute(facts(more))).toBe(limit);
  });

  test('of each reason, door and person apart', () => {
    const keys = [{}, { reason: 'door-timeout' as const }, { doorId: 1 }, { personId: 1 }, { kind: 'fault' as const }].map(
      (more) => budgetKey(facts(more)),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});

/** Everything that happens, in a world of one reason: rows as they are written, [at, more]. */
function run(
  at: readonly number[],
  limit: number,
): { readonly rows: readonly { readonly at: number; readonly more: number }[]; readonly left: number } {
  const rows: { at: number; more: number }[] = [];
  let spell: Spell | undefined;
  const sweep = (now: number): void => {
    while (spell && isOver(spell, now)) {
      const end = spell.since + MINUTE_MS;
      if (spell.more > 0) rows.push({ at: end, more: spell.more });
      spell = nextMinute(spell, end) ?? undefined;
    }
  };
  for (const now of at) {
    sweep(now);
    const step = another(spell, now, limit);
    spell = step.spell;
    if (step.write) rows.push({ at: now, more: 0 });
  }
  return { rows, left: spell?.more ?? 0 };
}

test('the sum is exact, and no minute holds more than the budget and two sums', () => {
  const gap = fc.oneof(
    fc.integer({ min: 0, max: 50 }),
    fc.integer({ min: 0, max: 20_000 }),
    fc.integer({ min: 0, max: 200_000 }),
  );
  fc.assert(
    fc.property(fc.array(gap, { maxLength: 400 }), fc.integer({ min: 1, max: 8 }), (gaps, limit) => {
      let now = 0;
      const at = gaps.map((g) => (now += g));
      const { rows, left } = run(at, limit);
      const written = rows.filter((r) => r.more === 0).length;
      expect(written + rows.reduce((sum, r) => sum + r.more, 0) + left).toBe(at.length);
      for (const { at: from } of rows)
        expect(rows.filter((r) => r.at >= from && r.at < from + MINUTE_MS).length).toBeLessThanOrEqual(2 * limit + 2);
    }),
  );
});

test('an hour of five a second is six rows and one a minute', () => {
  const { rows } = run(
    Array.from({ length: 18_000 }, (_, i) => i * 200),
    6,
  );
  expect(rows.filter((r) => r.more === 0)).toHaveLength(6);
  expect(rows.filter((r) => r.more > 0)).toHaveLength(59);
});

test('what is rare is always a row; after a quiet minute so is what was a flood', () => {
  expect(run([0, 20_000, 40_000, 61_000, 80_000, 125_000], 3).rows.every((r) => r.more === 0)).toBe(true);
  const { rows } = run([0, 1, 2, 3, 4, 200_000], 3);
  expect(rows).toEqual([
    { at: 0, more: 0 },
    { at: 1, more: 0 },
    { at: 2, more: 0 },
    { at: 60_000, more: 2 },
    { at: 200_000, more: 0 },
  ]);
});
