import { expect, test } from 'vitest';
import { ATTLOG_SOURCE, count, openTemp, rawPerson, tempFolder, value } from '../../../test/storage/support.ts';
import type { WritableDb } from '../file/db.ts';
import { punchesOf } from '../hours/month.ts';
import {
  addPunches,
  beginSource,
  finishSource,
  importedBefore,
  importSources,
  punchedAt,
  SLICE_LINES,
  sweepPunches,
  undoPunches,
} from '../imports/punches.ts';
import { markDeleted, purgeDeleted } from '../people/people.ts';
import { MIGRATIONS } from './index.ts';

const counts = (added: number) => ({ rows: added, added, changed: 0, known: 0, leftOut: 0 });
const punches = (personId: number, n: number, from = 0) =>
  Array.from({ length: n }, (_, i) => ({
    ...{ personId, at: (from + i) * 60_000, wall: (from + i) * 60, status: '0', direction: 'in' as const, doubt: null },
    ...{ line: i + 1, raw: '' },
  }));
const seen = (db: WritableDb, person: number) => [
  punchesOf(db, person, 0, 1e15).length,
  punchedAt(db, person, 0, 1e12).size,
  count(db, 'imported_punches'),
  importSources(db).length,
  importedBefore(db, 'attlog', 'ab'),
];

test('what is being read counts for nobody, then all of it at once', () => {
  const { db } = openTemp();
  const ada = rawPerson(db, 'Ada');
  const source = beginSource(db, ATTLOG_SOURCE);
  expect(addPunches(db, source, 'UTC', punches(ada, 3))).toBe(3);
  expect(seen(db, ada)).toEqual([0, 0, 0, 0, null]);
  expect(undoPunches(db, source, 9)).toEqual({ ok: false, error: { code: 'import-gone' } });
  finishSource(db, source, counts(3));
  expect(seen(db, ada)).toEqual([3, 3, 3, 1, 5]);
  expect(() => addPunches(db, source, 'UTC', punches(ada, 1, 10))).toThrow(/takes no more/);
  expect(() => db.run('DELETE FROM imported_lines')).toThrow(/loses no line/);
});

test('undone, none counts, whatever of them is still there; they go in slices', () => {
  const { db } = openTemp();
  const ada = rawPerson(db, 'Ada');
  const source = beginSource(db, ATTLOG_SOURCE);
  addPunches(db, source, 'UTC', punches(ada, SLICE_LINES));
  addPunches(db, source, 'UTC', punches(ada, 5, SLICE_LINES));
  finishSource(db, source, counts(SLICE_LINES + 5));
  expect(undoPunches(db, source, 9)).toEqual({ ok: true, value: SLICE_LINES + 5 });
  expect(seen(db, ada)).toEqual([0, 0, 0, 1, null]);
  expect(importSources(db)[0]).toMatchObject({ punches: 0, undoneAt: 9 });
  expect([sweepPunches(db), count(db, 'imported_lines')]).toEqual([{ ok: true, value: false }, 5]);
  expect([sweepPunches(db), count(db, 'imported_lines')]).toEqual([{ ok: true, value: true }, 0]);
  // What was undone is told of; what never became whole is not.
  expect(importSources(db)).toHaveLength(1);
});

test('what never became whole is swept out with its source, and another import stays', () => {
  const { db } = openTemp();
  const ada = rawPerson(db, 'Ada');
  const whole = beginSource(db, ATTLOG_SOURCE);
  addPunches(db, whole, 'UTC', punches(ada, 2));
  finishSource(db, whole, counts(2));
  addPunches(db, beginSource(db, ATTLOG_SOURCE), 'UTC', punches(ada, 2, 10));
  expect(count(db, 'import_sources')).toBe(2);
  expect(sweepPunches(db)).toEqual({ ok: true, value: true });
  expect([count(db, 'import_sources'), count(db, 'imported_lines'), punchesOf(db, ada, 0, 1e15).length]).toEqual([1, 2, 2]);
});

test('the days of each person of it are marked, from the first to the last; nobody else’s', () => {
  const { db } = openTemp();
  const [ada, bea] = [rawPerson(db, 'Ada'), rawPerson(db, 'Bea')];
  rawPerson(db, 'Cleo');
  db.run('DELETE FROM dirty_days');
  const day = 1440;
  const source = beginSource(db, ATTLOG_SOURCE);
  addPunches(db, source, 'UTC', [...punches(ada, 2, 100 * day), ...punches(ada, 1, 300 * day), ...punches(bea, 1, 50 * day)]);
  finishSource(db, source, counts(4));
  const marked = () => db.all('SELECT person_id AS id, from_day AS a, to_day AS b FROM dirty_days ORDER BY 1');
  const expected = [
    { id: ada, a: 99, b: 301 },
    { id: bea, a: 49, b: 51 },
  ];
  expect(marked()).toEqual(expected);
  db.run('DELETE FROM dirty_days');
  value(undoPunches(db, source, 9));
  expect(marked()).toEqual(expected);
});

test('of whoever was erased in between there comes nothing', () => {
  const { db } = openTemp();
  const [ada, bea] = [rawPerson(db, 'Ada'), rawPerson(db, 'Bea')];
  const source = beginSource(db, ATTLOG_SOURCE);
  addPunches(db, source, 'UTC', punches(ada, 2));
  value(markDeleted(db, ada, 1, 1));
  value(purgeDeleted(db, 2, 2));
  expect(addPunches(db, source, 'UTC', [...punches(ada, 2, 5), ...punches(bea, 1)])).toBe(1);
  expect(db.all('SELECT person_id FROM imported_lines')).toEqual([{ person_id: bea }]);
});

test('imports from before this step count as they did', () => {
  const folder = tempFolder();
  const before = openTemp({ folder, migrations: MIGRATIONS.filter((m) => m.version < 450) });
  const ada = rawPerson(before.db, 'Ada');
  before.db.run(
    `INSERT INTO import_sources (id, kind, file_name, sha256, at, operator, time_zone, added, changed, known, left_out)
     VALUES (7, 'attlog', 'a', 'ab', 5, 'x', 'UTC', 1, 0, 0, 0)`,
  );
  before.db.run(
    `INSERT INTO imported_punches (id, source_id, person_id, at, time_zone, wall, status, line, raw) VALUES (3, 7, :ada, 60000, 'UTC', 60, '0', 1, 'x')`,
    { ada },
  );
  before.close();
  const { db } = openTemp({ folder });
  expect(punchesOf(db, ada, 0, 1e15)).toMatchObject([{ key: 'i3', at: 60_000 }]);
  expect(undoPunches(db, 7, 9)).toEqual({ ok: true, value: 1 });
  expect([sweepPunches(db), count(db, 'imported_lines')]).toEqual([{ ok: true, value: true }, 0]);
});
