import { expect, test } from 'vitest';
import { openTemp, plansOf, rawPerson, value } from '../../../test/storage/support.ts';
import { exportIds, runsOfSchedule, saveExportIds } from '../hours/exports.ts';
import { markDeleted, purgeDeleted } from '../people/people.ts';

function site() {
  const { db } = openTemp();
  const ada = rawPerson(db, 'Ada');
  db.run(
    `INSERT INTO export_runs (at, made_by, template, name, schedule_id, from_day, to_day, zone, path, people, row_count, left_out, bytes, hash)
     VALUES (1, 'system', 'days-csv', 'Days', 1, 0, 30, 'UTC', '/x', 1, 1, '[]', 9, 'h')`,
  );
  return { db, ada };
}

test.each([
  ['changed', "UPDATE export_runs SET hash = 'another'"],
  ['taken out', 'DELETE FROM export_runs'],
])('a run is not %s', (_name, sql) => {
  expect(() => site().db.run(sql)).toThrow('append-only');
});

test.each([
  ['a template that is no JSON', `INSERT INTO export_templates (name, name_key, body) VALUES ('a', 'a', 'x')`],
  ['an empty id', `INSERT INTO export_ids VALUES ('gusto', 1, '')`],
  [
    'a day that no month is sure to have',
    `INSERT INTO export_schedules (template, folder, day, minute, done_until) VALUES ('a', '/x', 29, 0, 0)`,
  ],
])('%s is refused', (_name, sql) => {
  expect(() => site().db.run(sql)).toThrow(/CHECK|malformed/);
});

test('what payroll calls somebody goes with whoever is erased', () => {
  const { db, ada } = site();
  value(saveExportIds(db, 'gusto', [{ personId: ada, id: 'G-1' }]));
  expect(exportIds(db, 'gusto')).toEqual(new Map([[ada, 'G-1']]));
  value(markDeleted(db, ada, 1, 1));
  value(purgeDeleted(db, 2, 2));
  expect(db.all('SELECT * FROM export_ids')).toEqual([]);
});

test('its indexes are used', () => {
  const { db } = openTemp();
  const plans = plansOf(db, (w) => [exportIds(w, 'gusto'), runsOfSchedule(w, 1, 0)]);
  expect(plans).toContain('export_ids USING PRIMARY KEY (program=?)');
  expect(plans).toContain('export_runs_schedule (schedule_id=? AND from_day=?)');
});
