import { describe, expect, test } from 'vitest';
import { event, NOW, openTemp, QUALITY, value } from '../../../test/storage/support.ts';
import { eventId, personId, type EventId } from '../../domain/ids.ts';
import type { DecisionRecord } from '../../domain/recognition/decision.ts';
import { LogRow } from '../../shared/schemas.ts';
import type { ReadableDb } from '../file/db.ts';
import {
  appendEvent,
  decisionOf,
  EVERY_EVENT,
  getEvent,
  iterateEvents,
  lastPunch,
  listEvents,
  storedDecision,
  type EventFilter,
} from './events.ts';
import { insertPerson, markDeleted, purgeDeleted, updatePerson } from '../people/people.ts';

const newest = (db: ReadableDb) => listEvents(db, EVERY_EVENT, null, 1).rows[0];

const decision: DecisionRecord = {
  first: { personId: 1, score: 0.71 },
  second: null,
  margin: null,
  threshold: 0.35,
  marginRequired: 0.03,
  frames: 3,
  quality: QUALITY,
  mirrorCosine: 0.93,
  liveness: { antispoof: 0.9, liveness: 0.8 },
  presentation: null,
  counterExample: null,
  lookAlike: false,
  modelId: 'q-test-1',
  times: { detect: 30, align: 1, liveness: 20, embed: 14, match: 12, visit: 410 },
};

test('an event comes back as a LogRow of the contract, with the name and number of that day', () => {
  const { db } = openTemp();
  const person = value(insertPerson(db, { employeeNumber: 'A7', name: '王伟', department: '' }, NOW));
  const id = value(
    appendEvent(
      db,
      event({
        kind: 'recognised',
        personId: person,
        direction: 'in',
        score: 0.71,
        decision,
        at: NOW + 0.4,
        monotonicDeltaMs: 12.7,
      }),
    ),
  );
  value(updatePerson(db, person, { employeeNumber: 'A8', name: '王大伟', department: '' }));
  const row = getEvent(db, id);
  expect(LogRow.parse(row)).toEqual(row);
  expect(row).toEqual({
    id,
    kind: 'recognised',
    at: NOW,
    timeZone: 'Asia/Shanghai',
    offsetMinutes: 480,
    clockJumped: false,
    clockStepMs: null,
    clockWrong: false,
    personId: person,
    name: '王伟',
    employeeNumber: 'A7',
    direction: 'in',
    reason: null,
    about: null,
    retracted: false,
    score: 0.71,
    method: null,
    waitMs: null,
    doorId: null,
    more: null,
  });
  expect(decisionOf(db, id)).toEqual(decision);
  expect(newest(db)).toEqual(row);
  value(markDeleted(db, person, NOW - 1, NOW - 1));
  value(purgeDeleted(db, NOW, NOW));
  expect(getEvent(db, id)?.name).toBe('王伟');
});

test('what an event points to must be there', () => {
  const { db } = openTemp();
  expect(appendEvent(db, event({ personId: personId(9) }))).toEqual({ ok: false, error: { code: 'person-gone' } });
  expect(appendEvent(db, event({ kind: 'retracted', about: eventId(9) }))).toEqual({ ok: false, error: { code: 'event-gone' } });
  expect(newest(db)).toBeUndefined();
  expect(getEvent(db, eventId(1))).toBeNull();
  expect(decisionOf(db, eventId(1))).toBeNull();
  const plain = value(appendEvent(db, event()));
  expect(decisionOf(db, plain)).toBeNull();
});

test('a decision that no longer parses is none', () => {
  const { db } = openTemp();
  const id = value(appendEvent(db, event({ decision: { ...decision, frames: -1 } })));
  expect(decisionOf(db, id)).toBeNull();
});

test('the last punch: in the order of writing, without what was taken back', () => {
  const { db } = openTemp();
  const person = value(insertPerson(db, { employeeNumber: '1', name: 'a', department: '' }, NOW));
  const other = value(insertPerson(db, { employeeNumber: '2', name: 'b', department: '' }, NOW));
  const punch = (direction: 'in' | 'out', at: number, of = person): EventId =>
    value(appendEvent(db, event({ kind: 'recognised', personId: of, direction, at })));
  expect(lastPunch(db, person)).toBeNull();
  const first = punch('in', NOW);
  // The clock was set back an hour in between: the later row counts all the same.
  const second = punch('out', NOW - 3_600_000);
  punch('in', NOW + 5, other);
  value(appendEvent(db, event({ kind: 'refused', personId: person })));
  expect(lastPunch(db, person)).toMatchObject({ eventId: second, direction: 'out', at: NOW - 3_600_000 });
  value(appendEvent(db, event({ kind: 'retracted', personId: person, about: second })));
  expect(lastPunch(db, person)).toMatchObject({ eventId: first, direction: 'in', at: NOW });
  expect(getEvent(db, second)?.retracted).toBe(true);
  // A door's row about the punch takes nothing back.
  value(appendEvent(db, event({ kind: 'door', about: first, reason: 'opened' })));
  expect(lastPunch(db, person)?.eventId).toBe(first);
});

describe('filters', () => {
  function log() {
    const { db } = openTemp();
    const wang = value(insertPerson(db, { employeeNumber: 'A1', name: '王伟', department: '' }, NOW));
    const ann = value(insertPerson(db, { employeeNumber: 'B2', name: 'Ann', department: '' }, NOW));
    const rows = [
      event({ kind: 'system', at: 1000, reason: 'started' }),
      event({ kind: 'recognised', at: 2000, personId: wang, direction: 'in' }),
      event({ kind: 'refused', at: 3000, reason: 'not-recognised' }),
      event({ kind: 'recognised', at: 4000, personId: ann, direction: 'in' }),
      event({ kind: 'recognised', at: 5000, personId: wang, direction: 'out' }),
    ].map((e) => value(appendEvent(db, e)));
    return { db, wang, ann, rows };
  }
  const cases: [
    string,
    (people: { wang: EventFilter['personId']; ann: EventFilter['personId'] }) => Partial<EventFilter>,
    number[],
  ][] = [
    ['nothing set', () => ({}), [5, 4, 3, 2, 1]],
    ['a person', ({ wang }) => ({ personId: wang }), [5, 2]],
    ['from is inclusive', () => ({ from: 4000 }), [5, 4]],
    ['to is exclusive', () => ({ to: 3000 }), [2, 1]],
    ['an empty day', () => ({ from: 3000, to: 3000 }), []],
    ['a kind', () => ({ kinds: ['refused'] }), [3]],
    ['kinds', () => ({ kinds: ['refused', 'system'] }), [3, 1]],
    ['a Chinese name', () => ({ search: '伟' }), [5, 2]],
    ['a number, full width', () => ({ search: 'ａ１' }), [5, 2]],
    ['everything at once', ({ wang }) => ({ personId: wang, from: 1, to: 4999, kinds: ['recognised'], search: '王' }), [2]],
    ['a search with a wildcard', () => ({ search: '%' }), []],
  ];
  test.each(cases)('%s', (_name, make, expected) => {
    const { db, rows, ...people } = log();
    const filter = { ...EVERY_EVENT, ...make(people) };
    const ids = expected.map((n) => rows[n - 1]);
    const all = listEvents(db, filter, null, 100);
    expect(all.rows.map((row) => row.id)).toEqual(ids);
    expect([all.more, all.total]).toEqual([false, expected.length]);
    expect([...iterateEvents(db, filter)].map((row) => row.id)).toEqual(ids.toReversed());
  });
});

test('pages: nothing twice, nothing left out, while rows are added in front', () => {
  const { db } = openTemp();
  const ids = Array.from({ length: 25 }, () => value(appendEvent(db, event())));
  const seen: number[] = [];
  let before: EventId | null = null;
  for (let page = 0; page < 3; page++) {
    const { rows, more, total } = listEvents(db, EVERY_EVENT, before, 10);
    expect([more, total]).toEqual([page < 2, 25 + page]);
    seen.push(...rows.map((row) => row.id));
    before = eventId(rows.at(-1)!.id);
    value(appendEvent(db, event()));
  }
  expect(seen).toEqual(ids.toReversed());
});

test('an export goes on while events are appended', () => {
  const { db } = openTemp();
  const ids = db.transaction(() => Array.from({ length: 1200 }, () => value(appendEvent(db, event()))));
  const seen: number[] = [];
  for (const row of iterateEvents(db, EVERY_EVENT)) {
    seen.push(row.id);
    if (seen.length === 700) ids.push(value(appendEvent(db, event())));
  }
  expect(seen).toEqual(ids);
});

test.each([null, '', '{', '[1]', '{"first":7}'])(
  'a stored decision that is none costs its own picture, not the page: %j',
  (text) => {
    expect(storedDecision(text)).toBeNull();
  },
);
