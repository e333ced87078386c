import { expect, test } from 'vitest';
import type { LogRow } from '../../../shared/schemas.ts';
import { summarise } from './summary.ts';

let id = 0;
const row = (part: Partial<LogRow>): LogRow => ({
  id: (id += 1),
  kind: 'recognised',
  at: Date.UTC(2026, 10, 24) + id * 1000,
  timeZone: 'UTC',
  offsetMinutes: 0,
  clockJumped: false,
  clockStepMs: null,
  clockWrong: false,
  personId: 1,
  name: 'Ana',
  employeeNumber: '7',
  direction: 'in',
  reason: null,
  about: null,
  retracted: false,
  score: 0.7,
  method: 'face',
  waitMs: 800,
  doorId: null,
  more: null,
  ...part,
});

test('an empty day', () => expect(summarise([])).toEqual({ people: [], came: 0, refused: 0 }));

test('first in, last event', () => {
  const first = row({});
  const other = row({ personId: 2, name: 'Tom' });
  const out = row({ direction: 'out' });
  const back = row({});
  const out2 = row({ personId: 2, name: 'Tom', direction: 'out' });
  const s = summarise([out2, back, out, other, first]);
  expect(s.people.map((p) => p.personId)).toEqual([2, 1]);
  expect(s.people[1]).toMatchObject({ firstIn: first.at, last: { at: back.at, direction: 'in' } });
  expect(s).toMatchObject({ came: 2, refused: 0 });
});

test('what was taken back, doors and strangers are nobody; refusals are counted', () => {
  const s = summarise([
    row({ retracted: true }),
    row({ kind: 'retracted' }),
    row({ kind: 'door', direction: null }),
    row({ kind: 'refused', personId: null, name: null, direction: null }),
  ]);
  expect(s).toEqual({ people: [], came: 0, refused: 1 });
});

test('a night shift that goes home today did not come in today', () => {
  const s = summarise([row({ direction: 'out' })]);
  expect(s).toMatchObject({ came: 0 });
  expect(s.people[0]?.firstIn).toBeNull();
});
