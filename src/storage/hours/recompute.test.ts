import { expect, test } from 'vitest';
import { openTemp, rawEvent, rawPerson, value } from '../../../test/storage/support.ts';
import type { Shift } from '../../domain/hours/model.ts';
import { markDays, markDue, waiting } from './dirty.ts';
import { readPlan, saveAssignment, saveShift } from './plan.ts';
import { workOff } from './recompute.ts';

const NOW = Date.UTC(2026, 10, 20);

test('whose days cannot be reckoned keeps nobody else from theirs, and is looked at again', () => {
  const { db } = openTemp();
  const [ada, bo, cy] = [rawPerson(db, 'Ada'), rawPerson(db, 'Bo'), rawPerson(db, 'Cy')];
  db.run('UPDATE people SET enrolled_at = :at', { at: NOW - 40 * 86_400_000 });
  const body = { segments: [{ start: 540, end: 1080 }], before: 60, after: 60, breaks: [], flex: null };
  const shift = value(saveShift(db, null, 'Day', 0, { ...body, halfDayAt: 'without-break', needIn: true, needOut: true }, 0));
  value(saveAssignment(db, null, { to: { person: bo }, from: 0, until: null, target: { shift } }));
  const read = readPlan(db, 'UTC', 1);
  const broken = new Proxy({} as Shift, {
    get: () => {
      throw new Error('a fault of ours');
    },
  });
  const faulty = { ...read, book: { ...read.book, shifts: new Map([[shift, [{ from: 0, value: broken }]]]) } };
  value(markDue(db, read, NOW));
  const worked = value(workOff(db, faulty, NOW, () => false));
  expect(worked).toMatchObject({ done: true, failed: [{ personId: bo, error: { message: 'a fault of ours' } }] });
  expect([...worked.changed.keys()]).toEqual([ada, cy]);
  expect(waiting(db)).toMatchObject({ people: 1 });
  expect(value(workOff(db, faulty, NOW, () => false, new Set([bo])))).toMatchObject({ done: true, months: 0, failed: [] });
  expect([...value(workOff(db, read, NOW, () => false)).changed.keys()]).toEqual([bo]);
  expect(waiting(db)).toBeNull();
});

test.each([8.64e15, -8.64e15, -1, Number.MAX_SAFE_INTEGER])('a punch of a clock that said %d stops nothing', (at) => {
  const { db } = openTemp();
  const ada = rawPerson(db, 'Ada');
  rawEvent(db, { kind: "'recognised'", person_id: String(ada), at: String(at), direction: "'in'" });
  db.run('UPDATE people SET enrolled_at = :at', { at });
  markDays(db, ada, Math.trunc(at / 86_400_000), Math.trunc(at / 86_400_000) + 1);
  expect(value(workOff(db, readPlan(db, 'UTC', 1), NOW, () => false))).toMatchObject({ done: true, failed: [] });
  expect(waiting(db)).toBeNull();
});
