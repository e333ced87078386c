import { expect, test } from 'vitest';
import { EVENT_KINDS, EVENT_REASONS, isReason, type Reasoned } from './events.ts';

test('a reason stands once in its kind, and is known', () => {
  for (const kind of EVENT_KINDS) {
    const reasons: readonly string[] = EVENT_REASONS[kind];
    expect(new Set(reasons).size).toBe(reasons.length);
    expect(reasons.filter((reason) => !isReason(reason))).toEqual([]);
  }
  for (const none of ['', 'toString', 'from-tomorrow']) expect(isReason(none)).toBe(false);
});

test('a reason of another kind does not compile', () => {
  const right: Reasoned[] = [
    { kind: 'recognised', reason: null },
    { kind: 'refused', reason: 'not-recognised' },
    { kind: 'fault', reason: 'database-full-over' },
    // @ts-expect-error a door is not refused
    { kind: 'refused', reason: 'opened' },
    // @ts-expect-error whoever is refused is refused for something
    { kind: 'refused', reason: null },
    // @ts-expect-error nobody knows it
    { kind: 'system', reason: 'from-tomorrow' },
  ];
  expect(right).toHaveLength(6);
});
