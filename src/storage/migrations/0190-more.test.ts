import { expect, test } from 'vitest';
import { event, openTemp, rawEvent, rawOldEvent, tempFolder, value } from '../../../test/storage/support.ts';
import { appendEvent, getEvent } from '../log/events.ts';
import { visitsAfter } from '../gallery/visits.ts';
import { MIGRATIONS } from './index.ts';

test('a row may stand for many; one of before stands for itself', () => {
  const folder = tempFolder();
  const before = openTemp({ folder, migrations: MIGRATIONS.filter((step) => step.version < 190) });
  rawOldEvent(before.db);
  before.close();
  const { db } = openTemp({ folder });
  expect(db.get('SELECT more FROM events')).toEqual({ more: null });
  const id = value(appendEvent(db, event({ kind: 'refused', reason: 'badge-unknown', more: 412 })));
  expect(getEvent(db, id)).toMatchObject({ more: 412 });
});

test('a sum of nothing, and of less, is refused', () => {
  const { db } = openTemp();
  const insert = (more: number) => () => rawEvent(db, { kind: "'refused'", more: String(more) });
  expect(insert(0)).toThrow(/CHECK/);
  expect(insert(-1)).toThrow(/CHECK/);
});

test('a sum is no visit that settings are judged by', () => {
  const { db } = openTemp();
  value(appendEvent(db, event({ kind: 'refused', reason: 'not-recognised' })));
  value(appendEvent(db, event({ kind: 'refused', reason: 'not-recognised', more: 5 })));
  expect(visitsAfter(db, 'm', 0, 0, 10).visits).toHaveLength(1);
});
