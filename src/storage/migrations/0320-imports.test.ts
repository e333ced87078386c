import { expect, test } from 'vitest';
import { ATTLOG_SOURCE, openTemp, plansOf, rawPerson, value } from '../../../test/storage/support.ts';
import { punchesOf } from '../hours/month.ts';
import {
  addPunches,
  beginSource,
  finishSource,
  importedBefore,
  importSources,
  punchedAt,
  undoPunches,
} from '../imports/punches.ts';
import { markDeleted, purgeDeleted } from '../people/people.ts';

const COUNTS = { rows: 3, added: 1, changed: 0, known: 1, leftOut: 1 };
const punch = (personId: number) => ({
  ...{ personId, at: 120_000, wall: 120, status: '0', direction: 'in' as const, doubt: 'ambiguous-first' as const },
  ...{ line: 3, raw: '7\t1970-01-01 00:02:00\t1\t0' },
});

function imported() {
  const { db } = openTemp();
  const ada = rawPerson(db, 'Ada');
  const source = beginSource(db, ATTLOG_SOURCE);
  addPunches(db, source, 'UTC', [punch(ada)]);
  finishSource(db, source, COUNTS);
  return { db, ada, source };
}

test('an imported punch stands beside those of the log, with the key that was pressed and what is doubtful', () => {
  const { db, ada, source } = imported();
  expect(punchesOf(db, ada, 0, 1_000_000)).toEqual([
    {
      ...{ key: 'i1', at: 120_000, direction: 'in', directionBy: 'button', zone: 'UTC', doubts: ['ambiguous-first'] },
      ...{ clockStep: 0, givenTo: null },
    },
  ]);
  expect(importSources(db)).toEqual([
    { id: source, ...ATTLOG_SOURCE, sha256: undefined, counts: COUNTS, punches: 1, people: 0, changed: 0, undoneAt: null },
  ]);
});

test('the same person, second and state once', () => {
  const { db, ada } = imported();
  expect(() => addPunches(db, beginSource(db, ATTLOG_SOURCE), 'UTC', [punch(ada)])).toThrow(/UNIQUE/);
  expect(() => db.run('UPDATE imported_lines SET at = 1')).toThrow(/does not change/);
});

test('an import is undone once, and its file may come again', () => {
  const { db, ada, source } = imported();
  expect(importedBefore(db, 'attlog', 'ab')).toBe(5);
  expect(undoPunches(db, source, 9)).toEqual({ ok: true, value: 1 });
  expect(undoPunches(db, source, 9)).toEqual({ ok: false, error: { code: 'import-gone' } });
  expect([importedBefore(db, 'attlog', 'ab'), punchesOf(db, ada, 0, 1_000_000)]).toEqual([null, []]);
  expect(importSources(db)[0]).toMatchObject({ punches: 0, undoneAt: 9 });
});

test('what an old terminal wrote of somebody goes with whoever is erased', () => {
  const { db, ada } = imported();
  value(markDeleted(db, ada, 1, 1));
  value(purgeDeleted(db, 2, 2));
  expect(db.all('SELECT id FROM imported_lines')).toEqual([]);
  expect(db.all('SELECT 1 FROM dirty_days WHERE person_id = :ada', { ada })).toEqual([]);
});

test('days of an imported punch are reckoned again, as it comes and as it goes', () => {
  const { db } = openTemp();
  const ada = rawPerson(db, 'Ada');
  const dirty = () => {
    const found = db.all('SELECT from_day, to_day FROM dirty_days WHERE person_id = :ada', { ada });
    db.run('DELETE FROM dirty_days');
    return found;
  };
  dirty();
  const source = beginSource(db, ATTLOG_SOURCE);
  const day = 20_000;
  addPunches(db, source, 'UTC', [{ ...punch(ada), at: day * 86_400_000, wall: day * 86_400 }]);
  expect(dirty()).toEqual([]);
  finishSource(db, source, COUNTS);
  expect(dirty()).toEqual([{ from_day: day - 1, to_day: day + 1 }]);
  value(undoPunches(db, source, 9));
  expect(dirty()).toEqual([{ from_day: day - 1, to_day: day + 1 }]);
});

test('its indexes are used', () => {
  const { db } = openTemp();
  const plans = plansOf(db, (w) => [
    punchesOf(w, 1, 1, 2),
    punchedAt(w, 1, 1, 2),
    importSources(w),
    importedBefore(w, 'attlog', 'ab'),
  ]);
  expect(plans).toContain('imported_lines_person (person_id=? AND at>? AND at<?)');
  expect(plans).toContain('sqlite_autoindex_imported_lines_1 (person_id=? AND wall>? AND wall<?)');
  expect(plans).toContain('imported_lines_source (source_id=?)');
  expect(plans).toContain('import_sources_file (kind=? AND sha256=?)');
});
