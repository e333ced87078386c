import { expect, test } from 'vitest';
import { causesOf, type InboxCause } from './causes.ts';
import type { Flag, Verdict } from './model.ts';
import { isTakenSo, mayBecome, REQUEST_STATES, type AbsenceUnit } from './requests.ts';

const of = (verdict: Verdict, flags: readonly Flag[], accepted: readonly InboxCause[] = [], closed = false) =>
  causesOf({ verdict, flags, closed, overtime: [] }, new Set(accepted)).join(' ');

test.each<[why: string, found: string, causes: string]>([
  ['a missing punch, said once', of('missing', ['missing-out', 'unpaired']), 'missing-out'],
  ['a pair that is none', of('present', ['unpaired']), 'unpaired'],
  ['absence', of('absent', []), 'absent'],
  ['what asks for nothing', of('present', ['runs-across', 'short-rest', 'other-zone']), ''],
  ['a day that still goes on', of('open', ['missing-out']), ''],
  ['a closed day', of('missing', ['missing-out'], [], true), ''],
  ['what was accepted', of('present', ['outside-window', 'clock-jumped'], ['outside-window']), 'clock-jumped'],
])('%s', (_why, found, causes) => expect(found).toBe(causes));

test('overtime that nobody has granted yet waits, until it is granted or accepted as it is', () => {
  const asked = { rule: 1, name: '', rate: 150, timeOff: null, minutes: 60 };
  const on = (approved: number, accepted: readonly InboxCause[] = []) =>
    causesOf({ verdict: 'present', flags: [], closed: false, overtime: [{ ...asked, approved }] }, new Set(accepted));
  expect([on(0), on(59), on(60), on(0, ['overtime'])]).toEqual([['overtime'], ['overtime'], [], []]);
});

test('which decision may follow which', () => {
  const table = REQUEST_STATES.map(
    (s) => `${s}: ${(['granted', 'refused', 'withdrawn'] as const).filter((d) => mayBecome(s, d)).join(' ')}`,
  );
  expect(table).toEqual(['waiting: granted refused withdrawn', 'granted: withdrawn', 'refused: granted', 'withdrawn: ']);
});

test.each<[AbsenceUnit, string]>([
  ['minute', 'leave-span leave-half leave-days'],
  ['half', 'leave-half leave-days'],
  ['day', 'leave-days'],
])('a kind that is taken by the %s', (unit, may) => {
  expect((['leave-span', 'leave-half', 'leave-days'] as const).filter((r) => isTakenSo(unit, r)).join(' ')).toBe(may);
});
