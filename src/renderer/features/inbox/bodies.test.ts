import { expect, test } from 'vitest';
import type { InboxEntry } from '../../../shared/calls/hour-requests.ts';
import { bodiesOf, groupsOf } from './bodies.ts';

const punches: InboxEntry['punches'] = [{ key: 'e1', at: 10, direction: 'out' }];
const of = (proposal: InboxEntry['proposals'][number]) => bodiesOf(proposal, { punches }, 'UTC');

test('each proposal is what it says', () => {
  expect(of({ kind: 'add', direction: 'out', at: 20 })).toEqual([{ kind: 'add', at: 1_200_000, direction: 'out', zone: 'UTC' }]);
  expect(of({ kind: 'repeat', punch: 'e2', of: 'e1' })).toEqual([{ kind: 'ignore', punch: 'e2' }]);
  expect(of({ kind: 'ignore', punch: 'e2' })).toEqual([{ kind: 'ignore', punch: 'e2' }]);
  expect(of({ kind: 'give', punch: 'e2', day: 5 })).toEqual([{ kind: 'give', punch: 'e2', day: 5 }]);
});

test('a punch of a clock that was set goes, and comes again with its direction', () => {
  expect(of({ kind: 'move', punch: 'e1', at: 130 })).toEqual([
    { kind: 'ignore', punch: 'e1' },
    { kind: 'add', at: 7_800_000, direction: 'out', zone: 'UTC' },
  ]);
});

test('an outage is one group: the same cause on the same day', () => {
  const entry = (personId: number, day: number, cause: InboxEntry['causes'][number]) =>
    ({ personId, day, causes: [cause] }) as unknown as InboxEntry;
  const all = [entry(1, 5, 'missing-out'), entry(2, 5, 'missing-out'), entry(1, 6, 'missing-out'), entry(3, 5, 'absent')];
  expect(groupsOf(all, 'cause').map((g) => g.entries.length)).toEqual([2, 1, 1]);
  expect(groupsOf(all, 'person').map((g) => g.entries.length)).toEqual([2, 1, 1]);
});
