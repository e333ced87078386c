import { expect, test } from 'vitest';
import { event, openTemp, rawEvent, value } from '../../../test/storage/support.ts';
import { appendEvent, getEvent } from '../log/events.ts';

test('an event keeps its way, its wait and its door; older ones have none', () => {
  const { db } = openTemp();
  const id = value(appendEvent(db, event({ method: 'badge', waitMs: 1234.4, doorId: 3 })));
  expect(getEvent(db, id)).toMatchObject({ method: 'badge', waitMs: 1234, doorId: 3 });
  rawEvent(db);
  expect(getEvent(db, value(appendEvent(db, event())))).toMatchObject({ method: null, waitMs: null, doorId: null });
});

test('a way that nobody knows and a negative wait are refused', () => {
  const { db } = openTemp();
  const insert = (method: string, wait: number) => () => rawEvent(db, { method: `'${method}'`, wait_ms: String(wait) });
  expect(insert('iris', 1)).toThrow(/CHECK/);
  expect(insert('pin', -1)).toThrow(/CHECK/);
});
