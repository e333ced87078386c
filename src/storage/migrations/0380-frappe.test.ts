import { expect, test } from 'vitest';
import { openTemp, plansOf, rawPerson, value } from '../../../test/storage/support.ts';
import type { FrappeGiven } from '../../shared/frappe.ts';
import {
  dueRows,
  enqueue,
  frappeServer,
  lastAnswers,
  nextTry,
  queueCounts,
  queuedOf,
  saveAnswer,
  saveFrappe,
  setRunning,
} from '../hours/frappe.ts';
import { markDeleted, purgeDeleted } from '../people/people.ts';

const HOUR = 3_600_000;
const GIVEN: FrappeGiven = {
  ...{ url: 'https://erp.example.com', api: 'hrms', person: 'number', zone: 'Asia/Kolkata' },
  ...{ key: 'k', secret: 's' },
};

function site() {
  const { db } = openTemp();
  const ada = rawPerson(db, 'Ada');
  value(saveFrappe(db, GIVEN));
  const { server } = frappeServer(db)!;
  const punches = [1, 2, 3].map((n) => ({ personId: ada, punchKey: `e${n}`, at: n, day: 20_000 }));
  expect(value(enqueue(db, server, punches))).toBe(3);
  return { db, ada, server, punches };
}

test('a punch stands in the queue once for each server', () => {
  const { db, server, punches, ada } = site();
  expect(value(enqueue(db, server, punches))).toBe(0);
  expect(value(enqueue(db, 'another', punches))).toBe(3);
  expect(queuedOf(db, server, ada).map(({ punchKey }) => punchKey)).toEqual(['e1', 'e2', 'e3']);
});

test('the oldest that is due comes first, and a clock that was wrong keeps none for years', () => {
  const { db, server } = site();
  const answer = { state: 'waiting', answer: 'server', said: null, direction: null, wall: null } as const;
  value(saveAnswer(db, 1, { ...answer, nextTry: 5000, at: 1000 }));
  const due = (now: number) => dueRows(db, server, now, HOUR, 10).map(({ id }) => id);
  expect(due(1000)).toEqual([2, 3]);
  expect(nextTry(db, server)).toBe(0);
  expect(due(5000)).toEqual([1, 2, 3]);
  value(saveAnswer(db, 1, { ...answer, nextTry: 9 * HOUR, at: 1000 }));
  expect(due(1000)).toEqual([1, 2, 3]);
  value(saveAnswer(db, 1, { ...answer, state: 'stored', answer: 'stored', nextTry: 0, at: 1000 }));
  expect(queueCounts(db, server)).toEqual({ waiting: 2, stored: 1, refused: 0 });
});

test('the same server goes on as it was; another begins stopped, with a key of its own', () => {
  const { db } = site();
  value(setRunning(db, true));
  value(saveFrappe(db, { ...GIVEN, url: 'https://erp.example.com/', zone: 'UTC', key: null, secret: null }));
  expect(frappeServer(db)).toMatchObject({ running: true, zone: 'UTC', key: 'k', secret: 's' });
  const other = { ...GIVEN, url: 'https://other.example.com' };
  expect(saveFrappe(db, { ...other, secret: null })).toEqual({ ok: false, error: { code: 'bad-input', field: 'secret' } });
  value(saveFrappe(db, other));
  expect(frappeServer(db)).toMatchObject({ running: false });
});

test.each([
  ['another way to find people', "UPDATE frappe_server SET person = 'guess'"],
  ['a state that nobody knows', "UPDATE frappe_queue SET state = 'perhaps'"],
  [
    'a second server',
    'INSERT INTO frappe_server SELECT 2, url, api, person, zone, api_key, api_secret, 0, NULL FROM frappe_server',
  ],
])('%s is refused', (_name, sql) => {
  expect(() => site().db.run(sql)).toThrow('CHECK');
});

test('the punches of whoever is erased go', () => {
  const { db, ada } = site();
  value(markDeleted(db, ada, 1, 1));
  value(purgeDeleted(db, 2, 2));
  expect(db.all('SELECT * FROM frappe_queue')).toEqual([]);
});

test('its indexes are used', () => {
  const { db } = openTemp();
  const plans = plansOf(db, (w) => [
    dueRows(w, 's', 0, HOUR, 4),
    queueCounts(w, 's'),
    lastAnswers(w, 's', 10),
    queuedOf(w, 's', 1),
  ]);
  expect(plans).toContain('frappe_queue_state (server=? AND state=?)');
  expect(plans).toContain('frappe_queue_answered (server=?');
  expect(plans).toContain('frappe_queue_person (person_id=?)');
});
